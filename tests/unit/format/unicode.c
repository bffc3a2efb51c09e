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
