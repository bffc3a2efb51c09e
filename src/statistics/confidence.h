// SPDX-License-Identifier: GPL-3.0-or-later
// A confidence level as the exact decimal that was written: 1 - 0.95 in binary is not 0.05, and a probability
// of exactly 1/40 must be seen to equal half of it.
#pragma once

#include "base/text.h"

// alpha = 1 - level = alpha / whole, in lowest terms of a power of ten; 0 < alpha < whole <= 10^9.
struct confidence {
    int64_t alpha, whole;
};

// "0.95", ".99", "0.9990": more than 0, less than 1, at most nine decimals. Untouched on failure.
bool confidence_read(struct text text, struct confidence *confidence);
struct confidence confidence_95(void);

double confidence_level(struct confidence confidence); // 0.95
double confidence_tail(struct confidence confidence);  // alpha / 2: 0.025
// Critical values of a two-sided interval: 1.96 for 0.95; of Student's t with so many (at least 1) degrees of
// freedom.
double confidence_normal(struct confidence confidence);
double confidence_student(struct confidence confidence, double degrees);
