// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics/coefficients.h"

#include <math.h>

struct estimate estimate_linearised(long double value, long double spread, long double largest,
                                    size_t spread_units, size_t units, size_t degrees,
                                    struct coefficient_choice choice)
{
    struct estimate estimate = {.value = figure_of((double)value)};
    if (spread_units < 2 || degrees < 1) {
        estimate.se = figure_undefined(UNDEFINED_FEWER_THAN_2_UNITS);
        estimate.interval = range_undefined(UNDEFINED_FEWER_THAN_2_UNITS);
        return estimate;
    }
    long double n = (long double)spread_units;
    bool census = choice.population && (int64_t)units >= choice.population;
    // What each unit adds is a fraction of small whole numbers: it is the same, or differs by much more than
    // this.
    long double least = n * 1e-30L * (largest * largest + 1);
    if (spread <= least || census) {
        estimate.se = figure_of(0);
        estimate.interval = range_undefined(census ? UNDEFINED_EVERY_CASE_READ : UNDEFINED_ZERO_VARIANCE);
        return estimate;
    }
    long double fraction = choice.population ? (long double)units / (long double)choice.population : 0;
    double se = (double)sqrtl((1 - fraction) * spread / (n * (n - 1)));
    double t = confidence_student(choice.confidence, (double)degrees);
    estimate.se = figure_of(se);
    estimate.interval = range_of((double)value - t * se, fmin((double)value + t * se, 1));
    return estimate;
}

// What the units say before chance comes in.
struct observed {
    const struct tally *tally;
    const struct weights *weights;
    long double *agreement;  // of a unit: share of agreeing pairs; 0 for a unit rated once
    long double *propensity; // of a category: the mean over units of its share of the unit's ratings
    long double mean;        // of agreement over units with two ratings
    long double weight_sum;
};

static long double weighted_agreement(const struct observed *o, const uint16_t *count, long double ratings)
{
    size_t q = o->weights->categories;
    long double sum = 0;
    for (size_t k = 0; k < q; k++) {
        long double alike = 0;
        for (size_t l = 0; count[k] && l < q; l++)
            alike += o->weights->weight[k * q + l] * count[l];
        sum += count[k] * (alike - 1);
    }
    return sum / (ratings * (ratings - 1));
}

static struct observed observe(struct arena *arena, const struct tally *tally, const struct weights *weights)
{
    size_t q = tally->categories;
    struct observed o = {tally,
                         weights,
                         ARENA_ARRAY(arena, long double, tally->units + 1),
                         ARENA_ARRAY(arena, long double, q + 1),
                         0,
                         0};
    for (size_t u = 0; u < tally->units; u++) {
        const uint16_t *count = &tally->count[u * q];
        if (tally->ratings[u] >= 2)
            o.mean += o.agreement[u] = weighted_agreement(&o, count, tally->ratings[u]);
        for (size_t k = 0; k < q; k++)
            o.propensity[k] += (long double)count[k] / tally->ratings[u];
    }
    o.mean /= (long double)tally->paired;
    for (size_t k = 0; k < q; k++)
        o.propensity[k] /= (long double)tally->units;
    for (size_t i = 0; i < q * q; i++)
        o.weight_sum += weights->weight[i];
    return o;
}

// The estimate of (observed - chance) / (1 - chance), where `of_category` says what one rating in a category
// adds to chance (NULL: chance does not depend on the ratings).
static struct estimate corrected(const struct observed *o, long double chance, const long double *of_category,
                                 struct coefficient_choice choice)
{
    const struct tally *tally = o->tally;
    long double value = (o->mean - chance) / (1 - chance);
    long double scale = (long double)tally->units / (long double)tally->paired, spread = 0, largest = 0;
    for (size_t u = 0; u < tally->units; u++) {
        long double part = tally->ratings[u] >= 2 ? scale * (o->agreement[u] - chance) / (1 - chance) : 0;
        if (of_category) {
            long double own = 0;
            for (size_t k = 0; k < tally->categories; k++)
                own += of_category[k] * tally->count[u * tally->categories + k] / tally->ratings[u];
            part -= 2 * (1 - value) * (own - chance) / (1 - chance);
        }
        spread += (part - value) * (part - value);
        largest = fmaxl(largest, fabsl(part));
    }
    return estimate_linearised(value, spread, largest, tally->units, tally->units, tally->units - 1, choice);
}

