// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/form_files.h"

#include "temporary.h"
#include "test.h"

#define TYPE TEXT("multipart/form-data; boundary=xyz")
#define PART(name) "--xyz\r\nContent-Disposition: form-data; name=\"" name "\"\r\n\r\n"
#define FILE_PART(name, file) \
    "--xyz\r\nContent-Disposition: form-data; name=\"" name "\"; filename=\"" file "\"\r\n\r\n"

static struct arena *arena;
static struct problems problems;
static struct form form;
static struct form_files files;

static bool parse(struct text body)
{
    arena = arena_new();
    problems_init(&problems, arena);
    form = (struct form){0};
    files = (struct form_files){0};
    return form_files_parse(arena, TYPE, body, &form, &files, &problems);
}

TEST(fields_and_files_are_told_apart)
{
    ASSERT_GOOD(
        parse(TEXT(PART("a") "1\r\n" FILE_PART("logo", "x.png") "\211PNG\0\r\n" PART("b") "\r\n--xyz--\r\n")),
        &problems);
    assert_text_equal(form_value(&form, "a"), "1");
    assert_int_equal(form.fields.count, 2);
    const struct form_file *logo = form_files_find(&files, "logo");
    assert_non_null(logo);
    assert_text_equal(logo->file_name, "x.png");
    assert_true(text_equal(logo->content, TEXT("\211PNG\0")));
    arena_free(arena);
}

TEST(a_control_without_a_file_and_one_with_two_have_none)
{
    ASSERT_GOOD(parse(TEXT(FILE_PART("logo", "") "\r\n" FILE_PART("two", "a") "1\r\n" FILE_PART(
                    "two", "b") "2\r\n--xyz--\r\n")),
                &problems);
    assert_null(form_files_find(&files, "logo"));
    assert_null(form_files_find(&files, "two"));
    arena_free(arena);
}

TEST(a_form_that_breaks_off_is_refused)
{
    assert_false(parse(TEXT(PART("a") "1\r\n" FILE_PART("logo", "x.png") "\211PN")));
    assert_int_equal(form.fields.count, 0);
    arena_free(arena);
}
