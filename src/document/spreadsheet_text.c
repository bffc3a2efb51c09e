// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/spreadsheet_parts.h"

#include "base/buffer.h"
#include "format/unicode.h"

// A character outside the first plane is two units.
static size_t units_of(uint32_t code_point)
{
    return code_point > 0xFFFF ? 2 : 1;
}

size_t spreadsheet_units(struct text text)
{
    size_t units = 0, at = 0;
    while (at < text.length)
        units += units_of(text_code_point(text, &at));
    return units;
}

// How many bytes of the text are at most so many units, of whole characters.
static size_t fitting(struct text text, size_t units)
{
    size_t used = 0, at = 0, end = 0;
    while (at < text.length) {
        used += units_of(text_code_point(text, &at));
        if (used > units)
            break;
        end = at;
    }
    return end;
}

struct text spreadsheet_cut(struct arena *arena, struct text text, size_t units, struct text end)
{
    if (text.length <= units || spreadsheet_units(text) <= units) // a unit is at least a byte
        return text;
    struct text kept = text_slice(text, 0, fitting(text, units - spreadsheet_units(end)));
    struct buffer out = {0};
    buffer_add(&out, kept);
    buffer_add(&out, end);
    struct text cut = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return cut;
}

// ---- Names of sheets ---------------------------------------------------------------------------------------

// What Excel does not take, and what LibreOffice does not: blanks stand for them, and one blank for several.
static struct text allowed(struct arena *arena, struct text text)
{
    struct buffer out = {0};
    for (size_t i = 0; i < text.length; i++) {
        char c = text.bytes[i];
        bool blank = (unsigned char)c <= ' ' || strchr("[]:*?/\\\"", c);
        if (!blank)
            buffer_add_character(&out, c);
        else if (out.length && out.bytes[out.length - 1] != ' ')
            buffer_add_character(&out, ' ');
    }
    struct text copy = text_trim(text_copy(arena, buffer_text(&out)));
    buffer_dispose(&out);
    return copy;
}

// Of a longer text what has room, without the word that has not; one word alone is cut inside.
static struct text whole_words(struct text text, size_t units)
{
    size_t end = fitting(text, units);
    for (size_t i = end; i > 0; i--)
        if (text.bytes[i] == ' ')
            return text_slice(text, 0, i);
    return text_slice(text, 0, end);
}

// A name may not begin or end with an apostrophe, and looks cut off with other marks at its end.
static struct text without_end(struct text text)
{
    while (text.length && strchr("' ,;.(-", text.bytes[text.length - 1]))
        text.length--;
    return text;
}

// A caption says first what it is about: "Compliance: how many of the cases …".
static struct text beginning(struct text caption)
{
    for (size_t i = 1; i < caption.length; i++)
        if (strchr(":;,", caption.bytes[i]))
            return text_slice(caption, 0, i);
    return caption;
}

struct text spreadsheet_name(struct arena *arena, struct text number, struct text caption)
{
    number = allowed(arena, number);
    size_t used = spreadsheet_units(number) + 1;
    struct text words = without_end(allowed(arena, beginning(caption)));
    if (words.length == 0 || used + 1 >= LIMIT_SPREADSHEET_NAME)
        return number;
    size_t room = LIMIT_SPREADSHEET_NAME - used;
    bool whole = spreadsheet_units(words) <= room;
    if (!whole)
        words = without_end(whole_words(words, room - 1));
    return text_print(arena, "%.*s %.*s%s", TEXT_PRINT(number), TEXT_PRINT(words), whole ? "" : "…");
}

struct text spreadsheet_reference(struct arena *arena, struct text name)
{
    struct buffer out = {0};
    buffer_add_character(&out, '\'');
    for (size_t i = 0; i < name.length; i++) {
        if (name.bytes[i] == '\'')
            buffer_add_character(&out, '\'');
        buffer_add_character(&out, name.bytes[i]);
    }
    buffer_add_character(&out, '\'');
    struct text copy = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return copy;
}

// ---- Names of tables, headings and cells -------------------------------------------------------------------

struct text spreadsheet_table_name(struct arena *arena, size_t number, struct text id)
{
    struct buffer out = {0};
    buffer_print(&out, "Table_%zu_", number);
    for (size_t i = 0; i < id.length && out.length < LIMIT_SPREADSHEET_TABLE_NAME; i++)
        buffer_add_character(&out, strchr("-.", id.bytes[i]) ? '_' : id.bytes[i]);
    struct text copy = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return copy;
}

// As spreadsheet programs compare names.
static struct text small(struct arena *arena, struct text text)
{
    struct buffer out = {0};
    size_t at = 0;
    while (at < text.length)
        buffer_add_code_point(&out, unicode_lower(text_code_point(text, &at)));
    struct text copy = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return copy;
}

struct text spreadsheet_heading(struct arena *arena, struct text_map *taken, struct text heading)
{
    // Room for the number, should it need one.
    struct text first = spreadsheet_cut(arena, heading, LIMIT_SPREADSHEET_HEADING - 8, TEXT("…"));
    struct text unique = first;
    for (size_t number = 2; !text_map_put(taken, small(arena, unique), number, NULL); number++)
        unique = text_print(arena, "%.*s (%zu)", TEXT_PRINT(first), number);
    return unique;
}

struct text spreadsheet_column(struct arena *arena, size_t column)
{
    char letters[16];
    size_t at = sizeof letters;
    do {
        letters[--at] = (char)('A' + column % 26);
        column = column / 26;
    } while (column-- > 0);
    return text_copy(arena, (struct text){letters + at, sizeof letters - at});
}

struct text spreadsheet_address(struct arena *arena, size_t row, size_t column)
{
    return text_print(arena, "%.*s%zu", TEXT_PRINT(spreadsheet_column(arena, column)), row + 1);
}
