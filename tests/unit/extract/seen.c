// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/seen.h"

#include "test.h"

#include <stdio.h>

enum { MANY = 200000 };

// In the order of their numbers.
static struct text reference(char room[static 24], uint32_t number)
{
    int length = snprintf(room, 24, "REF/%08u", number);
    return (struct text){room, (size_t)length};
}

static bool put(struct seen *seen, uint32_t reference_number, uint32_t number, enum seen_state state)
{
    char room[24];
    return seen_put(seen, reference(room, reference_number), number, state);
}

static bool find(const struct seen *seen, uint32_t reference_number, uint32_t *number, enum seen_state *state)
{
    char room[24];
    return seen_find(seen, reference(room, reference_number), number, state);
}

static enum seen_state state_of(uint32_t number)
{
    return (enum seen_state)(number % SEEN_STATES);
}

static void put_many(struct seen *seen)
{
    for (uint32_t i = 0; i < MANY; i++)
        assert_true(put(seen, i, i, state_of(i)));
}

static void find_many(const struct seen *seen)
{
    for (uint32_t i = 0; i < MANY; i++) {
        uint32_t number = UINT32_MAX;
        enum seen_state was = SEEN_STATES;
        assert_true(find(seen, i, &number, &was));
        assert_int_equal(number, i);
        assert_int_equal(was, state_of(i));
        assert_false(find(seen, MANY + i, &number, &was));
    }
}

