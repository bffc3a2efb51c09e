// SPDX-License-Identifier: GPL-3.0-or-later
// A share estimated from groups (strata) that were sampled separately, each at random and without
// replacement; cases to which the question does not apply leave the base (a domain estimate). Weights are N_h
// / n_h. Standard error by linearisation with the finite population correction; intervals with Student's t,
// as R's survey::svyciprop.
#pragma once

#include "base/problem.h"
#include "statistics/confidence.h"
#include "statistics/figure.h"

struct stratum {
    struct text name;
    int64_t population, sample;
    int64_t applicable, positive; // of the sample; where every case counts, applicable is the sample
};

struct strata_estimate {
    int64_t population, sample, applicable, positive;
    struct figure estimate, se;
    int64_t degrees;               // applicable cases less strata that have one
    struct figure total, total_se; // positive cases in the population; SE only where all cases are applicable
    struct figure applicable_total, applicable_total_se;
    struct figure effective_sample, effective_sample_beta;
    struct range mean, logit, wilson, beta;
    // Where no case, or every case, was positive: the largest number of cases of the kind that was not seen,
    // over all ways in which they may lie in the strata, for which seeing none still has a probability above
    // alpha.
    struct figure unseen_bound, unseen_bound_half; // the second for alpha/2
};

void strata_estimate(const struct stratum *strata, size_t count, struct confidence confidence,
                     struct strata_estimate *result);

// Reads a table with the columns stratum, population, sample, positive and, if there are any, not_applicable.
// Every fault is reported with its place: counts that cannot be, a name twice.
struct strata {
    ARRAY_OF(struct stratum) list;
    bool has_not_applicable;
};
bool strata_read(struct arena *arena, const char *path, struct strata *strata, struct problems *problems);
