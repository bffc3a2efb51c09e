// SPDX-License-Identifier: GPL-3.0-or-later
// How many cases to draw.
#pragma once

#include "statistics/confidence.h"

struct margin_plan {
    double endless;  // z² p (1-p) / margin²: from an endless population, not rounded
    double fraction; // with the finite population correction, not rounded
    int64_t cases;   // rounded up, at most the population
};
// For an interval of about ± `margin` around an expected share (Cochran). 0 < expected < 1, 0 < margin < 1;
// population 0 means endless.
struct margin_plan cases_for_margin(double expected, double margin, int64_t population,
                                    struct confidence confidence);

struct detection_plan {
    int64_t cases;        // the smallest sample with a chance of missing all of at most 1 - level
    double chance_missed; // with that sample
};
// To see at least one of `faulty` among `population` cases; 1 <= faulty <= population <= LIMIT_POPULATION.
struct detection_plan cases_for_detection(int64_t faulty, int64_t population, struct confidence confidence);