TEST(nothing_is_found_in_what_is_empty)
{
    struct seen *seen = seen_new();
    uint32_t number = 7;
    enum seen_state was = SEEN_NOWHERE;
    assert_false(find(seen, 1, &number, &was));
    seen_prefetch(seen, (struct keyed_hash){1, 1});
    seen_expect(seen, 1000);
    assert_false(find(seen, 1, &number, &was));
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

// Parts get unequal shares by chance: in one table of some thousands there is one that must grow after all, by less than
// a thousandth of the whole.
TEST(what_was_expected_is_found_and_nothing_more_is_asked_for)
{
    struct seen *seen = seen_new();
    seen_expect(seen, MANY);
    size_t before = seen_bytes(seen);
    put_many(seen);
    find_many(seen);
    assert_true(seen_bytes(seen) - before < before / 200);
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
    assert_true(put(seen, 1, 5, SEEN_REJECTED));
    assert_false(put(seen, 1, 6, SEEN_ACCEPTED));
    assert_true(find(seen, 1, &number, &was));
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
        assert_true(put(seen, i, SEEN_NUMBER_MOST, (enum seen_state)i));
        assert_true(find(seen, i, &number, &was));
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
        assert_true(
            seen_put_hash(seen, (struct keyed_hash){UINT64_MAX << 32 | i, 0}, (uint32_t)i, SEEN_ACCEPTED));
    for (uint64_t i = 1; i <= 5000; i++) {
        uint32_t number;
        enum seen_state was;
        assert_true(seen_find_hash(seen, (struct keyed_hash){UINT64_MAX << 32 | i, 0}, &number, &was));
        assert_int_equal(number, i);
        assert_false(
            seen_find_hash(seen, (struct keyed_hash){UINT64_MAX << 32 | (i + 5000), 0}, &number, &was));
    }
    seen_free(seen);
}

// Of every length, so that some can be hashed together and some cannot.
TEST(references_that_were_hashed_are_those_that_are_put)
{
    enum { COUNT = 200 };
    static char letters[COUNT];
    struct text references[COUNT];
    struct keyed_hash hashes[COUNT];
    memset(letters, 'x', sizeof letters);
    for (size_t count = 0; count <= COUNT; count += 1 + count / 5) {
        struct seen *seen = seen_new();
        for (size_t i = 0; i < count; i++)
            references[i] = (struct text){letters, 1 + i};
        seen_hash(seen, references, count, hashes);
        for (uint32_t i = 0; i < count; i++)
            assert_true(i % 2 ? seen_put(seen, references[i], i, state_of(i))
                              : seen_put_hash(seen, hashes[i], i, state_of(i)));
        for (uint32_t i = 0; i < count; i++) {
            uint32_t number;
            enum seen_state was;
            assert_true(i % 2 ? seen_find_hash(seen, hashes[i], &number, &was)
                              : seen_find(seen, references[i], &number, &was));
            assert_int_equal(number, i);
            assert_int_equal(was, state_of(i));
        }
        seen_free(seen);
    }
}

// ---- in order

static struct seen *new_in_order(void)
{
    struct seen *seen = seen_new();
    seen_expect_order(seen);
    assert_true(seen_keeps_order(seen));
    return seen;
}

static void find_is(const struct seen *seen, uint32_t reference_number, uint32_t number,
                    enum seen_state state)
{
    uint32_t found = UINT32_MAX;
    enum seen_state was = SEEN_STATES;
    assert_true(find(seen, reference_number, &found, &was));
    assert_int_equal(found, number);
    assert_int_equal(was, state);
}

TEST(what_ascends_needs_no_table)
{
    struct seen *seen = new_in_order();
    seen_expect(seen, MANY);
    put_many(seen);
    find_many(seen);
    assert_true(seen_keeps_order(seen));
    assert_true(seen_bytes(seen) < MANY * 4 + (1 << 20));
    seen_free(seen);
}

TEST(the_same_twice_is_seen_in_order_and_out_of_it)
{
    struct seen *seen = new_in_order();
    for (uint32_t i = 100; i < 800; i += 2) {
        assert_true(put(seen, i, i, state_of(i / 2)));
        assert_false(put(seen, i, 1, SEEN_ACCEPTED));                      // at once
        assert_false(put(seen, 100 + i * 7 % (i - 98), 1, SEEN_ACCEPTED)); // later
    }
    for (uint32_t i = 101; i < 799; i += 14) { // between others
        assert_true(put(seen, i, i, SEEN_REJECTED));
        assert_false(put(seen, i, 1, SEEN_ACCEPTED));
    }
    assert_true(put(seen, 0, 7, SEEN_ACCEPTED)); // before all
    assert_false(put(seen, 0, 8, SEEN_ACCEPTED));
    assert_true(seen_keeps_order(seen));
    for (uint32_t i = 100; i < 800; i += 2)
        find_is(seen, i, i, state_of(i / 2));
    for (uint32_t i = 101; i < 799; i += 14)
        find_is(seen, i, i, SEEN_REJECTED);
    find_is(seen, 0, 7, SEEN_ACCEPTED);
    seen_free(seen);
}

TEST(references_of_other_lengths_and_without_any_are_told_apart)
{
    static const struct text references[] = {{"A/2", 3}, {"A", 1},  {"A/20", 4}, {"A/2/", 4},
                                             {"", 0},    {"A/", 2}, {"A/1", 3}};
    struct seen *seen = new_in_order();
    for (uint32_t i = 0; i < 7; i++)
        assert_true(seen_put(seen, references[i], i, SEEN_ACCEPTED));
    for (uint32_t i = 0; i < 7; i++) {
        uint32_t number;
        enum seen_state was;
        assert_false(seen_put(seen, references[i], 9, SEEN_ACCEPTED));
        assert_true(seen_find(seen, references[i], &number, &was));
        assert_int_equal(number, i);
    }
    assert_true(seen_keeps_order(seen));
    seen_free(seen);
}

// What became of all is the same before the order is given up, and behind.
static void give_up_behind(uint32_t in_order, bool expects)
{
    struct seen *seen = new_in_order();
    uint32_t allowed = SEEN_MISPLACED_FREE + in_order / SEEN_MISPLACED_SHARE, all = in_order + allowed + 2;
    if (expects)
        seen_expect(seen, in_order);
    for (uint32_t i = 0; i < in_order; i++)
        assert_true(put(seen, all + i, i, state_of(i)));
    for (uint32_t i = 0; i < allowed; i++) { // descending, and one of them twice
        assert_true(seen_keeps_order(seen));
        assert_int_equal(put(seen, all - (i ? i : 1), in_order + i, state_of(i)), i != 1);
    }
    assert_true(seen_keeps_order(seen));
    assert_true(put(seen, 1, 5, SEEN_REJECTED));
    assert_false(seen_keeps_order(seen));
    assert_false(put(seen, 1, 6, SEEN_REJECTED));
    for (uint32_t i = 0; i < in_order; i++) {
        find_is(seen, all + i, i, state_of(i));
        assert_false(put(seen, all + i, 0, SEEN_NOWHERE));
    }
    for (uint32_t i = 2; i < allowed; i++)
        find_is(seen, all - i, in_order + i, state_of(i));
    find_is(seen, all - 1, in_order, state_of(0));
    find_is(seen, 1, 5, SEEN_REJECTED);
    assert_true(put(seen, all + in_order, 3, SEEN_ACCEPTED)); // above all, in the table too
    find_is(seen, all + in_order, 3, SEEN_ACCEPTED);
    seen_free(seen);
}

TEST(an_order_is_given_up_where_one_more_than_allowed_is_elsewhere)
{
    for (uint32_t in_order = 1; in_order < MANY; in_order = in_order * 3 + 1) {
        give_up_behind(in_order, false);
        give_up_behind(in_order, true);
    }
}

TEST(a_reference_too_long_for_the_order_ends_it)
{
    static char letters[300];
    memset(letters, 'Z', sizeof letters);
    struct text longest = {letters, sizeof letters};
    struct seen *seen = new_in_order();
    assert_true(put(seen, 4, 4, SEEN_ACCEPTED));
    assert_true(seen_put(seen, longest, 5, SEEN_ACCEPTED));
    assert_false(seen_keeps_order(seen));
    assert_false(seen_put(seen, longest, 6, SEEN_ACCEPTED));
    assert_false(put(seen, 4, 6, SEEN_ACCEPTED));
    find_is(seen, 4, 4, SEEN_ACCEPTED);
    seen_free(seen);
}

// In no order, each about twice: what is in order, what is not and what becomes of it must not differ.
TEST(an_order_says_the_same_as_the_table)
{
    for (uint32_t window = 1; window <= MANY; window *= 8) { // how far a reference may be from its place
        struct seen *table = seen_new(), *order = new_in_order();
        uint64_t random = window;
        for (uint32_t i = 0; i < MANY; i++) {
            random = random * UINT64_C(6364136223846793005) + 1442695040888963407;
            uint32_t number = i / 2 + (uint32_t)(random >> 33) % window;
            assert_int_equal(put(order, number, i, state_of(i)), put(table, number, i, state_of(i)));
        }
        for (uint32_t i = 0; i < 2 * MANY; i++) {
            uint32_t numbers[2] = {0};
            enum seen_state states[2] = {SEEN_STATES, SEEN_STATES};
            assert_int_equal(find(order, i, &numbers[0], &states[0]),
                             find(table, i, &numbers[1], &states[1]));
            assert_int_equal(numbers[0], numbers[1]);
            assert_int_equal(states[0], states[1]);
        }
        seen_free(table);
        seen_free(order);
    }
}

// ---- complete

// Of each reference, and of as many that were not put, the same as seen_find says.
static void check_accepted(const struct seen *seen)
{
    static char rooms[2 * MANY][24];
    static struct text references[2 * MANY];
    static uint32_t numbers[2 * MANY];
    static uint64_t accepted[2 * MANY / 64 + 1];
    uint32_t count = 2 * MANY - 7, given = 0;
    for (uint32_t i = 0; i < count; i++)
        references[i] = i % 1000 == 5 ? TEXT("")
                                      : reference(rooms[i], (uint32_t)(i * UINT64_C(49999) % (2 * MANY)));
    seen_find_accepted(seen, references, count, numbers, accepted);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t number;
        enum seen_state was = SEEN_NOWHERE;
        bool expected = seen_find(seen, references[i], &number, &was) && was == SEEN_ACCEPTED;
        assert_int_equal(accepted[i / 64] >> i % 64 & 1, expected);
        if (expected)
            assert_int_equal(numbers[i], number);
        given += expected;
    }
    assert_true(given > MANY / 5);
}

