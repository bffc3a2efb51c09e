// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/form.h"

#include "base/limits.h"

#include "test.h"

static struct arena *arena;
static struct problems problems;

static bool parse(const char *encoded, struct form *form)
{
    arena = arena_new();
    problems_init(&problems, arena);
    *form = (struct form){0};
    return form_parse(arena, text_from(encoded), form, &problems);
}

TEST(fields_come_as_they_were_typed)
{
    struct form form;
    assert_true(parse("name=Sian+Evans&note=50%25%20%26%20more&empty=&bare&&w=%C5%B5", &form));
    assert_int_equal(form.fields.count, 5);
    assert_text_equal(form_value(&form, "name"), "Sian Evans");
    assert_text_equal(form_value(&form, "note"), "50% & more");
    assert_text_equal(form_value(&form, "empty"), "");
    assert_text_equal(form_value(&form, "bare"), "");
    assert_text_equal(form_value(&form, "w"), "ŵ");
    arena_free(arena);
}

TEST(nothing_is_a_form_without_fields)
{
    struct form form;
    assert_true(parse("", &form));
    assert_int_equal(form.fields.count, 0);
    arena_free(arena);
}

TEST(line_ends_of_every_kind_become_one)
{
    struct form form;
    assert_true(parse("note=a%0D%0Ab%0Ac%0Dd%09e", &form));
    assert_text_equal(form_value(&form, "note"), "a\nb\nc\nd\te");
    arena_free(arena);
}

TEST(what_no_browser_sends_is_refused)
{
    static const char *const bad[] = {"a=%",   "a=%4",        "a=%4g", "a=%g4",    "%=1",  "a=%00",
                                      "a=%FF", "a=%ED%A0%80", "a=%07", "a=%1B[2J", "a=%7F"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct form form;
        assert_false(parse(bad[i], &form));
        assert_int_equal(problems.count, 1);
        assert_int_equal(form.fields.count, 0);
        arena_free(arena);
    }
}

TEST(a_name_that_was_sent_twice_has_no_value_but_each_is_there)
{
    struct form form;
    assert_true(parse("role=reader&role=administrator&other=1", &form));
    struct text value = TEXT("untouched");
    assert_false(form_find(&form, "role", &value));
    assert_text_equal(value, "untouched");
    assert_text_equal(form_value(&form, "role"), "");
    size_t at = 0;
    assert_true(form_next(&form, "role", &at, &value));
    assert_text_equal(value, "reader");
    assert_true(form_next(&form, "role", &at, &value));
    assert_text_equal(value, "administrator");
    assert_false(form_next(&form, "role", &at, &value));
    arena_free(arena);
}

TEST(a_form_has_as_many_fields_as_the_limit_and_no_more)
{
    arena = arena_new();
    problems_init(&problems, arena);
    struct buffer encoded = {0};
    for (size_t i = 0; i < LIMIT_FORM_FIELDS; i++)
        buffer_add(&encoded, TEXT("a=1&"));
    struct form form = {0};
    assert_true(form_parse(arena, buffer_text(&encoded), &form, &problems));
    assert_int_equal(form.fields.count, LIMIT_FORM_FIELDS);
    buffer_add(&encoded, TEXT("a=1"));
    assert_false(form_parse(arena, buffer_text(&encoded), &form, &problems));
    assert_text_equal(problem_text(arena, LANGUAGE_ENGLISH, &problems.list.items[0]),
                      "form: the form has more than 2,000 fields\n    go back, and send the form again");
    buffer_dispose(&encoded);
    arena_free(arena);
}

TEST(what_is_encoded_is_decoded_again)
{
    arena = arena_new();
    struct text words = TEXT("A-z_0.~ +%&=?/\"<>'ŵ\n");
    struct buffer encoded = {0};
    percent_encode(&encoded, words);
    assert_text_equal(buffer_text(&encoded), "A-z_0.~%20%2B%25%26%3D%3F%2F%22%3C%3E%27%C5%B5%0A");
    struct text decoded;
    assert_true(percent_decode(arena, buffer_text(&encoded), &decoded));
    assert_true(text_equal(decoded, words));
    assert_true(percent_decode(arena, TEXT("a+b"), &decoded));
    assert_text_equal(decoded, "a+b");
    buffer_dispose(&encoded);
    arena_free(arena);
}

TEST(characters_that_turn_the_direction_of_writing_are_refused)
{
    struct form form;
    assert_false(parse("note=%E2%80%AE9100", &form));
    assert_string_equal(problems.list.items[0].what.text,
                        "the text holds the character {character}, which turns the direction of writing");
    arena_free(arena);
}
