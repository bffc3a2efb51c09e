// SPDX-License-Identifier: GPL-3.0-or-later
// Fonts in which text is shown: embedded, each character mapped to Unicode and to a glyph that is there.
#include "document/pdf_check_program.h"
#include "document/pdf_checker.h"
#include "format/pdf_content.h"

#include <math.h>

enum { CODES = 65536 };

// What the ToUnicode map says of a code.
enum { CODE_MAPPED = 1, CODE_ZERO = 2, CODE_MARK = 4 };

struct pdf_font {
    const struct pdf_value *dictionary;
    bool composite;
    uint8_t used[CODES];      // shown anywhere
    uint8_t unicode[CODES];   // CODE_…
    size_t ranged;            // codes mapped by ranges: those that lie upon each other would take for ever
    size_t page[CODES / 256]; // on which the first of these codes was shown
};

struct pdf_font *pdf_font_of(struct pdf_checker *checker, const struct pdf_value *dictionary)
{
    for (size_t i = 0; i < checker->fonts.count; i++)
        if (checker->fonts.items[i]->dictionary == dictionary)
            return checker->fonts.items[i];
    if (checker->fonts.count >= LIMIT_PDF_FONTS)
        return NULL;
    struct pdf_font *font = ARENA_NEW(checker->arena, struct pdf_font);
    font->dictionary = dictionary;
    font->composite = pdf_is_name(pdf_get(dictionary, "Subtype"), "Type0");
    *ARRAY_APPEND(checker->arena, &checker->fonts) = font;
    return font;
}

void pdf_font_show(struct pdf_checker *checker, struct pdf_font *font, struct text string, size_t page)
{
    size_t step = font->composite ? 2 : 1;
    for (size_t i = 0; i + step <= string.length; i += step) {
        unsigned code = (unsigned char)string.bytes[i];
        if (font->composite)
            code = code << 8 | (unsigned char)string.bytes[i + 1];
        font->used[code] = 1;
        if (!font->page[code >> 8])
            font->page[code >> 8] = page;
    }
    pdf_expect(checker, PDF_RULE_CONTENT, string.length % step == 0,
               (struct pdf_spot){.page = page, .object = font->dictionary});
}

// ---- ToUnicode ---------------------------------------------------------------------------------------------------

static unsigned code_of(struct text bytes)
{
    unsigned code = 0;
    for (size_t i = 0; i < bytes.length && i < 2; i++)
        code = code << 8 | (unsigned char)bytes.bytes[i];
    return code;
}

// Units of UTF-16; `more` is added to the last.
static uint8_t judge_unicode(struct text units, unsigned more)
{
    uint8_t says = units.length >= 2 ? CODE_MAPPED : 0;
    for (size_t i = 0; i + 1 < units.length; i += 2) {
        unsigned unit = code_of(text_slice(units, i, i + 2)) + (i + 3 >= units.length ? more : 0);
        says = (uint8_t)(says | (unit == 0 ? CODE_ZERO : 0));
        says = (uint8_t)(says | (unit == 0xFEFF || unit == 0xFFFE ? CODE_MARK : 0));
    }
    return says;
}

static void read_characters(struct pdf_font *font, const struct pdf_content *content)
{
    for (size_t i = 0; i + 1 < content->operands.count; i += 2)
        font->unicode[code_of(content->operands.items[i].bytes)] = judge_unicode(
            content->operands.items[i + 1].bytes, 0);
}

// From one code to another: the texts follow each other, or stand in an array.
static size_t read_range(struct pdf_font *font, const struct pdf_token *tokens, size_t count)
{
    unsigned from = code_of(tokens[0].bytes), to = code_of(tokens[1].bytes);
    if (tokens[2].kind != PDF_TOKEN_ARRAY) {
        for (unsigned code = from; code <= to && font->ranged < LIMIT_PDF_OPERATORS; code++, font->ranged++)
            font->unicode[code] = judge_unicode(tokens[2].bytes, code - from);
        return 3;
    }
    size_t at = 3;
    for (unsigned code = from; at < count && tokens[at].kind == PDF_TOKEN_STRING; at++, code++)
        if (code <= to)
            font->unicode[code] = judge_unicode(tokens[at].bytes, 0);
    return at + 1;
}

static void read_ranges(struct pdf_font *font, const struct pdf_content *content)
{
    for (size_t i = 0; i + 2 < content->operands.count;)
        i += read_range(font, &content->operands.items[i], content->operands.count - i);
}

