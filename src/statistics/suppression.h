// SPDX-License-Identifier: GPL-3.0-or-later
// Which counts a publication must withhold besides those that are small, so that nobody can work the small ones out.
//
// The reader knows every count that is printed, every equation between counts (rows that add up to a total, a base that
// is the sum of outcomes), and of a count that is withheld the range in which it must lie (a count of nothing is always
// printed, so a withheld one is at least 1). A small count is safe if the reader must hold every number of its safe range
// for possible, at least two: the proof is one whole table for each end of the range that fits all that is known. Any other count that
// is withheld with it is safe if it could be at least two numbers. This is the usual demand on the feasible interval of a
// cell: Hundepool and others, Statistical Disclosure Control (Wiley 2012), chapter 4.
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum count_kind {
    COUNT_PRINTED, // unless it must be withheld as well
    COUNT_FIXED,   // printed whatever happens: the number of cases reviewed, and any count of nothing
    COUNT_SMALL,   // withheld
    COUNT_UNTOLD,  // printed nowhere; it only says that one count is at least as large as another
};

struct suppression_count {
    enum count_kind kind;
    int64_t value;
    int64_t low,
        high; // where a reader knows that it lies once it is withheld; high < low: no upper end is known
    int64_t safe_low, safe_high; // of COUNT_SMALL: what must stay possible
    int64_t cost;                // of withholding it besides: 1 or more
};

// The counts, each times its factor, add up to `sum`.
struct suppression_term {
    size_t count; // index
    int64_t factor;
};
struct suppression_equation {
    struct suppression_term *terms;
    size_t term_count;
    int64_t sum;
    bool is_link; // it joins counts that have nothing else to do with each other
};

struct suppression_table {
    const struct suppression_count *counts;
    size_t count;
    const struct suppression_equation *equations;
    size_t equation_count;
};

// Other tables that fit everything printed: one value a count.
struct suppression {
    bool *withheld;
    ARRAY_OF(int64_t *) witnesses;
};

// False if a count cannot be made safe: *exposed is its index.
bool suppression_solve(struct arena *arena, const struct suppression_table *table,
                       struct suppression *suppression, size_t *exposed);
// Whether the witnesses prove it, in whole numbers and without any solver: each fits what is printed, and together they
// show every withheld count to be safe. suppression_solve gives nothing out that does not pass.
bool suppression_holds(const struct suppression_table *table, const struct suppression *suppression,
                       size_t *exposed);
