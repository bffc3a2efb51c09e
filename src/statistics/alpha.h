// SPDX-License-Identifier: GPL-3.0-or-later
// Krippendorff's alpha (Computing Krippendorff's Alpha-Reliability, 2011) on the units with at least two
// ratings.
#pragma once

#include "statistics/coefficients.h"

enum metric { METRIC_NOMINAL, METRIC_ORDINAL, METRIC_INTERVAL, METRIC_RATIO, METRICS };

struct alpha {
    struct figure observed, expected; // disagreement, Do and De
    size_t pairable;                  // ratings of units with at least two
    // The standard error exists for nominal and interval data. `estimate` and `older` differ only where
    // ratings are missing: in one step of the linearisation, and in degrees of freedom (units rated less 1;
    // units with two ratings less 1). Both are in use, in different versions of the same programs.
    struct estimate estimate, older;
};

const char *metric_code(enum metric metric);  // "nominal"
const char *metric_words(enum metric metric); // marked for translation
// Whether the categories allow it: interval needs numbers, ratio numbers that are not negative.
bool metric_suits(enum metric metric, const struct ratings *ratings);

void alpha_compute(struct arena *arena, const struct ratings *ratings, const struct tally *tally,
                   enum metric metric, struct coefficient_choice choice, struct alpha *alpha);

// How often one category stands beside the other in a unit, each pair of ratings weighted by 1 / (ratings -
// 1): [one * categories + other].
double *alpha_coincidences(struct arena *arena, const struct tally *tally);

// A percentile interval of alpha from resampling the units with two ratings, with replacement. The resamples
// follow from the seed alone: SplitMix64 numbers, each unit chosen by multiply-and-shift with rejection.
// Order of units and of reviewers does not matter. Resamples in which alpha is undefined are left out and
// counted.
struct bootstrap {
    int64_t resamples, undefined;
    uint64_t seed;
    struct range interval; // the values of rank floor(B alpha/2) + 1 from either end, of the B defined ones
};
void alpha_bootstrap(struct arena *arena, const struct ratings *ratings, const struct tally *tally,
                     enum metric metric, struct confidence confidence, int64_t resamples, uint64_t seed,
                     struct bootstrap *bootstrap);
