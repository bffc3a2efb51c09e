// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/csv.h"

#include "base/memory.h"

#include <stdio.h>

enum {
    WINDOW_BYTES = LIMIT_HEADER_BYTES, // the header is found in the first one, or refused
    // The longest row, its line end, and one byte more, to see that it is longer.
    LONGEST_WINDOW_BYTES = LIMIT_ROW_BYTES + 4,
};

// Offsets from the row's first byte.
struct field {
    size_t start, end; // the value, without its quotes
    bool doubled;      // has "" inside, which stands for one quote
};

enum damage {
    DAMAGE_NONE,
    // Quotes out of order or a limit passed: the row ends at its first line end.
    DAMAGE_QUOTE_INSIDE,
    DAMAGE_AFTER_QUOTE,
    DAMAGE_CLOSED_LATER, // the same, but the quote was opened on an earlier line
    DAMAGE_UNCLOSED,
    DAMAGE_FIELD_LIMIT,
    DAMAGE_ROW_LIMIT,
    // Quotes in order: the row ends where it says.
    DAMAGE_NUL,
    DAMAGE_UNDEFINED_BYTE,
    DAMAGE_NOT_UTF8,
    DAMAGE_UTF8_INSIDE,
    DAMAGE_FIELD_COUNT,
};

struct csv_reader {
    const struct input *input;
    struct table_facts *facts;
    size_t columns; // 0: not yet known

    // The part of the input that is in memory: window[start] up to window[end].
    char *window;
    size_t capacity, start, end;
    char *own;  // the window that csv_close frees
    bool piece; // the window is the caller's: nothing can be read behind it
    uint64_t read_up_to;
    bool ended;      // nothing follows window[end]
    bool discarding; // a row over its limit: the rest of its first line is passed over

    // The current row.
    size_t row_at, row_length;
    uint64_t row_line, next_line;
    uint64_t record; // of the current row
    bool cut;
    ARRAY_OF(struct field) fields; // at most LIMIT_COLUMNS and one; field_count goes on
    size_t field_count;
    struct arena *arena; // of fields and cells
    struct table_cell *cells;
    size_t cell_capacity;
    struct buffer values; // those that are not in the window as they are
    struct buffer raw;
};

// ---- the window

// Whoever has only the front of a file in memory comes to the same end here as who has all of it.
static bool refuse_header(const struct csv_reader *csv, struct problems *problems)
{
    return problem_report(
        problems, (struct place){.source = csv->facts->source, .line = 1},
        MESSAGE("the row with the names of the columns does not end within the first {limit} bytes",
                NUMBER("limit", LIMIT_HEADER_BYTES)),
        MESSAGE("look for a quote that was not closed, and for blank lines at the beginning"));
}

// Reads more behind what is there, moving the current row to the front. False if a read failed, or all that there can
// be of a piece is there.
static bool fill(struct csv_reader *csv, struct problems *problems)
{
    if (csv->piece)
        return false;
    if (csv->columns == 0 && csv->read_up_to >= LIMIT_HEADER_BYTES)
        return refuse_header(csv, problems);
    memmove(csv->window, csv->window + csv->start, csv->end - csv->start);
    csv->end -= csv->start;
    csv->start = 0;
    if (csv->end == csv->capacity) {
        csv->capacity = csv->capacity * 2 < LONGEST_WINDOW_BYTES ? csv->capacity * 2 : LONGEST_WINDOW_BYTES;
        csv->window = csv->own = memory_resize(csv->own, csv->capacity);
    }
    size_t room = csv->capacity - csv->end, got;
    if (!input_read(csv->input, csv->read_up_to, csv->window + csv->end, room, &got, problems))
        return false;
    csv->read_up_to += got;
    csv->end += got;
    csv->ended = got < room;
    return true;
}

static struct text rest_of(const struct csv_reader *csv)
{
    return (struct text){csv->window + csv->start, csv->end - csv->start};
}

static struct text row_of(const struct csv_reader *csv)
{
    return (struct text){csv->window + csv->row_at, csv->row_length};
}

// ---- lines

static bool is_line_end(char byte)
{
    return byte == '\n' || byte == '\r';
}

static size_t find_line_end(struct text text)
{
    size_t at = 0;
    while (at < text.length && !is_line_end(text.bytes[at]))
        at++;
    return at;
}

