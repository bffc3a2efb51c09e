// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/agreement.h"

#include "test.h"

static void assert_behind(enum language language, const char *text, int64_t number, bool named, bool small,
                          const char *expected)
{
    struct arena *arena = arena_new();
    assert_text_equal(agreement_behind(arena, language, text_from(text), number, named, small), expected);
    arena_free(arena);
}

TEST(what_was_written_for_one_agrees_with_a_bound)
{
    assert_behind(LANGUAGE_ENGLISH, " was late", 1, true, true, " were late");
    assert_behind(LANGUAGE_ENGLISH, " hasn't met it.", 1, true, false, " haven't met it.");
    assert_behind(LANGUAGE_ENGLISH, " case closed", 1, false, true, " cases closed");
    assert_behind(LANGUAGE_ENGLISH, " person is", 1, false, false, " people are");
}

TEST(other_words_stay)
{
    assert_behind(LANGUAGE_ENGLISH, " were late, as was said", 2, true, true, " were late, as was said");
    assert_behind(LANGUAGE_ENGLISH, " wasted case", 1, true, true, " wasted case");
    assert_behind(LANGUAGE_ENGLISH, ", was", 1, true, true, ", was");
    assert_behind(LANGUAGE_ENGLISH, "", 1, false, true, "");
}

TEST(a_welsh_noun_is_in_the_plural_behind_at_least_so_many)
{
    assert_behind(LANGUAGE_WELSH, " achos ar ôl", 7, false, false, " o achosion ar ôl");
    assert_behind(LANGUAGE_WELSH, " dioddefwr", 7, false, false, " o ddioddefwyr");
    assert_behind(LANGUAGE_WELSH, " achos", 2, false, true, " achos");
    assert_behind(LANGUAGE_WELSH, " achos", 7, true, false, " achos");
}

TEST(alternatives_are_parted_by_a_bar)
{
    struct text one, others;
    assert_true(agreement_split(TEXT("was|were"), &one, &others));
    assert_text_equal(one, "was");
    assert_text_equal(others, "were");
    assert_true(agreement_split(TEXT("|s"), &one, &others));
    assert_int_equal(one.length, 0);
    assert_false(agreement_split(TEXT("cases"), &one, &others));
}
