// SPDX-License-Identifier: GPL-3.0-or-later
// Fleiss' kappa (1971) on the units that every reviewer rated, and by category; reviewers without any rating
// do not count. The standard errors hold under kappa = 0 (Fleiss, Nee and Landis 1979): they are for a test,
// not for an interval.
#pragma once

#include "statistics/figure.h"
#include "statistics/ratings.h"

struct fleiss {
    size_t units, reviewers;
    struct figure observed, chance, kappa, se_h0, z_h0;
    struct figure *by_category; // undefined where nobody, or everybody always, chose it
    struct figure se_h0_category;
};
void fleiss_compute(struct arena *arena, const struct ratings *ratings, struct fleiss *fleiss);

// Units that every reviewer with a rating rated, and on how many of these all agree.
struct full_agreement {
    size_t complete, agreed;
    struct figure share;
};
struct full_agreement full_agreement_count(const struct ratings *ratings);

// Whether the reviewer rated anything.
bool reviewer_is_active(const struct ratings *ratings, size_t reviewer);