// Bytes of the line end at that offset: 2 for CRLF, 0 if there is none.
static size_t line_end_bytes(struct text text, size_t at)
{
    if (at >= text.length || !is_line_end(text.bytes[at]))
        return 0;
    return text.bytes[at] == '\r' && at + 1 < text.length && text.bytes[at + 1] == '\n' ? 2 : 1;
}

// A CR that is the last byte in memory may be half of a CRLF.
static bool line_end_is_whole(struct text text, size_t at, bool ended)
{
    return ended || at + 1 < text.length || (at < text.length && text.bytes[at] == '\n');
}

// Physical line ends in the text, and where the last line begins.
static uint64_t count_lines(struct text text, size_t *last_line)
{
    uint64_t lines = 0;
    *last_line = 0;
    for (size_t at = find_line_end(text); at < text.length;) {
        at += line_end_bytes(text, at);
        lines++;
        *last_line = at;
        at += find_line_end(text_slice(text, at, text.length));
    }
    return lines;
}

static size_t characters(enum encoding encoding, struct text text)
{
    if (encoding == ENCODING_WINDOWS_1252)
        return text.length;
    size_t count = 0;
    for (size_t at = 0; at < text.length; count++) {
        size_t sequence = encoding_utf8_sequence(text.bytes + at, text.length - at);
        at += sequence ? sequence : 1;
    }
    return count;
}

static void place_of(const struct csv_reader *csv, size_t offset, struct place *place)
{
    // A damage may lie behind the end that the row was given; it is still in memory.
    struct text before = {csv->window + csv->row_at, offset};
    size_t last_line;
    place->line = csv->row_line + count_lines(before, &last_line);
    place->column = 1 + characters(csv->facts->encoding, text_slice(before, last_line, before.length));
}

void csv_place(const struct csv_reader *csv, size_t field, struct place *place)
{
    if (field < csv->fields.count)
        place_of(csv, csv->fields.items[field].start, place);
    else
        place->line = csv->row_line;
}

struct text csv_raw(struct csv_reader *csv, bool *cut)
{
    if (cut)
        *cut = csv->cut;
    buffer_clear(&csv->raw);
    encoding_add_utf8(&csv->raw, csv->facts->encoding, row_of(csv));
    return buffer_text(&csv->raw);
}

// ---- one row by its quotes

enum outcome { OUTCOME_ROW, OUTCOME_MORE, OUTCOME_DAMAGED };

struct scan {
    struct text text; // from the row's first byte to the end of what is in memory
    bool ended;
    size_t at;      // where the scan stands: in the end the row's length, or the offset of the damage
    size_t opening; // the last opening quote
    enum damage damage;
};

static enum outcome damaged(struct scan *scan, enum damage damage, size_t at)
{
    scan->damage = damage;
    scan->at = at;
    return OUTCOME_DAMAGED;
}

// What to do at the end of what is in memory.
static enum outcome out_of_bytes(struct scan *scan, size_t field_start)
{
    if (scan->text.length - field_start > LIMIT_FIELD_BYTES)
        return damaged(scan, DAMAGE_FIELD_LIMIT, field_start);
    if (scan->text.length > LIMIT_ROW_BYTES)
        return damaged(scan, DAMAGE_ROW_LIMIT, 0);
    return OUTCOME_MORE;
}

// From behind the opening quote to behind the closing one.
static enum outcome scan_quoted(struct scan *scan, struct field *field)
{
    struct text text = scan->text;
    size_t opening = scan->opening = scan->at;
    field->start = opening + 1;
    for (size_t at = opening + 1;; at += 2) {
        const char *quote = at < text.length ? memchr(text.bytes + at, '"', text.length - at) : NULL;
        size_t close = quote ? (size_t)(quote - text.bytes) : text.length;
        if (close - opening > LIMIT_FIELD_BYTES)
            return damaged(scan, DAMAGE_FIELD_LIMIT, opening);
        if (!scan->ended && close + 1 >= text.length)
            return out_of_bytes(scan, opening);
        if (!quote)
            return damaged(scan, DAMAGE_UNCLOSED, opening);
        if (close + 1 < text.length && text.bytes[close + 1] == '"') {
            field->doubled = true;
            at = close;
            continue;
        }
        field->end = close;
        scan->at = close + 1;
        return OUTCOME_ROW;
    }
}

