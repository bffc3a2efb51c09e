// SPDX-License-Identifier: GPL-3.0-or-later
#include "instrument/instrument_evaluate.h"

enum { BATCH_WORDS = BATCH_ROWS / 64 };

// One criterion over one batch. A bit of `open` is a case whose outcome is not known yet.
struct batch {
    const struct instrument *instrument;
    const struct criterion *criterion;
    const struct case_rows *rows;
    size_t from, count;
    struct arena *scratch;
    uint64_t open[BATCH_WORDS];
    struct criterion_results into; // of this batch
};

static void decide(struct batch *batch, size_t row, size_t outcome, enum outcome_reason reason,
                   uint16_t detail)
{
    batch->into.outcomes[row] = (uint8_t)outcome;
    batch->into.reasons[row] = (uint8_t)reason;
    batch->into.details[row] = detail;
    bit_clear(batch->open, row);
}

// The next row of a set of bits at or after `row`; past the end if there is none.
static size_t next_row(const uint64_t *bits, size_t row)
{
    for (size_t word = row / 64; word < BATCH_WORDS; word++) {
        uint64_t rest = word == row / 64 ? bits[word] & ~UINT64_C(0) << (row % 64) : bits[word];
        if (rest)
            return word * 64 + (size_t)__builtin_ctzll(rest);
    }
    return BATCH_ROWS;
}

#define FOR_ROWS(row, bits) \
    for (size_t row = next_row((bits), 0); row < BATCH_ROWS; row = next_row((bits), row + 1))

// The first input without a value: the one that a person would look for.
static uint16_t missing_input(const struct batch *batch, const struct expression *rule, size_t row)
{
    size_t count;
    const size_t *inputs = expression_inputs(rule, &count);
    for (size_t i = 0; i < count; i++)
        if (!bit_get(batch->rows->cases.columns[inputs[i]].known, batch->from + row))
            return (uint16_t)inputs[i];
    return expression_reads_log(rule) ? DETAIL_LOG : DETAIL_NONE;
}

static void decide_unknown(struct batch *batch, const struct expression *rule, size_t row,
                           enum evaluation_fault fault)
{
    static const enum outcome_reason reasons[] = {
        [FAULT_NONE] = REASON_MISSING,
        [FAULT_DIVISION_BY_ZERO] = REASON_DIVISION_BY_ZERO,
        [FAULT_OUT_OF_RANGE] = REASON_OUT_OF_RANGE,
        [FAULT_NO_CALENDAR] = REASON_NO_CALENDAR,
    };
    uint16_t detail = fault == FAULT_NONE ? missing_input(batch, rule, row) : DETAIL_NONE;
    decide(batch, row, batch->criterion->not_recorded, reasons[fault], detail);
}

// Tries a rule on the open rows among `rows`: those for which it is `decisive` get the outcome, those for which it is
// NULL are not recorded.
static void try_rule(struct batch *batch, const struct expression *rule, const uint64_t *rows, bool decisive,
                     size_t outcome, enum outcome_reason reason)
{
    struct column answer;
    uint64_t tried[BATCH_WORDS] = {0}, any = 0;
    for (size_t i = 0; i < bit_words(batch->count); i++)
        any |= tried[i] = batch->open[i] & rows[i];
    if (!any)
        return;
    struct arena_mark mark = arena_mark(batch->scratch);
    enum evaluation_fault *faults = ARENA_ARRAY(batch->scratch, enum evaluation_fault, batch->count);
    expression_run(rule, batch->rows, batch->from, batch->count, batch->scratch, &answer, faults);
    uint64_t unknown[BATCH_WORDS] = {0}, decided[BATCH_WORDS] = {0};
    for (size_t i = 0; i < bit_words(batch->count); i++) {
        unknown[i] = tried[i] & ~answer.known[i];
        decided[i] = tried[i] & answer.known[i] & (decisive ? answer.truths[i] : ~answer.truths[i]);
    }
    FOR_ROWS(row, decided)
    decide(batch, row, outcome, reason, DETAIL_NONE);
    FOR_ROWS(row, unknown)
    decide_unknown(batch, rule, row, faults[row]);
    arena_release(batch->scratch, mark);
}

