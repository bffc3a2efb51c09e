// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/population_kept.h"

#include "base/memory.h"
#include "extract/decode.h"

#include <math.h>
#include <pthread.h>

enum {
    PART_CASES = 1 << 16, // an entry names its case within the part in two bytes
    UNKNOWN_CODE = UINT16_MAX,
    UNKNOWN_TRUTH = 2,
};

// What stands for an unknown value in an entry.
#define UNKNOWN_NARROW INT32_MIN

// A batch of cases.
struct segment {
    uint32_t first; // number of the first row
    size_t count, file;
    struct rows rows;
    uint64_t *accepted;
    struct text *references; // NULL unless exceptions are asked for
    uint32_t *lines;
};

// An entry with a value that the narrow columns have no room for.
struct odd_entry {
    uint16_t of_case;
    struct value *values;
};

struct part {
    struct arena *arena; // of its cases
    ARRAY_OF(struct segment) segments;
    uint16_t *of_case; // by entry: its case within the part
    char **columns;    // by field of the log
    size_t entry_count, entry_capacity;
    ARRAY_OF(struct odd_entry) odd;
};

struct kept_cases {
    const struct counting *counting;
    const struct instrument *instrument;
    const bool *wanted, *log_wanted;
    pthread_mutex_t mutex;
    struct part *parts;
    size_t part_count, part_capacity;
    uint32_t **lines; // by part
    uint32_t next;
};

struct kept_cases *kept_cases_new(const struct counting *counting, const bool *wanted, const bool *log_wanted)
{
    struct kept_cases *kept = memory_allocate_zeroed(1, sizeof *kept);
    kept->counting = counting;
    kept->instrument = counting->request->instrument;
    kept->wanted = wanted;
    kept->log_wanted = log_wanted;
    pthread_mutex_init(&kept->mutex, NULL);
    return kept;
}

static void part_dispose(const struct kept_cases *kept, struct part *part)
{
    arena_free(part->arena);
    for (size_t i = 0; part->columns && i < kept->instrument->log.count; i++)
        memory_free(part->columns[i]);
    memory_free(part->columns);
    memory_free(part->of_case);
    *part = (struct part){0};
}

void kept_cases_free(struct kept_cases *kept)
{
    if (!kept)
        return;
    for (size_t i = 0; i < kept->part_count; i++) {
        part_dispose(kept, &kept->parts[i]);
        memory_free(kept->lines[i]);
    }
    memory_free(kept->parts);
    memory_free(kept->lines);
    pthread_mutex_destroy(&kept->mutex);
    memory_free(kept);
}

// ---- numbers and lines

static void add_part(struct kept_cases *kept)
{
    if (kept->part_count == kept->part_capacity) {
        kept->part_capacity = kept->part_capacity ? 2 * kept->part_capacity : 16;
        kept->parts = memory_resize(kept->parts, kept->part_capacity * sizeof *kept->parts);
        kept->lines = memory_resize(kept->lines, kept->part_capacity * sizeof *kept->lines);
    }
    struct part *part = &kept->parts[kept->part_count];
    *part = (struct part){.arena = arena_new()};
    part->columns = memory_allocate_zeroed(kept->instrument->log.count + 1, sizeof *part->columns);
    kept->lines[kept->part_count++] = memory_allocate_zeroed(PART_CASES, sizeof **kept->lines);
}

uint32_t kept_cases_number(struct kept_cases *kept, size_t count)
{
    uint32_t first = kept->next, last = first + (uint32_t)count - 1;
    if (first / PART_CASES != last / PART_CASES)
        first = last / PART_CASES * PART_CASES; // a batch is in one part
    pthread_mutex_lock(&kept->mutex);
    while (kept->part_count <= first / PART_CASES)
        add_part(kept);
    pthread_mutex_unlock(&kept->mutex);
    kept->next = first + (uint32_t)count;
    return first;
}

void kept_cases_set_line(struct kept_cases *kept, uint32_t number, uint32_t line)
{
    kept->lines[number / PART_CASES][number % PART_CASES] = line;
}

uint32_t kept_cases_line(const struct kept_cases *kept, uint32_t number)
{
    return kept->lines[number / PART_CASES][number % PART_CASES];
}

// ---- cases

