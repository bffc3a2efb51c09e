// SPDX-License-Identifier: GPL-3.0-or-later
// Functions over the log: the entries of a batch of cases are run in batches of their own.
#include "instrument/expression_program.h"

#include <stdlib.h>

// What has been found for each case of the batch.
struct findings {
    const struct run *run;
    const struct instruction *instruction;
    struct value *target;
    const struct column *times;
    int64_t *points; // of OP_LONGEST_GAP: times of entries that count, those of a case together
    size_t *begins;  // of case r: points [begins[r], begins[r + 1])
    size_t point_count;
    size_t next_case; // begins is filled below it
};

static int64_t time_of(const struct findings *findings, size_t entry)
{
    const struct rows *log = &findings->run->all->log;
    const struct column *times = findings->times;
    return times->narrow ? narrow_instant(log->zero_second, times->narrows[entry]) : times->integers[entry];
}

// Of up to 64 entries from `entry` on, `bits` are those that count and `of_case` their cases. So the next two.
static void count_entries(const struct findings *findings, const uint32_t *of_case, uint64_t bits)
{
    for (; bits; bits &= bits - 1)
        findings->target->integers[of_case[__builtin_ctzll(bits)]]++;
}

static void find_extremes(const struct findings *findings, const uint32_t *of_case, size_t entry,
                          uint64_t bits)
{
    struct value *target = findings->target;
    bool first = findings->instruction->code == OP_FIRST_LOG;
    for (; bits; bits &= bits - 1) {
        size_t i = (size_t)__builtin_ctzll(bits), row = of_case[i];
        int64_t time = time_of(findings, entry + i), *out = &target->integers[row];
        if (value_fault(target, row) != FAULT_NONE)
            continue;
        if (!bit_get(target->known, row) || (first ? time < *out : time > *out))
            *out = time;
        bit_set(target->known, row);
    }
}

static void find_gap_points(struct findings *findings, const uint32_t *of_case, size_t entry, uint64_t bits)
{
    const struct run *run = findings->run;
    const int64_t *from = run->values[findings->instruction->a].integers,
                  *to = run->values[findings->instruction->b].integers;
    for (; bits; bits &= bits - 1) {
        size_t i = (size_t)__builtin_ctzll(bits), row = of_case[i];
        if (!bit_get(findings->target->known, row))
            continue;
        int64_t time = time_of(findings, entry + i);
        while (findings->next_case <= row)
            findings->begins[findings->next_case++] = findings->point_count;
        findings->points[findings->point_count] = time;
        findings->point_count += time >= from[row] && time <= to[row];
    }
}

// A fault that an entry's condition has is one of the case. It may have been unknown until here.
static void find_fault(struct findings *findings, size_t of_case, enum evaluation_fault fault)
{
    if (value_fault(findings->target, of_case) != FAULT_NONE)
        return;
    if (findings->instruction->code == OP_LONGEST_GAP && !bit_get(findings->target->known, of_case))
        return;
    bit_set(findings->target->known, of_case);
    value_raise(findings->target, of_case, fault);
}

static void find_faults(struct findings *findings, const struct run *entries, const struct value *counts,
                        size_t word)
{
    for (uint64_t bits = value_faulted(counts, word); bits; bits &= bits - 1) {
        size_t row = word * 64 + (size_t)__builtin_ctzll(bits);
        find_fault(findings, entries->case_of[row], value_fault(counts, row));
    }
}

// The bits [from, from + 64) of a column of `rows` bits.
static uint64_t bits_at(const uint64_t *bits, size_t from, size_t rows)
{
    uint64_t low = bits[from / 64] >> (from % 64);
    bool more = from % 64 && from / 64 + 1 < bit_words(rows);
    return more ? low | bits[from / 64 + 1] << (64 - from % 64) : low;
}

static void find_in_batch(struct findings *findings, const struct run *entries)
{
    const struct value *counts = &entries->values[entries->program->result];
    for (size_t word = 0; word < entries->words; word++) {
        const uint32_t *of_case = entries->case_of + word * 64;
        size_t entry = entries->from + word * 64;
        uint64_t bits = counts->truths[word];
        if (bits && findings->instruction->code != OP_COUNT_LOG)
            bits &= bits_at(findings->times->known, entry, entries->rows->count);
        if (findings->instruction->code == OP_COUNT_LOG)
            count_entries(findings, of_case, bits);
        else if (findings->instruction->code == OP_LONGEST_GAP)
            find_gap_points(findings, of_case, entry, bits);
        else
            find_extremes(findings, of_case, entry, bits);
        find_faults(findings, entries, counts, word);
    }
}