static struct estimate gwet(const struct observed *o, long double *scratch, struct coefficient_choice choice)
{
    size_t q = o->tally->categories;
    if (q < 2)
        return estimate_undefined(UNDEFINED_FEWER_THAN_2_CATEGORIES);
    long double factor = o->weight_sum / (long double)(q * (q - 1)), chance = 0;
    for (size_t k = 0; k < q; k++) {
        chance += factor * o->propensity[k] * (1 - o->propensity[k]);
        scratch[k] = factor * (1 - o->propensity[k]);
    }
    return corrected(o, chance, scratch, choice);
}

static struct estimate brennan_prediger(const struct observed *o, struct coefficient_choice choice)
{
    size_t q = o->tally->categories;
    if (q < 2)
        return estimate_undefined(UNDEFINED_FEWER_THAN_2_CATEGORIES);
    return corrected(o, o->weight_sum / (long double)(q * q), NULL, choice);
}

static struct estimate fleiss(const struct observed *o, long double *scratch,
                              struct coefficient_choice choice)
{
    size_t q = o->tally->categories, used = 0;
    long double chance = 0;
    for (size_t k = 0; k < q; k++) {
        used += o->propensity[k] > 0;
        scratch[k] = 0;
        for (size_t l = 0; l < q; l++)
            scratch[k] += o->weights->weight[k * q + l] * o->propensity[l];
        chance += o->propensity[k] * scratch[k];
    }
    return used < 2 ? estimate_undefined(UNDEFINED_SINGLE_CATEGORY) : corrected(o, chance, scratch, choice);
}

// ---- Conger -----------------------------------------------------------------------------------------------

// Chance is the mean, over pairs of different reviewers, of the agreement of their own shares of categories.
static struct figure conger(struct arena *arena, const struct ratings *ratings, const struct observed *o)
{
    size_t q = ratings->category_count, active = 0;
    long double *sum = ARENA_ARRAY(arena, long double, q + 1),
                *share = ARENA_ARRAY(arena, long double, q + 1);
    const double *weight = o->weights->weight;
    long double all = 0, own = 0;
    bool *used = ARENA_ARRAY(arena, bool, q + 1);
    size_t used_count = 0;
    for (size_t r = 0; r < ratings->reviewer_count; r++) {
        long double total = 0;
        memset(share, 0, q * sizeof *share);
        for (size_t u = 0; u < ratings->unit_count; u++) {
            int8_t chosen = ratings->chosen[u * ratings->reviewer_count + r];
            if (chosen != NOT_RATED) {
                share[chosen]++;
                total++;
                used_count += !used[chosen];
                used[chosen] = true;
            }
        }
        if (total == 0)
            continue;
        active++;
        for (size_t k = 0; k < q; k++)
            sum[k] += share[k] /= total;
        for (size_t k = 0; k < q; k++)
            for (size_t l = 0; l < q; l++)
                own += weight[k * q + l] * share[k] * share[l];
    }
    if (used_count < 2)
        return figure_undefined(UNDEFINED_SINGLE_CATEGORY);
    for (size_t k = 0; k < q; k++)
        for (size_t l = 0; l < q; l++)
            all += weight[k * q + l] * sum[k] * sum[l];
    long double chance = (all - own) / (long double)(active * (active - 1));
    return figure_of((double)((o->mean - chance) / (1 - chance)));
}

void coefficients_compute(struct arena *arena, const struct ratings *ratings, const struct tally *tally,
                          const struct weights *weights, struct coefficient_choice choice,
                          struct coefficients *coefficients)
{
    enum undefined why = ratings->reviewer_count < 2 ? UNDEFINED_FEWER_THAN_2_REVIEWERS
                         : tally->paired == 0        ? UNDEFINED_NO_UNIT_WITH_2_RATINGS
                                                     : DEFINED;
    if (why != DEFINED) {
        coefficients->percent_agreement = coefficients->gwet = estimate_undefined(why);
        coefficients->fleiss = coefficients->brennan_prediger = estimate_undefined(why);
        coefficients->conger = figure_undefined(why);
        return;
    }
    struct arena_mark mark = arena_mark(arena);
    struct observed o = observe(arena, tally, weights);
    long double *scratch = ARENA_ARRAY(arena, long double, tally->categories + 1);
    coefficients->percent_agreement = corrected(&o, 0, NULL, choice);
    coefficients->gwet = gwet(&o, scratch, choice);
    coefficients->fleiss = fleiss(&o, scratch, choice);
    coefficients->brennan_prediger = brennan_prediger(&o, choice);
    coefficients->conger = conger(arena, ratings, &o);
    arena_release(arena, mark);
}