static enum outcome scan_unquoted(struct scan *scan, char separator, struct field *field)
{
    struct text text = scan->text;
    size_t at = scan->at;
    field->start = at;
    while (at < text.length && text.bytes[at] != separator && text.bytes[at] != '"' &&
           !is_line_end(text.bytes[at]))
        at++;
    if (at - field->start > LIMIT_FIELD_BYTES)
        return damaged(scan, DAMAGE_FIELD_LIMIT, field->start);
    if (at == text.length && !scan->ended)
        return out_of_bytes(scan, field->start);
    if (at < text.length && text.bytes[at] == '"')
        return damaged(scan, DAMAGE_QUOTE_INSIDE, at);
    field->end = at;
    scan->at = at;
    return OUTCOME_ROW;
}

static enum outcome scan_row(struct csv_reader *csv, struct scan *scan)
{
    char separator = csv->facts->separator;
    csv->fields.count = csv->field_count = 0;
    for (;;) {
        struct field field = {0};
        struct text text = scan->text;
        bool quoted = scan->at < text.length && text.bytes[scan->at] == '"';
        enum outcome outcome = quoted ? scan_quoted(scan, &field) : scan_unquoted(scan, separator, &field);
        if (outcome != OUTCOME_ROW)
            return outcome;
        if (csv->field_count++ <= LIMIT_COLUMNS)
            *ARRAY_APPEND(csv->arena, &csv->fields) = field;
        if (scan->at > LIMIT_ROW_BYTES)
            return damaged(scan, DAMAGE_ROW_LIMIT, 0);
        if (scan->at == text.length)
            return OUTCOME_ROW;
        char next = text.bytes[scan->at];
        if (is_line_end(next))
            return line_end_is_whole(text, scan->at, scan->ended) ? OUTCOME_ROW : OUTCOME_MORE;
        if (next != separator) {
            struct text field_text = text_slice(text, scan->opening, scan->at);
            return find_line_end(field_text) == field_text.length
                       ? damaged(scan, DAMAGE_AFTER_QUOTE, scan->at)
                       : damaged(scan, DAMAGE_CLOSED_LATER, scan->opening);
        }
        scan->at++;
    }
}

// ---- what else can be wrong with a row

static enum damage check_bytes(struct text row, const struct table_facts *facts, size_t *at)
{
    enum encoding encoding = facts->encoding;
    for (*at = 0; *at < row.length;) {
        unsigned char byte = (unsigned char)row.bytes[*at];
        if (byte == 0)
            return DAMAGE_NUL;
        if (byte < 0x80) {
            ++*at;
            continue;
        }
        size_t sequence = encoding_utf8_sequence(row.bytes + *at, row.length - *at);
        if (encoding == ENCODING_UTF8 && sequence == 0)
            return DAMAGE_NOT_UTF8;
        if (encoding == ENCODING_WINDOWS_1252 && sequence > 1)
            return DAMAGE_UTF8_INSIDE;
        if (encoding == ENCODING_WINDOWS_1252 && encoding_windows_1252(byte) == 0)
            return DAMAGE_UNDEFINED_BYTE;
        *at += sequence ? sequence : 1;
    }
    return DAMAGE_NONE;
}

