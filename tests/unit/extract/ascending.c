// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/ascending.h"

#include "test.h"

#include <stdio.h>
#include <stdlib.h>

enum { MANY = 100000 };

static struct text print(char room[static 24], const char *format, ...) __attribute__((format(printf, 2, 3)));
static struct text print(char room[static 24], const char *format, ...)
{
    va_list values;
    va_start(values, format);
    int length = vsnprintf(room, 24, format, values);
    va_end(values);
    return (struct text){room, (size_t)length};
}

static uint32_t found(const struct ascending *ascending, struct text reference)
{
    uint32_t number = UINT32_MAX;
    return ascending_find(ascending, reference, &number) ? number : UINT32_MAX;
}

TEST(nothing_is_found_in_what_is_empty)
{
    struct ascending *ascending = ascending_new();
    assert_int_equal(found(ascending, TEXT("A")), UINT32_MAX);
    assert_int_equal(found(ascending, TEXT("")), UINT32_MAX);
    assert_int_equal(ascending_add(ascending, TEXT(""), 1), ASCENDING_NOT_ABOVE);
    assert_int_equal(ascending_count(ascending), 0);
    ascending_free(ascending);
    ascending_free(NULL);
}

TEST(what_counts_up_is_found_and_takes_little_room)
{
    char room[24];
    struct ascending *ascending = ascending_new();
    for (uint32_t i = 0; i < MANY; i++) // every other
        assert_int_equal(ascending_add(ascending, print(room, "DP/19/%09u", 2 * i), 4 * i), ASCENDING_ADDED);
    for (uint32_t i = 0; i < MANY; i++) {
        assert_int_equal(found(ascending, print(room, "DP/19/%09u", 2 * i)), 4 * i);
        assert_int_equal(found(ascending, print(room, "DP/19/%09u", 2 * i + 1)), UINT32_MAX);
        assert_int_equal(found(ascending, print(room, "DP/18/%09u", 2 * i)), UINT32_MAX);
        assert_int_equal(found(ascending, print(room, "DP/20/%09u", 2 * i)), UINT32_MAX);
    }
    assert_int_equal(ascending_count(ascending), MANY);
    assert_true(ascending_bytes(ascending) < 4 * MANY + ASCENDING_BYTES_FREE);
    ascending_free(ascending);
}

TEST(only_what_is_above_the_last_is_added)
{
    struct ascending *ascending = ascending_new();
    assert_int_equal(ascending_add(ascending, TEXT("B/10"), 1), ASCENDING_ADDED);
    assert_int_equal(ascending_add(ascending, TEXT("B/10"), 2), ASCENDING_NOT_ABOVE);
    assert_int_equal(ascending_add(ascending, TEXT("B/1"), 2), ASCENDING_NOT_ABOVE);
    assert_int_equal(ascending_add(ascending, TEXT("B/0999"), 2), ASCENDING_NOT_ABOVE);
    assert_int_equal(ascending_add(ascending, TEXT("A"), 2), ASCENDING_NOT_ABOVE);
    assert_int_equal(ascending_add(ascending, TEXT("B/100"), 3), ASCENDING_ADDED);
    assert_int_equal(ascending_add(ascending, TEXT("B/2"), 4), ASCENDING_ADDED);
    assert_int_equal(ascending_add(ascending, TEXT("\xC3\x84"), 5), ASCENDING_ADDED); // bytes have no sign
    assert_int_equal(ascending_add(ascending, TEXT("Z"), 6), ASCENDING_NOT_ABOVE);
    assert_int_equal(ascending_count(ascending), 4);
    assert_int_equal(found(ascending, TEXT("B/10")), 1);
    assert_int_equal(found(ascending, TEXT("B/1")), UINT32_MAX);
    assert_int_equal(found(ascending, TEXT("B/100")), 3);
    assert_int_equal(found(ascending, TEXT("B/2")), 4);
    assert_int_equal(found(ascending, TEXT("\xC3\x84")), 5);
    assert_int_equal(found(ascending, TEXT("\xC3\x84 ")), UINT32_MAX);
    ascending_free(ascending);
}

TEST(numbers_may_fall_and_be_the_greatest)
{
    static const uint32_t numbers[] = {UINT32_MAX, 0, 127, 128, 5, UINT32_MAX - 1, 1U << 31};
    char room[24];
    struct ascending *ascending = ascending_new();
    for (uint32_t i = 0; i < 7; i++)
        assert_int_equal(ascending_add(ascending, print(room, "%u", i), numbers[i]), ASCENDING_ADDED);
    for (uint32_t i = 1; i < 7; i++)
        assert_int_equal(found(ascending, print(room, "%u", i)), numbers[i]);
    uint32_t number = 1;
    assert_true(ascending_find(ascending, TEXT("0"), &number));
    assert_int_equal(number, UINT32_MAX);
    ascending_free(ascending);
}

