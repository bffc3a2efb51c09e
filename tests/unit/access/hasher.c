// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/hasher.h"

#include "test.h"

#include <pthread.h>

static struct hasher *small(unsigned patience)
{
    return hasher_new((struct hasher_settings){PASSWORD_COST_LEAST, 2, patience});
}

TEST(a_third_one_does_not_get_a_turn_while_two_have_theirs)
{
    struct arena *arena = arena_new();
    struct hasher *hasher = small(0);
    struct text stored;
    assert_true(hasher_enter(hasher));
    assert_true(hasher_enter(hasher));
    assert_int_equal(hasher_make(hasher, arena, TEXT("x"), &stored), HASHER_BUSY);
    assert_int_equal(hasher_match(hasher, TEXT(""), TEXT("x")), HASHER_BUSY);
    hasher_leave(hasher);
    assert_int_equal(hasher_make(hasher, arena, TEXT("x"), &stored), HASHER_YES);
    assert_int_equal(hasher_match(hasher, stored, TEXT("x")), HASHER_YES);
    hasher_leave(hasher);
    hasher_free(hasher);
    arena_free(arena);
}

static void *leave(void *argument)
{
    hasher_leave(argument);
    return NULL;
}

TEST(who_waits_gets_the_turn_of_who_leaves)
{
    struct hasher *hasher = small(600000); // far longer than any test takes
    pthread_t thread;
    assert_true(hasher_enter(hasher));
    assert_true(hasher_enter(hasher));
    assert_int_equal(pthread_create(&thread, NULL, leave, hasher), 0);
    assert_true(hasher_enter(hasher));
    pthread_join(thread, NULL);
    hasher_free(hasher);
}

TEST(an_account_without_a_password_matches_nothing)
{
    struct hasher *hasher = small(0);
    assert_int_equal(hasher_match(hasher, TEXT(""), TEXT("")), HASHER_NO);
    assert_int_equal(hasher_match(hasher, (struct text){0}, TEXT("x")), HASHER_NO);
    hasher_free(hasher);
}

TEST(a_hash_at_another_cost_is_made_anew)
{
    struct arena *arena = arena_new();
    struct hasher *hasher = small(0);
    struct text stored = password_hash(arena, TEXT("x"), (struct password_cost){2, 8192});
    assert_true(hasher_is_outdated(hasher, stored));
    assert_int_equal(hasher_make(hasher, arena, TEXT("x"), &stored), HASHER_YES);
    assert_false(hasher_is_outdated(hasher, stored));
    hasher_free(hasher);
    arena_free(arena);
}
