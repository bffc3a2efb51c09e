// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/population_count.h"

#include "base/memory.h"
#include "base/processor.h"
#include "extract/population_bits.h"
#include "extract/population_codes.h"

#include <stdlib.h>

enum { BATCH_WORDS = BATCH_ROWS / 64, FEW_CLASSES = 16 };

struct kept {
    char reference[LIMIT_CASE_REFERENCE_BYTES];
    size_t length;
    size_t file;
    uint32_t line;
    bool is_known;
    int64_t integer; // or the number's place in the order
    double number;
};

struct counter {
    const struct counting *counting;
    struct arena *scratch;
    uint64_t *counts; // by slot
    uint64_t cases;
    uint64_t **tables;              // by split: counts by class and slot
    uint64_t **table_cases;         // by split and class
    uint64_t (*masks)[BATCH_WORDS]; // of the classes that a batch has
    uint32_t *classes;              // which they are
    uint32_t *mask_of;              // by class: its mask and one, or 0
    uint32_t *every;                // all slots
    uint32_t *used;                 // slots that any case of the batch has
    size_t used_count;
    // The exceptions: a heap, the one to be given up first on top.
    struct kept *kept;
    size_t kept_count;
    uint64_t found;
};

// ---- what is shared

static const int64_t *month_starts(struct arena *arena, const struct zone *zone)
{
    int64_t *starts = ARENA_ARRAY(arena, int64_t, MONTHS + 1);
    for (int32_t i = 0; i <= MONTHS; i++) {
        struct civil_time first = {.date = {FIRST_MONTH_YEAR + i / 12, i % 12 + 1, 1}};
        int64_t later;
        if (zone_to_instant(zone, first, &starts[i], &later) == ZONE_NEVER)
            starts[i] = civil_time_to_microseconds(first);
    }
    return starts;
}

static size_t classes_of(const struct instrument *instrument, const struct population_split *split)
{
    return split->by_month ? MONTHS + 1 : instrument->cases.fields[split->field].value_count + 1;
}

const struct counting *counting_new(struct arena *arena, const struct population_request *request)
{
    const struct instrument *instrument = request->instrument;
    struct counting *counting = ARENA_NEW(arena, struct counting);
    size_t *first_slots = ARENA_ARRAY(arena, size_t, instrument->criterion_count + 1);
    counting->request = request;
    struct tally_options options = {TALLY_WITHOUT_CHECKS, request->portable};
    // The program keeps the list of measures, which lives in the request as long as it.
    counting->program = tally_program_new(arena, instrument, &request->measure, request->measure ? 1 : 0,
                                          options);
    for (size_t i = 0; i < instrument->criterion_count; i++)
        first_slots[i + 1] = first_slots[i] + instrument->criteria[i].outcome_count +
                             instrument->criteria[i].judged;
    counting->first_slots = first_slots;
    counting->slot_count = first_slots[instrument->criterion_count];
    counting->class_counts = ARENA_ARRAY(arena, size_t, request->split_count);
    for (size_t i = 0; i < request->split_count; i++)
        counting->class_counts[i] = classes_of(instrument, &request->splits[i]);
    counting->month_starts = month_starts(arena, instrument->zone);
    counting->avx2 = !request->portable && processor_has_avx2();
    return counting;
}

void counting_wants(const struct counting *counting, bool *cases, bool *log)
{
    size_t count;
    const size_t *inputs = tally_inputs(counting->program, &count);
    for (size_t i = 0; i < count; i++)
        cases[inputs[i]] = true;
    inputs = tally_log_inputs(counting->program, &count);
    for (size_t i = 0; i < count; i++)
        log[inputs[i]] = true;
    for (size_t i = 0; i < counting->request->split_count; i++)
        cases[counting->request->splits[i].field] = true;
}

// ---- one thread

static size_t most_classes(const struct counting *counting)
{
    size_t most = 0;
    for (size_t i = 0; i < counting->request->split_count; i++)
        most = counting->class_counts[i] > most ? counting->class_counts[i] : most;
    return most;
}

