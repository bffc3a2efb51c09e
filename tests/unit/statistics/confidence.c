// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics/confidence.h"

#include "test.h"

TEST(a_level_is_kept_as_the_decimal_that_was_written)
{
    struct confidence confidence;
    assert_true(confidence_read(TEXT("0.95"), &confidence));
    assert_int_equal(confidence.alpha, 5);
    assert_int_equal(confidence.whole, 100);
    assert_true(confidence_read(TEXT(".9990"), &confidence));
    assert_int_equal(confidence.alpha, 1);
    assert_int_equal(confidence.whole, 1000);
    assert_true(confidence_read(TEXT("0.000000001"), &confidence));
    assert_int_equal(confidence.alpha, 999999999);
    assert_true(confidence_level(confidence_95()) == 0.95);
    assert_true(confidence_tail(confidence_95()) == 0.025);
}

TEST(what_is_no_level_is_refused)
{
    const char *refused[] = {"",     "0",    "1",    "0.",   "1.0",    "0.0",          "0.000", "95",
                             "0,95", "-0.5", "0.5 ", "00.5", "0.5e-1", "0.1234567890", "."};
    struct confidence confidence = {7, 8};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        assert_false(confidence_read(text_from(refused[i]), &confidence));
    assert_int_equal(confidence.alpha, 7);
}
