// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/font.h"

#include "base/memory.h"

#include <hb-ot.h>
#include <hb-subset.h>

enum { CACHED_GLYPHS = 0x2100, THOUSAND = 1000 };

struct font {
    hb_blob_t *blob;
    hb_face_t *face;
    hb_font_t *font;
    double scale; // of font units to thousandths
    bool bold;
    uint16_t glyphs[CACHED_GLYPHS]; // one more than the glyph of a code point; 0: not looked up yet
    double advances[CACHED_GLYPHS];
};

static bool has_table(hb_face_t *face, hb_tag_t tag)
{
    hb_blob_t *table = hb_face_reference_table(face, tag);
    bool has = hb_blob_get_length(table) > 0;
    hb_blob_destroy(table);
    return has;
}

// The first bit of head's macStyle says so.
static bool is_bold(hb_face_t *face)
{
    enum { STYLE_AT = 45 };
    hb_blob_t *table = hb_face_reference_table(face, HB_TAG('h', 'e', 'a', 'd'));
    unsigned length;
    const char *bytes = hb_blob_get_data(table, &length);
    bool bold = length > STYLE_AT && (bytes[STYLE_AT] & 1);
    hb_blob_destroy(table);
    return bold;
}

struct font *font_new(struct text bytes)
{
    if (bytes.length > UINT_MAX)
        return NULL;
    hb_blob_t *blob = hb_blob_create(bytes.bytes, (unsigned)bytes.length, HB_MEMORY_MODE_READONLY, NULL,
                                     NULL);
    hb_face_t *face = hb_face_create(blob, 0);
    if (!has_table(face, HB_TAG('g', 'l', 'y', 'f')) || hb_face_get_upem(face) == 0) {
        hb_face_destroy(face);
        hb_blob_destroy(blob);
        return NULL;
    }
    struct font *font = memory_allocate_zeroed(1, sizeof *font);
    font->blob = blob;
    font->face = face;
    font->font = hb_font_create(face);
    font->scale = (double)THOUSAND / hb_face_get_upem(face);
    font->bold = is_bold(face);
    return font;
}

void font_free(struct font *font)
{
    if (!font)
        return;
    hb_font_destroy(font->font);
    hb_face_destroy(font->face);
    hb_blob_destroy(font->blob);
    memory_free(font);
}

static double metric(const struct font *font, hb_ot_metrics_tag_t tag)
{
    hb_position_t position = 0;
    hb_ot_metrics_get_position_with_fallback(font->font, tag, &position);
    return position * font->scale;
}

static int16_t signed_at(const char *bytes)
{
    return (int16_t)((unsigned char)bytes[0] << CHAR_BIT | (unsigned char)bytes[1]);
}

struct font_measures font_measures(const struct font *font)
{
    enum { BOX_AT = 36, BOX_END = 44 };
    struct font_measures measures = {
        .ascent = metric(font, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER),
        .descent = metric(font, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER),
        .cap_height = metric(font, HB_OT_METRICS_TAG_CAP_HEIGHT),
        .bold = font->bold,
    };
    hb_blob_t *table = hb_face_reference_table(font->face, HB_TAG('h', 'e', 'a', 'd'));
    unsigned length;
    const char *bytes = hb_blob_get_data(table, &length);
    for (size_t i = 0; i < 4 && length >= BOX_END; i++)
        measures.box[i] = signed_at(bytes + BOX_AT + 2 * i) * font->scale;
    hb_blob_destroy(table);
    return measures;
}

static uint32_t look_up(const struct font *font, uint32_t code_point)
{
    hb_codepoint_t glyph = 0;
    return hb_font_get_nominal_glyph(font->font, code_point, &glyph) ? glyph : 0;
}

// The caches are no state that anybody could see.
uint32_t font_glyph(const struct font *font, uint32_t code_point)
{
    if (code_point >= CACHED_GLYPHS)
        return look_up(font, code_point);
    struct font *cache = (struct font *)font;
    if (cache->glyphs[code_point] == 0) {
        uint32_t glyph = look_up(font, code_point);
        if (glyph >= UINT16_MAX)
            return glyph;
        cache->glyphs[code_point] = (uint16_t)(glyph + 1);
        cache->advances[code_point] = font_advance(font, glyph);
    }
    return cache->glyphs[code_point] - 1U;
}

double font_advance(const struct font *font, uint32_t glyph)
{
    return hb_font_get_glyph_h_advance(font->font, glyph) * font->scale;
}

static double advance_of(const struct font *font, uint32_t code_point)
{
    uint32_t glyph = font_glyph(font, code_point);
    return code_point < CACHED_GLYPHS ? font->advances[code_point] : font_advance(font, glyph);
}

double font_width(const struct font *font, double size, struct text text, double *word)
{
    double width = 0, longest = 0, current = 0;
    for (size_t at = 0; at < text.length;) {
        uint32_t code_point = text_code_point(text, &at);
        double advance = advance_of(font, code_point);
        width += advance;
        current = code_point == ' ' ? 0 : current + advance;
        longest = current > longest ? current : longest;
    }
    *word = longest * size / THOUSAND;
    return width * size / THOUSAND;
}

static void drop_tables(hb_subset_input_t *input)
{
    static const hb_tag_t dropped[] = {
        HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'), HB_TAG('G', 'D', 'E', 'F'),
        HB_TAG('k', 'e', 'r', 'n'), HB_TAG('n', 'a', 'm', 'e'), HB_TAG('p', 'o', 's', 't'),
        HB_TAG('O', 'S', '/', '2'), HB_TAG('c', 'm', 'a', 'p'), HB_TAG('g', 'a', 's', 'p'),
        HB_TAG('F', 'F', 'T', 'M'), HB_TAG('h', 'd', 'm', 'x'), HB_TAG('V', 'D', 'M', 'X'),
        HB_TAG('L', 'T', 'S', 'H'), HB_TAG('D', 'S', 'I', 'G'), HB_TAG('m', 'e', 't', 'a'),
    };
    for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++)
        hb_set_add(hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG), dropped[i]);
}

bool font_subset(const struct font *font, const uint32_t *glyphs, size_t count, struct buffer *out)
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!input)
        memory_exhausted();
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_RETAIN_GIDS | HB_SUBSET_FLAGS_NO_HINTING);
    for (size_t i = 0; i < count; i++)
        hb_set_add(hb_subset_input_glyph_set(input), glyphs[i]);
    drop_tables(input);
    hb_face_t *subset = hb_subset_or_fail(font->face, input);
    hb_subset_input_destroy(input);
    if (!subset)
        return false;
    hb_blob_t *blob = hb_face_reference_blob(subset);
    unsigned length;
    const char *bytes = hb_blob_get_data(blob, &length);
    buffer_add(out, (struct text){bytes, length});
    hb_blob_destroy(blob);
    hb_face_destroy(subset);
    return length > 0;
}