struct counter *counter_new(const struct counting *counting)
{
    struct counter *counter = memory_allocate_zeroed(1, sizeof *counter);
    size_t splits = counting->request->split_count, masks = most_classes(counting);
    counter->counting = counting;
    counter->scratch = arena_new();
    counter->every = memory_allocate_zeroed(counting->slot_count + 1, sizeof *counter->every);
    for (size_t slot = 0; slot < counting->slot_count; slot++)
        counter->every[slot] = (uint32_t)slot;
    counter->used = memory_allocate_zeroed(counting->slot_count + 1, sizeof *counter->used);
    counter->counts = memory_allocate_zeroed(counting->slot_count + 1, sizeof *counter->counts);
    counter->tables = memory_allocate_zeroed(splits + 1, sizeof *counter->tables);
    counter->table_cases = memory_allocate_zeroed(splits + 1, sizeof *counter->table_cases);
    for (size_t i = 0; i < splits; i++) {
        size_t classes = counting->class_counts[i];
        counter->tables[i] = memory_allocate_zeroed(classes * counting->slot_count, sizeof **counter->tables);
        counter->table_cases[i] = memory_allocate_zeroed(classes, sizeof **counter->table_cases);
    }
    size_t at_once = masks < BATCH_ROWS ? masks : BATCH_ROWS; // a batch has no more classes than rows
    counter->masks = memory_allocate_zeroed(at_once + 2, sizeof *counter->masks);
    counter->classes = memory_allocate_zeroed(at_once + 2, sizeof *counter->classes);
    counter->mask_of = memory_allocate_zeroed(masks + 1, sizeof *counter->mask_of);
    counter->kept = memory_allocate_zeroed(counting->request->most_exceptions + 1, sizeof *counter->kept);
    return counter;
}

void counter_free(struct counter *counter)
{
    if (!counter)
        return;
    for (size_t i = 0; i < counter->counting->request->split_count; i++) {
        memory_free(counter->tables[i]);
        memory_free(counter->table_cases[i]);
    }
    memory_free(counter->tables);
    memory_free(counter->table_cases);
    memory_free(counter->counts);
    memory_free(counter->masks);
    memory_free(counter->classes);
    memory_free(counter->mask_of);
    memory_free(counter->every);
    memory_free(counter->used);
    memory_free(counter->kept);
    arena_free(counter->scratch);
    memory_free(counter);
}

// ---- splits

static int64_t instant_of(const struct rows *rows, const struct column *column, size_t row)
{
    if (column->type == FIELD_DATE)
        return (column->narrow ? column->narrows[row] : column->integers[row]) * MICROSECONDS_PER_DAY;
    return column->narrow ? (rows->zero_second + column->narrows[row]) * MICROSECONDS_PER_SECOND
                          : column->integers[row];
}

