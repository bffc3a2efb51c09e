// SPDX-License-Identifier: GPL-3.0-or-later
// Per cent agreement and what is left of it after chance, for any number of reviewers and with gaps, in the
// framework of Gwet (Handbook of Inter-Rater Reliability, 4th edition, 2014). Standard errors are by
// linearisation, given these reviewers; intervals are value ± t(units - 1) se, the upper end at most 1.
#pragma once

#include "statistics/confidence.h"
#include "statistics/figure.h"
#include "statistics/weights.h"

struct coefficient_choice {
    struct confidence confidence;
    int64_t population; // cases from which the rated ones were drawn, for the correction sqrt(1 - n/N); 0:
                        // endless
};

struct coefficients {
    struct estimate percent_agreement; // mean over units with two ratings of the share of agreeing pairs
    struct estimate gwet;              // AC1, or AC2 where weighted
    struct estimate fleiss;            // as generalised to gaps
    struct estimate brennan_prediger;
    struct figure conger; // Cohen's for more than two reviewers
};

void coefficients_compute(struct arena *arena, const struct ratings *ratings, const struct tally *tally,
                          const struct weights *weights, struct coefficient_choice choice,
                          struct coefficients *coefficients);

// value ± t(units - 1) se. The spread is the sum of squared deviations of what each unit contributes;
// `largest` is the largest contribution: a spread that is only rounding is exactly 0.
struct estimate estimate_linearised(long double value, long double spread, long double largest,
                                    size_t spread_units, size_t units, size_t degrees,
                                    struct coefficient_choice choice);
