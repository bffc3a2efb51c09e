// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics/sample_size.h"

#include "statistics/distribution.h"

#include <math.h>

struct margin_plan cases_for_margin(double expected, double margin, int64_t population,
                                    struct confidence confidence)
{
    double z = confidence_normal(confidence);
    struct margin_plan plan = {.endless = z * z * expected * (1 - expected) / (margin * margin)};
    plan.fraction = population ? plan.endless / (1 + (plan.endless - 1) / (double)population) : plan.endless;
    // A population of one gives 1 but for rounding; a margin of nothing more than an integer holds.
    double most = population ? (double)population : 9e18;
    plan.cases = (int64_t)fmin(ceil(plan.fraction), most);
    return plan;
}

struct detection_plan cases_for_detection(int64_t faulty, int64_t population, struct confidence confidence)
{
    int64_t low = 1, high = population - faulty + 1; // with so many, one must be among them
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        struct hypergeometric draw = {population, middle, faulty, 0};
        if (hypergeometric_compare_at_most(draw, confidence.alpha, confidence.whole) <= 0)
            high = middle;
        else
            low = middle + 1;
    }
    return (struct detection_plan){
        low, hypergeometric_at_most((struct hypergeometric){population, low, faulty, 0})};
}
