// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/unicode.h"

#include "test.h"

TEST(width_is_what_a_terminal_shows)
{
    assert_int_equal(unicode_width(TEXT("")), 0);
    assert_int_equal(unicode_width(TEXT("Tŷ")), 2);
    assert_int_equal(unicode_width(TEXT("e\u0301")), 1);
    assert_int_equal(unicode_width(TEXT("漢字")), 4);
    assert_int_equal(unicode_width(TEXT("ｆ")), 2);
    assert_int_equal(unicode_width(TEXT("👩‍👩‍👧‍👦")), 2);
    assert_int_equal(unicode_width(TEXT("👍🏽!")), 3);
    assert_int_equal(unicode_width(TEXT("❤️")), 2);
}

TEST(a_character_is_what_a_reader_takes_for_one)
{
    size_t width;
    assert_int_equal(unicode_character(TEXT(""), &width), 0);
    assert_int_equal(unicode_character(TEXT("e\u0301x"), &width), 3);
    assert_int_equal(unicode_character(TEXT("👩‍👩‍👧‍👦x"), &width), 25);
    assert_int_equal(unicode_character(TEXT("ab"), &width), 1);
}

TEST(bytes_that_are_no_text_are_passed_one_by_one)
{
    size_t width;
    assert_int_equal(unicode_character((struct text){"\xFFz", 2}, &width), 1);
    assert_int_equal(unicode_width((struct text){"\xFF\xFE", 2}), 2);
}

TEST(words_are_compared_without_case_accents_and_what_is_not_seen)
{
    struct arena *arena = arena_new();
    assert_text_equal(unicode_fold(arena, TEXT("SIÂN")), "sian");
    assert_text_equal(unicode_fold(arena, TEXT("Tŷ Gwyn")), "ty gwyn");
    assert_text_equal(unicode_fold(arena, TEXT("Sia\u0302n")), "sian");
    assert_text_equal(unicode_fold(arena, TEXT("Re\u00ADes\u200B")),
                      "rees"); // a soft hyphen, a space of no width
    assert_text_equal(unicode_fold(arena, TEXT("ＤＰ－１")), "dp-1");
    assert_text_equal(unicode_fold(arena, TEXT("Straße")), "strasse");
    assert_text_equal(unicode_fold(arena, TEXT("\xFF")), "\xFF");
    arena_free(arena);
}

TEST(words_are_letters_and_digits)
{
    struct text text = TEXT("  O'Neil—Jones, ŷ 7th."), word;
    const char *expected[] = {"O", "Neil", "Jones", "ŷ", "7th"};
    size_t at = 0;
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        assert_true(unicode_word(text, &at, &word));
        assert_text_equal(word, expected[i]);
    }
    assert_false(unicode_word(text, &at, &word));
}

TEST(a_text_is_composed_however_its_accents_were_typed)
{
    struct arena *arena = arena_new();
    struct text composed = TEXT("untouched");
    assert_false(unicode_compose(arena, TEXT("\xff"), &composed));
    assert_text_equal(composed, "untouched");
    assert_true(unicode_compose(arena, TEXT("w\xcc\x82y"), &composed));
    assert_text_equal(composed, "\xc5\xb5y");
    assert_true(
        unicode_compose(arena, TEXT("\xef\xac\x81 \xc2\xb2"), &composed)); // fi and 2: other characters, kept
    assert_text_equal(composed, "\xef\xac\x81 \xc2\xb2");
    assert_true(unicode_compose(arena, TEXT(""), &composed));
    assert_int_equal(composed.length, 0);
    arena_free(arena);
}
