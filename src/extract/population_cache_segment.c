// SPDX-License-Identifier: GPL-3.0-or-later
// One segment into columns. The checksums show what an accident did to it; the checks, which somebody could have made it
// pass, are of what the evaluator relies on.
#include "base/memory.h"
#include "base/processor.h"
#include "extract/population_cache_format.h"
#include "extract/population_lanes.h"

#include <math.h>

struct cache_reader {
    const struct cache *cache;
    const struct lanes *lanes;
    const bool *wanted;
    bool with_references, with_back;
    struct arena *arena;
    struct column *columns;
    struct case_rows rows;
    struct text references[BATCH_ROWS];
    uint64_t accepted[BATCH_ROWS / 64]; // all: no other is kept
};

struct cache_reader *cache_reader_new(const struct cache *cache, const bool *wanted, bool with_references,
                                      bool portable)
{
    struct cache_reader *reader = memory_allocate_zeroed(1, sizeof *reader);
    reader->cache = cache;
    reader->lanes = processor_has_avx2() && !portable ? &lanes_avx2 : &lanes_portable;
    reader->wanted = wanted;
    reader->with_references = reader->with_back = with_references;
    for (size_t i = 0; i < cache->schema->count; i++)
        reader->with_back |= wanted[i] && cache->schema->fields[i].type == FIELD_TEXT;
    reader->arena = arena_new();
    reader->columns = memory_allocate_zeroed(cache->schema->count + 1, sizeof *reader->columns);
    reader->rows.cases = (struct rows){
        .schema = cache->schema, .columns = reader->columns, .zero_second = DECODE_ZERO_SECOND};
    return reader;
}

void cache_reader_free(struct cache_reader *reader)
{
    if (!reader)
        return;
    arena_free(reader->arena);
    memory_free(reader->columns);
    memory_free(reader);
}

// ---- checks

static bool bits_end(const uint64_t *bits, size_t rows)
{
    return rows % 64 == 0 || bits[rows / 64] >> rows % 64 == 0;
}

static bool integers_within(const int64_t *integers, size_t rows, int64_t least, int64_t most)
{
    bool good = true;
    for (size_t row = 0; row < rows; row++)
        good &= integers[row] >= least && integers[row] <= most;
    return good;
}

static bool wide_is_good(enum field_type type, const int64_t *integers, size_t rows)
{
    const int64_t day = MICROSECONDS_PER_DAY;
    if (type == FIELD_DATE)
        return integers_within(integers, rows, CACHE_DAY_FIRST, CACHE_DAY_LAST);
    if (type == FIELD_TIME)
        return integers_within(integers, rows, CACHE_DAY_FIRST * day, (CACHE_DAY_LAST + 1) * day - 1);
    return true;
}

// The zeros behind the last value are looked at, too.
static bool values_are_good(const struct lanes *lanes, const struct field *field, unsigned form,
                            const struct column *column, size_t rows)
{
    size_t bytes = cache_aligned(cache_value_bytes(form) * rows);
    bool date = field->type == FIELD_DATE, good = true;
    switch (form & ~(unsigned)CACHE_AMBIGUOUS) {
    case CACHE_CODES:
        return lanes->codes_within(column->codes, bytes,
                                   (uint16_t)(field->value_count ? field->value_count - 1 : 0));
    case CACHE_NARROW:
        return lanes->narrows_within(column->narrows, bytes, date ? CACHE_DAY_FIRST : 1 - NARROW_LIMIT,
                                     date ? CACHE_DAY_LAST : NARROW_LIMIT - 1);
    case CACHE_WIDE: return wide_is_good(field->type, column->integers, rows);
    case CACHE_NUMBERS:
        for (size_t row = 0; row < rows; row++)
            good &= isfinite(column->numbers[row]) != 0;
        return good;
    default: return true;
    }
}

// ---- the front

static bool take_column(const struct lanes *lanes, const struct field *field, unsigned form, char *at,
                        size_t rows, struct column *column)
{
    size_t bits = cache_bits_bytes(rows);
    *column = (struct column){.type = field->type,
                              .narrow = (form & ~(unsigned)CACHE_AMBIGUOUS) == CACHE_NARROW};
    column->known = (uint64_t *)(void *)at;
    at += bits;
    column->integers = (int64_t *)(void *)at; // whichever it is
    at += form == CACHE_TRUTHS ? bits : cache_aligned(cache_value_bytes(form) * rows);
    bool good = bits_end(column->known, rows) && values_are_good(lanes, field, form, column, rows) &&
                (form != CACHE_TRUTHS || bits_end(column->truths, rows));
    if (form & CACHE_AMBIGUOUS) {
        column->ambiguous = (uint64_t *)(void *)at;
        column->later = (int64_t *)(void *)(at + bits);
        good = good && bits_end(column->ambiguous, rows) && wide_is_good(FIELD_TIME, column->later, rows);
    }
    return good;
}

