// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics/fleiss.h"

#include <math.h>

bool reviewer_is_active(const struct ratings *ratings, size_t reviewer)
{
    for (size_t u = 0; u < ratings->unit_count; u++)
        if (ratings->chosen[u * ratings->reviewer_count + reviewer] != NOT_RATED)
            return true;
    return false;
}

static size_t active_reviewers(const struct ratings *ratings)
{
    size_t active = 0;
    for (size_t r = 0; r < ratings->reviewer_count; r++)
        active += reviewer_is_active(ratings, r);
    return active;
}

// How often each category was chosen for a unit; false if not all `reviewers` rated it.
static bool count_complete(const struct ratings *ratings, size_t unit, size_t reviewers, uint16_t *count)
{
    size_t rated = 0;
    memset(count, 0, LIMIT_CATEGORIES * sizeof *count);
    for (size_t r = 0; r < ratings->reviewer_count; r++) {
        int8_t chosen = ratings->chosen[unit * ratings->reviewer_count + r];
        if (chosen != NOT_RATED) {
            count[chosen]++;
            rated++;
        }
    }
    return rated == reviewers;
}

struct full_agreement full_agreement_count(const struct ratings *ratings)
{
    struct full_agreement full = {0};
    size_t reviewers = active_reviewers(ratings);
    uint16_t count[LIMIT_CATEGORIES];
    for (size_t u = 0; reviewers >= 2 && u < ratings->unit_count; u++)
        if (count_complete(ratings, u, reviewers, count)) {
            full.complete++;
            for (size_t k = 0; k < ratings->category_count; k++)
                full.agreed += count[k] == reviewers;
        }
    full.share = ratings->reviewer_count < 2 ? figure_undefined(UNDEFINED_FEWER_THAN_2_REVIEWERS)
                 : full.complete == 0        ? figure_undefined(UNDEFINED_NO_COMPLETE_UNIT)
                                             : figure_of((double)full.agreed / (double)full.complete);
    return full;
}

// Sums over complete units: of a category n_j, and n_j (r - n_j).
struct sums {
    long double chosen[LIMIT_CATEGORIES], differing[LIMIT_CATEGORIES];
};

static size_t add_units(const struct ratings *ratings, size_t reviewers, struct sums *sums)
{
    uint16_t count[LIMIT_CATEGORIES];
    size_t units = 0;
    for (size_t u = 0; u < ratings->unit_count; u++)
        if (count_complete(ratings, u, reviewers, count)) {
            units++;
            for (size_t k = 0; k < ratings->category_count; k++) {
                sums->chosen[k] += count[k];
                sums->differing[k] += (long double)count[k] * (long double)(reviewers - count[k]);
            }
        }
    return units;
}

static void compute(struct fleiss *fleiss, const struct sums *sums, size_t categories)
{
    long double pairs = (long double)fleiss->units * (long double)fleiss->reviewers *
                        (long double)(fleiss->reviewers - 1);
    long double all = (long double)fleiss->units * (long double)fleiss->reviewers;
    long double observed = 1, chance = 0, spread = 0, skew = 0;
    size_t used = 0;
    for (size_t k = 0; k < categories; k++) {
        long double p = sums->chosen[k] / all, q = 1 - p;
        used += sums->chosen[k] > 0;
        observed -= sums->differing[k] / pairs;
        chance += p * p;
        spread += p * q;
        skew += p * q * (q - p);
        bool varies = sums->chosen[k] > 0 && sums->chosen[k] < all;
        fleiss->by_category[k] = varies ? figure_of((double)(1 - sums->differing[k] / (pairs * p * q)))
                                        : figure_undefined(UNDEFINED_CATEGORY_NOT_USED);
    }
    fleiss->observed = figure_of((double)observed);
    fleiss->chance = figure_of((double)chance);
    fleiss->se_h0_category = figure_of((double)sqrtl(2 / pairs));
    if (used < 2) {
        fleiss->kappa = fleiss->se_h0 = fleiss->z_h0 = figure_undefined(UNDEFINED_SINGLE_CATEGORY);
        return;
    }
    long double kappa = (observed - chance) / (1 - chance);
    long double se = sqrtl(2 / pairs) * sqrtl(spread * spread - skew) / spread;
    fleiss->kappa = figure_of((double)kappa);
    fleiss->se_h0 = figure_of((double)se);
    fleiss->z_h0 = figure_of((double)(kappa / se));
}

void fleiss_compute(struct arena *arena, const struct ratings *ratings, struct fleiss *fleiss)
{
    struct sums sums = {0};
    *fleiss = (struct fleiss){.reviewers = active_reviewers(ratings),
                              .by_category = ARENA_ARRAY(arena, struct figure, ratings->category_count + 1)};
    fleiss->units = fleiss->reviewers ? add_units(ratings, fleiss->reviewers, &sums) : 0;
    enum undefined why = ratings->reviewer_count < 2                   ? UNDEFINED_FEWER_THAN_2_REVIEWERS
                         : fleiss->units == 0 || fleiss->reviewers < 2 ? UNDEFINED_NO_COMPLETE_UNIT
                                                                       : DEFINED;
    if (why == DEFINED) {
        compute(fleiss, &sums, ratings->category_count);
        return;
    }
    fleiss->observed = fleiss->chance = fleiss->kappa = figure_undefined(why);
    fleiss->se_h0 = fleiss->z_h0 = fleiss->se_h0_category = figure_undefined(why);
    for (size_t k = 0; k < ratings->category_count; k++)
        fleiss->by_category[k] = figure_undefined(why);
}
