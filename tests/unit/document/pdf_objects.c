// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/pdf_objects.h"

#include "test.h"

static void assert_number(double number, const char *expected)
{
    struct buffer out = {0};
    pdf_add_number(&out, number);
    assert_text_equal(buffer_text(&out), expected);
    buffer_dispose(&out);
}

static void assert_string(struct text text, const char *expected)
{
    struct buffer out = {0};
    pdf_add_string(&out, text);
    assert_text_equal(buffer_text(&out), expected);
    buffer_dispose(&out);
}

TEST(numbers_have_three_decimals_at_most)
{
    assert_number(0, "0");
    assert_number(12, "12");
    assert_number(-0.5, "-0.5");
    assert_number(1.0004, "1");
    assert_number(1.0006, "1.001");
    assert_number(-12.25, "-12.25");
    assert_number(0.05, "0.05");
}

TEST(strings_are_plain_or_utf_16)
{
    assert_string(TEXT("a (b) \\ c"), "(a \\(b\\) \\\\ c)");
    assert_string(TEXT("ŵ"), "<FEFF0175>");
    assert_string(TEXT("\xF0\x9F\x98\x80"), "<FEFFD83DDE00>");
}

TEST(a_file_names_its_root_and_its_end)
{
    struct arena *arena = arena_new();
    struct pdf_objects objects;
    struct buffer out = {0};
    pdf_objects_init(&objects, arena);
    size_t catalog = pdf_object_number(&objects), stream = pdf_object_number(&objects);
    buffer_add(pdf_object_begin(&objects, catalog), TEXT("<</Type/Catalog>>"));
    pdf_object_end(&objects);
    pdf_stream(&objects, stream, (struct text){0}, TEXT("content"), false);
    pdf_file(&objects, catalog, catalog, TEXT("00112233445566778899AABBCCDDEEFF"), &out);
    size_t at;
    assert_true(text_find(buffer_text(&out), TEXT("/Root 1 0 R"), &at));
    assert_true(text_find(buffer_text(&out), TEXT("2 0 obj\n<</Filter/FlateDecode/Length"), &at));
    assert_true(text_ends(buffer_text(&out), TEXT("%%EOF\n")));
    pdf_objects_dispose(&objects);
    buffer_dispose(&out);
    arena_free(arena);
}
