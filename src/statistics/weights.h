// SPDX-License-Identifier: GPL-3.0-or-later
// How much two categories agree: 1 is the same, 0 as different as can be. Between, the weight falls with the
// distance of their ranks in the declared list, or of their numbers.
#pragma once

#include "statistics/ratings.h"

enum weighting {
    WEIGHTS_UNWEIGHTED,
    WEIGHTS_LINEAR,         // 1 - |distance of ranks| / greatest
    WEIGHTS_QUADRATIC,      // 1 - the square of that
    WEIGHTS_ORDINAL,        // Gwet's: 1 - C(distance + 1, 2) / C(categories, 2)
    WEIGHTS_LINEAR_NUMERIC, // by numbers
    WEIGHTS_QUADRATIC_NUMERIC,
    WEIGHTINGS
};

struct weights {
    size_t categories;
    double *weight; // [one * categories + other]; symmetric, 1 on the diagonal
};

const char *weighting_code(enum weighting weighting);  // "quadratic_numeric"
const char *weighting_words(enum weighting weighting); // marked for translation
// Which of them mean something on a scale: nominal the first, ordinal those by rank, interval all.
bool weighting_suits(enum weighting weighting, enum scale scale);
struct weights weights_make(struct arena *arena, enum weighting weighting, const struct ratings *ratings);
