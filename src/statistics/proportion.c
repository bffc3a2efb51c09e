// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics/proportion.h"

#include "statistics/distribution.h"

#include <math.h>

static struct range clipped(struct range range)
{
    return range_of(fmax(range.low, 0), fmin(range.high, 1));
}

struct range wilson_interval(double share, double sample, double critical)
{
    long double n = sample, z2 = (long double)critical * critical, p = share;
    long double root = sqrtl(z2 * (z2 + 4 * n * p * (1 - p)));
    // The lower end as a quotient without a difference, so that it keeps its digits near 0; the upper end
    // mirrors it.
    long double low = 2 * n * p * p / (2 * n * p + z2 + root);
    long double high = 1 - 2 * n * (1 - p) * (1 - p) / (2 * n * (1 - p) + z2 + root);
    return range_of((double)low, (double)high);
}

static struct range clopper_pearson(int64_t positive, int64_t sample, double tail)
{
    double x = (double)positive, n = (double)sample;
    return range_of(positive == 0 ? 0 : beta_quantile(tail, x, n - x + 1),
                    positive == sample ? 1 : beta_upper_quantile(tail, x + 1, n - x));
}

static struct range agresti_coull(int64_t positive, int64_t sample, long double z)
{
    long double n = (long double)sample + z * z, p = ((long double)positive + z * z / 2) / n;
    long double half = z * sqrtl(p * (1 - p) / n);
    return range_of((double)(p - half), (double)(p + half));
}

void binomial_intervals(int64_t positive, int64_t sample, struct confidence confidence,
                        struct binomial_intervals *intervals)
{
    double z = confidence_normal(confidence), tail = confidence_tail(confidence);
    double x = (double)positive, n = (double)sample;
    long double p = (long double)positive / (long double)sample;
    intervals->estimate = x / n;
    intervals->wilson = wilson_interval(x / n, n, z);
    intervals->clopper_pearson = clopper_pearson(positive, sample, tail);
    intervals->agresti_coull = agresti_coull(positive, sample, z);
    intervals->agresti_coull_clipped = clipped(intervals->agresti_coull);
    intervals->jeffreys = range_of(beta_quantile(tail, x + 0.5, n - x + 0.5),
                                   beta_upper_quantile(tail, x + 0.5, n - x + 0.5));
    intervals->jeffreys_bcd = range_of(positive == 0 ? 0 : intervals->jeffreys.low,
                                       positive == sample ? 1 : intervals->jeffreys.high);
    long double half = z * sqrtl(p * (1 - p) / (long double)sample);
    intervals->wald = range_of((double)(p - half), (double)(p + half));
    intervals->wald_clipped = clipped(intervals->wald);
}

// The smallest M in low..high for which the sample is not too large; the tail grows with M.
static int64_t lowest_total(int64_t positive, int64_t sample, int64_t population,
                            struct confidence confidence)
{
    int64_t low = positive, high = population - (sample - positive);
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        struct hypergeometric draw = {population, sample, middle, positive};
        if (hypergeometric_compare_at_least(draw, confidence.alpha, 2 * confidence.whole) > 0)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static void adjusted_wald(int64_t positive, int64_t sample, int64_t population, double z,
                          struct finite_intervals *intervals)
{
    long double n = (long double)sample + 4, p = ((long double)positive + 2) / n;
    long double unread = population > 1 ? (long double)(population - sample) / (long double)(population - 1)
                                        : 0;
    long double se = sqrtl(p * (1 - p) / n * unread);
    intervals->adjusted_estimate = (double)p;
    intervals->adjusted_se = (double)se;
    intervals->adjusted_wald = range_of((double)(p - z * se), (double)(p + z * se));
}

void finite_intervals(int64_t positive, int64_t sample, int64_t population, struct confidence confidence,
                      struct finite_intervals *intervals)
{
    double z = confidence_normal(confidence);
    double n = (double)sample, total = (double)population;
    long double p = (long double)positive / (long double)sample;
    double share = (double)p;
    intervals->estimate = share;
    intervals->low = lowest_total(positive, sample, population, confidence);
    // What is not positive has the mirrored interval.
    intervals->high = population - lowest_total(sample - positive, sample, population, confidence);
    adjusted_wald(positive, sample, population, z, intervals);
    intervals->exact = range_of((double)intervals->low / total, (double)intervals->high / total);
    if (sample == population) {
        intervals->effective_sample = figure_undefined(UNDEFINED_EVERY_CASE_READ);
        intervals->wilson = range_of(share, share);
        intervals->wald_se = figure_of(0);
        intervals->wald = range_of(share, share);
        return;
    }
    double effective = n * (total - 1) / (total - n);
    intervals->effective_sample = figure_of(effective);
    intervals->wilson = wilson_interval(share, effective, z);
    if (sample == 1) {
        intervals->wald_se = figure_undefined(UNDEFINED_ONE_SAMPLED_CASE);
        intervals->wald = range_undefined(UNDEFINED_ONE_SAMPLED_CASE);
        return;
    }
    long double se = sqrtl((1 - (long double)sample / (long double)population) * p * (1 - p) /
                           (long double)(sample - 1));
    intervals->wald_se = figure_of((double)se);
    intervals->wald = range_of((double)(p - z * se), (double)(p + z * se));
}