static void *copy(struct arena *arena, const void *from, size_t bytes)
{
    void *to = arena_allocate(arena, bytes, alignof(max_align_t));
    memcpy(to, from, bytes);
    return to;
}

static struct text *copy_texts(struct arena *arena, const struct text *from, size_t count,
                               const uint64_t *which)
{
    struct text *to = ARENA_ARRAY(arena, struct text, bit_words(count) * 64);
    for (size_t row = 0; row < count; row++)
        if (bit_get(which, row))
            to[row] = text_copy(arena, from[row]);
    return to;
}

// A column of its first `count` rows, with room for whole words of rows.
static struct column copy_column(struct arena *arena, const struct column *from, size_t count)
{
    struct column to = *from;
    size_t words = bit_words(count), rows = words * 64;
    to.known = copy(arena, from->known, words * sizeof *to.known);
    switch (from->type) {
    case FIELD_BOOLEAN: to.truths = copy(arena, from->truths, words * sizeof *to.truths); break;
    case FIELD_CATEGORY: to.codes = copy(arena, from->codes, rows * sizeof *to.codes); break;
    case FIELD_NUMBER:
        to.numbers = ARENA_ARRAY(arena, double, rows);
        memcpy(to.numbers, from->numbers, count * sizeof *to.numbers);
        break;
    case FIELD_TEXT: to.texts = copy_texts(arena, from->texts, count, from->known); break;
    case FIELD_INTEGER:
    case FIELD_DATE:
    case FIELD_TIME:
    case FIELD_DURATION:
    case FIELD_TYPE_COUNT:
        if (from->narrow) {
            to.narrows = copy(arena, from->narrows, rows * sizeof *to.narrows);
        } else {
            to.integers = ARENA_ARRAY(arena, int64_t, rows);
            memcpy(to.integers, from->integers, count * sizeof *to.integers);
        }
    }
    if (from->ambiguous) {
        to.ambiguous = copy(arena, from->ambiguous, words * sizeof *to.ambiguous);
        to.later = copy(arena, from->later, count * sizeof *to.later);
    }
    return to;
}

void kept_cases_add(struct kept_cases *kept, const struct counted_batch *batch, uint32_t first_number)
{
    const struct rows *rows = &batch->rows->cases;
    size_t words = bit_words(batch->count);
    pthread_mutex_lock(&kept->mutex);
    struct part *part = &kept->parts[first_number / PART_CASES];
    struct segment *segment = ARRAY_APPEND(part->arena, &part->segments);
    *segment = (struct segment){
        .first = first_number, .count = batch->count, .file = batch->file, .rows = *rows};
    segment->accepted = copy(part->arena, batch->accepted, words * sizeof *segment->accepted);
    segment->rows.columns = ARENA_ARRAY(part->arena, struct column, rows->schema->count);
    for (size_t i = 0; i < rows->schema->count; i++)
        if (kept->wanted[i] && rows->columns[i].known)
            segment->rows.columns[i] = copy_column(part->arena, &rows->columns[i], batch->count);
    if (kept->counting->request->wants_exceptions) {
        segment->references = copy_texts(part->arena, batch->references, batch->count, batch->accepted);
        segment->lines = copy(part->arena, batch->lines, batch->count * sizeof *batch->lines);
    }
    pthread_mutex_unlock(&kept->mutex);
}

// ---- entries

static size_t entry_bytes(enum field_type type)
{
    switch (type) {
    case FIELD_BOOLEAN: return 1;
    case FIELD_CATEGORY: return sizeof(uint16_t);
    case FIELD_NUMBER: return sizeof(double);
    case FIELD_TEXT: return sizeof(struct text);
    case FIELD_INTEGER:
    case FIELD_DATE:
    case FIELD_TIME:
    case FIELD_DURATION:
    case FIELD_TYPE_COUNT: break;
    }
    return sizeof(int32_t);
}

static void grow_entries(const struct kept_cases *kept, struct part *part)
{
    if (part->entry_count < part->entry_capacity)
        return;
    part->entry_capacity += part->entry_capacity / 2 + 1024;
    part->of_case = memory_resize(part->of_case, part->entry_capacity * sizeof *part->of_case);
    for (size_t i = 0; i < kept->instrument->log.count; i++)
        if (kept->log_wanted[i])
            part->columns[i] = memory_resize(
                part->columns[i], part->entry_capacity * entry_bytes(kept->instrument->log.fields[i].type));
}