static int compare_times(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

// Entries mostly come in the order of time.
static void sort_times(int64_t *times, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (times[i] < times[i - 1]) {
            qsort(times, count, sizeof *times, compare_times);
            return;
        }
}

static int64_t longest_of(int64_t from, int64_t to, const int64_t *times, size_t count)
{
    int64_t last = count ? times[count - 1] : from, longest = to - last;
    for (size_t i = 0; i < count; i++) {
        int64_t gap = times[i] - (i ? times[i - 1] : from);
        if (gap > longest)
            longest = gap;
    }
    return longest;
}

static void measure_gaps(struct findings *findings)
{
    const struct run *run = findings->run;
    const int64_t *from = run->values[findings->instruction->a].integers,
                  *to = run->values[findings->instruction->b].integers;
    while (findings->next_case <= run->count)
        findings->begins[findings->next_case++] = findings->point_count;
    FOR_EACH_KNOWN(run, findings->target, row)
    {
        int64_t *times = findings->points + findings->begins[row];
        size_t count = findings->begins[row + 1] - findings->begins[row];
        sort_times(times, count);
        findings->target->integers[row] = longest_of(from[row], to[row], times, count);
    }
}

// The case of each log entry [first, until), counted from the run's first: of all that ask for it in a run the first makes it.
static const uint32_t *cases_of_entries(const struct run *run, size_t first, size_t until)
{
    if (*run->entry_cases)
        return *run->entry_cases;
    const uint32_t *start = run->all->log_start + run->from;
    uint32_t *cases = arena_allocate(run->arena, (until - first + 1) * sizeof *cases, alignof(uint32_t));
    for (size_t row = 0; row < run->count; row++)
        for (size_t entry = start[row]; entry < start[row + 1]; entry++)
            cases[entry - first] = (uint32_t)row;
    *run->entry_cases = cases;
    return cases;
}

// Runs the condition over the log entries [first, until) of the batch's cases.
static void find_all(struct findings *findings, size_t first, size_t until, const uint32_t *cases)
{
    const struct run *run = findings->run;
    const struct search *search = findings->instruction->search;
    for (size_t from = first; from < until; from += BATCH_ROWS) {
        struct arena_mark mark = arena_mark(run->arena);
        struct run entries = {.program = &search->entries,
                              .all = run->all,
                              .rows = &run->all->log,
                              .from = from,
                              .count = until - from < BATCH_ROWS ? until - from : BATCH_ROWS,
                              .arena = run->arena,
                              .outer = run,
                              .imports = search->imports,
                              .case_of = cases + (from - first)};
        program_run(&entries);
        find_in_batch(findings, &entries);
        arena_release(run->arena, mark);
    }
}

void run_log(const struct run *run, const struct instruction *instruction, struct value *target)
{
    bool gap = instruction->code == OP_LONGEST_GAP, count = instruction->code == OP_COUNT_LOG;
    const uint32_t *start = run->all->log_start;
    for (size_t w = 0; w < run->words;
         w++) // prepared as for a strict instruction; a first and a last are unknown until found
        target->known[w] = !start ? 0 : gap || count ? target->known[w] : 0;
    if (!start)
        return;
    struct findings findings = {.run = run,
                                .instruction = instruction,
                                .target = target,
                                .times = &run->all->log.columns[run->program->log_time]};
    size_t first = start[run->from], until = start[run->from + run->count];
    const uint32_t *cases = cases_of_entries(run, first, until);
    struct arena_mark mark = arena_mark(run->arena);
    if (gap) { // with room for one more, which is written before it is known whether it counts
        findings.points = arena_allocate(run->arena, (until - first + 1) * sizeof *findings.points,
                                         alignof(int64_t));
        findings.begins = arena_allocate(run->arena, (run->count + 1) * sizeof *findings.begins,
                                         alignof(size_t));
    }
    memset(target->integers, 0, run->count * sizeof *target->integers);
    find_all(&findings, first, until, cases);
    if (gap)
        measure_gaps(&findings);
    arena_release(run->arena, mark);
}
