// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/password_hash.h"

#include "test.h"

TEST(a_hash_matches_its_password_and_no_other)
{
    struct arena *arena = arena_new();
    struct text stored = password_hash(arena, TEXT("tractor violet harbour"), PASSWORD_COST_LEAST);
    assert_true(text_starts(stored, TEXT("$argon2id$v=19$m=8,t=1,p=1$")));
    assert_true(password_matches(stored, TEXT("tractor violet harbour")));
    assert_false(password_matches(stored, TEXT("tractor violet harbor")));
    assert_false(password_matches(stored, TEXT("")));
    assert_false(password_matches(TEXT(""), TEXT("")));
    assert_false(password_matches(TEXT("plain"), TEXT("plain")));
    arena_free(arena);
}

TEST(every_byte_counts_also_behind_a_nul)
{
    struct arena *arena = arena_new();
    struct text stored = password_hash(arena, TEXT("a\0b"), PASSWORD_COST_LEAST);
    assert_true(password_matches(stored, TEXT("a\0b")));
    assert_false(password_matches(stored, TEXT("a\0c")));
    assert_false(password_matches(stored, TEXT("a")));
    arena_free(arena);
}

TEST(a_hash_of_another_cost_is_outdated)
{
    struct arena *arena = arena_new();
    struct password_cost dearer = {.operations = 2, .memory = 8192};
    struct text stored = password_hash(arena, TEXT("x"), PASSWORD_COST_LEAST);
    assert_false(password_is_outdated(stored, PASSWORD_COST_LEAST));
    assert_true(password_is_outdated(stored, dearer));
    assert_true(password_is_outdated(TEXT("plain"), PASSWORD_COST_LEAST));
    arena_free(arena);
}

TEST(the_cost_is_what_docs_say)
{
    assert_int_equal(PASSWORD_COST.memory, 64 << 20);
    assert_int_equal(PASSWORD_COST.operations, 2);
}