static void put_entry(struct part *part, char *column, size_t entry, const struct column *from, size_t row)
{
    bool known = bit_get(from->known, row);
    switch (from->type) {
    case FIELD_BOOLEAN: column[entry] = known ? (char)bit_get(from->truths, row) : (char)UNKNOWN_TRUTH; break;
    case FIELD_CATEGORY: ((uint16_t *)(void *)column)[entry] = known ? from->codes[row] : UNKNOWN_CODE; break;
    case FIELD_NUMBER: ((double *)(void *)column)[entry] = known ? from->numbers[row] : (double)NAN; break;
    case FIELD_TEXT:
        ((struct text *)(void *)column)[entry] = known ? text_copy(part->arena, from->texts[row])
                                                       : (struct text){0};
        break;
    case FIELD_INTEGER:
    case FIELD_DATE:
    case FIELD_TIME:
    case FIELD_DURATION:
    case FIELD_TYPE_COUNT: ((int32_t *)(void *)column)[entry] = known ? from->narrows[row] : UNKNOWN_NARROW;
    }
}

void kept_cases_add_entries(struct kept_cases *kept, const struct counted_batch *batch)
{
    const struct rows *rows = &batch->rows->cases;
    pthread_mutex_lock(&kept->mutex);
    for (size_t word = 0; word < bit_words(batch->count); word++)
        for (uint64_t bits = batch->accepted[word]; bits; bits &= bits - 1) {
            size_t row = word * 64 + (size_t)__builtin_ctzll(bits);
            struct part *part = &kept->parts[batch->lines[row] / PART_CASES];
            grow_entries(kept, part);
            part->of_case[part->entry_count] = (uint16_t)(batch->lines[row] % PART_CASES);
            for (size_t i = 0; i < rows->schema->count; i++)
                if (kept->log_wanted[i])
                    put_entry(part, part->columns[i], part->entry_count, &rows->columns[i], row);
            part->entry_count++;
        }
    pthread_mutex_unlock(&kept->mutex);
}

bool kept_cases_add_entry(struct kept_cases *kept, const struct sheet *sheet)
{
    uint32_t number;
    enum seen_state state;
    if (!seen_find(sheet->seen, seen_hash(sheet->seen, sheet_reference(sheet)), &number, &state))
        return true; // cannot be: the sheet has accepted it
    pthread_mutex_lock(&kept->mutex);
    struct part *part = &kept->parts[number / PART_CASES];
    struct odd_entry *entry = ARRAY_APPEND(part->arena, &part->odd);
    entry->of_case = (uint16_t)(number % PART_CASES);
    entry->values = ARENA_ARRAY(part->arena, struct value, sheet->schema->count);
    for (size_t i = 0; i < sheet->schema->count; i++) {
        entry->values[i] = sheet->values[i];
        if (sheet->schema->fields[i].type == FIELD_TEXT && sheet->values[i].known)
            entry->values[i].text = text_copy(part->arena, sheet->values[i].text);
    }
    pthread_mutex_unlock(&kept->mutex);
    return true;
}

// ---- counting

size_t kept_cases_parts(const struct kept_cases *kept)
{
    return kept->part_count;
}

// Entries in the order of their cases.
struct sorted {
    struct arena *arena;
    uint32_t *starts; // PART_CASES and one
    uint32_t *places; // by entry; the odd ones follow the others
    size_t count;
};

static struct sorted sort_entries(struct arena *arena, const struct part *part)
{
    struct sorted sorted = {.arena = arena, .count = part->entry_count + part->odd.count};
    sorted.starts = ARENA_ARRAY(arena, uint32_t, PART_CASES + 2);
    sorted.places = ARENA_ARRAY(arena, uint32_t, sorted.count);
    uint32_t *next = sorted.starts + 1; // one ahead, so that it ends as the starts
    for (size_t i = 0; i < part->entry_count; i++)
        next[part->of_case[i] + 1]++;
    for (size_t i = 0; i < part->odd.count; i++)
        next[part->odd.items[i].of_case + 1]++;
    for (size_t i = 1; i <= PART_CASES; i++)
        next[i] += next[i - 1];
    for (size_t i = 0; i < part->entry_count; i++)
        sorted.places[i] = next[part->of_case[i]]++;
    for (size_t i = 0; i < part->odd.count; i++)
        sorted.places[part->entry_count + i] = next[part->odd.items[i].of_case]++;
    return sorted;
}

