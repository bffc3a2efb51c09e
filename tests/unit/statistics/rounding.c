// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics/rounding.h"

#include "test.h"

TEST(a_share_is_rounded_once_and_half_up)
{
    assert_int_equal(percent_rounded(1, 8, 0), 13);
    assert_int_equal(percent_rounded(1, 8, 1), 125);
    assert_int_equal(percent_rounded(8, 11, 1), 727);
    assert_int_equal(percent_rounded(2, 3, 0), 67);
    assert_int_equal(percent_rounded(0, 5, 2), 0);
    assert_int_equal(percent_rounded(5, 5, 2), 10000);
    // 1.005 has no binary double: rounded from the quotient it is a tie, rounded from the double it is not.
    assert_int_equal(percent_rounded(201, 20000, 2), 101);
    assert_int_equal(percent_rounded(99999999, 100000000, 6), 99999999);
}

TEST(shares_of_a_whole_print_to_a_hundred)
{
    int64_t shares[4];
    assert_true(percent_shares((int64_t[]){1, 1, 1}, 3, 0, shares));
    assert_int_equal(shares[0], 34);
    assert_int_equal(shares[1], 33);
    assert_int_equal(shares[2], 33);
    // Each rounded for itself they would print to 100.1.
    assert_true(percent_shares((int64_t[]){3, 4, 2, 2}, 4, 1, shares));
    assert_int_equal(shares[0], 273);
    assert_int_equal(shares[1], 363);
    assert_int_equal(shares[2] + shares[3], 364);
    assert_false(percent_shares((int64_t[]){1, 1, 2}, 3, 0, shares));
    assert_int_equal(shares[2], 50);
    assert_false(percent_shares((int64_t[]){0, 0}, 2, 0, shares));
    assert_int_equal(shares[0] + shares[1], 0);
    assert_false(percent_shares((int64_t[]){7}, 1, 0, shares));
    assert_int_equal(shares[0], 100);
}

TEST(shares_always_sum_to_a_hundred_and_differ_by_less_than_a_unit)
{
    for (int64_t a = 0; a < 12; a++)
        for (int64_t b = 0; b < 12; b++)
            for (int64_t c = 1; c < 12; c++) {
                int64_t parts[] = {a, b, c}, shares[3], sum = 0;
                percent_shares(parts, 3, 1, shares);
                for (size_t i = 0; i < 3; i++) {
                    sum += shares[i];
                    int64_t off = shares[i] * (a + b + c) - parts[i] * 1000;
                    assert_true(off < a + b + c && off > -(a + b + c));
                }
                assert_int_equal(sum, 1000);
            }
}

TEST(a_computed_number_is_rounded_half_up_too)
{
    struct arena *arena = arena_new();
    assert_text_equal(rounded_text(arena, 0.0625, 3), "0.063");
    assert_text_equal(rounded_text(arena, 81.25, 1), "81.3");
    assert_text_equal(rounded_text(arena, 1.005, 2), "1.01");
    assert_text_equal(rounded_text(arena, -0.0625, 3), "-0.063");
    assert_text_equal(rounded_text(arena, -0.0001, 3), "0.000");
    assert_text_equal(rounded_text(arena, 12.4, 0), "12");
    assert_text_equal(percent_text(arena, 5, 2), "0.05");
    arena_free(arena);
}
