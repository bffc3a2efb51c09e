// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/direction.h"

#include "test.h"

TEST(each_character_that_turns_the_direction_is_found_by_its_name_and_place)
{
    static const struct {
        const char *text, *name;
    } cases[] = {
        {"ab\u061C", "U+061C"}, {"ab\u200E", "U+200E"}, {"ab\u200F", "U+200F"}, {"ab\u202A", "U+202A"},
        {"ab\u202B", "U+202B"}, {"ab\u202C", "U+202C"}, {"ab\u202D", "U+202D"}, {"ab\u202E", "U+202E"},
        {"ab\u2066", "U+2066"}, {"ab\u2067", "U+2067"}, {"ab\u2068", "U+2068"}, {"ab\u2069", "U+2069"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t at = 0;
        const char *name = direction_mark(text_from(cases[i].text), &at);
        assert_non_null(name);
        assert_string_equal(name, cases[i].name);
        assert_int_equal(at, 2);
    }
}

TEST(other_characters_turn_nothing_even_at_the_ends)
{
    static const char *const texts[] = {"",       "Siân O’Rees – 7", "a\u200Bb",    "\u202F",
                                        "\u2028", "\xE2\x80",        "\xE2",        "\xD8",
                                        "\u2065", "\u206A",          "\u061B\u061D"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        size_t at = 0;
        assert_null(direction_mark(text_from(texts[i]), &at));
        assert_int_equal(at, 0);
    }
}

TEST(the_search_goes_on_from_the_place_that_it_is_given)
{
    size_t at = 1;
    assert_string_equal(direction_mark(TEXT("\u202Eab\u202C"), &at), "U+202C");
    assert_int_equal(at, 5);
}
