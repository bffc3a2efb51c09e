// SPDX-License-Identifier: GPL-3.0-or-later
#include "generated_sheet.h"

#include <ctype.h>
#include <string.h>

enum { TRIES = 8, BLANKS_OF_100000 = 300 };

// ---- random numbers

static uint64_t next(struct random *random)
{
    uint64_t mixed = random->state += 0x9E3779B97F4A7C15u;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    return mixed ^ (mixed >> 31);
}

struct random random_stream(uint64_t seed, uint64_t number)
{
    struct random first = {seed};
    struct random stream = {next(&first) ^ (number * 0xD1B54A32D192ED03u)};
    next(&stream);
    return stream;
}

uint32_t random_below(struct random *random, uint32_t bound)
{
    return (uint32_t)(((next(random) >> 32) * bound) >> 32);
}

bool random_chance(struct random *random, uint32_t parts_of_100000)
{
    return random_below(random, 100000) < parts_of_100000;
}

// ---- the row that is being made

static void put(struct sheet *sheet, const char *bytes, size_t length)
{
    memcpy(sheet->row + sheet->length, bytes, length);
    sheet->length += length;
}

static void put_byte(struct sheet *sheet, char byte)
{
    sheet->row[sheet->length++] = byte;
}

void sheet_row(struct sheet *sheet)
{
    sheet->length = sheet->count = 0;
}

static void begin_value(struct sheet *sheet)
{
    if (sheet->count)
        put_byte(sheet, sheet->separator);
    sheet->start[sheet->count] = sheet->length;
}

static void end_value(struct sheet *sheet)
{
    sheet->end[sheet->count++] = sheet->length;
}

void sheet_plain(struct sheet *sheet, const char *value, size_t length)
{
    begin_value(sheet);
    if (sheet->every_value_quoted)
        put_byte(sheet, '"');
    put(sheet, value, length);
    if (sheet->every_value_quoted)
        put_byte(sheet, '"');
    end_value(sheet);
}

static void put_line_end(struct sheet *sheet)
{
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    const char *end = sheet->damaged_per_mille > 0 ? ends[random_below(&sheet->random, 3)] : "\n";
    put(sheet, end, strlen(end));
}

static void put_quoted(struct sheet *sheet, const char *value)
{
    put_byte(sheet, '"');
    for (const char *at = value; *at; at++) {
        if (*at == '\n')
            put_line_end(sheet);
        else
            put_byte(sheet, *at);
        if (*at == '"')
            put_byte(sheet, '"');
    }
    put_byte(sheet, '"');
}

void sheet_text(struct sheet *sheet, const char *value)
{
    size_t length = 0;
    bool quoted = sheet->every_value_quoted;
    for (; value[length]; length++)
        quoted |= value[length] == sheet->separator || value[length] == '"' || value[length] == '\n';
    begin_value(sheet);
    if (quoted)
        put_quoted(sheet, value);
    else
        put(sheet, value, length);
    end_value(sheet);
}

// ---- damage

static bool is_quoted(const struct sheet *sheet, size_t column)
{
    return sheet->row[sheet->start[column]] == '"' && sheet->end[column] > sheet->start[column];
}

static size_t bytes_of(const struct sheet *sheet, size_t column)
{
    return sheet->end[column] - sheet->start[column];
}

// Bytes from `at` on are moved by that much, those of what is taken away are lost. Columns are not known any more.
static void shift(struct sheet *sheet, size_t at, size_t taken, const char *given, size_t given_bytes)
{
    memmove(sheet->row + at + given_bytes, sheet->row + at + taken, sheet->length - at - taken);
    memcpy(sheet->row + at, given, given_bytes);
    sheet->length = sheet->length - taken + given_bytes;
}

static uint64_t line_ends(const char *bytes, size_t length)
{
    uint64_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += bytes[i] == '\n' || (bytes[i] == '\r' && (i + 1 == length || bytes[i + 1] != '\n'));
    return count;
}

static size_t any_column(struct sheet *sheet)
{
    return random_below(&sheet->random, (uint32_t)sheet->count);
}

