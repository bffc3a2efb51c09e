// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/decode.h"

#include "base/memory.h"
#include "extract/decode_cells.h"
#include "extract/value.h"

enum {
    GROUP_ROWS = 128, // decoded column by column
};

struct decoder {
    const struct instrument *instrument;
    const struct schema *schema;
    const struct header *header;
    size_t reference;
    const bool *wanted;
    const struct tally_program *checks; // NULL: none are to be made
    bool avx2;
    const struct time_table *times;
};

struct decode_words {
    struct word **of_field; // WORD_SLOTS of each category
    size_t field_count;
};

const struct decoder *decoder_new(struct arena *arena, const struct instrument *instrument, bool is_log,
                                  const struct header *header, const bool *wanted, bool avx2)
{
    struct tally_options options = {TALLY_CHECKS_ALONE, !avx2};
    struct decoder *decoder = ARENA_NEW(arena, struct decoder);
    *decoder = (struct decoder){
        .instrument = instrument,
        .schema = is_log ? &instrument->log : &instrument->cases,
        .header = header,
        .reference = is_log ? instrument->log_reference : instrument->case_reference,
        .wanted = wanted,
        .checks = is_log || instrument->check_count == 0
                      ? NULL
                      : tally_program_new(arena, instrument, NULL, 0, options),
        .avx2 = avx2,
        .times = time_table_new(arena, instrument->zone, DECODE_ZERO_SECOND),
    };
    return decoder;
}

struct decode_words *decode_words_new(const struct decoder *decoder)
{
    size_t count = decoder->schema->count;
    struct decode_words *words = memory_allocate_zeroed(1, sizeof *words);
    words->of_field = memory_allocate_zeroed(count + 1, sizeof *words->of_field);
    words->field_count = count;
    for (size_t i = 0; i < count; i++)
        if (decoder->schema->fields[i].type == FIELD_CATEGORY)
            words->of_field[i] = memory_allocate_zeroed(WORD_SLOTS, sizeof(struct word));
    return words;
}

void decode_words_free(struct decode_words *words)
{
    if (!words)
        return;
    for (size_t i = 0; i < words->field_count; i++)
        memory_free(words->of_field[i]);
    memory_free(words->of_field);
    memory_free(words);
}

// One field of a batch while it is decoded.
struct decoding {
    const struct decoder *decoder;
    struct decode_words *words;
    struct arena *arena;
    const struct field *field;
    size_t number; // of the field
    size_t count;
    struct cell_spans cells; // of the field's column, without quotes
    struct column *column;
    uint64_t *marked;
};

static void mark(const struct decoding *decoding, size_t row)
{
    bit_set(decoding->marked, row);
}

static struct text cell_of(const struct decoding *decoding, size_t row)
{
    return (struct text){decoding->cells.bytes + decoding->cells.at[row], decoding->cells.lengths[row]};
}

// Puts a value into its column; false if there is no room for one like it.
static bool put(const struct decoding *decoding, size_t row, const struct value *value)
{
    struct column *column = decoding->column;
    if (column->narrow && !value_is_narrow(column->type, value, DECODE_ZERO_SECOND))
        return false;
    value_put_at(column, row, value, DECODE_ZERO_SECOND);
    return true;
}

// A cell that holds quotes stands for another text: of two of them, between those around it, one. False if they are not so.
static bool undouble_quotes(const struct decoding *decoding, struct text *cell)
{
    const char *from = cell->bytes, *end = cell->bytes + cell->length;
    if (from[-1] != '"' || *end != '"')
        return false;
    char *bytes = arena_allocate(decoding->arena, cell->length, 1), *to = bytes;
    while (from < end) {
        const char *quote = memchr(from, '"', (size_t)(end - from));
        size_t length = (size_t)((quote ? quote + 1 : end) - from);
        if (quote && (quote + 1 == end || quote[1] != '"'))
            return false;
        memcpy(to, from, length);
        to += length;
        from += length + (quote != NULL);
    }
    *cell = (struct text){bytes, (size_t)(to - bytes)};
    return true;
}

// A cell that is not of the usual form, read as a careful row reads it. Only its value is taken: what is wrong with it, or
// what the column has no room for, marks the row.
static void read_slowly(const struct decoding *decoding, size_t row)
{
    struct text cell = cell_of(decoding, row);
    if (cell.length && memchr(cell.bytes, '"', cell.length) && !undouble_quotes(decoding, &cell)) {
        mark(decoding, row);
        return;
    }
    struct arena_mark before = arena_mark(decoding->arena);
    struct problems problems;
    struct value value = {0};
    problems_init(&problems, decoding->arena);
    bool read = value_read(decoding->field, decoding->decoder->instrument->zone, cell, (struct place){0},
                           &value, &problems);
    arena_release(decoding->arena, before);
    if (!read || value.ambiguous || (value.known && !put(decoding, row, &value)))
        mark(decoding, row);
}

