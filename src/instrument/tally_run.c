// SPDX-License-Identifier: GPL-3.0-or-later
#include "instrument/instrument_evaluate.h"
#include "instrument/tally_program.h"

enum { BATCH_WORDS = BATCH_ROWS / 64 };

struct decision {
    uint64_t open[BATCH_WORDS];
    struct tally *tally;
};

static void close_some(const struct run *run, const struct instruction *instruction)
{
    uint64_t *open = run->decision->open, *to = run->decision->tally->sets[instruction->slot_a];
    const uint64_t *where = instruction->b == NO_VALUE ? NULL : run->values[instruction->b].truths;
    for (size_t w = 0; w < run->words; w++) {
        uint64_t tried = where ? open[w] & where[w] : open[w];
        to[w] |= tried;
        open[w] &= ~tried;
    }
}

static void try(const struct run *run, const struct instruction *instruction)
{
    const struct value *a = &run->values[instruction->a];
    const uint64_t *where = instruction->b == NO_VALUE ? NULL : run->values[instruction->b].truths;
    uint64_t **sets = run->decision->tally->sets, *open = run->decision->open;
    uint64_t *to = sets[instruction->slot_a], *unknown = sets[instruction->slot_b];
    if (instruction->code == OP_TRY) {
        run->kernels->try(a->truths, a->known, where, run->words, open, to, unknown);
        return;
    }
    for (size_t w = 0; w < run->words; w++) {
        uint64_t tried = where ? open[w] & where[w] : open[w];
        uint64_t decided = tried & a->known[w] & ~a->truths[w];
        to[w] |= decided;
        unknown[w] |= tried & ~a->known[w];
        open[w] &= ~(decided | (tried & ~a->known[w]));
    }
}

void run_decision(const struct run *run, const struct instruction *instruction)
{
    struct decision *decision = run->decision;
    struct tally *tally = decision->tally;
    const struct value *a = instruction->a == NO_VALUE ? NULL : &run->values[instruction->a];
    switch ((int)instruction->code) {
    case OP_OPEN:
        for (size_t w = 0; w < run->words; w++)
            decision->open[w] = run_rows(run, w);
        break;
    case OP_REST: close_some(run, instruction); break;
    case OP_IMPOSSIBLE:
        for (size_t w = 0; w < run->words; w++)
            tally->impossible[w] |= a->known[w] & a->truths[w];
        break;
    case OP_MEASURE:
        copy_result(run, a, run->program->instructions[instruction->a].class,
                    &tally->measures[instruction->integer]);
        break;
    default: try(run, instruction); break;
    }
}

// ---- Cases with ambiguous times, one at a time

static bool is_impossible(const struct tally_program *program, const struct case_rows *rows, size_t row,
                          struct arena *scratch)
{
    return *instrument_impossible(scratch, program->instrument, rows, row, 1) != DETAIL_NONE;
}

// The one outcome of a case, in place of that which it had by the earlier instants.
static void put(const struct tally_program *program, struct tally *tally, size_t row, size_t criterion,
                size_t outcome)
{
    for (size_t slot = program->first_slot[criterion]; slot < program->first_slot[criterion + 1]; slot++)
        bit_clear(tally->sets[slot], row);
    bit_set(tally->sets[tally_slot(program, criterion, outcome)], row);
}

static void redo(const struct tally_program *program, const struct case_rows *rows, size_t from, size_t row,
                 struct arena *scratch, struct tally *tally)
{
    const struct instrument *instrument = program->instrument;
    uint8_t outcome, reason;
    uint16_t detail;
    struct criterion_results one = {&outcome, &reason, &detail};
    struct single_case single;
    if (tally->impossible && bit_get(tally->impossible, row) &&
        !is_impossible(program, rows, from + row, scratch))
        bit_clear(tally->impossible, row);
    if (program->options.scope == TALLY_CHECKS_ALONE)
        return;
    single_case_of(scratch, rows, from + row, &single);
    for (size_t i = 0; i < instrument->criterion_count; i++)
        if (evaluate_ambiguous_case(instrument, &instrument->criteria[i], &single, scratch, &one))
            put(program, tally, row, i, outcome);
}