static bool take_front(struct cache_reader *reader, const struct cache_segment *entry, char *front)
{
    const struct cache *cache = reader->cache;
    const uint8_t *forms = cache_forms_of(cache, entry);
    const uint64_t *checksums = cache_checksums_of(entry);
    char *at = front;
    for (size_t i = 0; i < cache->schema->count; i++) {
        size_t bytes = cache_field_bytes(forms[i], entry->rows);
        reader->columns[i] = (struct column){.type = cache->schema->fields[i].type};
        if (reader->wanted[i] &&
            (forms[i] == CACHE_ABSENT || reader->lanes->checksum(at, bytes) != checksums[i] ||
             !take_column(reader->lanes, &cache->schema->fields[i], forms[i], at, entry->rows,
                          &reader->columns[i])))
            return false;
        at += bytes;
    }
    return true;
}

// ---- the back

// Takes the texts of one column off the front of *back. `most`: bytes of one.
static bool take_texts(char **back, const char *end, size_t rows, size_t most, struct text *texts)
{
    size_t starts_bytes = cache_aligned((rows + 1) * sizeof(uint32_t));
    if (starts_bytes > (size_t)(end - *back))
        return false;
    const uint32_t *starts = (const uint32_t *)(const void *)*back;
    const char *bytes = *back + starts_bytes;
    size_t room = (size_t)(end - bytes), at;
    if (starts[0] != 0)
        return false;
    for (size_t row = 0; row < rows; row++) {
        uint32_t from = starts[row], until = starts[row + 1];
        if (until < from || until > room || until - from > most)
            return false;
        texts[row] = (struct text){bytes + from, until - from};
        if (!text_is_utf8(texts[row], &at))
            return false;
    }
    if (cache_aligned(starts[rows]) > room)
        return false;
    *back += starts_bytes + cache_aligned(starts[rows]);
    return true;
}

static bool take_back(struct cache_reader *reader, const struct cache_segment *entry, char *back)
{
    const struct schema *schema = reader->cache->schema;
    const uint8_t *forms = cache_forms_of(reader->cache, entry);
    const char *end = back + entry->back_bytes;
    size_t lines = cache_aligned(entry->rows * sizeof(uint32_t));
    if (reader->lanes->checksum(back, entry->back_bytes) != entry->back_checksum || lines > entry->back_bytes)
        return false;
    char *at = back + lines;
    if (!take_texts(&at, end, entry->rows, LIMIT_CASE_REFERENCE_BYTES, reader->references))
        return false;
    for (size_t i = 0; i < schema->count; i++) {
        if (forms[i] != CACHE_TEXTS)
            continue;
        struct text *texts = ARENA_ARRAY(reader->arena, struct text, entry->rows);
        if (!take_texts(&at, end, entry->rows, LIMIT_FIELD_BYTES, texts))
            return false;
        reader->columns[i].texts = texts;
    }
    return true;
}

static void accept_all(struct cache_reader *reader, size_t rows)
{
    memset(reader->accepted, 0, sizeof reader->accepted);
    memset(reader->accepted, 0xff, rows / 64 * sizeof *reader->accepted);
    if (rows % 64)
        reader->accepted[rows / 64] = (UINT64_C(1) << rows % 64) - 1;
}

bool cache_read(struct cache_reader *reader, size_t segment, struct counted_batch *batch, int *error)
{
    const struct cache *cache = reader->cache;
    const struct cache_segment *entry = cache_entry_of(cache, segment);
    size_t front_bytes = cache_front_bytes(cache_forms_of(cache, entry), cache->schema->count, entry->rows);
    size_t bytes = front_bytes + (reader->with_back ? entry->back_bytes : 0);
    arena_reset(reader->arena);
    char *front = arena_allocate(reader->arena, bytes, CACHE_ALIGNMENT), *back = front + front_bytes;
    *error = 0;
    if (!cache_read_at(cache->descriptor, entry->offset, front, bytes, error) ||
        !take_front(reader, entry, front) || (reader->with_back && !take_back(reader, entry, back)))
        return false;
    reader->rows.cases.count = entry->rows;
    accept_all(reader, entry->rows);
    *batch = (struct counted_batch){
        .rows = &reader->rows, .count = entry->rows, .accepted = reader->accepted, .file = entry->file};
    if (reader->with_references) {
        batch->references = reader->references;
        batch->lines = (const uint32_t *)(const void *)back;
    }
    return true;
}
