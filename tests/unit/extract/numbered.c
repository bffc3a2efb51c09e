// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/numbered.h"

#include "test.h"

#include <stdio.h>

enum { MANY = 20000 };

static struct text print(char room[static 32], const char *format, ...) __attribute__((format(printf, 2, 3)));
static struct text print(char room[static 32], const char *format, ...)
{
    va_list values;
    va_start(values, format);
    int length = vsnprintf(room, 32, format, values);
    va_end(values);
    return (struct text){room, (size_t)length};
}

static uint32_t found(const struct numbered *numbered, struct text reference)
{
    uint32_t number = 7;
    numbered_find(numbered, &reference, 1, &number);
    return number;
}

// Those of three years, every third number, each with its own value.
static struct ascending *three_years(void)
{
    char room[32];
    struct ascending *ascending = ascending_new();
    for (uint32_t i = 0; i < 3 * MANY; i++)
        assert_int_equal(
            ascending_add(ascending, print(room, "DP/%02u/%06u", 19 + i / MANY, i % MANY * 3 + 100), i + 5),
            ASCENDING_ADDED);
    return ascending;
}

TEST(each_is_found_and_nothing_between_them)
{
    char room[32];
    struct ascending *ascending = three_years();
    struct numbered *numbered = numbered_new(ascending);
    assert_non_null(numbered);
    assert_true(numbered_is_whole(numbered));
    for (uint32_t i = 0; i < 3 * MANY; i++) {
        uint32_t year = 19 + i / MANY, number = i % MANY * 3 + 100;
        assert_int_equal(found(numbered, print(room, "DP/%02u/%06u", year, number)), i + 5);
        assert_int_equal(found(numbered, print(room, "DP/%02u/%06u", year, number + 1)), NUMBERED_NONE);
        assert_int_equal(found(numbered, print(room, "DP/%02u/%07u", year, number)), NUMBERED_NONE);
        assert_int_equal(found(numbered, print(room, "DQ/%02u/%06u", year, number)), NUMBERED_NONE);
    }
    assert_int_equal(found(numbered, TEXT("DP/19/000097")), NUMBERED_NONE); // below the first
    assert_int_equal(found(numbered, TEXT("DP/18/000100")), NUMBERED_NONE);
    assert_int_equal(found(numbered, TEXT("")), NUMBERED_NONE);
    assert_int_equal(found(numbered, TEXT("000100")), NUMBERED_NONE);
    assert_int_equal(found(numbered, TEXT("DP/19/00010:")), NUMBERED_NONE); // the byte after "9"
    assert_int_equal(found(numbered, TEXT("DP/19/00010/")), NUMBERED_NONE); // the one before "0"
    assert_int_equal(found(numbered, TEXT("DP/19/\xB0\xB0\xB0\xB1\xB0\xB0")), NUMBERED_NONE);
    numbered_free(numbered);
    numbered_free(NULL);
    ascending_free(ascending);
}

TEST(many_are_found_together)
{
    static char rooms[3 * MANY][32];
    static struct text references[3 * MANY];
    static uint32_t numbers[3 * MANY];
    struct ascending *ascending = three_years();
    struct numbered *numbered = numbered_new(ascending);
    for (uint32_t i = 0; i < 3 * MANY; i++) { // in an order that jumps
        uint32_t k = (uint32_t)(i * UINT64_C(40503) % (3 * MANY));
        references[i] = print(rooms[i], "DP/%02u/%06u", 19 + k / MANY, k % MANY * 3 + 100 + (i % 7 == 0));
    }
    numbered_find(numbered, references, 3 * MANY - 5, numbers);
    for (uint32_t i = 0; i < 3 * MANY - 5; i++)
        assert_int_equal(numbers[i], i % 7 ? i * UINT64_C(40503) % (3 * MANY) + 5 : NUMBERED_NONE);
    numbered_free(numbered);
    ascending_free(ascending);
}

// All that the order has is either found or left out, whatever references look like.
static void check_agrees(const char *const *references, size_t count, bool whole)
{
    struct ascending *ascending = ascending_new();
    for (size_t i = 0; i < count; i++)
        assert_int_equal(ascending_add(ascending, text_from(references[i]), (uint32_t)i), ASCENDING_ADDED);
    struct numbered *numbered = numbered_new(ascending);
    assert_non_null(numbered);
    assert_int_equal(numbered_is_whole(numbered), whole);
    size_t missing = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t number = found(numbered, text_from(references[i]));
        missing += number == NUMBERED_NONE;
        assert_true(number == i || number == NUMBERED_NONE);
    }
    assert_int_equal(missing > 0, !whole);
    numbered_free(numbered);
    ascending_free(ascending);
}

#define CHECK_AGREES(whole, ...) \
    check_agrees((const char *const[]){__VA_ARGS__}, \
                 sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *), whole)

TEST(beginnings_of_any_length_that_two_words_hold_are_told_apart)
{
    CHECK_AGREES(true, "00000001", "00000002", "00000099", "00900000");
    CHECK_AGREES(true, "A00000001", "B00000001", "B00000002");
    CHECK_AGREES(true, "ABCDEFGH00000001", "ABCDEFGI00000001", "XBCDEFGI00000001");
    CHECK_AGREES(true, "ABCDEFGHIJKLMNOP00000001", "ABCDEFGHIJKLMNOQ00000001", "BBCDEFGHIJKLMNOQ00000001");
    CHECK_AGREES(true, "20190000000001", "20190000000002", "20200000000001"); // digits all through
}

TEST(what_ends_otherwise_is_left_out)
{
    CHECK_AGREES(false, "(none)", "A/190001", "A/190002", "A/19000x", "A/190010", "unknown");
    CHECK_AGREES(false, "A-000100", "A-0001000", "A-000101"); // lengths that take turns
    CHECK_AGREES(false, "A-000001", "ABCDEFGHIJKLMNOPQRST-000001");
    CHECK_AGREES(false, "A", "B", "C1", "D12");
}

TEST(of_numbers_too_far_between_nothing_is_made)
{
    struct ascending *ascending = ascending_new();
    assert_int_equal(ascending_add(ascending, TEXT("A00000001"), 1), ASCENDING_ADDED);
    assert_int_equal(ascending_add(ascending, TEXT("A09000001"), 2), ASCENDING_ADDED);
    assert_null(numbered_new(ascending));
    ascending_free(ascending);
}

TEST(of_too_many_beginnings_or_left_out_nothing_is_made)
{
    char room[32];
    struct ascending *ascending = ascending_new(), *other = ascending_new();
    for (unsigned i = 0; i <= NUMBERED_BEGINNINGS; i++)
        assert_int_equal(ascending_add(ascending, print(room, "%03u-000001", i), i), ASCENDING_ADDED);
    assert_null(numbered_new(ascending));
    for (unsigned i = 0; i < MANY; i++)
        assert_int_equal(ascending_add(other, print(room, "%06u-x", i), i), ASCENDING_ADDED);
    assert_null(numbered_new(other));
    ascending_free(ascending);
    ascending_free(other);
}
