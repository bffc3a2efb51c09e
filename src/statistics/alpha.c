// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics/alpha.h"

#include "statistics/alpha_metric.h"

#include <math.h>

static const struct {
    const char *code, *words;
    enum scale from;
} metrics[METRICS] = {
    [METRIC_NOMINAL] = {"nominal", N_("same or different"), SCALE_NOMINAL},
    [METRIC_ORDINAL] = {"ordinal", N_("by rank"), SCALE_ORDINAL},
    [METRIC_INTERVAL] = {"interval", N_("by difference"), SCALE_INTERVAL},
    [METRIC_RATIO] = {"ratio", N_("by ratio"), SCALE_INTERVAL},
};

const char *metric_code(enum metric metric)
{
    return metrics[metric].code;
}

const char *metric_words(enum metric metric)
{
    return metrics[metric].words;
}

bool metric_suits(enum metric metric, const struct ratings *ratings)
{
    if (ratings->scale < metrics[metric].from)
        return false;
    for (size_t k = 0; metric == METRIC_RATIO && k < ratings->category_count; k++)
        if (ratings->values[k] < 0)
            return false;
    return true;
}

// ---- Disagreement -----------------------------------------------------------------------------------------

// Half of each end's ratings and all between them lie between two categories.
static long double ranks_between(const long double *occurs, size_t one, size_t other)
{
    size_t low = one < other ? one : other, high = one < other ? other : one;
    long double between = -(occurs[low] + occurs[high]) / 2;
    for (size_t k = low; k <= high; k++)
        between += occurs[k];
    return between;
}

void alpha_differences(const struct ratings *ratings, enum metric metric, const long double *occurs,
                       long double *difference)
{
    size_t q = ratings->category_count;
    for (size_t k = 0; k < q; k++)
        for (size_t l = 0; l < q; l++) {
            long double d = 1;
            if (metric == METRIC_ORDINAL)
                d = ranks_between(occurs, k, l);
            else if (metric == METRIC_INTERVAL)
                d = (long double)ratings->values[k] - ratings->values[l];
            else if (metric == METRIC_RATIO && k != l)
                d = ((long double)ratings->values[k] - ratings->values[l]) /
                    ((long double)ratings->values[k] + ratings->values[l]);
            difference[k * q + l] = k == l ? 0 : d * d;
        }
}

void alpha_add_unit(const uint16_t *count, uint16_t ratings, size_t categories, long double times,
                    long double *coincidence, long double *occurs)
{
    for (size_t k = 0; k < categories; k++) {
        if (!count[k])
            continue;
        occurs[k] += times * count[k];
        for (size_t l = 0; l < categories; l++)
            coincidence[k * categories + l] += times * count[k] * (count[l] - (k == l)) / (ratings - 1);
    }
}

struct disagreement alpha_disagreement(size_t categories, const long double *coincidence,
                                       const long double *occurs, const long double *difference)
{
    struct disagreement sum = {0};
    for (size_t k = 0; k < categories; k++) {
        sum.pairable += occurs[k];
        for (size_t l = 0; l < categories; l++) {
            sum.observed += coincidence[k * categories + l] * difference[k * categories + l];
            sum.expected += occurs[k] * occurs[l] * difference[k * categories + l];
        }
    }
    sum.observed /= sum.pairable;
    sum.expected /= sum.pairable * (sum.pairable - 1);
    return sum;
}

double *alpha_coincidences(struct arena *arena, const struct tally *tally)
{
    size_t q = tally->categories;
    double *rounded = ARENA_ARRAY(arena, double, q *q + 1);
    long double *coincidence = ARENA_ARRAY(arena, long double, q *q + 1);
    long double *occurs = ARENA_ARRAY(arena, long double, q + 1);
    for (size_t u = 0; u < tally->units; u++)
        if (tally->ratings[u] >= 2)
            alpha_add_unit(&tally->count[u * q], tally->ratings[u], q, 1, coincidence, occurs);
    for (size_t i = 0; i < q * q; i++)
        rounded[i] = (double)coincidence[i];
    return rounded;
}

// ---- The standard error -----------------------------------------------------------------------------------
//
// Gwet's linearisation with weights 1 - difference / greatest difference; alpha itself does not depend on the
// greatest.

struct linear {
    const struct tally *tally;
    long double *weight, *share, *chance_of; // [q * q], [q], [q]
    long double mean_ratings, observed, chance;
};

static long double agreement(const struct linear *l, size_t unit)
{
    size_t q = l->tally->categories;
    const uint16_t *count = &l->tally->count[unit * q];
    long double sum = 0;
    for (size_t k = 0; k < q; k++) {
        long double alike = 0;
        for (size_t m = 0; count[k] && m < q; m++)
            alike += l->weight[k * q + m] * count[m];
        sum += count[k] * (alike - 1);
    }
    return sum / (l->mean_ratings * (l->tally->ratings[unit] - 1));
}

