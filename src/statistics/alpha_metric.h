// SPDX-License-Identifier: GPL-3.0-or-later
// What alpha.c and alpha_bootstrap.c share.
#pragma once

#include "statistics/alpha.h"

// Squared differences of categories, [one * categories + other]. Those of the ordinal metric depend on how
// often each category occurs among the pairable ratings.
void alpha_differences(const struct ratings *ratings, enum metric metric, const long double *occurs,
                       long double *difference);
// Observed and expected disagreement from a table of coincidences and its row sums.
struct disagreement {
    long double observed, expected, pairable;
};
struct disagreement alpha_disagreement(size_t categories, const long double *coincidence,
                                       const long double *occurs, const long double *difference);
// How often a unit's ratings bring each pair of categories together, added `times` times.
void alpha_add_unit(const uint16_t *count, uint16_t ratings, size_t categories, long double times,
                    long double *coincidence, long double *occurs);
