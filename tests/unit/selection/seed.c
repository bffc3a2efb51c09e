// SPDX-License-Identifier: GPL-3.0-or-later
#include "selection/seed.h"

#include "temporary.h"
#include "test.h"

#define SEALED TEXT("2019-08-05T09:30:00Z")

TEST(a_seed_is_twenty_digits_with_a_source_and_a_day)
{
    struct arena *arena = arena_new();
    struct problems p;
    problems_init(&p, arena);
    struct seed seed = {TEXT("01382438112797316654"), TEXT("ten-sided dice, in public"), TEXT("2019-08-05")};
    ASSERT_GOOD(seed_check(&seed, SEALED, &p), &p);
    struct seed other = seed;
    other.digits = TEXT("1382438112797316654");
    ASSERT_REFUSED(seed_check(&other, SEALED, &p), &p, "a seed has at least {least} digits");
    const struct text not_digits[] = {
        TEXT("0138243811279731665x"), TEXT(" 01382438112797316654"),
        TEXT("\xD9\xA1\xD9\xA2\xD9\xA3\xD9\xA4\xD9\xA5\xD9\xA6\xD9\xA7\xD9\xA8\xD9\xA9\xD9\xA1")};
    for (size_t i = 0; i < 3; i++) {
        other.digits = not_digits[i];
        ASSERT_REFUSED(seed_check(&other, SEALED, &p), &p,
                       "a seed is written with the digits 0 to 9 only, without blanks");
    }
    other = seed;
    other.source = TEXT("dice\nseed: 2");
    ASSERT_REFUSED(seed_check(&other, SEALED, &p), &p,
                   "the source of the seed is not given in words on one line");
    other = seed;
    other.date = TEXT("5/8/2019");
    ASSERT_REFUSED(seed_check(&other, SEALED, &p), &p,
                   "the day on which the seed came about is written like 2019-08-12");
    arena_free(arena);
}

TEST(a_seed_from_before_the_commitment_is_refused)
{
    struct arena *arena = arena_new();
    struct problems p;
    problems_init(&p, arena);
    struct seed seed = {TEXT("01382438112797316654"), TEXT("dice"), TEXT("2019-08-04")};
    ASSERT_REFUSED(seed_check(&seed, SEALED, &p), &p, "the seed is older than the commitment of {sealed}");
    // In London it was the fifth already.
    ASSERT_REFUSED(seed_check(&seed, TEXT("2019-08-04T23:30:00Z"), &p), &p,
                   "the seed is older than the commitment of {sealed}");
    ASSERT_GOOD(seed_check(&seed, TEXT("2019-08-04T22:30:00Z"), &p), &p);
    arena_free(arena);
}

TEST(the_length_of_a_seed_is_limited)
{
    struct arena *arena = arena_new();
    struct problems p;
    char digits[LIMIT_SEED_DIGITS + 1];
    problems_init(&p, arena);
    memset(digits, '7', sizeof digits);
    struct seed seed = {{digits, LIMIT_SEED_DIGITS}, TEXT("dice"), TEXT("2019-08-05")};
    ASSERT_GOOD(seed_check(&seed, SEALED, &p), &p);
    seed.digits.length++;
    ASSERT_REFUSED(seed_check(&seed, SEALED, &p), &p, "a seed has at most {limit} digits");
    arena_free(arena);
}
