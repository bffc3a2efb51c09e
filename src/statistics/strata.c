// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics/strata.h"

#include "base/memory.h"
#include "statistics/distribution.h"
#include "statistics/proportion.h"

#include <math.h>

// Weighted sums. W is N_h / n_h.
struct sums {
    long double positive, applicable;
};

static struct sums weighted_sums(const struct stratum *strata, size_t count)
{
    struct sums sums = {0};
    for (size_t h = 0; h < count; h++)
        if (strata[h].sample > 0) {
            long double weight = (long double)strata[h].population / (long double)strata[h].sample;
            sums.positive += weight * (long double)strata[h].positive;
            sums.applicable += weight * (long double)strata[h].applicable;
        }
    return sums;
}

// Variance of a weighted sum in which a case counts `yes` if positive, `no` if only applicable, 0 otherwise.
static long double variance(const struct stratum *strata, size_t count, long double yes, long double no)
{
    long double sum = 0;
    for (size_t h = 0; h < count; h++) {
        const struct stratum *s = &strata[h];
        if (s->sample == s->population)
            continue;
        long double n = (long double)s->sample, size = (long double)s->population;
        long double x = (long double)s->positive, others = (long double)(s->applicable - s->positive);
        long double mean = (x * yes + others * no) / n;
        long double squares = x * (yes - mean) * (yes - mean) + others * (no - mean) * (no - mean) +
                              (n - x - others) * mean * mean;
        sum += size * size * (1 - n / size) * squares / (n - 1) / n;
    }
    return sum;
}

// Whether nothing varies in any stratum that was not read completely, so that the variance is exactly 0.
static bool varies(const struct stratum *strata, size_t count, bool all, bool none)
{
    for (size_t h = 0; h < count; h++) {
        const struct stratum *s = &strata[h];
        bool same = all || none || s->positive == s->sample ||
                    (s->positive == 0 && s->applicable == s->sample) || s->applicable == 0;
        if (s->sample < s->population && !same)
            return true;
    }
    return false;
}

static enum undefined obstacle(const struct stratum *strata, size_t count)
{
    enum undefined why = DEFINED;
    for (size_t h = 0; h < count; h++) {
        if (strata[h].sample == 0 && strata[h].population > 0)
            return UNDEFINED_STRATUM_WITHOUT_SAMPLED_CASE;
        if (strata[h].sample == 1 && strata[h].population > 1)
            why = UNDEFINED_STRATUM_WITH_ONE_SAMPLED_CASE;
    }
    return why;
}

static void no_intervals(struct strata_estimate *result, enum undefined why)
{
    result->mean = result->logit = result->wilson = result->beta = range_undefined(why);
    result->effective_sample = result->effective_sample_beta = figure_undefined(why);
}

static void intervals(struct strata_estimate *result, struct confidence confidence)
{
    double p = result->estimate.value, se = result->se.value;
    double t = confidence_student(confidence, (double)result->degrees);
    result->mean = range_of(p - t * se, p + t * se);
    double odds = log(p / (1 - p)), half = t * se / (p * (1 - p));
    result->logit = range_of(1 / (1 + exp(half - odds)), 1 / (1 + exp(-half - odds)));
    double effective = p * (1 - p) / (se * se);
    result->effective_sample = figure_of(effective);
    result->wilson = wilson_interval(p, effective, t);
    // Korn and Graubard: corrected for the degrees of freedom that the strata cost.
    double ratio = confidence_student(confidence, (double)result->applicable - 1) / t;
    double n = effective * ratio * ratio, tail = confidence_tail(confidence);
    result->effective_sample_beta = figure_of(n);
    result->beta = range_of(beta_quantile(tail, n * p, n * (1 - p) + 1),
                            beta_upper_quantile(tail, n * p + 1, n * (1 - p)));
}