static bool read_unicode(struct pdf_checker *checker, struct pdf_font *font, const struct pdf_value *stream)
{
    struct arena *arena = arena_new(), *scratch = arena_new();
    struct text bytes;
    bool good = pdf_reader_stream(checker->reader, arena, stream, &bytes, checker->problems);
    struct pdf_content content;
    enum pdf_content_step step = PDF_CONTENT_DAMAGED;
    pdf_content_init(&content, scratch, good ? bytes : TEXT(""));
    while (good && (step = pdf_content_next(&content)) == PDF_CONTENT_OPERATOR) {
        if (text_equal(content.operation, TEXT("endbfchar")))
            read_characters(font, &content);
        if (text_equal(content.operation, TEXT("endbfrange")))
            read_ranges(font, &content);
    }
    arena_free(scratch);
    arena_free(arena);
    return step == PDF_CONTENT_END;
}

static struct pdf_spot spot_of(const struct pdf_checker *checker, const struct pdf_font *font, unsigned code)
{
    return (struct pdf_spot){.page = font->page[code >> 8],
                             .object = font->dictionary,
                             .value = text_print(checker->arena, font->composite ? "%04X" : "%02X", code)};
}

static void check_unicode(struct pdf_checker *checker, struct pdf_font *font)
{
    const struct pdf_value *stream = pdf_get_kind(font->dictionary, "ToUnicode", PDF_STREAM);
    const struct pdf_value *encoding = pdf_get(font->dictionary, "Encoding");
    bool known = !font->composite &&
                 (pdf_is_name(encoding, "WinAnsiEncoding") || pdf_is_name(encoding, "MacRomanEncoding"));
    struct pdf_spot spot = {.object = font->dictionary};
    if (!stream && known)
        return;
    if (!pdf_expect(checker, PDF_RULE_TO_UNICODE, stream && read_unicode(checker, font, stream), spot))
        return;
    for (unsigned code = 0; code < CODES; code++) {
        if (!font->used[code])
            continue;
        spot = spot_of(checker, font, code);
        pdf_expect(checker, PDF_RULE_UNICODE, font->unicode[code] & CODE_MAPPED, spot);
        pdf_expect(checker, PDF_RULE_UNICODE_ZERO, !(font->unicode[code] & CODE_ZERO), spot);
        pdf_expect(checker, PDF_RULE_UNICODE_MARK, !(font->unicode[code] & CODE_MARK), spot);
    }
}

// ---- Glyphs ------------------------------------------------------------------------------------------------------

struct glyphs {
    struct pdf_program program;
    struct text map;  // from characters, two bytes each; .bytes NULL: each is its own glyph
    struct text list; // a bit for each character that the program has; .bytes NULL: there is no list
    const double *widths;
};

static size_t glyph_of(const struct glyphs *glyphs, unsigned code)
{
    size_t at = (size_t)code * 2;
    if (!glyphs->map.bytes)
        return code;
    return at + 1 < glyphs->map.length ? code_of(text_slice(glyphs->map, at, at + 2)) : 0;
}

static bool is_listed(const struct glyphs *glyphs, size_t code)
{
    return code / 8 < glyphs->list.length && glyphs->list.bytes[code / 8] >> (7 - code % 8) & 1;
}

static void check_glyph(struct pdf_checker *checker, const struct pdf_font *font, const struct glyphs *glyphs,
                        unsigned code)
{
    struct pdf_spot spot = spot_of(checker, font, code);
    size_t glyph = glyph_of(glyphs, code);
    double advance;
    pdf_expect(checker, PDF_RULE_NOT_DEFINED, glyph != 0, spot);
    if (glyphs->list.bytes)
        pdf_expect(checker, PDF_RULE_CID_SET, is_listed(glyphs, code), spot);
    if (glyphs->program.glyphs > 0 &&
        !pdf_expect(checker, PDF_RULE_GLYPH, glyph < glyphs->program.glyphs, spot))
        return;
    if (pdf_program_advance(&glyphs->program, glyph, &advance))
        pdf_expect(checker, PDF_RULE_WIDTH, fabs(advance - glyphs->widths[code]) <= 1, spot);
}

