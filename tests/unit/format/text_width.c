// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/text_width.h"

#include "test.h"

#include <hb-ot.h>
#include <hb.h>
#include <math.h>

static const char *const faces[] = {"LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"};

static hb_font_t *installed_font(struct arena *arena, bool bold)
{
    struct text path = text_print(arena, "/usr/share/fonts/truetype/liberation/%s", faces[bold]);
    hb_blob_t *blob = hb_blob_create_from_file_or_fail(text_terminated(arena, path));
    if (!blob)
        return NULL;
    hb_face_t *face = hb_face_create(blob, 0);
    hb_font_t *font = hb_font_create(face);
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    return font;
}

static void compare(struct arena *arena, hb_font_t *font, uint32_t code_point, bool bold)
{
    hb_codepoint_t glyph;
    if (!hb_font_get_nominal_glyph(font, code_point, &glyph))
        return;
    char bytes[4];
    int length = code_point < 0x80 ? 1 : code_point < 0x800 ? 2 : 3;
    if (length == 1)
        bytes[0] = (char)code_point;
    else if (length == 2) {
        bytes[0] = (char)(0xC0 | code_point >> 6);
        bytes[1] = (char)(0x80 | (code_point & 0x3F));
    } else {
        bytes[0] = (char)(0xE0 | code_point >> 12);
        bytes[1] = (char)(0x80 | (code_point >> 6 & 0x3F));
        bytes[2] = (char)(0x80 | (code_point & 0x3F));
    }
    double told = text_width((struct text){bytes, (size_t)length}, 2048, bold);
    double real = hb_font_get_glyph_h_advance(font, glyph);
    bool exact = code_point < 0x100 || (code_point >= 0x174 && code_point <= 0x178) ||
                 (code_point >= 0x1E80 && code_point < 0x2200);
    if (told < real - 0.5 || (exact && told > real + 0.5 && told < 2300))
        assert_text_equal(text_print(arena, "U+%04X is %g wide", code_point, told),
                          text_terminated(arena, text_print(arena, "U+%04X is %g wide", code_point, real)));
}

TEST(widths_are_those_of_the_typeface_where_it_is_installed)
{
    // Basic Latin, Latin-1 Supplement and Latin Extended-A, the accented letters of Welsh, punctuation and signs.
    static const uint32_t ranges[][2] = {
        {0x20, 0x7E}, {0xA0, 0x17F}, {0x1E80, 0x1E85}, {0x1EF2, 0x1EF3}, {0x2010, 0x22FF}};
    struct arena *arena = arena_new();
    for (int bold = 0; bold < 2; bold++) {
        hb_font_t *font = installed_font(arena, bold);
        if (!font)
            continue;
        for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
            for (uint32_t code_point = ranges[i][0]; code_point <= ranges[i][1]; code_point++)
                compare(arena, font, code_point, bold);
        hb_font_destroy(font);
    }
    arena_free(arena);
}

TEST(accents_take_no_room_whether_composed_or_not)
{
    assert_true(text_width(TEXT("ŵ"), 10, false) == text_width(TEXT("w"), 10, false));
    assert_true(text_width(TEXT("w\xCC\x82"), 10, false) == text_width(TEXT("w"), 10, false));
    assert_true(text_width(TEXT("Ŷ"), 10, true) == text_width(TEXT("Y"), 10, true));
}

TEST(what_the_table_lacks_is_the_widest)
{
    assert_true(text_width(TEXT("漢"), 10, false) > text_width(TEXT("@"), 10, false));
}

static struct text_lines wrap(struct arena *arena, struct text text, double ems)
{
    return text_wrap(arena, text, ems * 10, 10, false);
}

TEST(lines_end_at_blanks)
{
    struct arena *arena = arena_new();
    struct text_lines lines = wrap(arena, TEXT("  Trosedd casineb hiliol "), 7.5);
    assert_int_equal(lines.lines.count, 2);
    assert_text_equal(lines.lines.items[0], "Trosedd casineb");
    assert_text_equal(lines.lines.items[1], "hiliol");
    assert_true(lines.width == text_width(TEXT("Trosedd casineb"), 10, false));
    arena_free(arena);
}

TEST(a_word_that_is_too_long_is_parted_between_characters)
{
    struct arena *arena = arena_new();
    struct text_lines lines = wrap(arena, TEXT("a gwrthgymdeithasol"), 4);
    assert_text_equal(lines.lines.items[0], "a");
    assert_text_equal(lines.lines.items[1], "gwrthgy");
    for (size_t i = 0; i < lines.lines.count; i++)
        assert_true(text_width(lines.lines.items[i], 10, false) <= 40.01);
    lines = wrap(arena, TEXT("w\xCC\x82w\xCC\x82"), 0.1);
    assert_int_equal(lines.lines.count, 2);
    assert_text_equal(lines.lines.items[0], "w\xCC\x82");
    arena_free(arena);
}

TEST(a_text_that_fits_exactly_is_one_line)
{
    struct arena *arena = arena_new();
    struct text text = TEXT("Cases by type, 2019");
    assert_int_equal(text_wrap(arena, text, text_width(text, 11, true), 11, true).lines.count, 1);
    assert_int_equal(text_wrap(arena, TEXT(""), 10, 11, true).lines.count, 1);
    arena_free(arena);
}
