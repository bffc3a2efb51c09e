// SPDX-License-Identifier: GPL-3.0-or-later
// The share of positive cases in a simple random sample. Counts must satisfy 0 <= positive <= sample, 1 <=
// sample <= population <= LIMIT_POPULATION. Sources of the formulas: docs/statistics.md.
#pragma once

#include "statistics/confidence.h"
#include "statistics/figure.h"

// As if drawn from an endless population.
struct binomial_intervals {
    double estimate;
    struct range wilson;
    struct range clopper_pearson;
    struct range agresti_coull, agresti_coull_clipped; // as the formula gives it; within 0 to 1
    struct range jeffreys;                             // the plain quantiles
    struct range
        jeffreys_bcd; // after Brown, Cai and DasGupta: begins at 0 if none is positive, ends at 1 if all are
    struct range wald, wald_clipped; // only to compare with older publications: not to be used
};
void binomial_intervals(int64_t positive, int64_t sample, struct confidence confidence,
                        struct binomial_intervals *intervals);

// Drawn without replacement from a population of known size.
struct finite_intervals {
    double estimate;
    // The numbers of positive cases in the population that the sample does not speak against: the smallest M
    // with P(at least this many positive | M) > alpha/2, and the largest with P(at most this many | M) >
    // alpha/2.
    int64_t low, high;
    struct range exact;             // the same as shares of the population
    struct figure effective_sample; // n (N-1) / (N-n); undefined if every case was read
    struct range wilson;            // with it in place of n; if every case was read, the value itself
    struct figure wald_se;
    struct range wald;                     // only to compare with other programs
    double adjusted_estimate, adjusted_se; // Bonett's: two more positive and two more negative cases
    struct range adjusted_wald;
};
void finite_intervals(int64_t positive, int64_t sample, int64_t population, struct confidence confidence,
                      struct finite_intervals *intervals);

// Wilson's score interval for a share of an effective sample size, which need not be whole.
struct range wilson_interval(double share, double sample, double critical);