static void check_glyphs(struct pdf_checker *checker, const struct pdf_font *font,
                         const struct glyphs *glyphs, const struct pdf_value *descendant)
{
    for (unsigned code = 0; code < CODES; code++)
        if (font->used[code])
            check_glyph(checker, font, glyphs, code);
    bool more = false;
    for (unsigned code = 0; glyphs->program.glyphs > 0 && code < CODES; code++)
        more |= is_listed(glyphs, code) && glyph_of(glyphs, code) >= glyphs->program.glyphs;
    if (glyphs->list.bytes)
        pdf_expect(checker, PDF_RULE_CID_SET_MORE, !more, (struct pdf_spot){.object = descendant});
}

// What the file says beside the program. False: a stream could not be read, or the map is none.
static bool read_beside(struct pdf_checker *checker, struct arena *arena, const struct pdf_value *descendant,
                        struct glyphs *glyphs)
{
    const struct pdf_value *map = pdf_get(descendant, "CIDToGIDMap");
    const struct pdf_value *list = pdf_get_kind(pdf_get(descendant, "FontDescriptor"), "CIDSet", PDF_STREAM);
    struct pdf_spot spot = {.object = descendant};
    double *widths;
    if (pdf_is_name(pdf_get(descendant, "Subtype"), "CIDFontType2")) {
        if (!pdf_expect(checker, PDF_RULE_CID_MAP_MISSING, map != NULL, spot) ||
            !pdf_expect(checker, PDF_RULE_CID_MAP, pdf_is_name(map, "Identity") || map->kind == PDF_STREAM,
                        spot))
            return false;
        if (map->kind == PDF_STREAM &&
            !pdf_reader_stream(checker->reader, arena, map, &glyphs->map, checker->problems))
            return false;
    }
    if (list && !pdf_reader_stream(checker->reader, arena, list, &glyphs->list, checker->problems))
        return false;
    if (!pdf_expect(checker, PDF_RULE_WIDTH, pdf_program_widths(arena, descendant, &widths), spot))
        return false;
    glyphs->widths = widths;
    return true;
}

static void check_descendant(struct pdf_checker *checker, const struct pdf_font *font,
                             const struct pdf_value *descendant, struct text program)
{
    const struct pdf_value *system = pdf_get(descendant, "CIDSystemInfo");
    struct glyphs glyphs = {0};
    if (pdf_is_name(pdf_get(descendant, "Subtype"), "CIDFontType2"))
        glyphs.program = pdf_program_read(program);
    pdf_expect(checker, PDF_RULE_CID_SYSTEM,
               pdf_has_text(system, "Registry") && pdf_has_text(system, "Ordering") &&
                   pdf_get_kind(system, "Supplement", PDF_INTEGER),
               (struct pdf_spot){.object = descendant});
    struct arena *arena = arena_new();
    if (read_beside(checker, arena, descendant, &glyphs))
        check_glyphs(checker, font, &glyphs, descendant);
    arena_free(arena);
}

static void check_font(struct pdf_checker *checker, struct pdf_font *font)
{
    const struct pdf_value *descendant = pdf_item(pdf_get(font->dictionary, "DescendantFonts"), 0);
    const struct pdf_value *holder = font->composite ? descendant : font->dictionary;
    const struct pdf_value *descriptor = pdf_get(holder, "FontDescriptor"), *program = NULL;
    struct pdf_spot spot = {.object = font->dictionary};
    struct text bytes = {0};
    for (size_t i = 0; i < 3 && !program; i++)
        program = pdf_get_kind(descriptor, ((const char *const[]){"FontFile2", "FontFile3", "FontFile"})[i],
                               PDF_STREAM);
    check_unicode(checker, font);
    if (pdf_is_name(pdf_get(font->dictionary, "Subtype"), "Type3"))
        return;
    bool embedded = pdf_expect(checker, PDF_RULE_EMBEDDED, program != NULL, spot);
    if (!font->composite)
        return;
    struct arena *arena = arena_new();
    bool identity = pdf_is_name(pdf_get(font->dictionary, "Encoding"), "Identity-H");
    if (pdf_expect(checker, PDF_RULE_CMAP, identity, spot) && embedded &&
        pdf_reader_stream(checker->reader, arena, program, &bytes, checker->problems))
        check_descendant(checker, font, descendant, bytes);
    arena_free(arena);
}

void pdf_check_fonts(struct pdf_checker *checker)
{
    for (size_t i = 0; i < checker->fonts.count; i++)
        check_font(checker, checker->fonts.items[i]);
}
