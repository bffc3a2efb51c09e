// SPDX-License-Identifier: GPL-3.0-or-later
// A font's program and what the file says beside it: how many glyphs there are, and how wide each is.
#include "document/pdf_check_program.h"

#include "base/limits.h"

enum { CODES = 65536 };

static uint32_t big_endian(struct text bytes, size_t at, size_t count)
{
    uint32_t number = 0;
    for (size_t i = 0; i < count; i++)
        number = number << 8 | (at + i < bytes.length ? (unsigned char)bytes.bytes[at + i] : 0);
    return number;
}

// A table of a TrueType font (ISO/IEC 14496-22, 4.3); empty if it has none of the name.
static struct text table_of(struct text font, const char *name)
{
    enum { HEADER = 12, RECORD = 16 };
    size_t tables = big_endian(font, 4, 2);
    for (size_t i = 0; i < tables && HEADER + (i + 1) * RECORD <= font.length; i++) {
        size_t record = HEADER + i * RECORD, from = big_endian(font, record + 8, 4);
        if (text_equal(text_slice(font, record, record + 4), text_from(name)))
            return text_slice(font, from, from + big_endian(font, record + 12, 4));
    }
    return (struct text){0};
}

struct pdf_program pdf_program_read(struct text font)
{
    enum { GLYPHS_AT = 4, UNIT_AT = 18, ADVANCES_AT = 34 };
    return (struct pdf_program){
        .glyphs = big_endian(table_of(font, "maxp"), GLYPHS_AT, 2),
        .unit = big_endian(table_of(font, "head"), UNIT_AT, 2),
        .advance_count = big_endian(table_of(font, "hhea"), ADVANCES_AT, 2),
        .advances = table_of(font, "hmtx"),
    };
}

bool pdf_program_advance(const struct pdf_program *program, size_t glyph, double *thousandths)
{
    enum { ENTRY = 4, THOUSAND = 1000 };
    if (program->unit == 0 || program->advance_count == 0)
        return false;
    size_t entry = glyph < program->advance_count ? glyph : program->advance_count - 1; // the last goes on
    if ((entry + 1) * ENTRY > program->advances.length)
        return false;
    *thousandths = (double)big_endian(program->advances, entry * ENTRY, 2) * THOUSAND / program->unit;
    return true;
}

// ---- Widths beside it (ISO 32000-1, 9.7.4.3) ---------------------------------------------------------------------

static bool is_code(const struct pdf_value *value)
{
    return value && value->kind == PDF_INTEGER && value->integer >= 0 && value->integer < CODES;
}

static bool is_number(const struct pdf_value *value)
{
    return value && (value->kind == PDF_INTEGER || value->kind == PDF_REAL);
}

// Widths of one character after the other.
static bool read_list(const struct pdf_value *list, size_t from, double *widths)
{
    for (size_t i = 0; i < list->count; i++) {
        if (from + i >= CODES || !is_number(pdf_item(list, i)))
            return false;
        widths[from + i] = pdf_item(list, i)->real;
    }
    return true;
}

bool pdf_program_widths(struct arena *arena, const struct pdf_value *descendant, double **widths)
{
    enum { DEFAULT = 1000 };
    const struct pdf_value *given = pdf_get(descendant, "DW"), *array = pdf_get(descendant, "W");
    double *read = ARENA_ARRAY(arena, double, CODES);
    size_t left = LIMIT_PDF_OPERATORS; // ranges that lie upon each other would take for ever
    for (size_t code = 0; code < CODES; code++)
        read[code] = is_number(given) ? given->real : DEFAULT;
    for (size_t i = 0; array && i < array->count;) {
        const struct pdf_value *first = pdf_item(array, i), *second = pdf_item(array, i + 1);
        if (!is_code(first) || !second)
            return false;
        size_t from = (size_t)first->integer;
        if (second->kind == PDF_ARRAY) {
            if (!read_list(second, from, read))
                return false;
            i += 2;
            continue;
        }
        const struct pdf_value *width = pdf_item(array, i + 2);
        if (!is_code(second) || !is_number(width))
            return false;
        for (size_t code = from; code <= (size_t)second->integer && left > 0; code++, left--)
            read[code] = width->real;
        i += 3;
    }
    *widths = read;
    return left > 0;
}