static struct message damage_words(enum damage damage, struct message *hint)
{
    switch (damage) {
    case DAMAGE_QUOTE_INSIDE:
        *hint = MESSAGE("put the whole value in quotes and write the quote inside it twice");
        return MESSAGE("there is a quote inside a value that does not begin with one");
    case DAMAGE_AFTER_QUOTE:
        *hint = MESSAGE("a quote that belongs to the value is written twice");
        return MESSAGE("something other than a separator follows the closing quote");
    case DAMAGE_CLOSED_LATER:
        *hint = MESSAGE("a quote at the beginning of a value needs another at its end");
        return MESSAGE(
            "the quote that opens here is closed on a later line by one that no separator follows");
    case DAMAGE_UNCLOSED:
        *hint = MESSAGE("a quote at the beginning of a value needs another at its end");
        return MESSAGE("the quote that opens here is never closed");
    case DAMAGE_FIELD_LIMIT:
        *hint = MESSAGE("look for a quote that was not closed");
        return MESSAGE("the value that begins here has more than {limit} bytes",
                       NUMBER("limit", LIMIT_FIELD_BYTES));
    case DAMAGE_ROW_LIMIT:
        *hint = MESSAGE("look for a quote that was not closed");
        return MESSAGE("the row has more than {limit} bytes", NUMBER("limit", LIMIT_ROW_BYTES));
    case DAMAGE_NUL:
        *hint = MESSAGE("the file was damaged on its way, or is not a text file");
        return MESSAGE("there is a NUL byte");
    case DAMAGE_UNDEFINED_BYTE:
        *hint = MESSAGE("save the file as \"CSV UTF-8\"");
        return MESSAGE("there is a byte that Windows-1252 leaves undefined");
    case DAMAGE_NOT_UTF8:
        *hint = MESSAGE("save the file as \"CSV UTF-8\"");
        return MESSAGE("there is a byte that is not UTF-8, although the file is");
    case DAMAGE_UTF8_INSIDE:
        *hint = MESSAGE("save the file as \"CSV UTF-8\"");
        return MESSAGE("there is a character in UTF-8, although most of the file is Windows-1252");
    case DAMAGE_NONE:
    case DAMAGE_FIELD_COUNT: break;
    }
    *hint = NO_MESSAGE;
    return NO_MESSAGE;
}

static struct message count_words(size_t count, size_t columns)
{
    return MESSAGE_COUNT("the row has one value, but the header has {columns}",
                         "the row has {n} values, but the header has {columns}", count,
                         NUMBER("columns", columns));
}

static void report(struct csv_reader *csv, enum damage damage, size_t at, struct problems *problems)
{
    struct place place = {.source = csv->facts->source, .record = csv->record};
    place_of(csv, at, &place);
    struct message hint = NO_MESSAGE;
    struct message what = damage == DAMAGE_FIELD_COUNT ? count_words(csv->field_count, csv->columns)
                                                       : damage_words(damage, &hint);
    struct text value = {0};
    char byte[8];
    if (damage == DAMAGE_UNDEFINED_BYTE || damage == DAMAGE_NOT_UTF8) {
        int length = snprintf(byte, sizeof byte, "0x%02X", (unsigned char)csv->window[csv->row_at + at]);
        value = (struct text){byte, (size_t)length};
    }
    problem_report_value(problems, place, value, what, hint);
}

// ---- the row's values

static bool is_ascii(struct text text)
{
    unsigned char all = 0;
    for (size_t i = 0; i < text.length; i++)
        all |= (unsigned char)text.bytes[i];
    return all < 0x80;
}

// Appends a value as UTF-8, each "" as one quote.
static void add_value(struct csv_reader *csv, struct text value)
{
    while (value.length > 0) {
        const char *quote = memchr(value.bytes, '"', value.length);
        size_t upto = quote ? (size_t)(quote - value.bytes) + 1 : value.length;
        encoding_add_utf8(&csv->values, csv->facts->encoding, text_slice(value, 0, upto));
        value = text_slice(value, quote ? upto + 1 : upto, value.length);
    }
}

static void make_cells(struct csv_reader *csv, struct table_row *row)
{
    size_t count = csv->fields.count;
    if (count > csv->cell_capacity) {
        csv->cells = ARENA_ARRAY(csv->arena, struct table_cell, count);
        csv->cell_capacity = count;
    }
    buffer_clear(&csv->values);
    for (size_t i = 0; i < count; i++) {
        struct field field = csv->fields.items[i];
        struct text value = text_slice(row_of(csv), field.start, field.end);
        if (field.doubled || (csv->facts->encoding != ENCODING_UTF8 && !is_ascii(value))) {
            size_t from = csv->values.length;
            add_value(csv, value);
            value = (struct text){NULL, csv->values.length - from}; // its bytes move while others are added
        }
        csv->cells[i] = (struct table_cell){value.length ? CELL_TEXT : CELL_EMPTY, value};
    }
    size_t from = 0;
    for (size_t i = 0; i < count; i++)
        if (csv->cells[i].text.length && !csv->cells[i].text.bytes) {
            csv->cells[i].text.bytes = csv->values.bytes + from;
            from += csv->cells[i].text.length;
        }
    row->cells = csv->cells;
    row->count = count;
}

