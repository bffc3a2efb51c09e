// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics/lint_table.h"

#include "test.h"

static void assert_cell(const char *text, bool percent_column, int64_t count, int64_t base, int64_t units,
                        int decimals)
{
    struct lint_cell cell = lint_cell_read(text_from(text), percent_column);
    assert_int_equal(cell.has_count ? cell.count : -1, count);
    assert_int_equal(cell.has_base ? cell.base : -1, base);
    assert_int_equal(cell.has_percent ? cell.percent.units : -1, units);
    assert_int_equal(cell.has_percent ? cell.percent.decimals : -1, decimals);
}

TEST(a_cell_says_a_count_a_base_and_a_percentage)
{
    assert_cell("8", false, 8, -1, -1, -1);
    assert_cell("1,284", false, 1284, -1, -1, -1);
    assert_cell("72.7%", false, -1, -1, 727, 1);
    assert_cell("72.7", true, -1, -1, 727, 1);
    assert_cell("73 per cent", false, -1, -1, 73, 0);
    assert_cell("73 y cant", false, -1, -1, 73, 0);
    assert_cell("8 of 11 (72.7 %)", false, 8, 11, 727, 1);
    assert_cell("72.7% (8 out of 11)", true, 8, 11, 727, 1);
    assert_cell("8 allan o 11", false, 8, 11, -1, -1);
    assert_cell("8/11", false, 8, 11, -1, -1);
    assert_cell("36% (n = 11)", false, -1, 11, 36, 0);
}

TEST(other_words_say_nothing)
{
    const char *texts[] = {"",
                           "-",
                           "<5",
                           "n/a",
                           "1 allocated after 6 days",
                           "-3",
                           "1.5",
                           "1 2",
                           "8 of",
                           "12 months",
                           "2019-03-31",
                           "999999999999",
                           "of 11",
                           "x%"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_cell(texts[i], false, -1, -1, -1, -1);
}

TEST(headings_say_what_stands_below_them)
{
    assert_true(lint_heading(TEXT("Met (%)")).percent);
    assert_true(lint_heading(TEXT("Canran")).percent);
    assert_false(lint_heading(TEXT("Experiment")).percent);
    assert_int_equal(lint_heading(TEXT("% (n=11)")).base, 11);
    assert_int_equal(lint_heading(TEXT("% of 1,284 cases")).base, 1284);
    assert_int_equal(lint_heading(TEXT("Per cent of cases")).base, 0);
    assert_int_equal(lint_heading(TEXT("Within 48 hours")).base, 0);
    assert_true(lint_heading(TEXT("Base")).stated_base);
    assert_true(lint_heading(TEXT("Total")).total);
    assert_true(lint_is_total(TEXT("Grand total")));
    assert_true(lint_is_total(TEXT("Pob achos")));
    assert_false(lint_is_total(TEXT("All officers of the totality")));
}
