// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/pdf_content.h"
#include "base/buffer.h"
#include "base/limits.h"
#include "test.h"

static struct arena *scratch;

static struct pdf_content content_of(const char *bytes)
{
    struct pdf_content content;
    scratch = arena_new();
    pdf_content_init(&content, scratch, text_from(bytes));
    return content;
}

static void end(void)
{
    arena_free(scratch);
}

static void expect_operation(struct pdf_content *content, const char *operation, size_t operands)
{
    assert_int_equal(pdf_content_next(content), PDF_CONTENT_OPERATOR);
    assert_text_equal(content->operation, operation);
    assert_int_equal(content->operands.count, operands);
}

TEST(operators_come_with_their_operands)
{
    struct pdf_content content = content_of("q % a remark ( [\n1 -2.5 .5 0 0 9 cm /F1 12 Tf/G gs\rQ");
    expect_operation(&content, "q", 0);
    expect_operation(&content, "cm", 6);
    assert_int_equal(content.operands.items[1].number, -2);
    expect_operation(&content, "Tf", 2);
    assert_text_equal(content.operands.items[0].bytes, "F1");
    assert_int_equal(content.operands.items[1].number, 12);
    expect_operation(&content, "gs", 1);
    expect_operation(&content, "Q", 0);
    assert_int_equal(pdf_content_next(&content), PDF_CONTENT_END);
    end();
}

TEST(strings_are_decoded)
{
    struct pdf_content content = content_of("(a(b)\\)\\101\\n\\\nc\\z) <41 4> <> '");
    expect_operation(&content, "'", 3);
    assert_text_equal(content.operands.items[0].bytes, "a(b))A\ncz");
    assert_text_equal(content.operands.items[1].bytes, "A@");
    assert_int_equal(content.operands.items[2].bytes.length, 0);
    end();
}

TEST(names_are_decoded)
{
    struct pdf_content content = content_of("/A#42c /D# BMC");
    expect_operation(&content, "BMC", 2);
    assert_text_equal(content.operands.items[0].bytes, "ABc");
    assert_text_equal(content.operands.items[1].bytes, "D#");
    end();
}

TEST(arrays_and_dictionaries_come_flat)
{
    struct pdf_content content = content_of("/P<</MCID 1/Lang(cy)>>BDC [(a)-5<42>]TJ true d");
    expect_operation(&content, "BDC", 7);
    assert_int_equal(content.operands.items[1].kind, PDF_TOKEN_DICTIONARY);
    assert_int_equal(content.operands.items[6].kind, PDF_TOKEN_DICTIONARY_END);
    expect_operation(&content, "TJ", 5);
    expect_operation(&content, "d", 1);
    end();
}

TEST(the_data_of_an_inline_image_are_skipped)
{
    struct pdf_content content = content_of("BI /W 1 ID aEIb EI Q");
    expect_operation(&content, "BI", 0);
    expect_operation(&content, "ID", 2);
    expect_operation(&content, "Q", 0);
    end();
}

TEST(what_is_cut_short_is_damaged)
{
    const char *const cut[] = {"(a", "(a\\", "<41", "<4g>", "1", "/", ">", ")", "{", "BI ID aEIb"};
    for (size_t i = 0; i < sizeof cut / sizeof *cut; i++) {
        struct pdf_content content = content_of(cut[i]);
        enum pdf_content_step step;
        while ((step = pdf_content_next(&content)) == PDF_CONTENT_OPERATOR)
            ;
        assert_int_equal(step, PDF_CONTENT_DAMAGED);
        end();
    }
}

TEST(too_many_operands_are_refused)
{
    struct buffer many = {0};
    for (size_t i = 0; i <= LIMIT_PDF_OPERANDS; i++)
        buffer_add(&many, TEXT("1 "));
    struct pdf_content content = content_of("");
    content.rest = content.all = buffer_text(&many);
    assert_int_equal(pdf_content_next(&content), PDF_CONTENT_TOO_MANY);
    buffer_dispose(&many);
    end();
}