TEST(many_are_looked_up_as_one_is)
{
    struct seen *table = seen_new(), *order = new_in_order(), *mostly = new_in_order();
    put_many(table);
    put_many(order);
    for (uint32_t i = 0; i < MANY; i++) // every thousandth after all others
        assert_true(i % 1000 == 4 || put(mostly, i, i, state_of(i)));
    for (uint32_t i = 4; i < MANY; i += 1000)
        assert_true(put(mostly, i, i, state_of(i)));
    struct seen *all[] = {table, order, mostly};
    for (size_t i = 0; i < 3; i++) {
        seen_complete(all[i]);
        check_accepted(all[i]);
        seen_free(all[i]);
    }
}

TEST(an_order_of_what_has_no_numbers_becomes_a_table)
{
    char room[24];
    struct seen *seen = new_in_order();
    for (uint32_t i = 0; i < MANY; i++) {
        int length = snprintf(room, sizeof room, "%08u-", i);
        assert_true(seen_put(seen, (struct text){room, (size_t)length}, i, state_of(i)));
    }
    assert_true(seen_keeps_order(seen));
    seen_complete(seen);
    assert_false(seen_keeps_order(seen));
    struct text one = TEXT("00000005-");
    uint32_t number;
    uint64_t accepted;
    enum seen_state was;
    assert_true(seen_find(seen, one, &number, &was));
    assert_int_equal(number, 5);
    one = TEXT("00000004-");
    seen_find_accepted(seen, &one, 1, &number, &accepted);
    assert_int_equal(accepted, 1);
    assert_int_equal(number, 4);
    seen_free(seen);
}