// The month of an instant; MONTHS if it is none of those that are told apart. `guess`: the month of the row before.
static uint32_t month_of(const int64_t *starts, int64_t instant, uint32_t guess)
{
    if (guess < MONTHS && instant >= starts[guess] && instant < starts[guess + 1])
        return guess;
    if (instant < starts[0] || instant >= starts[MONTHS])
        return MONTHS;
    uint32_t low = 0, high = MONTHS;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (starts[middle] <= instant)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static uint32_t month_of_date(int64_t instant)
{
    struct civil_date date = civil_time_from_microseconds(instant).date;
    int64_t month = (int64_t)(date.year - FIRST_MONTH_YEAR) * 12 + date.month - 1;
    return month >= 0 && month < MONTHS ? (uint32_t)month : MONTHS;
}

static uint32_t class_of(const struct counting *counting, size_t split, const struct rows *rows, size_t row,
                         uint32_t before)
{
    const struct population_split *by = &counting->request->splits[split];
    const struct column *column = &rows->columns[by->field];
    uint32_t unknown = (uint32_t)counting->class_counts[split] - 1;
    if (!bit_get(column->known, row))
        return unknown;
    if (!by->by_month)
        return column->codes[row];
    int64_t instant = instant_of(rows, column, row);
    return column->type == FIELD_DATE ? month_of_date(instant)
                                      : month_of(counting->month_starts, instant, before);
}

// Adds the mask of a class to those of the batch, if it has any row.
static void add_mask(struct counter *counter, size_t *count, size_t class, const uint64_t *mask, size_t words)
{
    uint64_t any = 0;
    for (size_t word = 0; word < words; word++)
        any |= counter->masks[*count][word] = mask[word];
    counter->classes[*count] = (uint32_t) class;
    *count += any != 0;
}

// Takes the rows of the mask away from those left; false if none is left then.
static bool take_rows(uint64_t *left, const uint64_t *mask, size_t words)
{
    uint64_t any = 0;
    for (size_t word = 0; word < words; word++)
        any |= left[word] &= ~mask[word];
    return any != 0;
}

// The same as divide() of a category with few values, many rows at once. Kept cases are often all of one class: the first
// row's comes first.
static size_t divide_codes(struct counter *counter, const struct column *column, size_t unknown,
                           const struct counted_batch *batch)
{
    size_t count = 0, words = bit_words(batch->count), whole = batch->count / 64;
    uint64_t mask[BATCH_WORDS] = {0}, left[BATCH_WORDS];
    memcpy(left, batch->accepted, words * sizeof *left);
    bool any = true;
    for (size_t i = 0; any && i < unknown; i++) {
        size_t class = (column->codes[0] + i) % unknown;
        population_codes_avx2(column->codes, whole, (uint16_t) class, mask);
        if (whole < words)
            mask[whole] = 0;
        for (size_t row = whole * 64; row < batch->count; row++)
            if (column->codes[row] == class)
                bit_set(mask, row);
        for (size_t word = 0; word < words; word++)
            mask[word] &= left[word] & column->known[word];
        add_mask(counter, &count, class, mask, words);
        any = take_rows(left, mask, words);
    }
    if (any)
        add_mask(counter, &count, unknown, left, words);
    return count;
}

static bool has_few_codes(const struct counting *counting, size_t split, const struct counted_batch *batch)
{
    return counting->avx2 && !counting->request->splits[split].by_month && batch->from == 0 &&
           counting->class_counts[split] <= FEW_CLASSES;
}

// A mask for each class that the batch has; gives how many.
static size_t divide(struct counter *counter, size_t split, const struct counted_batch *batch)
{
    size_t count = 0;
    uint32_t class = 0;
    for (size_t word = 0; word < bit_words(batch->count); word++)
        for (uint64_t bits = batch->accepted[word]; bits; bits &= bits - 1) {
            size_t row = word * 64 + (size_t)__builtin_ctzll(bits);
            class = class_of(counter->counting, split, &batch->rows->cases, batch->from + row, class);
            uint32_t mask = counter->mask_of[class];
            if (mask == 0) {
                memset(counter->masks[count], 0, sizeof counter->masks[count]);
                counter->classes[count] = class;
                mask = counter->mask_of[class] = (uint32_t)++count;
            }
            bit_set(counter->masks[mask - 1], row);
        }
    for (size_t i = 0; i < count; i++)
        counter->mask_of[counter->classes[i]] = 0;
    return count;
}

static uint64_t count_bits(const uint64_t *bits, size_t words)
{
    uint64_t count = 0;
    for (size_t word = 0; word < words; word++)
        count += (uint64_t)__builtin_popcountll(bits[word]);
    return count;
}

// The slots that any case of the batch has: for most criteria some outcomes never come.
static void find_used(struct counter *counter, uint64_t *const *sets, size_t words)
{
    counter->used_count = 0;
    for (size_t slot = 0; slot < counter->counting->slot_count; slot++) {
        uint64_t any = 0;
        for (size_t word = 0; word < words; word++)
            any |= sets[slot][word];
        if (any)
            counter->used[counter->used_count++] = (uint32_t)slot;
    }
}

// To the counts of the slots that the counter uses.
static void add_common(const struct counter *counter, const uint64_t *mask, uint64_t *const *sets,
                       size_t words, uint64_t *counts)
{
    bool single = counter->used_count == 0;
    const uint32_t *which = single ? counter->every : counter->used;
    size_t count = single ? counter->counting->slot_count : counter->used_count;
    if (counter->counting->avx2)
        population_bits_avx2(mask, sets, which, count, words, counts);
    else
        population_bits(mask, sets, which, count, words, counts);
}

static void count_split(struct counter *counter, size_t split, const struct counted_batch *batch,
                        const struct tally *tally)
{
    size_t words = bit_words(batch->count), slots = counter->counting->slot_count;
    const struct column *column =
        &batch->rows->cases.columns[counter->counting->request->splits[split].field];
    size_t count = has_few_codes(counter->counting, split, batch)
                       ? divide_codes(counter, column, counter->counting->class_counts[split] - 1, batch)
                       : divide(counter, split, batch);
    if (count > 1 && counter->used_count == 0)
        find_used(counter, tally->sets, words);
    for (size_t i = 0; i < count; i++) {
        size_t class = counter->classes[i];
        counter->table_cases[split][class] += count_bits(counter->masks[i], words);
        add_common(counter, counter->masks[i], tally->sets, words, counter->tables[split] + class * slots);
    }
}

// ---- exceptions

// Whether a goes before b: the longer one, then the one that stands first; what is not known goes last.
static bool goes_before(const struct kept *a, const struct kept *b)
{
    if (a->is_known != b->is_known)
        return a->is_known;
    if (a->is_known && a->integer != b->integer)
        return a->integer > b->integer;
    if (a->is_known && a->number != b->number)
        return a->number > b->number;
    return a->file != b->file ? a->file < b->file : a->line < b->line;
}

static void swap(struct kept *a, struct kept *b)
{
    struct kept c = *a;
    *a = *b;
    *b = c;
}

static void sink(struct kept *heap, size_t count)
{
    for (size_t at = 0;;) {
        size_t last = at, left = 2 * at + 1;
        for (size_t child = left; child < count && child < left + 2; child++)
            if (goes_before(&heap[last], &heap[child]))
                last = child;
        if (last == at)
            return;
        swap(&heap[at], &heap[last]);
        at = last;
    }
}

static void rise(struct kept *heap, size_t at)
{
    for (; at > 0 && goes_before(&heap[(at - 1) / 2], &heap[at]); at = (at - 1) / 2)
        swap(&heap[(at - 1) / 2], &heap[at]);
}

static void keep(struct counter *counter, const struct kept *found)
{
    size_t most = counter->counting->request->most_exceptions;
    if (counter->kept_count < most) {
        counter->kept[counter->kept_count] = *found;
        rise(counter->kept, counter->kept_count++);
    } else if (most && goes_before(found, &counter->kept[0])) {
        counter->kept[0] = *found;
        sink(counter->kept, most);
    }
}

static void measure(const struct counter *counter, const struct tally *tally, size_t row, struct kept *found)
{
    if (!counter->counting->request->measure || !bit_get(tally->measures[0].known, row))
        return;
    const struct column *column = &tally->measures[0];
    found->is_known = true;
    if (column->type == FIELD_NUMBER)
        found->number = column->numbers[row];
    else
        found->integer = column->integers[row];
}

static void find_exceptions(struct counter *counter, const struct counted_batch *batch,
                            const struct tally *tally)
{
    const struct population_request *request = counter->counting->request;
    const uint64_t *set = tally->sets[counter->counting->first_slots[request->criterion] + request->outcome];
    for (size_t word = 0; word < bit_words(batch->count); word++)
        for (uint64_t bits = batch->accepted[word] & set[word]; bits; bits &= bits - 1) {
            size_t row = word * 64 + (size_t)__builtin_ctzll(bits);
            struct text reference = batch->references[row];
            struct kept found = {.length = reference.length, .file = batch->file, .line = batch->lines[row]};
            counter->found++;
            measure(counter, tally, row, &found);
            memcpy(found.reference, reference.bytes, reference.length);
            keep(counter, &found);
        }
}

void count_batch(struct counter *counter, const struct counted_batch *batch)
{
    const struct counting *counting = counter->counting;
    size_t words = bit_words(batch->count);
    struct tally tally;
    if (batch->count == 0)
        return;
    arena_reset(counter->scratch);
    tally_run(counting->program, batch->rows, batch->from, batch->count, counter->scratch, &tally);
    counter->used_count = 0; // they are looked for once it pays
    counter->cases += count_bits(batch->accepted, words);
    // The first split, if there is one, also gives the sums.
    if (counting->request->split_count == 0)
        add_common(counter, batch->accepted, tally.sets, words, counter->counts);
    for (size_t split = 0; split < counting->request->split_count; split++)
        count_split(counter, split, batch, &tally);
    if (counting->request->wants_exceptions)
        find_exceptions(counter, batch, &tally);
}

// ---- all threads

static int compare_kept(const void *a, const void *b)
{
    return goes_before(a, b) ? -1 : goes_before(b, a) ? 1 : 0;
}

static struct column single(struct arena *arena, const struct population_request *request,
                            const struct kept *kept)
{
    enum field_type type = request->measure ? expression_type(request->measure) : FIELD_INTEGER;
    struct column column = column_new(arena, type, 1, false);
    if (kept->is_known)
        bit_set(column.known, 0);
    if (type == FIELD_NUMBER)
        column.numbers[0] = kept->number;
    else
        column.integers[0] = kept->integer;
    return column;
}

static void list_exceptions(struct arena *arena, const struct counting *counting, struct counter *all,
                            struct population *population)
{
    qsort(all->kept, all->kept_count, sizeof *all->kept, compare_kept);
    struct population_exception *list = ARENA_ARRAY(arena, struct population_exception, all->kept_count);
    for (size_t i = 0; i < all->kept_count; i++) {
        const struct kept *kept = &all->kept[i];
        list[i] = (struct population_exception){
            .reference = text_copy(arena, (struct text){kept->reference, kept->length}),
            .source = population->files[kept->file].source,
            .line = kept->line,
            .is_known = kept->is_known,
            .measure = single(arena, counting->request, kept),
        };
    }
    population->exceptions = list;
    population->exception_count = all->kept_count;
    population->exceptions_found = all->found;
}

static void add(uint64_t *to, const uint64_t *from, size_t count)
{
    for (size_t i = 0; i < count; i++)
        to[i] += from[i];
}

static void add_counter(struct counter *all, const struct counter *one)
{
    const struct counting *counting = all->counting;
    all->cases += one->cases;
    all->found += one->found;
    add(all->counts, one->counts, counting->slot_count);
    for (size_t i = 0; i < counting->request->split_count; i++) {
        add(all->tables[i], one->tables[i], counting->class_counts[i] * counting->slot_count);
        add(all->table_cases[i], one->table_cases[i], counting->class_counts[i]);
    }
    for (size_t i = 0; i < one->kept_count; i++)
        keep(all, &one->kept[i]);
}

static const uint64_t *copy(struct arena *arena, const uint64_t *from, size_t count)
{
    uint64_t *to = ARENA_ARRAY(arena, uint64_t, count);
    add(to, from, count);
    return to;
}

void counters_add_up(struct arena *arena, const struct counting *counting, struct counter *const *counters,
                     size_t count, struct population *population)
{
    const struct population_request *request = counting->request;
    struct counter *all = counters[0];
    size_t slots = counting->slot_count;
    for (size_t i = 1; i < count; i++)
        add_counter(all, counters[i]);
    struct population_table *tables = ARENA_ARRAY(arena, struct population_table, request->split_count);
    for (size_t i = 0; i < request->split_count; i++) {
        size_t classes = counting->class_counts[i];
        tables[i] = (struct population_table){.split = request->splits[i],
                                              .class_count = classes,
                                              .first_month = FIRST_MONTH_YEAR * 12,
                                              .cases = copy(arena, all->table_cases[i], classes),
                                              .counts = copy(arena, all->tables[i], classes * slots)};
        for (size_t class = 0; i == 0 && class < classes; class ++)
            add(all->counts, all->tables[0] + class * slots, slots);
    }
    population->tables = tables;
    population->table_count = request->split_count;
    population->cases = all->cases;
    population->counts = copy(arena, all->counts, slots);
    population->slot_count = slots;
    population->first_slots = counting->first_slots;
    if (request->wants_exceptions)
        list_exceptions(arena, counting, all, population);
}