static char random_bytes[1 << 16];

static int by_bytes(const void *a, const void *b)
{
    return text_compare(*(const struct text *)a, *(const struct text *)b);
}

// Texts of few letters, many of which begin alike, of every length up to `longest`, in order and each once.
static size_t texts_in_order(struct text *texts, size_t count, size_t longest)
{
    uint64_t state = 12345 + longest;
    for (size_t i = 0; i < sizeof random_bytes; i++) {
        state = state * UINT64_C(6364136223846793005) + 1442695040888963407;
        random_bytes[i] = (char)("AB\xFF\x00"[state >> 33 & 3]);
    }
    for (size_t i = 0; i < count; i++) {
        state = state * UINT64_C(6364136223846793005) + 1442695040888963407;
        texts[i] = (struct text){random_bytes + (state >> 32) % (sizeof random_bytes - longest),
                                 1 + (state >> 20) % longest};
    }
    qsort(texts, count, sizeof *texts, by_bytes);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || !text_equal(texts[kept - 1], texts[i]))
            texts[kept++] = texts[i];
    return kept;
}

TEST(texts_of_every_length_are_told_apart)
{
    static struct text texts[4000];
    static const size_t lengths[] = {1, 3, 7, 8, 9, 15, 16, 17, 40, ASCENDING_LONGEST};
    for (size_t k = 0; k < sizeof lengths / sizeof *lengths; k++) {
        size_t count = texts_in_order(texts, 2000, lengths[k]);
        struct ascending *ascending = ascending_new();
        for (size_t i = 0; i < count; i += 2)
            assert_int_equal(ascending_add(ascending, texts[i], (uint32_t)i), ASCENDING_ADDED);
        for (size_t i = 0; i < count; i++)
            assert_int_equal(found(ascending, texts[i]), i % 2 ? UINT32_MAX : i);
        ascending_free(ascending);
    }
}

TEST(there_is_no_room_for_what_is_too_long)
{
    static char letters[ASCENDING_LONGEST + 1];
    memset(letters, 'x', sizeof letters);
    struct ascending *ascending = ascending_new();
    assert_int_equal(ascending_add(ascending, (struct text){letters, ASCENDING_LONGEST}, 1), ASCENDING_ADDED);
    assert_int_equal(ascending_add(ascending, (struct text){letters, sizeof letters}, 2), ASCENDING_NO_ROOM);
    assert_int_equal(found(ascending, (struct text){letters, ASCENDING_LONGEST}), 1);
    assert_int_equal(found(ascending, (struct text){letters, sizeof letters}), UINT32_MAX);
    assert_int_equal(ascending_add(ascending, TEXT("y"), 3), ASCENDING_ADDED);
    ascending_free(ascending);
}

// Of each half differs from the one before: more bytes than are allowed on the average.
TEST(there_is_no_room_beyond_the_memory_that_is_allowed)
{
    char room[24];
    uint32_t added = 0;
    struct ascending *ascending = ascending_new();
    while (added < MANY && ascending_add(ascending, print(room, "%08u and much more", added * 997), added) !=
                               ASCENDING_NO_ROOM)
        added++;
    assert_true(added > ASCENDING_BYTES_FREE / 24 && added < MANY);
    assert_true(ascending_bytes(ascending) <=
                ASCENDING_BYTES_FREE + ASCENDING_BYTES_EACH * ascending_count(ascending) + 1024);
    ascending_free(ascending);
}

static void take_next(void *context, struct text reference, uint32_t number)
{
    char room[24];
    uint32_t *next = context;
    assert_true(text_equal(reference, print(room, "%07u", *next)));
    assert_int_equal(number, *next * 3);
    (*next)++;
}

TEST(all_are_handed_over_in_their_order)
{
    char room[24];
    for (uint32_t count = 0; count <= 3 * MANY; count = 2 * count + 1) {
        uint32_t next = 0;
        struct ascending *ascending = ascending_new();
        for (uint32_t i = 0; i < count; i++)
            assert_int_equal(ascending_add(ascending, print(room, "%07u", i), 3 * i), ASCENDING_ADDED);
        ascending_end(ascending, take_next, &next);
        assert_int_equal(next, count);
    }
}
