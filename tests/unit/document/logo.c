// SPDX-License-Identifier: GPL-3.0-or-later
// The largest logo that an office may have, in every kind of picture, through every writer that shows it.
#include "document/writers.h"

#include "packed.h"
#include "test.h"

#include "base/limits.h"
#include "document/pdf_check.h"
#include "format/gzip.h"
#include "format/png.h"
#include "format/png_picture.h"

static void add_big(struct buffer *out, uint32_t number)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        buffer_add_character(out, (char)(number >> shift & 0xFF));
}

static uint32_t checksum(struct text text)
{
    uint32_t sum = UINT32_MAX;
    for (size_t i = 0; i < 8 * text.length; i++) {
        sum ^= i % 8 ? 0 : (unsigned char)text.bytes[i / 8];
        sum = sum & 1 ? sum >> 1 ^ 0xEDB88320 : sum >> 1;
    }
    return ~sum;
}

static void add_chunk(struct buffer *out, const char *kind, struct text content)
{
    add_big(out, (uint32_t)content.length);
    size_t from = out->length;
    buffer_add(out, text_from(kind));
    buffer_add(out, content);
    add_big(out, checksum(text_slice(buffer_text(out), from, out->length)));
}

// Lines that differ, and as many bytes of noise as the file may have once it is packed.
static void add_lines(struct buffer *lines, size_t channels, size_t noise)
{
    uint32_t random = 7;
    for (size_t y = 0; y < LIMIT_LOGO_PIXELS; y++) {
        buffer_add_character(lines, '\0');
        for (size_t x = 0; x<LIMIT_LOGO_PIXELS * channels; x++, noise -= noise> 0) {
            random = random * 1664525u + 1013904223u;
            buffer_add_character(lines, (char)(noise ? random >> 24 : y & 0xFF));
        }
    }
}

static struct text largest(struct arena *arena, enum png_colour_type type)
{
    enum { NOISE = LIMIT_LOGO_BYTES - 100000 };
    struct buffer out = {0}, packed = {0}, head = {0}, lines = {0};
    add_big(&head, LIMIT_LOGO_PIXELS);
    add_big(&head, LIMIT_LOGO_PIXELS);
    buffer_add(&head, (struct text){(char[]){8, (char)type, 0, 0, 0}, 5});
    add_lines(&lines, png_channels(type), NOISE);
    zlib_pack(buffer_text(&lines), &packed);
    buffer_add(&out, TEXT("\x89PNG\r\n\x1A\n"));
    add_chunk(&out, "IHDR", buffer_text(&head));
    if (type == PNG_PALETTE)
        add_chunk(&out, "PLTE",
                  (struct text){ARENA_ARRAY(arena, char, 3 * PNG_COLOURS_MOST), 3 * PNG_COLOURS_MOST});
    add_chunk(&out, "IDAT", buffer_text(&packed));
    add_chunk(&out, "IEND", (struct text){0});
    struct text copy = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    buffer_dispose(&packed);
    buffer_dispose(&head);
    buffer_dispose(&lines);
    assert_in_range(copy.length, LIMIT_LOGO_BYTES / 2, LIMIT_LOGO_BYTES);
    return copy;
}

static struct document *with_logo(struct arena *arena, enum png_colour_type type)
{
    struct document *document = packed_document(arena);
    document->identity.logo = largest(arena, type);
    assert_true(
        png_size(document->identity.logo, &document->identity.logo_width, &document->identity.logo_height));
    document->identity.logo_alternative = TEXT("A shield");
    paragraph_add_text(&document->body, TEXT("Text"));
    return document;
}

static const struct checked_document *checked(struct arena *arena, const struct document *document,
                                              struct problems *problems)
{
    const struct checked_document *passed = NULL;
    assert_true(document_check(arena, &document, 1, &passed, problems));
    return passed;
}

static void write_and_check_pdf(struct arena *arena, const struct document *document, enum sheet sheet)
{
    struct problems problems;
    struct pdf_verdict verdict;
    struct buffer out = {0};
    problems_init(&problems, arena);
    bool good = document_write_pdf(checked(arena, document, &problems), sheet, &out, &problems) &&
                pdf_check(arena, TEXT("logo.pdf"), buffer_text(&out), &verdict, &problems);
    if (!good)
        problems_print(&problems, LANGUAGE_ENGLISH, stderr);
    assert_true(good);
    buffer_dispose(&out);
}

static const enum png_colour_type types[] = {PNG_GREY, PNG_COLOUR, PNG_PALETTE, PNG_GREY_ALPHA,
                                             PNG_COLOUR_ALPHA};

TEST(the_largest_logo_of_every_kind_is_in_pdfs_that_pass_their_check)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        struct arena *arena = arena_new();
        const struct document *document = with_logo(arena, types[i]);
        write_and_check_pdf(arena, document, SHEET_NORMAL);
        write_and_check_pdf(arena, document, SHEET_LARGE);
        arena_free(arena);
    }
}

TEST(the_largest_logo_is_whole_in_texts_and_books)
{
    struct arena *arena = arena_new();
    const struct document *document = with_logo(arena, PNG_COLOUR_ALPHA);
    struct text logo = document->identity.logo;
    assert_true(
        text_equal(packed_part(arena, document, document_write_docx, "word/media/picture1.png"), logo));
    assert_true(text_equal(packed_part(arena, document, document_write_odt, "Pictures/picture1.png"), logo));
    assert_true(text_equal(packed_part(arena, document, document_write_epub, "book/logo.png"), logo));
    arena_free(arena);
}

TEST(the_largest_logo_is_in_web_pages)
{
    struct arena *arena = arena_new();
    const struct document *document = with_logo(arena, PNG_COLOUR_ALPHA);
    struct problems problems;
    struct buffer out = {0};
    problems_init(&problems, arena);
    document_write_html(checked(arena, document, &problems), SHEET_NORMAL, &out);
    assert_true(out.length > document->identity.logo.length * 4 / 3);
    buffer_dispose(&out);
    arena_free(arena);
}
