// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/decimal.h"

#include "test.h"

static void assert_written(int64_t units, int decimals, const char *expected)
{
    char room[DECIMAL_BYTES];
    struct decimal decimal = {units, decimals}, again;
    struct text written = decimal_write(decimal, room);
    assert_text_equal(written, expected);
    assert_true(decimal_read(written, &again));
    assert_true(decimal_equal(decimal, again));
}

TEST(a_decimal_is_written_with_all_its_decimals_and_read_back_as_it_was)
{
    assert_written(0, 0, "0");
    assert_written(7, 0, "7");
    assert_written(296, 1, "29.6");
    assert_written(1000, 1, "100.0");
    assert_written(-25, 2, "-0.25");
    assert_written(-1, 6, "-0.000001");
    assert_written(5, 2, "0.05");
    assert_written(0, 2, "0.00");
    assert_written(INT64_MAX, 6, "9223372036854.775807");
    assert_written(INT64_MIN, 0, "-9223372036854775808");
    assert_written(INT64_MIN, 6, "-9223372036854.775808");
}

TEST(a_text_with_anything_else_in_it_is_no_decimal)
{
    static const char *const others[] = {"",      "-",  ".",   "-.",        ".5",   "5.",     "1.2.3",
                                         "1,000", "+1", " 1",  "1 ",        "1e3",  "29.6 %", "--1",
                                         "1-2",   "−1", "0x1", "0.1234567", "1.-2", "-.5"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct decimal decimal = {12, 3};
        if (decimal_read(text_from(others[i]), &decimal))
            fail_msg("%s was read", others[i]);
        assert_true(decimal_equal(decimal, (struct decimal){12, 3}));
    }
    struct decimal decimal;
    assert_false(decimal_read(TEXT("9223372036854775808"), &decimal));
    assert_false(decimal_read(TEXT("-922337203685477.5809000"), &decimal));
}

TEST(decimals_of_one_value_that_are_printed_in_another_way_are_not_equal)
{
    assert_true(decimal_equal((struct decimal){296, 1}, (struct decimal){296, 1}));
    assert_false(decimal_equal((struct decimal){296, 1}, (struct decimal){2960, 2}));
    assert_false(decimal_equal((struct decimal){296, 1}, (struct decimal){-296, 1}));
}