static void redo_ambiguous(const struct tally_program *program, const struct case_rows *rows, size_t from,
                           size_t count, struct arena *scratch, struct tally *tally)
{
    const uint64_t *cases = ambiguous_cases(scratch, rows, from, count);
    for (size_t row = 0; cases && row < count; row++) {
        struct arena_mark mark = arena_mark(scratch);
        if (bit_get(cases, row))
            redo(program, rows, from, row, scratch, tally);
        arena_release(scratch, mark);
    }
}

// ---- All

// An impossible case has no computed outcome; one that a reviewer judges has none anyway.
static void withhold_impossible(const struct tally_program *program, size_t words, struct tally *tally)
{
    uint64_t any = 0;
    for (size_t w = 0; w < words; w++)
        any |= tally->impossible[w];
    for (size_t i = 0; any && i < program->instrument->criterion_count; i++) {
        const struct criterion *criterion = &program->instrument->criteria[i];
        size_t first = program->first_slot[i];
        for (size_t k = 0; k < criterion->outcome_count; k++)
            for (size_t w = 0; w < words; w++) {
                uint64_t moved = tally->sets[first + k][w] & tally->impossible[w];
                if (k == criterion->not_recorded || !moved)
                    continue;
                tally->sets[first + k][w] &= ~moved;
                tally->sets[first + criterion->not_recorded][w] |= moved;
            }
    }
}

static void allocate(const struct tally_program *program, size_t count, struct arena *scratch,
                     struct tally *tally)
{
    size_t words = bit_words(count);
    uint64_t *planes = ARENA_ARRAY(scratch, uint64_t, (program->slot_count + 1) * words);
    *tally = (struct tally){
        .sets = ARENA_ARRAY(scratch, uint64_t *, program->slot_count),
        .measures = ARENA_ARRAY(scratch, struct column, program->measure_count),
    };
    for (size_t i = 0; i < program->slot_count; i++)
        tally->sets[i] = planes + i * words;
    if (program->options.scope != TALLY_WITHOUT_CHECKS)
        tally->impossible = planes + program->slot_count * words;
    for (size_t i = 0; i < program->measure_count; i++)
        tally->measures[i] = column_new(scratch, expression_type(program->measures[i]), count, false);
}

// Whether all whole numbers that it reads are narrow, and all narrow times lie in the years 1 to 9999.
static bool may_be_narrow(const struct tally_program *program, const struct rows *cases)
{
    enum { ROOM = INT32_MAX };
    for (size_t i = 0; i < program->input_count; i++) {
        const struct column *column = &cases->columns[program->inputs[i]];
        if (column_may_be_narrow(column->type) && !column->narrow)
            return false;
    }
    return cases->zero_second > TIME_FIRST / MICROSECONDS_A_SECOND + ROOM + 1 &&
           cases->zero_second < TIME_LAST / MICROSECONDS_A_SECOND - ROOM - 1;
}

// False if something did not fit.
static bool run_program(const struct tally_program *tally, const struct program *program,
                        const struct case_rows *rows, size_t from, size_t count, struct arena *scratch,
                        struct tally *into)
{
    bool doubt = false;
    struct decision decision = {.tally = into};
    struct run run = {.program = program,
                      .all = rows,
                      .rows = &rows->cases,
                      .from = from,
                      .count = count,
                      .arena = scratch,
                      .decision = &decision,
                      .kernels = tally->kernels,
                      .doubt = &doubt};
    program_run(&run);
    return !doubt;
}

static void forget(const struct tally_program *program, size_t count, struct tally *tally)
{
    for (size_t i = 0; i < program->slot_count; i++)
        memset(tally->sets[i], 0, bit_words(count) * sizeof *tally->sets[i]);
    if (tally->impossible)
        memset(tally->impossible, 0, bit_words(count) * sizeof *tally->impossible);
}

void tally_run(const struct tally_program *program, const struct case_rows *rows, size_t from, size_t count,
               struct arena *scratch, struct tally *tally)
{
    struct tally made;
    allocate(program, count, scratch, &made);
    struct arena_mark mark = arena_mark(scratch);
    bool narrow = count && may_be_narrow(program, &rows->cases);
    if (narrow && !run_program(program, program->narrow, rows, from, count, scratch, &made)) {
        narrow = false;
        forget(program, count, &made);
    }
    if (count && !narrow)
        run_program(program, program->program, rows, from, count, scratch, &made);
    redo_ambiguous(program, rows, from, count, scratch, &made);
    if (program->options.scope == TALLY_ALL)
        withhold_impossible(program, bit_words(count), &made);
    arena_release(scratch, mark);
    *tally = made;
}