// Between two letters or digits, so that the quote is neither an opening nor a closing one by its neighbours.
static bool is_inside_word(const struct sheet *sheet, size_t at)
{
    return isalnum((unsigned char)sheet->row[at - 1]) && isalnum((unsigned char)sheet->row[at]);
}

static bool lose_closing_quote(struct sheet *sheet)
{
    size_t column = any_column(sheet);
    if (!is_quoted(sheet, column) || bytes_of(sheet, column) < 3)
        return false;
    shift(sheet, sheet->end[column] - 1, 1, "", 0);
    return sheet->quote_is_open = true;
}

static bool add_opening_quote(struct sheet *sheet)
{
    size_t column = any_column(sheet);
    if (is_quoted(sheet, column) || bytes_of(sheet, column) == 0)
        return false;
    shift(sheet, sheet->start[column], 0, "\"", 1);
    return sheet->quote_is_open = true;
}

// Without its opening quote a line end within would end the row, and nothing need be wrong with its first half.
static bool lose_opening_quote(struct sheet *sheet)
{
    size_t column = any_column(sheet);
    if (!is_quoted(sheet, column) || bytes_of(sheet, column) < 3 || line_ends(sheet->row, sheet->length))
        return false;
    shift(sheet, sheet->start[column], 1, "", 0);
    return true;
}

static bool add_stray_quote(struct sheet *sheet)
{
    size_t column = any_column(sheet);
    if (bytes_of(sheet, column) < 2)
        return false;
    size_t at = sheet->start[column] + 1 +
                random_below(&sheet->random, (uint32_t)bytes_of(sheet, column) - 1);
    if (!is_inside_word(sheet, at))
        return false;
    shift(sheet, at, 0, "\"", 1);
    return true;
}

static bool add_text_after_quote(struct sheet *sheet)
{
    size_t column = any_column(sheet);
    if (!is_quoted(sheet, column))
        return false;
    const char *text = random_below(&sheet->random, 2) ? " " : "also";
    shift(sheet, sheet->end[column], 0, text, strlen(text));
    return true;
}

static bool lose_values(struct sheet *sheet)
{
    if (sheet->count < 4)
        return false;
    size_t first = 1 + random_below(&sheet->random, (uint32_t)sheet->count - 2);
    size_t most = sheet->count - first;
    size_t last = first + random_below(&sheet->random, (uint32_t)(most < 4 ? most : 4));
    shift(sheet, sheet->end[first - 1], sheet->end[last] - sheet->end[first - 1], "", 0);
    return true;
}

static bool add_value(struct sheet *sheet)
{
    const char more[] = {
        sheet->separator, '"', 'a', 'l', 's', 'o', ',', ' ', '"', '"', 'i', 't', '"', '"', '"'};
    size_t at = sheet->end[any_column(sheet)];
    shift(sheet, at, 0, more, random_below(&sheet->random, 2) ? 1 : sizeof more);
    return true;
}

// At the beginning of a value, or a little behind it.
static void insert_byte(struct sheet *sheet, char byte)
{
    size_t column = any_column(sheet);
    size_t at = sheet->start[column] + is_quoted(sheet, column);
    uint32_t on = random_below(&sheet->random, 5);
    while (on-- && at < sheet->end[column] && isalnum((unsigned char)sheet->row[at]))
        at++;
    shift(sheet, at, 0, &byte, 1);
}

static bool add_nul(struct sheet *sheet)
{
    insert_byte(sheet, '\0');
    return true;
}

// None of them makes a character, whatever stands on either side: 0xFF and 0xC0 are in none, 0xC3 begins one and 0x9F
// goes on with one, but they are put before letters, digits, quotes and separators, and behind these.
static bool add_invalid_byte(struct sheet *sheet)
{
    static const char bytes[] = {'\xFF', '\xC0', '\xC3', '\x9F'};
    insert_byte(sheet, bytes[random_below(&sheet->random, sizeof bytes)]);
    return true;
}

