// SPDX-License-Identifier: GPL-3.0-or-later
// Cohen's kappa of a pair of reviewers, plain and weighted, on the cases that both rated. The standard error
// is that of Fleiss, Cohen and Everitt (1969); the interval value ± z se, not clipped. The one under kappa =
// 0 is for a test only.
#pragma once

#include "statistics/confidence.h"
#include "statistics/figure.h"
#include "statistics/weights.h"

struct pair_table {
    size_t categories, units;
    uint32_t *count; // [first reviewer's category * categories + the second's]
};
struct pair_table pair_tabulate(struct arena *arena, const struct ratings *ratings, size_t first,
                                size_t second);

struct cohen {
    struct figure observed, chance; // agreement; undefined only without common units
    struct estimate kappa;
    struct figure se_h0, z_h0;
};
void cohen_compute(struct arena *arena, const struct pair_table *table, const struct weights *weights,
                   struct confidence confidence, struct cohen *cohen);
