// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/seen.h"

#include "test.h"

#include <stdio.h>

enum { MANY = 200000 };

static struct keyed_hash hash_of(const struct seen *seen, uint32_t number)
{
    char room[24];
    int length = snprintf(room, sizeof room, "REF/%u", number);
    return seen_hash(seen, (struct text){room, (size_t)length});
}

static enum seen_state state_of(uint32_t number)
{
    return (enum seen_state)(number % SEEN_STATES);
}

static void put_many(struct seen *seen)
{
    for (uint32_t i = 0; i < MANY; i++)
        assert_true(seen_put(seen, hash_of(seen, i), i, state_of(i)));
}

static void find_many(const struct seen *seen)
{
    for (uint32_t i = 0; i < MANY; i++) {
        uint32_t number = UINT32_MAX;
        enum seen_state was = SEEN_STATES;
        assert_true(seen_find(seen, hash_of(seen, i), &number, &was));
        assert_int_equal(number, i);
        assert_int_equal(was, state_of(i));
        assert_false(seen_find(seen, hash_of(seen, MANY + i), &number, &was));
    }
}

TEST(nothing_is_found_in_what_is_empty)
{
    struct seen *seen = seen_new();
    uint32_t number = 7;
    enum seen_state was = SEEN_NOWHERE;
    assert_false(seen_find(seen, hash_of(seen, 1), &number, &was));
    seen_prefetch(seen, hash_of(seen, 1));
    seen_expect(seen, 1000);
    assert_false(seen_find(seen, hash_of(seen, 1), &number, &was));
    assert_int_equal(number, 7);
    assert_int_equal(was, SEEN_NOWHERE);
    seen_free(seen);
    seen_free(NULL);
}

TEST(what_was_put_is_found_while_it_grows)
{
    struct seen *seen = seen_new();
    put_many(seen);
    find_many(seen);
    assert_true(seen_bytes(seen) < MANY * 18 + (1 << 20)); // at least two thirds full
    seen_free(seen);
}

TEST(what_was_expected_is_found_and_nothing_more_is_asked_for)
{
    struct seen *seen = seen_new();
    seen_expect(seen, MANY);
    size_t before = seen_bytes(seen);
    put_many(seen);
    find_many(seen);
    assert_int_equal(seen_bytes(seen), before);
    seen_free(seen);
}

TEST(expecting_more_keeps_what_is_there)
{
    struct seen *seen = seen_new();
    put_many(seen);
    seen_expect(seen, 3 * MANY);
    size_t before = seen_bytes(seen);
    seen_expect(seen, MANY); // less than there is room for
    assert_int_equal(seen_bytes(seen), before);
    find_many(seen);
    seen_free(seen);
}

TEST(who_comes_second_changes_nothing)
{
    struct seen *seen = seen_new();
    uint32_t number;
    enum seen_state was;
    assert_true(seen_put(seen, hash_of(seen, 1), 5, SEEN_REJECTED));
    assert_false(seen_put(seen, hash_of(seen, 1), 6, SEEN_ACCEPTED));
    assert_true(seen_find(seen, hash_of(seen, 1), &number, &was));
    assert_int_equal(number, 5);
    assert_int_equal(was, SEEN_REJECTED);
    seen_free(seen);
}

TEST(the_greatest_number_is_kept_in_every_state)
{
    struct seen *seen = seen_new();
    for (uint32_t i = 0; i < SEEN_STATES; i++) {
        uint32_t number;
        enum seen_state was;
        assert_true(seen_put(seen, hash_of(seen, i), SEEN_NUMBER_MOST, (enum seen_state)i));
        assert_true(seen_find(seen, hash_of(seen, i), &number, &was));
        assert_int_equal(number, SEEN_NUMBER_MOST);
        assert_int_equal(was, i);
    }
    seen_free(seen);
}

// All in one part, each behind the other, and round its end.
TEST(references_that_belong_in_one_place_are_told_apart)
{
    struct seen *seen = seen_new();
    for (uint64_t i = 1; i <= 5000; i++)
        assert_true(seen_put(seen, (struct keyed_hash){UINT64_MAX << 32 | i, 0}, (uint32_t)i, SEEN_ACCEPTED));
    for (uint64_t i = 1; i <= 5000; i++) {
        uint32_t number;
        enum seen_state was;
        assert_true(seen_find(seen, (struct keyed_hash){UINT64_MAX << 32 | i, 0}, &number, &was));
        assert_int_equal(number, i);
        assert_false(seen_find(seen, (struct keyed_hash){UINT64_MAX << 32 | (i + 5000), 0}, &number, &was));
    }
    seen_free(seen);
}
