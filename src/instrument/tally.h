// SPDX-License-Identifier: GPL-3.0-or-later
// A whole instrument over many cases: every criterion compiled into one program, what they share computed once, and
// outcomes decided as planes of bits, a bit a case. The outcomes are those of instrument_evaluate(), which also says why.
#pragma once

#include "instrument/instrument.h"

enum tally_scope {
    TALLY_ALL,            // an impossible case has no computed outcome, as in instrument_evaluate()
    TALLY_WITHOUT_CHECKS, // for cases among which the impossible ones have been rejected already
    TALLY_CHECKS_ALONE,   // only which cases are impossible
};

struct tally_options {
    enum tally_scope scope;
    bool portable; // not the processor's own instructions: for tests
};

struct tally_program; // read-only after making: shared by threads

// `measures` are values of each case that are wanted beside the outcomes: of any type but text and category. The instrument
// and the measures live at least as long as the program.
const struct tally_program *tally_program_new(struct arena *arena, const struct instrument *instrument,
                                              const struct expression *const *measures, size_t measure_count,
                                              struct tally_options options);
// The fields of the case, and of the log, that it reads; the columns of all others may be absent.
const size_t *tally_inputs(const struct tally_program *program, size_t *count);
const size_t *tally_log_inputs(const struct tally_program *program, size_t *count);
size_t tally_slots(const struct tally_program *program);
// Where the cases with an outcome stand: its index, or OUTCOME_TO_JUDGE of a judged criterion.
size_t tally_slot(const struct tally_program *program, size_t criterion, size_t outcome);

// One batch. Bit r is case from + r; bits past the last are 0.
struct tally {
    uint64_t **sets;         // by slot; those of a criterion are exclusive and leave nothing out
    uint64_t *impossible;    // by any check; NULL under TALLY_WITHOUT_CHECKS
    struct column *measures; // in their order; wide
};

// Over the cases [from, from + count), count <= BATCH_ROWS. What *tally points to lives in `scratch`: take a mark before and
// release it after.
void tally_run(const struct tally_program *program, const struct case_rows *rows, size_t from, size_t count,
               struct arena *scratch, struct tally *tally);