static struct linear linearise(struct arena *arena, const struct tally *tally, const long double *occurs,
                               const long double *difference, long double pairable)
{
    size_t q = tally->categories;
    struct linear l = {tally,
                       ARENA_ARRAY(arena, long double, q *q + 1),
                       ARENA_ARRAY(arena, long double, q + 1),
                       ARENA_ARRAY(arena, long double, q + 1),
                       pairable / (long double)tally->paired,
                       0,
                       0};
    long double greatest = 0;
    for (size_t i = 0; i < q * q; i++)
        greatest = fmaxl(greatest, difference[i]);
    for (size_t i = 0; i < q * q; i++)
        l.weight[i] = 1 - difference[i] / greatest;
    for (size_t k = 0; k < q; k++)
        l.share[k] = occurs[k] / pairable;
    for (size_t k = 0; k < q; k++)
        for (size_t m = 0; m < q; m++) {
            l.chance_of[k] += l.weight[k * q + m] * l.share[m];
            l.chance += l.weight[k * q + m] * l.share[k] * l.share[m];
        }
    for (size_t u = 0; u < tally->units; u++)
        if (tally->ratings[u] >= 2)
            l.observed += agreement(&l, u) / (long double)tally->paired;
    return l;
}

// What a unit contributes, corrected for having more or fewer ratings than the mean; `centre` is the observed
// agreement that this correction uses.
static long double contribution(const struct linear *l, size_t unit, long double centre, long double value)
{
    size_t q = l->tally->categories;
    long double more = (l->tally->ratings[unit] - l->mean_ratings) / l->mean_ratings, own = -l->chance * more;
    for (size_t k = 0; k < q; k++)
        own += l->chance_of[k] * l->tally->count[unit * q + k] / l->mean_ratings;
    long double part = (agreement(l, unit) - centre * more - l->chance) / (1 - l->chance);
    return part - 2 * (1 - value) * (own - l->chance) / (1 - l->chance);
}

static struct estimate estimate_from(const struct linear *l, long double value, long double centre,
                                     size_t degrees, struct coefficient_choice choice)
{
    long double around = (l->observed - l->chance) / (1 - l->chance), spread = 0, largest = 0;
    for (size_t u = 0; u < l->tally->units; u++)
        if (l->tally->ratings[u] >= 2) {
            long double part = contribution(l, u, centre, around);
            spread += (part - around) * (part - around);
            largest = fmaxl(largest, fabsl(part));
        }
    return estimate_linearised(value, spread, largest, l->tally->paired, l->tally->units, degrees, choice);
}

static struct estimate without_error(long double value)
{
    struct estimate estimate = estimate_undefined(UNDEFINED_NO_STANDARD_ERROR);
    estimate.value = figure_of((double)value);
    return estimate;
}

void alpha_compute(struct arena *arena, const struct ratings *ratings, const struct tally *tally,
                   enum metric metric, struct coefficient_choice choice, struct alpha *alpha)
{
    enum undefined why = ratings->reviewer_count < 2 ? UNDEFINED_FEWER_THAN_2_REVIEWERS
                                                     : UNDEFINED_NO_UNIT_WITH_2_RATINGS;
    *alpha = (struct alpha){figure_undefined(why), figure_undefined(why), 0, estimate_undefined(why),
                            estimate_undefined(why)};
    if (ratings->reviewer_count < 2 || tally->paired == 0)
        return;
    struct arena_mark mark = arena_mark(arena);
    size_t q = tally->categories, used = 0;
    long double *coincidence = ARENA_ARRAY(arena, long double, q *q),
                *difference = ARENA_ARRAY(arena, long double, q *q);
    long double *occurs = ARENA_ARRAY(arena, long double, q);
    for (size_t u = 0; u < tally->units; u++)
        if (tally->ratings[u] >= 2)
            alpha_add_unit(&tally->count[u * q], tally->ratings[u], q, 1, coincidence, occurs);
    alpha_differences(ratings, metric, occurs, difference);
    struct disagreement sum = alpha_disagreement(q, coincidence, occurs, difference);
    for (size_t k = 0; k < q; k++)
        used += occurs[k] > 0;
    alpha->observed = figure_of((double)sum.observed);
    alpha->expected = figure_of((double)sum.expected);
    alpha->pairable = (size_t)sum.pairable;
    long double value = 1 - sum.observed / sum.expected;
    if (used < 2) {
        alpha->estimate = alpha->older = estimate_undefined(UNDEFINED_SINGLE_CATEGORY);
    } else if (metric == METRIC_ORDINAL || metric == METRIC_RATIO) {
        alpha->estimate = alpha->older = without_error(value);
    } else {
        struct linear l = linearise(arena, tally, occurs, difference, sum.pairable);
        long double small = 1 / sum.pairable;
        alpha->estimate = estimate_from(&l, value, l.observed, tally->units - 1, choice);
        alpha->older = estimate_from(&l, value, (1 - small) * l.observed + small, tally->paired - 1, choice);
    }
    arena_release(arena, mark);
}
