// SPDX-License-Identifier: GPL-3.0-or-later
// Functions over the log: the entries of a batch of cases are run in batches of their own.
#include "instrument/expression_program.h"

#include <stdlib.h>

// What has been found for each case of the batch.
struct findings {
    const struct run *run;
    const struct instruction *instruction;
    struct value *target;
    int64_t *points; // of OP_LONGEST_GAP: times of entries that count, those of a case together
    size_t *begins;  // of case r: points [begins[r], begins[r + 1])
    size_t point_count;
    size_t next_case; // begins is filled below it
};

static void find_gap_point(struct findings *findings, size_t of_case, int64_t time)
{
    const struct run *run = findings->run;
    int64_t from = run->values[findings->instruction->a].integers[of_case];
    int64_t to = run->values[findings->instruction->b].integers[of_case];
    while (findings->next_case <= of_case)
        findings->begins[findings->next_case++] = findings->point_count;
    if (time >= from && time <= to)
        findings->points[findings->point_count++] = time;
}

// An entry that counts.
static void find(struct findings *findings, size_t of_case, const struct column *times, size_t entry)
{
    struct value *target = findings->target;
    bool timed = findings->instruction->code != OP_COUNT_LOG && bit_get(times->known, entry);
    int64_t time = timed ? column_integer(&findings->run->all->log, times, entry) : 0,
            *out = &target->integers[of_case];
    switch ((int)findings->instruction->code) {
    case OP_COUNT_LOG: ++*out; break;
    case OP_LONGEST_GAP:
        if (timed && bit_get(target->known, of_case))
            find_gap_point(findings, of_case, time);
        break;
    default:
        if (!timed || value_fault(target, of_case) != FAULT_NONE)
            break;
        if (!bit_get(target->known, of_case) ||
            (findings->instruction->code == OP_FIRST_LOG ? time < *out : time > *out))
            *out = time;
        bit_set(target->known, of_case);
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

static void find_in_batch(struct findings *findings, const struct run *entries)
{
    const struct value *counts = &entries->values[entries->program->result];
    const struct column *times = &entries->rows->columns[findings->run->program->log_time];
    for (size_t row = 0; row < entries->count; row++) {
        enum evaluation_fault fault = value_fault(counts, row);
        if (fault != FAULT_NONE)
            find_fault(findings, entries->case_of[row], fault);
        else if (bit_get(counts->truths, row))
            find(findings, entries->case_of[row], times, entries->from + row);
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

// Runs the condition over the log entries [first, until) of the batch's cases.
static void find_all(struct findings *findings, size_t first, size_t until)
{
    const struct run *run = findings->run;
    const struct search *search = findings->instruction->search;
    uint32_t *case_of = ARENA_ARRAY(run->arena, uint32_t, BATCH_ROWS);
    size_t of_case = 0;
    for (size_t from = first; from < until; from += BATCH_ROWS) {
        size_t count = until - from < BATCH_ROWS ? until - from : BATCH_ROWS;
        for (size_t row = 0; row < count; row++) {
            while (run->all->log_start[run->from + of_case + 1] <= from + row)
                of_case++;
            case_of[row] = (uint32_t)of_case;
        }
        struct arena_mark mark = arena_mark(run->arena);
        struct run entries = {.program = &search->entries,
                              .all = run->all,
                              .rows = &run->all->log,
                              .from = from,
                              .count = count,
                              .arena = run->arena,
                              .outer = run,
                              .imports = search->imports,
                              .case_of = case_of};
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
    struct findings findings = {.run = run, .instruction = instruction, .target = target};
    struct arena_mark mark = arena_mark(run->arena);
    size_t first = start[run->from], until = start[run->from + run->count];
    if (gap) {
        findings.points = ARENA_ARRAY(run->arena, int64_t, until - first);
        findings.begins = ARENA_ARRAY(run->arena, size_t, run->count + 1);
    }
    memset(target->integers, 0, run->count * sizeof *target->integers);
    find_all(&findings, first, until);
    if (gap)
        measure_gaps(&findings);
    arena_release(run->arena, mark);
}
