// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/multipart.h"

#include "base/buffer.h"
#include "base/limits.h"

#include "test.h"

#define TYPE "multipart/form-data; boundary=----Boundary7"

static struct arena *arena;
static struct problems problems;
static struct buffer seen; // what the sink was given, in one line

static bool begin(void *context, const struct multipart_part *part, struct problems *reported)
{
    (void)reported;
    buffer_print((struct buffer *)context, "[%.*s", TEXT_PRINT(part->name));
    if (part->is_file)
        buffer_print((struct buffer *)context, " from %.*s", TEXT_PRINT(part->file_name));
    buffer_add((struct buffer *)context, TEXT(": "));
    return true;
}

static bool take(void *context, struct text bytes, struct problems *reported)
{
    (void)reported;
    buffer_add((struct buffer *)context, bytes);
    return true;
}

static bool end(void *context, struct problems *reported)
{
    (void)reported;
    buffer_add_character((struct buffer *)context, ']');
    return true;
}

static const struct multipart_sink sink = {&seen, begin, take, end};

// Fed in pieces of so many bytes.
static bool read_form(struct text type, struct text body, size_t piece)
{
    arena = arena_new();
    problems_init(&problems, arena);
    buffer_clear(&seen);
    struct multipart *multipart = multipart_new(type, sink, &problems);
    bool good = multipart;
    for (size_t at = 0; good && at < body.length; at += piece)
        good = multipart_feed(multipart, text_slice(body, at, at + piece), &problems);
    good = good && multipart_finish(multipart, &problems);
    multipart_free(multipart);
    if (good)
        assert_int_equal(problems.count, 0);
    else
        assert_int_equal(problems.count, 1);
    return good;
}

static void finish(void)
{
    arena_free(arena);
    buffer_dispose(&seen);
    seen = (struct buffer){0};
}

#define SENT ((struct text){sent, sizeof sent - 1})
static const char sent[] =
    "------Boundary7\r\n"
    "Content-Disposition: form-data; name=\"token\"\r\n"
    "\r\n"
    "abc\r\n"
    "------Boundary7\r\n"
    "content-disposition:form-data; name=\"extract\"; filename=\"C:\\files\\cases %22a%22.csv\"\r\n"
    "Content-Type: text/csv\r\n"
    "\r\n"
    "reference,x\r\n--\r\n------Boundary\r\n1,2\r\n\r\n"
    "------Boundary7\r\n"
    "Content-Disposition: form-data; name=\"none\"; filename=\"\"\r\n"
    "\r\n"
    "\r\n"
    "------Boundary7--\r\n";
static const char seen_of_it[] =
    "[token: abc][extract from cases \"a\".csv: reference,x\r\n--\r\n------Boundary\r\n1,2\r\n]"
    "[none from : ]";

TEST(a_form_with_files_is_read_the_same_in_pieces_of_any_length)
{
    for (size_t piece = 1; piece < sizeof sent + 5; piece++) {
        assert_true(read_form(TEXT(TYPE), SENT, piece));
        assert_text_equal(buffer_text(&seen), seen_of_it);
        finish();
    }
}

TEST(the_line_end_behind_the_last_delimiter_may_be_missing_and_nothing_else)
{
    assert_true(read_form(TEXT(TYPE), (struct text){sent, sizeof sent - 3}, 7));
    finish();
    for (size_t length = 0; length < sizeof sent - 3; length++) {
        assert_false(read_form(TEXT(TYPE), (struct text){sent, length}, 64));
        finish();
    }
}

TEST(a_boundary_may_stand_in_quotes_and_has_few_kinds_of_characters)
{
    assert_true(read_form(TEXT("Multipart/Form-Data; charset=utf-8; Boundary=\"----Boundary7\""), SENT, 99));
    finish();
    static const char *const bad[] = {
        "",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=a\x01",
        "multipart/mixed; boundary=----Boundary7",
        "multipart/form-datax; boundary=----Boundary7",
        "multipart/form-data; boundary=----Boundary7; boundary=x",
        "multipart/form-data; boundary=\"----Boundary7",
        "multipart/form-data; boundary="
        "01234567890123456789012345678901234567890123456789012345678901234567890"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(read_form(text_from(bad[i]), SENT, 99));
        finish();
    }
}

#define PART(head_) "------Boundary7\r\n" head_ "\r\n\r\nx\r\n------Boundary7--\r\n"

TEST(what_no_browser_sends_is_refused)
{
    static const char *const bad[] = {
        "words before\r\n" PART("Content-Disposition: form-data; name=\"a\""),
        "\r\n" PART("Content-Disposition: form-data; name=\"a\""),
        PART("Content-Disposition: form-data; name=\"a\"") "words behind",
        PART("Content-Disposition: form-data"),
        PART("Content-Disposition: form-data; name=\"\""),
        PART("Content-Disposition: attachment; name=\"a\""),
        PART("Content-Disposition: form-data; name=\"a\"; name=\"b\""),
        PART("Content-Disposition: form-data; name=\"a\"; filename=\"b\"; filename=\"c\""),
        PART("Content-Disposition: form-data; name=\"a\"; filename*=utf-8''b"),
        PART("Content-Disposition: form-data; name=\"a\" rest"),
        PART("Content-Disposition: form-data; name=\"a\r\nb\""),
        PART("Content-Disposition: form-data; name=\"a\x01\""),
        PART("Content-Disposition: form-data; name=\"\xFF\""),
        PART("Content-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\""),
        PART("Content-Type: text/plain"),
        PART("no colon"),
        "------Boundary7 \r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n------Boundary7--\r\n",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        if (read_form(TEXT(TYPE), text_from(bad[i]), 10))
            fail_msg("taken: %s", bad[i]);
        finish();
    }
    assert_true(read_form(TEXT(TYPE), TEXT(PART("Content-Disposition: form-data; name=\"a\"")), 10));
    finish();
}

TEST(a_head_without_end_is_refused_at_the_limit)
{
    arena = arena_new();
    problems_init(&problems, arena);
    struct multipart *multipart = multipart_new(TEXT(TYPE), sink, &problems);
    assert_true(multipart_feed(multipart, TEXT("------Boundary7\r\n"), &problems));
    for (size_t i = 0; i < LIMIT_MULTIPART_HEAD_BYTES - 1; i++)
        assert_true(multipart_feed(multipart, TEXT("x"), &problems));
    assert_false(multipart_feed(multipart, TEXT("x"), &problems));
    assert_false(multipart_feed(multipart, TEXT("x"), &problems));
    multipart_free(multipart);
    finish();
}
