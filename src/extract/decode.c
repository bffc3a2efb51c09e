// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/decode.h"

#include "base/memory.h"
#include "extract/decode_time.h"
#include "extract/value.h"

enum {
    WORD_BYTES = 32,   // longer words are looked up each time
    WORD_SLOTS = 1024, // of one field
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

// A word that was seen, and what it means.
struct word {
    char bytes[WORD_BYTES]; // filled up with zeros
    uint32_t length;        // 0: a free slot
    uint16_t code;
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
    return (struct text){decoding->cells.at[row], decoding->cells.lengths[row]};
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

// A cell that is not of the usual form, read as a careful row reads it. Only its value is taken: what is wrong with it, or
// what the column has no room for, marks the row.
static void read_slowly(const struct decoding *decoding, size_t row)
{
    struct text cell = cell_of(decoding, row);
    if (cell.length && memchr(cell.bytes, '"', cell.length)) {
        mark(decoding, row); // it stands for another text than it is
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
    uint64_t bits = 0;
    for (size_t i = 0, count = rows_of_word(decoding, word); i < count; i++)
        bits |= (uint64_t)(lengths[i] != 0) << i;
    return bits;
}

static bool find_form(const struct decoding *decoding, struct time_form *form)
{
    for (size_t row = 0; row < decoding->count; row++)
        if (time_form_of(cell_of(decoding, row), decoding->field->date_order, form))
            return true;
    return false;
}

static void decode_time_column(const struct decoding *decoding)
{
    struct time_form form;
    bool has_form = find_form(decoding, &form);
    for (size_t word = 0; word < bit_words(decoding->count); word++) {
        size_t from = word * 64, count = rows_of_word(decoding, word);
        struct cell_spans cells = {decoding->cells.at + from, decoding->cells.lengths + from};
        int32_t *seconds = decoding->column->narrows + from;
        uint64_t known = !has_form ? 0
                         : decoding->decoder->avx2
                             ? decode_times_avx2(decoding->decoder->times, &form, cells, count, seconds)
                             : decode_times(decoding->decoder->times, &form, cells, count, seconds);
        decoding->column->known[word] = known;
        read_all_slowly(decoding, filled(decoding, word) & ~known, word);
    }
}

static void decode_boolean_column(const struct decoding *decoding)
{
    enum { UNUSUAL, FALSE, TRUE };
    static const unsigned char letters[256] = {
        ['Y'] = TRUE, ['y'] = TRUE, ['1'] = TRUE, ['N'] = FALSE, ['n'] = FALSE, ['0'] = FALSE};
    for (size_t word = 0; word < bit_words(decoding->count); word++) {
        uint64_t truths = 0, known = 0, slow = 0;
        for (size_t i = 0, count = rows_of_word(decoding, word); i < count; i++) {
            struct text cell = cell_of(decoding, word * 64 + i);
            unsigned char means = letters[(unsigned char)cell.bytes[0]];
            bool usual = cell.length == 1 && means != UNUSUAL;
            known |= (uint64_t)usual << i;
            truths |= (uint64_t)(usual && means == TRUE) << i;
            slow |= (uint64_t)(cell.length && !usual) << i;
        }
        decoding->column->known[word] = known;
        decoding->column->truths[word] = truths;
        read_all_slowly(decoding, slow, word);
    }
}

static void decode_integer_column(const struct decoding *decoding)
{
    for (size_t row = 0; row < decoding->count; row++) {
        struct text cell = cell_of(decoding, row);
        int32_t number = 0;
        size_t i = 0;
        for (; i < cell.length && i < 9 && (unsigned char)(cell.bytes[i] - '0') < 10; i++)
            number = number * 10 + (cell.bytes[i] - '0');
        if (cell.length == 0)
            continue;
        if (i < cell.length) {
            read_slowly(decoding, row);
            continue;
        }
        decoding->column->narrows[row] = number;
        bit_set(decoding->column->known, row);
    }
}

// ---- words for values of categories

// The first and the last eight bytes and the length tell the words of one category apart, mostly.
static uint32_t slot_of(const char *bytes, uint32_t length)
{
    uint64_t first, last;
    memcpy(&first, bytes, sizeof first);
    memcpy(&last, bytes + (length > 8 ? length - 8 : 0), sizeof last);
    uint64_t some = length < 8 ? (UINT64_C(1) << (8 * length)) - 1 : UINT64_MAX;
    uint64_t mixed = ((first & some) ^ (last & some) * 3) + length;
    return (uint32_t)(mixed * UINT64_C(0x9e3779b97f4a7c15) >> 54);
}

static bool word_is(const struct word *word, struct text cell)
{
    return word->length == cell.length && memcmp(word->bytes, cell.bytes, cell.length) == 0;
}

static void learn_word(const struct decoding *decoding, size_t row, struct word *word)
{
    struct text cell = cell_of(decoding, row);
    read_slowly(decoding, row);
    if (!bit_get(decoding->column->known, row) || cell.length > WORD_BYTES)
        return;
    *word = (struct word){.length = (uint32_t)cell.length, .code = decoding->column->codes[row]};
    memcpy(word->bytes, cell.bytes, cell.length);
}

static void decode_category_column(const struct decoding *decoding)
{
    struct word *words = decoding->words->of_field[decoding->number];
    for (size_t row = 0; row < decoding->count; row++) {
        struct text cell = cell_of(decoding, row);
        if (cell.length == 0)
            continue;
        struct word *word = &words[slot_of(cell.bytes, (uint32_t)cell.length)];
        if (word_is(word, cell)) {
            decoding->column->codes[row] = word->code;
            bit_set(decoding->column->known, row);
        } else {
            learn_word(decoding, row, word);
        }
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
        decoding->column->texts[row] = cell;
        bit_set(decoding->column->known, row);
    }
}

// ---- batches

static struct column column_for(struct arena *arena, enum field_type type, size_t count)
{
    size_t room = bit_words(count) *
                  64; // whole words of rows, so that nobody need look where the last one ends
    return column_may_be_narrow(type) ? column_new_narrow(arena, type, room, false)
                                      : column_new(arena, type, room, false);
}

// The cells of a column, without the quotes around them. Those of marked rows are empty.
static void find_cells(const struct decoding *decoding, struct text piece, const struct csv_scan *scan,
                       size_t from, size_t column, const uint64_t *odd)
{
    const struct csv_scan_row *rows = scan->rows + from;
    for (size_t row = 0; row < decoding->count; row++) {
        // An odd row may have fewer cells; what is read in place of one is taken back below.
        const uint32_t *end = scan->ends + rows[row].first + (column < rows[row].cells ? column : 0);
        uint32_t begin = end[-1] + 1, length = *end - begin;
        uint32_t quoted = piece.bytes[begin] == '"' && length;
        decoding->cells.at[row] = piece.bytes + begin + quoted;
        decoding->cells.lengths[row] = length - 2 * quoted;
    }
    for (size_t word = 0; word < bit_words(decoding->count); word++)
        for (uint64_t bits = odd[word]; bits; bits &= bits - 1) {
            size_t row = word * 64 + (size_t)__builtin_ctzll(bits);
            decoding->cells.at[row] = piece.bytes;
            decoding->cells.lengths[row] = 0;
        }
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

struct decoded *decode(struct arena *arena, const struct decoder *decoder, struct decode_words *words,
                       struct text piece, const struct csv_scan *scan, size_t from, size_t count)
{
    size_t fields = decoder->schema->count;
    struct decoded *decoded = ARENA_NEW(arena, struct decoded);
    *decoded = (struct decoded){
        .rows = {decoder->schema, count, ARENA_ARRAY(arena, struct column, fields), DECODE_ZERO_SECOND},
        .marked = ARENA_ARRAY(arena, uint64_t, bit_words(count)),
        .references = ARENA_ARRAY(arena, struct text, count),
    };
    struct decoding decoding = {
        .decoder = decoder,
        .words = words,
        .arena = arena,
        .count = count,
        .cells = {ARENA_ARRAY(arena, const char *, count), ARENA_ARRAY(arena, uint32_t, count)},
        .marked = decoded->marked,
    };
    uint64_t *odd = ARENA_ARRAY(arena, uint64_t, bit_words(count));
    for (size_t row = 0; row < count; row++)
        if (scan->rows[from + row].cells != decoder->header->column_count)
            bit_set(odd, row);
    for (size_t field = 0; field < fields; field++) {
        size_t column = decoder->header->column_of[field];
        if (!is_checked(decoder, field))
            continue;
        struct column *into = &decoded->rows.columns[field];
        *into = column_for(arena, decoder->schema->fields[field].type, count);
        if (column == HEADER_NONE)
            continue;
        decoding.field = &decoder->schema->fields[field];
        decoding.number = field;
        decoding.column = into;
        find_cells(&decoding, piece, scan, from, column, odd);
        if (field == decoder->reference)
            decode_references(&decoding, decoded->references);
        else
            decode_column(&decoding);
    }
    for (size_t word = 0; word < bit_words(count); word++)
        decoded->marked[word] |= odd[word];
    if (decoder->checks)
        mark_impossible(arena, decoder, decoded);
    return decoded;
}