bool rule_set_in_force(const struct rule_set *set, enum field_type type, int64_t when)
{
    int64_t from = type == FIELD_DATE ? set->from : set->from_instant;
    int64_t before = type == FIELD_DATE ? set->before : set->before_instant;
    return (!set->has_from || when >= from) && (!set->has_before || when < before);
}

// Which open rows fall under a set.
static void rows_of_set(const struct batch *batch, const struct rule_set *set, uint64_t *rows)
{
    const struct column *by = &batch->rows->cases.columns[batch->criterion->rules_by];
    FOR_ROWS(row, batch->open)
    if (rule_set_in_force(set, by->type, column_integer(&batch->rows->cases, by, batch->from + row)))
        bit_set(rows, row);
}

static void try_set(struct batch *batch, const struct rule_set *set, const uint64_t *rows)
{
    for (size_t i = 0; i < batch->criterion->outcome_count; i++)
        if (set->when[i])
            try_rule(batch, set->when[i], rows, true, i, REASON_RULE);
    FOR_ROWS(row, rows)
    if (bit_get(batch->open, row))
        decide(batch, row, batch->criterion->not_recorded, REASON_NO_RULE, DETAIL_NONE);
}

static void try_dated_sets(struct batch *batch)
{
    const struct criterion *criterion = batch->criterion;
    const struct column *by = &batch->rows->cases.columns[criterion->rules_by];
    FOR_ROWS(row, batch->open)
    if (!bit_get(by->known, batch->from + row))
        decide(batch, row, criterion->not_recorded, REASON_MISSING, (uint16_t)criterion->rules_by);
    for (size_t i = 0; i < criterion->set_count; i++) {
        uint64_t rows[BATCH_WORDS] = {0};
        rows_of_set(batch, &criterion->sets[i], rows);
        try_set(batch, &criterion->sets[i], rows);
    }
    FOR_ROWS(row, batch->open)
    decide(batch, row, criterion->not_recorded, REASON_NO_RULE_SET, DETAIL_NONE);
}

static void evaluate_batch(struct batch *batch)
{
    const struct criterion *criterion = batch->criterion;
    uint64_t all[BATCH_WORDS] = {0};
    for (size_t row = 0; row < batch->count; row++)
        bit_set(all, row);
    memcpy(batch->open, all, sizeof all);
    if (criterion->applies)
        try_rule(batch, criterion->applies, all, false, criterion->not_applicable, REASON_DOES_NOT_APPLY);
    if (criterion->judged)
        FOR_ROWS(row, batch->open)
    decide(batch, row, OUTCOME_TO_JUDGE, REASON_TO_JUDGE, DETAIL_NONE);
    else if (criterion->has_rules_by) try_dated_sets(batch);
    else try_set(batch, criterion->sets, all);
}

static size_t batch_size(size_t left)
{
    return left < BATCH_ROWS ? left : BATCH_ROWS;
}

void evaluate_criterion(const struct instrument *instrument, const struct criterion *criterion,
                        const struct case_rows *rows, size_t from, size_t count, struct arena *scratch,
                        struct criterion_results *into)
{
    for (size_t done = 0; done < count; done += BATCH_ROWS) {
        struct batch batch = {
            .instrument = instrument,
            .criterion = criterion,
            .rows = rows,
            .from = from + done,
            .count = batch_size(count - done),
            .scratch = scratch,
            .into = {into->outcomes + done, into->reasons + done, into->details + done},
        };
        evaluate_batch(&batch);
    }
}