static void read_all_slowly(const struct decoding *decoding, uint64_t rows, size_t word)
{
    for (; rows; rows &= rows - 1)
        read_slowly(decoding, word * 64 + (size_t)__builtin_ctzll(rows));
}

static size_t rows_of_word(const struct decoding *decoding, size_t word)
{
    size_t left = decoding->count - word * 64;
    return left < 64 ? left : 64;
}

// Bits of the cells of one word of rows that are not empty.
static uint64_t filled(const struct decoding *decoding, size_t word)
{
    const uint32_t *lengths = decoding->cells.lengths + word * 64;
    size_t count = rows_of_word(decoding, word);
    return decoding->decoder->avx2 && count == 64 ? decode_filled_avx2(lengths)
                                                  : decode_filled(lengths, count);
}

static bool find_form(const struct decoding *decoding, struct time_form *form)
{
    for (size_t row = 0; row < decoding->count; row++)
        if (time_form_of(cell_of(decoding, row), decoding->field->date_order, form))
            return true;
    return false;
}

static struct cell_spans spans_from(const struct decoding *decoding, size_t row)
{
    return (struct cell_spans){decoding->cells.bytes, decoding->cells.at + row,
                               decoding->cells.lengths + row};
}

static uint64_t read_times(const struct decoding *decoding, const struct time_form *form,
                           struct cell_spans cells, size_t count, int32_t *seconds)
{
    const struct time_table *table = decoding->decoder->times;
    return decoding->decoder->avx2 ? decode_times_avx2(table, form, cells, count, seconds)
                                   : decode_times(table, form, cells, count, seconds);
}

static void decode_time_column(const struct decoding *decoding)
{
    struct time_form form;
    bool has_form = find_form(decoding, &form);
    for (size_t word = 0; word < bit_words(decoding->count); word++) {
        size_t count = rows_of_word(decoding, word);
        int32_t *seconds = decoding->column->narrows + word * 64;
        uint64_t known = 0;
        if (has_form)
            known = read_times(decoding, &form, spans_from(decoding, word * 64), count, seconds);
        else
            memset(seconds, 0, count * sizeof *seconds);
        decoding->column->known[word] = known;
        read_all_slowly(decoding, filled(decoding, word) & ~known, word);
    }
}

static void decode_boolean_column(const struct decoding *decoding)
{
    for (size_t word = 0; word < bit_words(decoding->count); word++) {
        struct cell_spans cells = spans_from(decoding, word * 64);
        size_t count = rows_of_word(decoding, word);
        uint64_t *truths = &decoding->column->truths[word];
        uint64_t known = decoding->decoder->avx2 ? decode_booleans_avx2(cells, count, truths)
                                                 : decode_booleans(cells, count, truths);
        decoding->column->known[word] = known;
        read_all_slowly(decoding, filled(decoding, word) & ~known, word);
    }
}

static void decode_integer_column(const struct decoding *decoding)
{
    for (size_t word = 0; word < bit_words(decoding->count); word++) {
        uint64_t known = decode_digits(spans_from(decoding, word * 64), rows_of_word(decoding, word),
                                       decoding->column->narrows + word * 64);
        decoding->column->known[word] = known;
        read_all_slowly(decoding, filled(decoding, word) & ~known, word);
    }
}

// ---- words for values of categories

static void learn_word(const struct decoding *decoding, size_t row)
{
    struct text cell = cell_of(decoding, row);
    read_slowly(decoding, row);
    if (bit_get(decoding->column->known, row) && cell.length <= WORD_BYTES && cell.length &&
        !memchr(cell.bytes, '"', cell.length))
        decode_learn(decoding->words->of_field[decoding->number], cell, decoding->column->codes[row]);
}

static void decode_category_column(const struct decoding *decoding)
{
    const struct word *words = decoding->words->of_field[decoding->number];
    for (size_t word = 0; word < bit_words(decoding->count); word++) {
        struct cell_spans cells = spans_from(decoding, word * 64);
        size_t count = rows_of_word(decoding, word);
        uint16_t *codes = decoding->column->codes + word * 64;
        uint64_t known = decoding->decoder->avx2 ? decode_words_avx2(words, cells, count, codes)
                                                 : decode_words(words, cells, count, codes);
        decoding->column->known[word] = known;
        for (uint64_t rest = filled(decoding, word) & ~known; rest; rest &= rest - 1)
            learn_word(decoding, word * 64 + (size_t)__builtin_ctzll(rest));
    }
}