// ---- rows one after the other

// Passes over the rest of a line that was too long to keep.
static bool discard_line(struct csv_reader *csv, struct problems *problems)
{
    for (;;) {
        struct text rest = rest_of(csv);
        size_t at = find_line_end(rest);
        if (at < rest.length && line_end_is_whole(rest, at, csv->ended)) {
            csv->start += at + line_end_bytes(rest, at);
            break;
        }
        csv->start += at;
        if (csv->ended)
            break;
        if (!fill(csv, problems))
            return false;
    }
    csv->discarding = false;
    return true;
}

// Takes the row out of the window; it ends at that offset, which is a line end or the end of what is kept.
static void take_row(struct csv_reader *csv, size_t length)
{
    struct text rest = rest_of(csv);
    csv->row_at = csv->start;
    csv->row_length = length;
    csv->row_line = csv->next_line;
    size_t bytes = line_end_bytes(rest, length), last_line;
    csv->next_line += count_lines(text_slice(rest, 0, length + bytes), &last_line) + csv->cut;
    csv->start += length + bytes;
}

// Ends a row whose quotes are out of order at its first line end, reading up to there as far as the limit allows.
static bool take_broken_row(struct csv_reader *csv, struct problems *problems)
{
    for (;;) {
        struct text rest = rest_of(csv);
        size_t at = find_line_end(rest);
        bool found = at < rest.length && line_end_is_whole(rest, at, csv->ended);
        csv->cut = at > LIMIT_ROW_BYTES;
        if (found || csv->ended || csv->cut) {
            csv->discarding = csv->cut;
            take_row(csv, csv->cut ? LIMIT_ROW_BYTES : at);
            return true;
        }
        if (!fill(csv, problems))
            return false;
    }
}

// Lines without a byte are passed over.
static bool skip_blank_lines(struct csv_reader *csv, uint64_t *blank, struct problems *problems)
{
    for (;;) {
        struct text rest = rest_of(csv);
        if (rest.length == 0 ? csv->ended : !is_line_end(rest.bytes[0]))
            return true;
        if (rest.length && line_end_is_whole(rest, 0, csv->ended)) {
            csv->start += line_end_bytes(rest, 0);
            csv->next_line++;
            ++*blank;
        } else if (!fill(csv, problems))
            return false;
    }
}

// A row whose quotes are in order: what else may be wrong with it.
static enum table_step finish_row(struct csv_reader *csv, struct table_row *row, struct problems *problems)
{
    size_t at = 0;
    enum damage damage = check_bytes(row_of(csv), csv->facts, &at);
    if (damage == DAMAGE_NONE && csv->columns && csv->field_count != csv->columns) {
        damage = DAMAGE_FIELD_COUNT;
        // The first value too many, or the end of what is there.
        at = csv->field_count > csv->columns ? csv->fields.items[csv->columns].start : csv->row_length;
    }
    if (damage != DAMAGE_NONE) {
        report(csv, damage, at, problems);
        return TABLE_DAMAGED;
    }
    make_cells(csv, row);
    return TABLE_ROW;
}

// A piece ends before the first row that is not wholly in it.
static enum table_step no_more(const struct csv_reader *csv)
{
    return csv->piece ? TABLE_END : TABLE_FAILED;
}

enum table_step csv_next(struct csv_reader *csv, struct table_row *row, uint64_t *blank,
                         struct problems *problems)
{
    csv->record = row->record;
    csv->cut = false;
    if (csv->discarding && !discard_line(csv, problems))
        return no_more(csv);
    if (!skip_blank_lines(csv, blank, problems))
        return no_more(csv);
    if (csv->start == csv->end)
        return TABLE_END;
    for (;;) {
        struct scan scan = {.text = rest_of(csv), .ended = csv->ended};
        enum outcome outcome = scan_row(csv, &scan);
        if (outcome == OUTCOME_MORE) {
            if (!fill(csv, problems))
                return no_more(csv);
            continue;
        }
        row->line = csv->next_line;
        if (outcome == OUTCOME_ROW) {
            take_row(csv, scan.at);
            return finish_row(csv, row, problems);
        }
        if (!take_broken_row(csv, problems))
            return no_more(csv);
        report(csv, scan.damage, scan.at, problems);
        return TABLE_DAMAGED;
    }
}

