// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/spelling.h"

#include "test.h"

static const struct text keys[] = {TEXT("reference"), TEXT("reported_at"), TEXT("closed_at"), TEXT("id")};

TEST(a_slip_of_the_pen_finds_the_word_that_was_meant)
{
    struct text nearest;
    assert_true(spelling_nearest(TEXT("refrence"), keys, 4, &nearest));
    assert_text_equal(nearest, "reference");
    assert_true(spelling_nearest(TEXT("Close_dat"), keys, 4, &nearest));
    assert_text_equal(nearest, "closed_at");
    assert_true(spelling_nearest(TEXT("di"), keys, 4, &nearest));
    assert_text_equal(nearest, "id");
}

TEST(another_word_finds_nothing)
{
    struct text nearest = TEXT("untouched");
    assert_false(spelling_nearest(TEXT("panel"), keys, 4, &nearest));
    assert_false(spelling_nearest(TEXT("xy"), keys, 4, &nearest));
    assert_false(spelling_nearest(TEXT(""), keys, 4, &nearest));
    assert_text_equal(nearest, "untouched");
}

TEST(a_very_long_word_is_not_compared)
{
    char long_word[200];
    memset(long_word, 'a', sizeof long_word);
    struct text nearest, word = {long_word, sizeof long_word};
    assert_false(spelling_nearest(word, keys, 4, &nearest));
    assert_false(spelling_nearest(TEXT("a"), &word, 1, &nearest));
}