// The first check that is true of each case, taking the earlier instant of ambiguous times.
void evaluate_checks(const struct instrument *instrument, const struct case_rows *rows, size_t from,
                     size_t count, struct arena *scratch, uint16_t *first)
{
    struct arena_mark all = arena_mark(scratch);
    enum evaluation_fault *faults = ARENA_ARRAY(scratch, enum evaluation_fault,
                                                batch_size(count)); // often one
    for (size_t i = 0; i < count; i++)
        first[i] = DETAIL_NONE;
    for (size_t check = instrument->check_count; check-- > 0;)
        for (size_t done = 0; done < count; done += BATCH_ROWS) {
            struct arena_mark mark = arena_mark(scratch);
            struct column answer;
            size_t size = batch_size(count - done);
            expression_run(instrument->checks[check].impossible, rows, from + done, size, scratch, &answer,
                           faults);
            for (size_t row = 0; row < size; row++)
                if (bit_get(answer.known, row) && bit_get(answer.truths, row))
                    first[done + row] = (uint16_t)check;
            arena_release(scratch, mark);
        }
    arena_release(scratch, all);
}

static struct criterion_results *results_new(struct arena *arena, size_t criteria, size_t count)
{
    struct criterion_results *results = ARENA_ARRAY(arena, struct criterion_results, criteria);
    for (size_t i = 0; i < criteria; i++)
        results[i] = (struct criterion_results){
            ARENA_ARRAY(arena, uint8_t, count),
            ARENA_ARRAY(arena, uint8_t, count),
            ARENA_ARRAY(arena, uint16_t, count),
        };
    return results;
}

// Whether a rule reads the field that a time stands in.
static bool rule_reads(const struct expression *rule, const struct ambiguous_time *time)
{
    size_t count = 0;
    const size_t *inputs = !rule          ? NULL
                           : time->of_log ? expression_log_inputs(rule, &count)
                                          : expression_inputs(rule, &count);
    for (size_t i = 0; i < count; i++)
        if (inputs[i] == time->field)
            return true;
    return false;
}

static bool criterion_reads(const struct criterion *criterion, const struct ambiguous_time *time)
{
    if (rule_reads(criterion->applies, time) ||
        (criterion->has_rules_by && !time->of_log && criterion->rules_by == time->field))
        return true;
    for (size_t set = 0; set < criterion->set_count; set++)
        for (size_t i = 0; i < criterion->outcome_count; i++)
            if (rule_reads(criterion->sets[set].when[i], time))
                return true;
    return false;
}

static struct ambiguous_times times_of_criterion(struct arena *arena, const struct criterion *criterion,
                                                 const struct single_case *single)
{
    struct ambiguous_times read = {ARENA_ARRAY(arena, struct ambiguous_time, single->times.count), 0};
    for (size_t i = 0; i < single->times.count; i++)
        if (criterion_reads(criterion, &single->times.items[i]))
            read.items[read.count++] = single->times.items[i];
    return read;
}

bool evaluate_ambiguous_case(const struct instrument *instrument, const struct criterion *criterion,
                             struct single_case *single, struct arena *scratch, struct criterion_results *one)
{
    uint8_t outcome, reason;
    uint16_t detail;
    struct criterion_results other = {&outcome, &reason, &detail};
    struct ambiguous_times times = times_of_criterion(scratch, criterion, single);
    if (times.count == 0)
        return false;
    evaluate_criterion(instrument, criterion, &single->rows, 0, 1, scratch, one);
    bool same = times.count <= LIMIT_AMBIGUOUS_TIMES;
    for (size_t choice = 1; same && choice < (size_t)1 << times.count; choice++) {
        single_case_choose(&times, choice);
        evaluate_criterion(instrument, criterion, &single->rows, 0, 1, scratch, &other);
        same = outcome == one->outcomes[0];
    }
    single_case_choose(&times, 0);
    if (!same) {
        one->outcomes[0] = (uint8_t)criterion->not_recorded;
        one->reasons[0] = REASON_AMBIGUOUS_TIME;
        one->details[0] = times.items[0].of_log ? DETAIL_LOG : (uint16_t)times.items[0].field;
    }
    return true;
}