// ---- texts

static bool is_outer_blank(char byte)
{
    return (unsigned char)byte <= ' ' || (unsigned char)byte >= 0x80; // or the end of one that is not ASCII
}

static void decode_text_column(const struct decoding *decoding)
{
    for (size_t row = 0; row < decoding->count; row++) {
        struct text cell = cell_of(decoding, row);
        if (cell.length == 0)
            continue;
        if (is_outer_blank(cell.bytes[0]) || is_outer_blank(cell.bytes[cell.length - 1]) ||
            memchr(cell.bytes, '"', cell.length)) {
            read_slowly(decoding, row);
            continue;
        }
        decoding->column->texts[row] = cell;
        bit_set(decoding->column->known, row);
    }
}

static void decode_references(const struct decoding *decoding, struct text *references)
{
    bool avx2 = decoding->decoder->avx2;
    for (size_t row = 0; row < decoding->count; row++) {
        struct text cell = cell_of(decoding, row);
        bool plain = avx2 && cell.length <= 32 ? decode_is_plain_avx2(cell) : decode_is_plain(cell);
        references[row] = cell;
        if (!plain || cell.length > LIMIT_CASE_REFERENCE_BYTES) {
            mark(decoding, row);
            continue;
        }
        if (!decoding->column->known)
            continue;
        decoding->column->texts[row] = cell;
        bit_set(decoding->column->known, row);
    }
}

// ---- batches

// A column of whose rows each is going to be written, but for those behind the last.
static struct column column_to_write(struct arena *arena, enum field_type type, size_t room)
{
    struct column column = {.type = type, .narrow = type == FIELD_TIME};
    column.known = ARENA_ARRAY(arena, uint64_t, room / 64);
    if (column.narrow) {
        column.narrows = arena_allocate(arena, room * sizeof *column.narrows, alignof(max_align_t));
        memset(column.narrows + room - 64, 0, 64 * sizeof *column.narrows);
    } else {
        column.codes = arena_allocate(arena, room * sizeof *column.codes, alignof(max_align_t));
        memset(column.codes + room - 64, 0, 64 * sizeof *column.codes);
    }
    return column;
}

static struct column column_for(struct arena *arena, enum field_type type, size_t count, bool is_written)
{
    size_t room = bit_words(count) *
                  64; // whole words of rows, so that nobody need look where the last one ends
    if (is_written && (type == FIELD_TIME || type == FIELD_CATEGORY))
        return column_to_write(arena, type, room);
    return column_may_be_narrow(type) ? column_new_narrow(arena, type, room, false)
                                      : column_new(arena, type, room, false);
}

// Of each row the first of its ends; of an odd one those of another row stand in, and the row is marked. False if no row
// has the header's number of cells.
static bool find_rows(const struct decoder *decoder, const struct csv_scan_row *rows, size_t count,
                      uint32_t *firsts, uint64_t *marked)
{
    const struct csv_scan_row *regular = NULL;
    for (size_t row = 0; row < count; row++) {
        bool odd = rows[row].cells != decoder->header->column_count;
        regular = odd ? regular : &rows[row];
        marked[row / 64] |= (uint64_t)odd << (row % 64);
        firsts[row] = rows[row].first;
    }
    for (size_t word = 0; regular && word < bit_words(count); word++)
        for (uint64_t bits = marked[word]; bits; bits &= bits - 1)
            firsts[word * 64 + (size_t)__builtin_ctzll(bits)] = regular->first;
    return regular != NULL;
}

static void decode_column(const struct decoding *decoding)
{
    switch (decoding->field->type) {
    case FIELD_TIME: decode_time_column(decoding); break;
    case FIELD_BOOLEAN: decode_boolean_column(decoding); break;
    case FIELD_INTEGER: decode_integer_column(decoding); break;
    case FIELD_CATEGORY: decode_category_column(decoding); break;
    case FIELD_TEXT: decode_text_column(decoding); break;
    case FIELD_NUMBER:
    case FIELD_DATE:
    case FIELD_DURATION:
    case FIELD_TYPE_COUNT:
        for (size_t word = 0; word < bit_words(decoding->count); word++)
            read_all_slowly(decoding, filled(decoding, word), word);
        break;
    }
    if (!decoding->field->required)
        return;
    for (size_t word = 0; word < bit_words(decoding->count); word++) {
        size_t count = rows_of_word(decoding, word);
        decoding->marked[word] |= ~decoding->column->known[word] & (~UINT64_C(0) >> (64 - count));
    }
}

