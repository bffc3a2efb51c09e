// SPDX-License-Identifier: GPL-3.0-or-later
// Private to tally.c and tally_run.c.
#pragma once

#include "instrument/expression_program.h"
#include "instrument/tally.h"

struct tally_program {
    const struct instrument *instrument;
    struct tally_options options;
    const struct program *program, *narrow;
    const struct kernels *kernels;
    struct expression_scope scope;
    const struct expression *const *measures;
    size_t measure_count;
    size_t *inputs, *log_inputs;
    size_t input_count, log_input_count;
    size_t *
        first_slot; // by criterion, and their end: outcomes in their order, then OUTCOME_TO_JUDGE of a judged one
    size_t slot_count;
};
