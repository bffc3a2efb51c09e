// SPDX-License-Identifier: GPL-3.0-or-later
// Random cases and random well-typed expressions, the same for the same seed, each expression written twice: as ours and as
// PostgreSQL's.
//
// Where PostgreSQL's is written differently: literals have their types and hang on a row of a table `k`, so that the planner
// cannot compute anything before the rows; lengths of time are flattened to microseconds (dur, flat); times and dates are
// kept to the years 1 to 9999 by domains; the log is a table.
#pragma once

#include "base/buffer.h"
#include "instrument/expression.h"

enum { GENERATED_ROWS = 40, GENERATED_ENTRIES = 160 };

struct generator {
    uint64_t state;
    struct arena *arena;
    struct schema cases, log;
    struct case_rows rows;
    struct expression_scope scope;
    struct bank_holidays bank_holidays;
    uint32_t starts[GENERATED_ROWS + 1];
    struct buffer ours, theirs; // the last expression
    enum field_type type;       // and what it gives
    bool in_log;
};

void generator_init(struct generator *generator, struct arena *arena, uint64_t seed);
void generator_dispose(struct generator *generator);
// Further cases with their log, in the arena. Tame ones have whole numbers, days and times that a narrow column holds.
void generator_more(struct generator *generator, size_t count, bool tame, struct case_rows *rows);
// An expression of this type.
void generator_of(struct generator *generator, enum field_type type);
void generator_next(struct generator *generator);
uint64_t generator_below(struct generator *generator, uint64_t limit);
