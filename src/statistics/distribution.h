// SPDX-License-Identifier: GPL-3.0-or-later
// Quantiles and tails of distributions, from R's own library (docs/decisions/0003-libRmath.md). The arguments
// must be in their ranges; the results are then finite, which is checked where they arise.
#pragma once

#include <stdint.h>

// x with P(X > x) = p, 0 < p < 1.
double normal_upper_quantile(double p);
double student_upper_quantile(double p, double degrees);
// x with P(X < x) = p, or P(X > x) = p, of the beta distribution; a and b above 0.
double beta_quantile(double p, double a, double b);
double beta_upper_quantile(double p, double a, double b);

// A sample of `sample` cases without replacement from `population`, of which `marked` are marked: the
// probability of seeing at most, or at least, `seen` marked ones.
struct hypergeometric {
    int64_t population, sample, marked, seen;
};
double hypergeometric_at_most(struct hypergeometric draw);
double hypergeometric_at_least(struct hypergeometric draw);
// How the probability compares with numerator / denominator (at most 2^31): negative, 0 or positive. A tie is
// found exactly, not within a tolerance.
int hypergeometric_compare_at_most(struct hypergeometric draw, int64_t numerator, int64_t denominator);
int hypergeometric_compare_at_least(struct hypergeometric draw, int64_t numerator, int64_t denominator);
