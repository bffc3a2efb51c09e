// SPDX-License-Identifier: GPL-3.0-or-later
// The cheapest whole numbers that fulfil equations between them, by libglpk's branch and cut. What it answers is checked
// in whole numbers before it is given out, so that nothing depends on how it rounds.
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct program_variable {
    int64_t low, high; // both are reached; high < low: no whole number will do
    bool unbounded;    // high counts for nothing
    int64_t cost;      // of each unit; at least 0
};

struct program_term {
    size_t variable;
    int64_t factor;
};

// The terms add up to `sum`.
struct program_equation {
    const struct program_term *terms;
    size_t count;
    int64_t sum;
};

struct integer_program {
    const struct program_variable *variables;
    size_t variable_count;
    const struct program_equation *equations;
    size_t equation_count;
};

// False, values untouched, if there is no answer, or none was found in LIMIT_PROGRAM_NODES steps.
bool integer_program_solve(struct arena *arena, const struct integer_program *program, int64_t *values);