static void evaluate_ambiguous(const struct instrument *instrument, const struct case_rows *rows, size_t from,
                               size_t count, struct arena *scratch, struct criterion_results *results)
{
    const uint64_t *cases = ambiguous_cases(scratch, rows, from, count);
    for (size_t row = 0; cases && row < count; row++) {
        if (!bit_get(cases, row))
            continue;
        struct arena_mark mark = arena_mark(scratch);
        struct single_case single;
        single_case_of(scratch, rows, from + row, &single);
        for (size_t i = 0; i < instrument->criterion_count; i++) {
            struct criterion_results one = {results[i].outcomes + row, results[i].reasons + row,
                                            results[i].details + row};
            evaluate_ambiguous_case(instrument, &instrument->criteria[i], &single, scratch, &one);
        }
        arena_release(scratch, mark);
    }
}

static struct ambiguous_times times_of_checks(struct arena *arena, const struct instrument *instrument,
                                              const struct single_case *single)
{
    struct ambiguous_times read = {ARENA_ARRAY(arena, struct ambiguous_time, single->times.count), 0};
    for (size_t i = 0; i < single->times.count; i++) {
        bool reads = false;
        for (size_t check = 0; check < instrument->check_count; check++)
            reads = reads || rule_reads(instrument->checks[check].impossible, &single->times.items[i]);
        if (reads)
            read.items[read.count++] = single->times.items[i];
    }
    return read;
}

// Still impossible under every combination?
static bool always_impossible(const struct instrument *instrument, struct single_case *single,
                              struct arena *scratch)
{
    uint16_t check = 0;
    struct ambiguous_times times = times_of_checks(scratch, instrument, single);
    if (times.count > LIMIT_AMBIGUOUS_TIMES)
        return false;
    for (size_t choice = 0; check != DETAIL_NONE && choice < (size_t)1 << times.count; choice++) {
        single_case_choose(&times, choice);
        evaluate_checks(instrument, &single->rows, 0, 1, scratch, &check);
    }
    return check != DETAIL_NONE;
}

uint16_t *instrument_impossible(struct arena *arena, const struct instrument *instrument,
                                const struct case_rows *rows, size_t from, size_t count)
{
    uint16_t *first = ARENA_ARRAY(arena, uint16_t, count);
    struct arena *scratch = arena_new();
    evaluate_checks(instrument, rows, from, count, scratch, first);
    const uint64_t *cases = ambiguous_cases(scratch, rows, from, count);
    for (size_t row = 0; cases && row < count; row++) {
        struct arena_mark mark = arena_mark(scratch);
        struct single_case single;
        if (first[row] != DETAIL_NONE && bit_get(cases, row)) {
            single_case_of(scratch, rows, from + row, &single);
            if (!always_impossible(instrument, &single, scratch))
                first[row] = DETAIL_NONE;
        }
        arena_release(scratch, mark);
    }
    arena_free(scratch);
    return first;
}

// An impossible case has no computed outcome.
static void withhold_impossible(const struct instrument *instrument, const uint16_t *checks, size_t count,
                                struct criterion_results *results)
{
    for (size_t i = 0; i < instrument->criterion_count; i++)
        for (size_t row = 0; row < count; row++) {
            if (checks[row] == DETAIL_NONE || results[i].reasons[row] == REASON_TO_JUDGE)
                continue;
            results[i].outcomes[row] = (uint8_t)instrument->criteria[i].not_recorded;
            results[i].reasons[row] = REASON_IMPOSSIBLE;
            results[i].details[row] = checks[row];
        }
}

struct criterion_results *instrument_evaluate(struct arena *arena, const struct instrument *instrument,
                                              const struct case_rows *rows, size_t from, size_t count)
{
    struct criterion_results *results = results_new(arena, instrument->criterion_count, count);
    struct arena *scratch = arena_new();
    for (size_t i = 0; i < instrument->criterion_count; i++)
        evaluate_criterion(instrument, &instrument->criteria[i], rows, from, count, scratch, &results[i]);
    evaluate_ambiguous(instrument, rows, from, count, scratch, results);
    if (instrument->check_count)
        withhold_impossible(instrument, instrument_impossible(scratch, instrument, rows, from, count), count,
                            results);
    arena_free(scratch);
    return results;
}