// ---- opening

// UTF-16 by its mark, or by a NUL in every other byte of what ought to be a header.
static bool looks_like_utf16(struct text front)
{
    const char *b = front.bytes;
    if (front.length < 2)
        return false;
    if ((b[0] == '\xFF' && b[1] == '\xFE') || (b[0] == '\xFE' && b[1] == '\xFF'))
        return true;
    return front.length >= 4 && !b[0] == !b[2] && !b[1] == !b[3] && !b[0] != !b[1];
}

static bool look_through(const struct input *input, struct table_facts *facts, struct problems *problems)
{
    struct encoding_evidence evidence = {0};
    char piece[64 << 10];
    size_t got;
    uint64_t from = 0;
    do {
        if (!input_read(input, from, piece, sizeof piece, &got, problems))
            return false;
        if (from == 0 && looks_like_utf16((struct text){piece, got}))
            return problem_report(problems, (struct place){.source = facts->source},
                                  MESSAGE("the file is encoded in UTF-16"),
                                  MESSAGE("save the file as \"CSV UTF-8\""));
        if (from == 0)
            facts->byte_order_mark = text_starts((struct text){piece, got}, TEXT("\xEF\xBB\xBF"));
        encoding_look(&evidence, (struct text){piece, got});
        from += got;
    } while (got == sizeof piece);
    if (!facts->encoding_is_given)
        facts->encoding = facts->byte_order_mark ? ENCODING_UTF8 : encoding_decide(&evidence);
    return true;
}

// The one separator that stands outside quotes in the first line; a comma if there are several or none.
static char find_separator(struct text text)
{
    bool quoted = false, semicolon = false, tab = false, comma = false;
    for (size_t at = 0; at < text.length && (quoted || !is_line_end(text.bytes[at])); at++) {
        char byte = text.bytes[at];
        quoted ^= byte == '"';
        comma |= !quoted && byte == ',';
        semicolon |= !quoted && byte == ';';
        tab |= !quoted && byte == '\t';
    }
    return comma || semicolon == tab ? ',' : semicolon ? ';' : '\t';
}

static bool begin(struct csv_reader *csv, struct problems *problems)
{
    if (!look_through(csv->input, csv->facts, problems) || !fill(csv, problems))
        return false;
    csv->start = csv->facts->byte_order_mark ? 3 : 0;
    if (!skip_blank_lines(csv, &csv->facts->blank_rows, problems))
        return false;
    csv->facts->separator = find_separator(rest_of(csv));
    return true;
}

bool csv_open(const struct input *input, struct table_facts *facts, struct csv_reader **csv,
              struct problems *problems)
{
    struct csv_reader *opened = memory_allocate_zeroed(1, sizeof *opened);
    opened->input = input;
    opened->facts = facts;
    opened->arena = arena_new();
    opened->next_line = 1;
    opened->capacity = WINDOW_BYTES;
    opened->window = opened->own = memory_allocate(opened->capacity);
    if (!begin(opened, problems)) {
        csv_close(opened);
        return false;
    }
    *csv = opened;
    return true;
}

void csv_close(struct csv_reader *csv)
{
    if (!csv)
        return;
    buffer_dispose(&csv->values);
    buffer_dispose(&csv->raw);
    memory_free(csv->own);
    arena_free(csv->arena);
    memory_free(csv);
}

void csv_piece(struct csv_reader *csv, struct text piece, bool ended, uint64_t line)
{
    csv->piece = true;
    csv->window = (char *)(uintptr_t)piece.bytes; // only ever read
    csv->start = 0;
    csv->end = piece.length;
    csv->ended = ended;
    csv->next_line = line;
}

size_t csv_piece_read(const struct csv_reader *csv, uint64_t *line, bool *inside_line)
{
    *line = csv->next_line;
    *inside_line = csv->discarding;
    return csv->piece ? csv->start : (size_t)csv->read_up_to - (csv->end - csv->start);
}

void csv_expect_columns(struct csv_reader *csv, size_t columns)
{
    csv->columns = columns;
}

uint64_t csv_consumed(const struct csv_reader *csv)
{
    return csv->read_up_to - (csv->end - csv->start);
}