static void take_entry(struct column *to, size_t place, const char *column, size_t entry)
{
    switch (to->type) {
    case FIELD_BOOLEAN:
        if (column[entry] == UNKNOWN_TRUTH)
            return;
        if (column[entry])
            bit_set(to->truths, place);
        break;
    case FIELD_CATEGORY: {
        uint16_t code = ((const uint16_t *)(const void *)column)[entry];
        if (code == UNKNOWN_CODE)
            return;
        to->codes[place] = code;
        break;
    }
    case FIELD_NUMBER: {
        double number = ((const double *)(const void *)column)[entry];
        if (isnan(number))
            return;
        to->numbers[place] = number;
        break;
    }
    case FIELD_TEXT:
        to->texts[place] = ((const struct text *)(const void *)column)[entry];
        if (!to->texts[place].bytes)
            return;
        break;
    case FIELD_INTEGER:
    case FIELD_DATE:
    case FIELD_TIME:
    case FIELD_DURATION:
    case FIELD_TYPE_COUNT: {
        int32_t narrow = ((const int32_t *)(const void *)column)[entry];
        if (narrow == UNKNOWN_NARROW)
            return;
        if (to->narrow)
            to->narrows[place] = narrow;
        else if (to->type == FIELD_TIME)
            to->integers[place] = (DECODE_ZERO_SECOND + narrow) * MICROSECONDS_PER_SECOND;
        else
            to->integers[place] = narrow;
    }
    }
    bit_set(to->known, place);
}

// Whether all values that odd entries have for a field fit into a narrow column.
static bool odd_entries_fit(const struct part *part, enum field_type type, size_t number)
{
    for (size_t i = 0; i < part->odd.count; i++) {
        const struct value *value = &part->odd.items[i].values[number];
        if (value->known && !value_is_narrow(type, value, DECODE_ZERO_SECOND))
            return false;
    }
    return true;
}

static bool has_ambiguous(const struct part *part, size_t number)
{
    for (size_t i = 0; i < part->odd.count; i++)
        if (part->odd.items[i].values[number].ambiguous)
            return true;
    return false;
}

static struct column entry_column(const struct part *part, const struct sorted *sorted,
                                  const struct field *field, size_t number)
{
    enum field_type type = field->type;
    bool ambiguous = has_ambiguous(part, number);
    struct column column = column_may_be_narrow(type) && odd_entries_fit(part, type, number)
                               ? column_new_narrow(sorted->arena, type, sorted->count, ambiguous)
                               : column_new(sorted->arena, type, sorted->count, ambiguous);
    for (size_t i = 0; i < part->entry_count; i++)
        take_entry(&column, sorted->places[i], part->columns[number], i);
    for (size_t i = 0; i < part->odd.count; i++)
        value_put_at(&column, sorted->places[part->entry_count + i], &part->odd.items[i].values[number],
                     DECODE_ZERO_SECOND);
    return column;
}

void kept_cases_count(struct kept_cases *kept, size_t number, struct counter *counter)
{
    struct part *part = &kept->parts[number];
    const struct schema *schema = &kept->instrument->log;
    struct arena *arena = arena_new();
    struct sorted sorted = sort_entries(arena, part);
    struct rows log = {.schema = schema,
                       .count = sorted.count,
                       .columns = ARENA_ARRAY(arena, struct column, schema->count),
                       .zero_second = DECODE_ZERO_SECOND};
    for (size_t i = 0; i < schema->count; i++)
        if (kept->log_wanted[i])
            log.columns[i] = entry_column(part, &sorted, &schema->fields[i], i);
    for (size_t i = 0; i < part->segments.count; i++) {
        const struct segment *segment = &part->segments.items[i];
        struct case_rows rows = {segment->rows, log, sorted.starts + segment->first % PART_CASES};
        count_batch(counter, &(struct counted_batch){&rows, 0, segment->count, segment->accepted,
                                                     segment->references, segment->lines, segment->file});
    }
    arena_free(arena);
    part_dispose(kept, part);
}