// The chance of seeing none of the cases falls by (N-M-n) / (N-M) with the next one that a stratum holds, and
// each further one costs more: so the cheapest next one is always right.
static int64_t unseen_bound(const struct stratum *strata, size_t count, int64_t alpha, int64_t whole,
                            int64_t *held)
{
    long double chance = 1, limit = (long double)alpha / (long double)whole;
    int64_t total = 0;
    for (;;) {
        size_t best = count;
        for (size_t h = 0; h < count; h++) {
            int64_t left = strata[h].population - held[h];
            int64_t best_left = best < count ? strata[best].population - held[best] : 0;
            // (left - n) / left is largest where n / left is smallest.
            if (left > strata[h].sample && (best == count || (__int128)strata[h].sample * best_left <
                                                                 (__int128)strata[best].sample * left))
                best = h;
        }
        if (best == count)
            return total;
        long double left = (long double)(strata[best].population - held[best]);
        chance *= (left - (long double)strata[best].sample) / left;
        if (chance <= limit * (1 + 1e-13L))
            return total;
        held[best]++;
        total++;
    }
}

static void bounds(const struct stratum *strata, size_t count, struct confidence confidence,
                   struct strata_estimate *result)
{
    bool all_applicable = result->applicable == result->sample;
    if (!all_applicable || (result->positive != 0 && result->positive != result->sample)) {
        result->unseen_bound = result->unseen_bound_half = figure_undefined(UNDEFINED_NOT_ONE_SIDED);
        return;
    }
    int64_t *held = memory_allocate_zeroed(count, sizeof *held);
    result->unseen_bound = figure_of(
        (double)unseen_bound(strata, count, confidence.alpha, confidence.whole, held));
    memset(held, 0, count * sizeof *held);
    result->unseen_bound_half = figure_of(
        (double)unseen_bound(strata, count, confidence.alpha, 2 * confidence.whole, held));
    memory_free(held);
}

static int64_t degrees(const struct stratum *strata, size_t count, int64_t applicable)
{
    for (size_t h = 0; h < count; h++)
        applicable -= strata[h].applicable > 0;
    return applicable;
}

void strata_estimate(const struct stratum *strata, size_t count, struct confidence confidence,
                     struct strata_estimate *result)
{
    *result = (struct strata_estimate){0};
    for (size_t h = 0; h < count; h++) {
        result->population += strata[h].population;
        result->sample += strata[h].sample;
        result->applicable += strata[h].applicable;
        result->positive += strata[h].positive;
    }
    result->degrees = degrees(strata, count, result->applicable);
    enum undefined why = obstacle(strata, count);
    if (why == UNDEFINED_STRATUM_WITHOUT_SAMPLED_CASE || result->applicable == 0) {
        enum undefined reason = why == UNDEFINED_STRATUM_WITHOUT_SAMPLED_CASE ? why
                                                                              : UNDEFINED_NO_APPLICABLE_CASE;
        result->estimate = result->se = result->total = result->total_se = figure_undefined(reason);
        result->applicable_total = result->applicable_total_se = figure_undefined(reason);
        result->unseen_bound = result->unseen_bound_half = figure_undefined(reason);
        no_intervals(result, reason);
        return;
    }
    struct sums sums = weighted_sums(strata, count);
    long double p = sums.positive / sums.applicable;
    bool none = result->positive == 0, all = result->positive == result->applicable;
    result->estimate = figure_of((double)p);
    result->total = figure_of((double)sums.positive);
    result->applicable_total = figure_of((double)sums.applicable);
    bounds(strata, count, confidence, result);
    if (why != DEFINED) {
        result->se = result->total_se = result->applicable_total_se = figure_undefined(why);
        no_intervals(result, why);
        return;
    }
    result->total_se = figure_of((double)sqrtl(variance(strata, count, 1, 0)));
    result->applicable_total_se = figure_of((double)sqrtl(variance(strata, count, 1, 1)));
    if (!varies(strata, count, all, none)) {
        result->se = figure_of(0);
        no_intervals(result, UNDEFINED_ZERO_VARIANCE);
        return;
    }
    long double se = sqrtl(variance(strata, count, (1 - p) / sums.applicable, -p / sums.applicable));
    result->se = figure_of((double)se);
    if (result->degrees < 1)
        no_intervals(result, UNDEFINED_NO_DEGREES_OF_FREEDOM);
    else
        intervals(result, confidence);
}
