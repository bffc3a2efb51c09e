// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/population_kept.h"

#include "base/memory.h"
#include "extract/decode.h"

#include <math.h>
#include <pthread.h>

enum {
    PART_CASES = 1 << 14,   // so few that the entries of a part fit in the second cache while they are sorted
    ENTRIES_AT_ONCE = 2048, // room for entries is got for so many
    PIECES_AT_ONCE = 64,    // which lie together
    ENTRY_STEP =
        1 << 16, // to a whole number of which room for sorted entries is rounded up, to be used again
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

// Entries lie as they came, each its case within the part (two bytes) and the values of wanted fields: so each is written to
// one place, and read from one when they are sorted.
struct part {
    struct arena *arena; // of its cases
    ARRAY_OF(struct segment) segments;
    ARRAY_OF(char *) pieces; // of ENTRIES_AT_ONCE entries each
    char *next;              // the place for the next entry
    size_t entry_count;
    ARRAY_OF(struct odd_entry) odd;
};

struct kept_cases {
    const struct counting *counting;
    const struct instrument *instrument;
    const bool *wanted, *log_wanted;
    size_t *places;     // by field of the log: where an entry holds its value
    size_t entry_bytes; // a multiple of 4
    pthread_mutex_t mutex;
    struct arena *arena;           // of the two lists
    ARRAY_OF(char *) rooms;        // of PIECES_AT_ONCE pieces each
    size_t pieces_used;            // of the last room
    ARRAY_OF(struct arena *) idle; // for counting a part
    struct part *parts;
    size_t part_count, part_capacity;
    uint32_t **lines; // by part
    uint32_t next;
};

static size_t value_bytes(enum field_type type)
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

static void place_values(struct kept_cases *kept)
{
    const struct schema *log = &kept->instrument->log;
    kept->places = memory_allocate_zeroed(log->count + 1, sizeof *kept->places);
    kept->entry_bytes = sizeof(uint16_t);
    for (size_t i = 0; i < log->count; i++) {
        kept->places[i] = kept->entry_bytes;
        kept->entry_bytes += kept->log_wanted[i] ? value_bytes(log->fields[i].type) : 0;
    }
    kept->entry_bytes = (kept->entry_bytes + 3) / 4 * 4;
}

struct kept_cases *kept_cases_new(const struct counting *counting, const bool *wanted, const bool *log_wanted)
{
    struct kept_cases *kept = memory_allocate_zeroed(1, sizeof *kept);
    kept->counting = counting;
    kept->instrument = counting->request->instrument;
    kept->wanted = wanted;
    kept->log_wanted = log_wanted;
    kept->arena = arena_new();
    place_values(kept);
    pthread_mutex_init(&kept->mutex, NULL);
    return kept;
}

static size_t room_bytes(const struct kept_cases *kept)
{
    return PIECES_AT_ONCE * ENTRIES_AT_ONCE * kept->entry_bytes;
}

static void part_dispose(struct part *part)
{
    arena_free(part->arena);
    *part = (struct part){0};
}

void kept_cases_free(struct kept_cases *kept)
{
    if (!kept)
        return;
    for (size_t i = 0; i < kept->part_count; i++) {
        part_dispose(&kept->parts[i]);
        memory_free(kept->lines[i]);
    }
    memory_free(kept->parts);
    memory_free(kept->lines);
    memory_free(kept->places);
    for (size_t i = 0; i < kept->rooms.count; i++)
        memory_free_large(kept->rooms.items[i], room_bytes(kept));
    for (size_t i = 0; i < kept->idle.count; i++)
        arena_free(kept->idle.items[i]);
    arena_free(kept->arena);
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

static char *new_piece(struct kept_cases *kept)
{
    if (kept->rooms.count == 0 || kept->pieces_used == PIECES_AT_ONCE) {
        *ARRAY_APPEND(kept->arena, &kept->rooms) = memory_allocate_large(room_bytes(kept));
        kept->pieces_used = 0;
    }
    return kept->rooms.items[kept->rooms.count - 1] +
           kept->pieces_used++ * ENTRIES_AT_ONCE * kept->entry_bytes;
}

// A place for one more entry, whose case is written there.
static char *new_entry(struct kept_cases *kept, struct part *part, uint16_t of_case)
{
    if (part->entry_count % ENTRIES_AT_ONCE == 0) {
        part->next = new_piece(kept);
        *ARRAY_APPEND(part->arena, &part->pieces) = part->next;
    }
    char *entry = part->next;
    part->next += kept->entry_bytes;
    part->entry_count++;
    memcpy(entry, &of_case, sizeof of_case);
    return entry;
}

// Entries of a batch that are being kept: their rows, and where each goes.
struct keeping {
    size_t count;
    uint16_t rows[BATCH_ROWS];
    char *entries[BATCH_ROWS];
};

#define FOR_EACH_KEPT(keeping, i, row, known) \
    for (size_t i = 0, row, known; \
         i < (keeping)->count && (row = (keeping)->rows[i], known = bit_get(from->known, row), true); i++)

static void keep_integers(const struct keeping *keeping, size_t place, const struct column *from)
{
    FOR_EACH_KEPT(keeping, i, row, known)
    {
        int32_t value = known ? from->narrows[row] : UNKNOWN_NARROW;
        memcpy(keeping->entries[i] + place, &value, sizeof value);
    }
}

static void keep_codes(const struct keeping *keeping, size_t place, const struct column *from)
{
    FOR_EACH_KEPT(keeping, i, row, known)
    {
        uint16_t value = known ? from->codes[row] : (uint16_t)UNKNOWN_CODE;
        memcpy(keeping->entries[i] + place, &value, sizeof value);
    }
}

static void keep_truths(const struct keeping *keeping, size_t place, const struct column *from)
{
    FOR_EACH_KEPT(keeping, i, row, known)
    keeping->entries[i][place] = known ? (char)bit_get(from->truths, row) : (char)UNKNOWN_TRUTH;
}

static void keep_numbers(const struct keeping *keeping, size_t place, const struct column *from)
{
    FOR_EACH_KEPT(keeping, i, row, known)
    {
        double value = known ? from->numbers[row] : (double)NAN;
        memcpy(keeping->entries[i] + place, &value, sizeof value);
    }
}

// They are copied into arenas that threads share.
static void keep_texts(struct kept_cases *kept, const struct keeping *keeping, size_t place,
                       const struct column *from, const uint32_t *numbers)
{
    pthread_mutex_lock(&kept->mutex);
    FOR_EACH_KEPT(keeping, i, row, known)
    {
        struct arena *arena = kept->parts[numbers[row] / PART_CASES].arena;
        struct text value = known ? text_copy(arena, from->texts[row]) : (struct text){0};
        memcpy(keeping->entries[i] + place, &value, sizeof value);
    }
    pthread_mutex_unlock(&kept->mutex);
}

static void keep_column(struct kept_cases *kept, const struct keeping *keeping, size_t place,
                        const struct column *from, const uint32_t *numbers)
{
    switch (from->type) {
    case FIELD_BOOLEAN: keep_truths(keeping, place, from); break;
    case FIELD_CATEGORY: keep_codes(keeping, place, from); break;
    case FIELD_NUMBER: keep_numbers(keeping, place, from); break;
    case FIELD_TEXT: keep_texts(kept, keeping, place, from, numbers); break;
    case FIELD_INTEGER:
    case FIELD_DATE:
    case FIELD_TIME:
    case FIELD_DURATION:
    case FIELD_TYPE_COUNT: keep_integers(keeping, place, from); break;
    }
}

void kept_cases_add_entries(struct kept_cases *kept, const struct counted_batch *batch)
{
    const struct rows *rows = &batch->rows->cases;
    struct keeping keeping;
    keeping.count = 0;
    for (size_t word = 0; word < bit_words(batch->count); word++)
        for (uint64_t bits = batch->accepted[word]; bits; bits &= bits - 1)
            keeping.rows[keeping.count++] = (uint16_t)(word * 64 + (size_t)__builtin_ctzll(bits));
    pthread_mutex_lock(&kept->mutex);
    for (size_t i = 0; i < keeping.count; i++) {
        uint32_t number = batch->lines[keeping.rows[i]];
        keeping.entries[i] = new_entry(kept, &kept->parts[number / PART_CASES],
                                       (uint16_t)(number % PART_CASES));
    }
    pthread_mutex_unlock(&kept->mutex); // the places are this thread's alone now
    for (size_t i = 0; i < rows->schema->count; i++)
        if (kept->log_wanted[i])
            keep_column(kept, &keeping, kept->places[i], &rows->columns[i], batch->lines);
}

bool kept_cases_add_entry(struct kept_cases *kept, const struct sheet *sheet)
{
    uint32_t number;
    enum seen_state state;
    if (!seen_find(sheet->seen, sheet_reference(sheet), &number, &state))
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

// Entries in the order of their cases. Those of the same case lie in the order in which they came, the odd ones last.
struct sorted {
    struct arena *arena;
    uint32_t *starts; // PART_CASES and one
    char *entries;
    uint32_t *odd; // the places of odd entries, where nothing is known
    size_t count, room;
};

// Walks the entries of a part piece by piece.
#define FOR_EACH_ENTRY(kept, part, entry) \
    for (size_t left_ = (part)->entry_count, piece_ = 0, some_; left_; left_ -= some_, piece_++) \
        for (const char *entry = (some_ = left_ < ENTRIES_AT_ONCE ? left_ : ENTRIES_AT_ONCE, \
                                 (part)->pieces.items[piece_]), \
                        *end_ = entry + some_ * (kept)->entry_bytes; \
             entry < end_; entry += (kept)->entry_bytes)

static uint16_t case_of(const char *entry)
{
    uint16_t of_case;
    memcpy(&of_case, entry, sizeof of_case);
    return of_case;
}

// Of the sizes that are usual: a time, and up to two categories. As wholes, since memcpy is a call where it cannot know
// how much room there is.
struct eight_bytes {
    char bytes[8];
};
struct twelve_bytes {
    char bytes[12];
};

static inline void copy_entry(char *to, const char *from, size_t bytes)
{
    switch (bytes) {
    case sizeof(struct eight_bytes): *(struct eight_bytes *)to = *(const struct eight_bytes *)from; break;
    case sizeof(struct twelve_bytes): *(struct twelve_bytes *)to = *(const struct twelve_bytes *)from; break;
    default: memcpy(to, from, bytes);
    }
}

// What stands for an entry of which nothing is known.
static char *unknown_entry(struct arena *arena, struct kept_cases *kept)
{
    static const uint64_t unknown_known[1];
    char *entry = arena_allocate_zeroed(arena, 1, kept->entry_bytes, 1);
    struct keeping keeping = {.count = 1, .entries = {entry}};
    for (size_t i = 0; i < kept->instrument->log.count; i++) {
        struct column nothing = {.type = kept->instrument->log.fields[i].type,
                                 .known = (uint64_t *)(uintptr_t)unknown_known};
        if (kept->log_wanted[i])
            keep_column(kept, &keeping, kept->places[i], &nothing, (const uint32_t[]){0});
    }
    return entry;
}

static struct sorted sort_entries(struct arena *arena, struct kept_cases *kept, const struct part *part)
{
    size_t bytes = kept->entry_bytes;
    struct sorted sorted = {.arena = arena, .count = part->entry_count + part->odd.count};
    sorted.starts = ARENA_ARRAY(arena, uint32_t, PART_CASES + 2);
    sorted.room = (sorted.count / ENTRY_STEP + 1) * ENTRY_STEP;
    sorted.entries = arena_allocate(arena, sorted.room * bytes, alignof(uint32_t));
    sorted.odd = ARENA_ARRAY(arena, uint32_t, part->odd.count);
    uint32_t *next = sorted.starts + 1; // one ahead, so that it ends as the starts
    FOR_EACH_ENTRY(kept, part, entry)
    next[case_of(entry) + 1]++;
    for (size_t i = 0; i < part->odd.count; i++)
        next[part->odd.items[i].of_case + 1]++;
    for (size_t i = 1; i <= PART_CASES; i++)
        next[i] += next[i - 1];
    FOR_EACH_ENTRY(kept, part, entry)
    copy_entry(sorted.entries + next[case_of(entry)]++ * bytes, entry, bytes);
    const char *unknown = unknown_entry(arena, kept);
    for (size_t i = 0; i < part->odd.count; i++) {
        sorted.odd[i] = next[part->odd.items[i].of_case]++;
        copy_entry(sorted.entries + sorted.odd[i] * bytes, unknown, bytes);
    }
    return sorted;
}

// One value of each of up to 64 entries into a column from `row` on; gives a bit for each that is known. `at` is where the
// first entry holds it.
static uint64_t take_integers(struct column *to, size_t row, size_t count, const char *at, size_t bytes)
{
    uint64_t known = 0;
    for (size_t i = 0; i < count; i++, at += bytes) {
        int32_t narrow;
        memcpy(&narrow, at, sizeof narrow);
        bool is_known = narrow != UNKNOWN_NARROW;
        known |= (uint64_t)is_known << i;
        narrow = is_known ? narrow : 0;
        if (to->narrow)
            to->narrows[row + i] = narrow;
        else if (to->type == FIELD_TIME)
            to->integers[row + i] = is_known ? narrow_instant(DECODE_ZERO_SECOND, narrow) : 0;
        else
            to->integers[row + i] = narrow;
    }
    return known;
}

static uint64_t take_codes(struct column *to, size_t row, size_t count, const char *at, size_t bytes)
{
    uint64_t known = 0;
    for (size_t i = 0; i < count; i++, at += bytes) {
        uint16_t code;
        memcpy(&code, at, sizeof code);
        bool is_known = code != UNKNOWN_CODE;
        known |= (uint64_t)is_known << i;
        to->codes[row + i] = is_known ? code : 0;
    }
    return known;
}

static uint64_t take_truths(struct column *to, size_t row, size_t count, const char *at, size_t bytes)
{
    uint64_t known = 0, truths = 0;
    for (size_t i = 0; i < count; i++, at += bytes) {
        known |= (uint64_t)(*at != UNKNOWN_TRUTH) << i;
        truths |= (uint64_t)(*at == 1) << i;
    }
    to->truths[row / 64] = truths;
    return known;
}

static uint64_t take_numbers(struct column *to, size_t row, size_t count, const char *at, size_t bytes)
{
    uint64_t known = 0;
    for (size_t i = 0; i < count; i++, at += bytes) {
        double number;
        memcpy(&number, at, sizeof number);
        known |= (uint64_t)!isnan(number) << i;
        to->numbers[row + i] = isnan(number) ? 0 : number;
    }
    return known;
}

static uint64_t take_texts(struct column *to, size_t row, size_t count, const char *at, size_t bytes)
{
    uint64_t known = 0;
    for (size_t i = 0; i < count; i++, at += bytes) {
        memcpy(&to->texts[row + i], at, sizeof *to->texts);
        known |= (uint64_t)(to->texts[row + i].bytes != NULL) << i;
    }
    return known;
}

static uint64_t take_values(struct column *to, size_t row, size_t count, const char *at, size_t bytes)
{
    switch (to->type) {
    case FIELD_BOOLEAN: return take_truths(to, row, count, at, bytes);
    case FIELD_CATEGORY: return take_codes(to, row, count, at, bytes);
    case FIELD_NUMBER: return take_numbers(to, row, count, at, bytes);
    case FIELD_TEXT: return take_texts(to, row, count, at, bytes);
    case FIELD_INTEGER:
    case FIELD_DATE:
    case FIELD_TIME:
    case FIELD_DURATION:
    case FIELD_TYPE_COUNT: break;
    }
    return take_integers(to, row, count, at, bytes);
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

static struct column entry_column(const struct kept_cases *kept, const struct part *part,
                                  const struct sorted *sorted, size_t number)
{
    enum field_type type = kept->instrument->log.fields[number].type;
    size_t bytes = kept->entry_bytes;
    bool ambiguous = has_ambiguous(part, number);
    struct column column = column_may_be_narrow(type) && odd_entries_fit(part, type, number)
                               ? column_new_narrow(sorted->arena, type, sorted->room, ambiguous)
                               : column_new(sorted->arena, type, sorted->room, ambiguous);
    for (size_t row = 0; row < sorted->count; row += 64) {
        size_t left = sorted->count - row;
        column.known[row / 64] = take_values(&column, row, left < 64 ? left : 64,
                                             sorted->entries + row * bytes + kept->places[number], bytes);
    }
    for (size_t i = 0; i < part->odd.count; i++)
        value_put_at(&column, sorted->odd[i], &part->odd.items[i].values[number], DECODE_ZERO_SECOND);
    return column;
}

// Memory for counting one part serves the next: to get it anew took longer than to fill it.
static struct arena *take_arena(struct kept_cases *kept)
{
    pthread_mutex_lock(&kept->mutex);
    struct arena *arena = kept->idle.count ? kept->idle.items[--kept->idle.count] : NULL;
    pthread_mutex_unlock(&kept->mutex);
    return arena ? arena : arena_new();
}

static void give_back(struct kept_cases *kept, struct arena *arena)
{
    arena_reset(arena);
    pthread_mutex_lock(&kept->mutex);
    *ARRAY_APPEND(kept->arena, &kept->idle) = arena;
    pthread_mutex_unlock(&kept->mutex);
}

void kept_cases_count(struct kept_cases *kept, size_t number, struct counter *counter)
{
    struct part *part = &kept->parts[number];
    const struct schema *schema = &kept->instrument->log;
    struct arena *arena = take_arena(kept);
    struct sorted sorted = sort_entries(arena, kept, part);
    struct rows log = {.schema = schema,
                       .count = sorted.count,
                       .columns = ARENA_ARRAY(arena, struct column, schema->count),
                       .zero_second = DECODE_ZERO_SECOND};
    for (size_t i = 0; i < schema->count; i++)
        if (kept->log_wanted[i])
            log.columns[i] = entry_column(kept, part, &sorted, i);
    for (size_t i = 0; i < part->segments.count; i++) {
        const struct segment *segment = &part->segments.items[i];
        struct case_rows rows = {segment->rows, log, sorted.starts + segment->first % PART_CASES};
        count_batch(counter, &(struct counted_batch){&rows, 0, segment->count, segment->accepted,
                                                     segment->references, segment->lines, segment->file});
    }
    give_back(kept, arena);
    part_dispose(part);
}
