// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/message.h"

#include "test.h"

static struct text render(struct arena *arena, enum language language, struct message message)
{
    return message_text(arena, language, &message);
}

TEST(placeholders_are_filled_by_name)
{
    struct arena *arena = arena_new();
    assert_text_equal(render(arena, LANGUAGE_ENGLISH,
                             MESSAGE("{b} before {a}, not {c}", VALUE("a", TEXT("1")), NUMBER("b", 12345))),
                      "12,345 before 1, not {c}");
    arena_free(arena);
}

TEST(a_count_chooses_the_form)
{
    struct arena *arena = arena_new();
    const char *one = "… and one more problem that is not listed";
    const char *many = "… and {n} more problems that are not listed";
    assert_text_equal(render(arena, LANGUAGE_ENGLISH, MESSAGE_COUNT(one, many, 1)), one);
    assert_text_equal(render(arena, LANGUAGE_ENGLISH, MESSAGE_COUNT(one, many, 0)),
                      "… and 0 more problems that are not listed");
    assert_text_equal(render(arena, LANGUAGE_WELSH, MESSAGE_COUNT(one, many, 3)),
                      "… a 3 phroblem arall nas rhestrir");
    assert_text_equal(render(arena, LANGUAGE_WELSH, MESSAGE_COUNT(one, many, 11)),
                      "… a 11 o broblemau eraill nas rhestrir");
    arena_free(arena);
}

TEST(a_message_without_translation_comes_in_english)
{
    assert_text_equal(message_word(LANGUAGE_WELSH, "never translated"), "never translated");
    assert_false(message_is_translated(LANGUAGE_WELSH, "never translated"));
    assert_true(message_is_translated(LANGUAGE_WELSH, "No such file or directory"));
}

TEST(no_message_is_no_text)
{
    struct arena *arena = arena_new();
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        assert_text_equal(render(arena, (enum language)language, NO_MESSAGE), "");
        assert_text_equal(message_word((enum language)language, ""), "");
    }
    arena_free(arena);
}

TEST(a_message_may_be_full_of_values)
{
    struct arena *arena = arena_new();
    assert_text_equal(render(arena, LANGUAGE_ENGLISH,
                             MESSAGE_COUNT("{n}", "{n}{a}{b}{c}{d}{e}{f}", 7, NUMBER("a", 1), NUMBER("b", 2),
                                           NUMBER("c", 3), NUMBER("d", 4), NUMBER("e", 5), NUMBER("f", 6))),
                      "7123456");
    arena_free(arena);
}

TEST(a_value_is_not_searched_for_placeholders)
{
    struct arena *arena = arena_new();
    assert_text_equal(
        render(arena, LANGUAGE_ENGLISH, MESSAGE("{a}{b}", VALUE("a", TEXT("{b}")), VALUE("b", TEXT("{a}")))),
        "{b}{a}");
    arena_free(arena);
}

TEST(a_word_is_translated_inside_a_message)
{
    struct arena *arena = arena_new();
    assert_text_equal(render(arena, LANGUAGE_WELSH, MESSAGE("<{month}>", WORD("month", "March"))),
                      "<Mawrth>");
    arena_free(arena);
}

TEST(welsh_has_six_plural_forms)
{
    static const struct {
        int64_t count;
        unsigned form;
    } expected[] = {{0, 0}, {1, 1}, {2, 2}, {3, 3}, {4, 5}, {5, 5}, {6, 4}, {7, 5}, {11, 5}, {100, 5}};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        assert_int_equal(plural_form(LANGUAGE_WELSH, expected[i].count), expected[i].form);
}

TEST(languages_are_found_by_their_codes)
{
    enum language language = LANGUAGE_ENGLISH;
    assert_true(language_from_code(TEXT("cy_GB.UTF-8"), &language));
    assert_int_equal(language, LANGUAGE_WELSH);
    assert_true(language_from_code(TEXT("EN-gb"), &language));
    assert_int_equal(language, LANGUAGE_ENGLISH);
    assert_false(language_from_code(TEXT("cym"), &language));
    assert_false(language_from_code(TEXT("C.UTF-8"), &language));
    assert_false(language_from_code(TEXT(""), &language));
}

TEST(an_unknown_name_in_a_pattern_is_told)
{
    struct arena *arena = arena_new();
    struct text unknown = {0};
    struct message_value values[] = {NUMBER("n", 2), {0}};
    assert_text_equal(message_fill(arena, LANGUAGE_ENGLISH, TEXT("{n} of {m} {"), values, &unknown),
                      "2 of {m} {");
    assert_text_equal(unknown, "m");
    arena_free(arena);
}

TEST(a_negative_number_for_people_has_a_minus_sign)
{
    struct arena *arena = arena_new();
    assert_text_equal(minus_text(arena, TEXT("-0.72")), "\xE2\x88\x92"
                                                        "0.72");
    assert_text_equal(minus_text(arena, TEXT("0.72")), "0.72");
    assert_text_equal(minus_text(arena, (struct text){0}), "");
    arena_free(arena);
}

TEST(numbers_are_grouped)
{
    struct arena *arena = arena_new();
    assert_text_equal(number_text(arena, 0), "0");
    assert_text_equal(number_text(arena, 999), "999");
    assert_text_equal(number_text(arena, -1234567), MINUS "1,234,567");
    assert_text_equal(number_text(arena, INT64_MIN), MINUS "9,223,372,036,854,775,808");
    arena_free(arena);
}