// What the reader makes of a damaged row is certain:
// - Quotes out of order: the row ends at its first line end. Where the damage leaves a quote open, the next quote must
//   be one that opens a value, since text follows that one and the row is seen to be damaged; so nothing more is
//   damaged until a sound row with a quote has followed. What a quoted line end separated from the row is a record of its own: either it
//   begins with the rest of a quoted value, whose closing quote is then a stray one, or it has too few values.
// - Quotes in order: the row ends where it always did.
static const struct kind {
    const char *why;
    bool (*plant)(struct sheet *sheet);
    bool quotes_in_order;
} kinds[] = {
    {"closing quote lost", lose_closing_quote, false},
    {"opening quote without its end", add_opening_quote, false},
    {"opening quote lost", lose_opening_quote, false},
    {"stray quote", add_stray_quote, false},
    {"text after a closing quote", add_text_after_quote, false},
    {"too few values", lose_values, true},
    {"too many values", add_value, true},
    {"NUL byte", add_nul, true},
    {"invalid UTF-8", add_invalid_byte, true},
};

static const struct kind *plant(struct sheet *sheet)
{
    if (sheet->quote_is_open || random_below(&sheet->random, 100000000) >= sheet->damaged_per_mille * 1e5)
        return NULL;
    for (int i = 0; i < TRIES; i++) {
        const struct kind *kind = &kinds[random_below(&sheet->random, sizeof kinds / sizeof *kinds)];
        if (kind->plant(sheet))
            return kind;
    }
    return NULL;
}

// ---- the file

static void tell(struct sheet *sheet, uint64_t line, uint64_t record, const char *why)
{
    if (sheet->truth)
        fprintf(sheet->truth, "%llu,%llu,%s\n", (unsigned long long)line, (unsigned long long)record, why);
}

static void write_line(struct sheet *sheet)
{
    put(sheet, sheet->line_end, strlen(sheet->line_end));
    fwrite(sheet->row, 1, sheet->length, sheet->out);
}

void sheet_begin(struct sheet *sheet, const char *const *header, size_t columns)
{
    fputs("\xEF\xBB\xBF", sheet->out);
    if (sheet->truth)
        fputs("line,record,why\n", sheet->truth);
    sheet_row(sheet);
    for (size_t i = 0; i < columns; i++)
        sheet_text(sheet, header[i]);
    write_line(sheet);
    sheet->line = 2;
    sheet->record = 1;
}

// Lines without a byte, and rows of empty values: neither is a record.
static void write_blanks(struct sheet *sheet)
{
    if (random_chance(&sheet->random, BLANKS_OF_100000)) {
        fputs(sheet->line_end, sheet->out);
        sheet->line++;
    }
    if (random_chance(&sheet->random, BLANKS_OF_100000)) {
        for (size_t i = 0; i < sheet->count; i++) {
            if (i)
                putc(sheet->separator, sheet->out);
            if (sheet->every_value_quoted)
                fputs("\"\"", sheet->out);
        }
        fputs(sheet->line_end, sheet->out);
        sheet->line++;
    }
}

static void end_damaged_row(struct sheet *sheet, const struct kind *kind)
{
    uint64_t breaks = line_ends(sheet->row, sheet->length);
    tell(sheet, sheet->line, sheet->record++, kind->why);
    for (uint64_t i = 1; i <= breaks && !kind->quotes_in_order; i++)
        tell(sheet, sheet->line + i, sheet->record++, "rest of a damaged row");
    sheet->line += breaks + 1;
    write_line(sheet);
}

bool sheet_end_row(struct sheet *sheet, const char *why)
{
    if (sheet->damaged_per_mille > 0) {
        write_blanks(sheet);
        const struct kind *kind = plant(sheet);
        if (kind) {
            end_damaged_row(sheet, kind);
            return false;
        }
    }
    if (why)
        tell(sheet, sheet->line, sheet->record, why);
    sheet->record++;
    if (memchr(sheet->row, '"', sheet->length)) { // otherwise there is no line end within
        sheet->line += line_ends(sheet->row, sheet->length);
        sheet->quote_is_open = false;
    }
    sheet->line++;
    write_line(sheet);
    return true;
}