// Whether anything can be wrong with a text that nobody wants.
static bool is_checked(const struct decoder *decoder, size_t field)
{
    const struct field *declared = &decoder->schema->fields[field];
    return decoder->wanted[field] || declared->type != FIELD_TEXT || declared->required;
}

// Rows whose facts cannot be are for the careful reading, which says so.
static void mark_impossible(struct arena *arena, const struct decoder *decoder, struct decoded *decoded)
{
    size_t count = decoded->rows.count;
    struct case_rows rows = {.cases = decoded->rows};
    struct arena_mark before = arena_mark(arena);
    struct tally tally;
    tally_run(decoder->checks, &rows, 0, count, arena, &tally);
    for (size_t word = 0; word < bit_words(count); word++)
        decoded->marked[word] |= tally.impossible[word];
    arena_release(arena, before);
}

// The rows of a column from one on, which begins a word of bits.
static struct column column_from(const struct column *column, size_t row)
{
    struct column part = *column;
    if (!part.known) // nobody wants it
        return part;
    part.known += row / 64;
    switch (column->type) {
    case FIELD_BOOLEAN: part.truths += row / 64; break;
    case FIELD_CATEGORY: part.codes += row; break;
    case FIELD_NUMBER: part.numbers += row; break;
    case FIELD_TEXT: part.texts += row; break;
    case FIELD_INTEGER:
    case FIELD_DATE:
    case FIELD_TIME:
    case FIELD_DURATION:
    case FIELD_TYPE_COUNT: part.narrows += row; break;
    }
    return part;
}

// Some rows, column by column: so many that what they hold stays in the processor's first cache meanwhile.
static void decode_group(struct arena *arena, const struct decoder *decoder, struct decode_words *words,
                         const uint32_t *ends, const uint32_t *firsts, size_t from, struct cell_spans cells,
                         struct decoded *decoded)
{
    size_t left = decoded->rows.count - from;
    struct decoding decoding = {
        .decoder = decoder,
        .words = words,
        .arena = arena,
        .count = left < GROUP_ROWS ? left : GROUP_ROWS,
        .cells = cells,
        .marked = decoded->marked + from / 64,
    };
    for (size_t field = 0; field < decoder->schema->count; field++) {
        size_t column = decoder->header->column_of[field];
        if (!is_checked(decoder, field) || column == HEADER_NONE)
            continue;
        struct column into = column_from(&decoded->rows.columns[field], from);
        decoding.field = &decoder->schema->fields[field];
        decoding.number = field;
        decoding.column = &into;
        if (decoder->avx2)
            decode_find_cells_avx2(ends + column, firsts + from, decoding.count, cells);
        else
            decode_find_cells(ends + column, firsts + from, decoding.count, cells);
        if (field == decoder->reference)
            decode_references(&decoding, decoded->references + from);
        else
            decode_column(&decoding);
    }
}

struct decoded *decode(struct arena *arena, const struct decoder *decoder, struct decode_words *words,
                       struct text piece, const struct csv_scan *scan, size_t from, size_t count)
{
    size_t fields = decoder->schema->count;
    struct decoded *decoded = ARENA_NEW(arena, struct decoded);
    *decoded = (struct decoded){
        .rows = {decoder->schema, count, ARENA_ARRAY(arena, struct column, fields), DECODE_ZERO_SECOND},
        .marked = ARENA_ARRAY(arena, uint64_t, bit_words(count)),
        .references = arena_allocate(arena, count * sizeof(struct text), alignof(struct text)),
    };
    uint32_t *firsts = ARENA_ARRAY(arena, uint32_t, count + 8);
    bool any = find_rows(decoder, scan->rows + from, count, firsts, decoded->marked);
    for (size_t field = 0; field < fields; field++)
        if (is_checked(decoder, field) && (field != decoder->reference || decoder->wanted[field]))
            decoded->rows.columns[field] = column_for(arena, decoder->schema->fields[field].type, count,
                                                      any &&
                                                          decoder->header->column_of[field] != HEADER_NONE);
    struct cell_spans cells = {piece.bytes, ARENA_ARRAY(arena, uint32_t, GROUP_ROWS),
                               ARENA_ARRAY(arena, uint32_t, GROUP_ROWS)};
    for (size_t row = 0; any && row < count; row += GROUP_ROWS)
        decode_group(arena, decoder, words, scan->ends, firsts, row, cells, decoded);
    if (decoder->checks)
        mark_impossible(arena, decoder, decoded);
    return decoded;
}
