// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics/cohen.h"

#include <math.h>

struct pair_table pair_tabulate(struct arena *arena, const struct ratings *ratings, size_t first,
                                size_t second)
{
    size_t q = ratings->category_count;
    struct pair_table table = {.categories = q, .count = ARENA_ARRAY(arena, uint32_t, q * q + 1)};
    for (size_t u = 0; u < ratings->unit_count; u++) {
        const int8_t *chosen = &ratings->chosen[u * ratings->reviewer_count];
        if (chosen[first] != NOT_RATED && chosen[second] != NOT_RATED) {
            table.count[(size_t)chosen[first] * q + (size_t)chosen[second]]++;
            table.units++;
        }
    }
    return table;
}

// Shares of the categories, and the mean weight of each against the other reviewer's shares.
struct margins {
    size_t q;
    const double *weight;
    long double *row, *column;           // the first and the second reviewer's shares
    long double *row_mean, *column_mean; // of the first's category; of the second's
    long double observed, chance;
};

static struct margins margins_of(struct arena *arena, const struct pair_table *table,
                                 const struct weights *weights)
{
    size_t q = table->categories;
    long double *room = ARENA_ARRAY(arena, long double, 4 * q + 1), n = (long double)table->units;
    struct margins m = {q, weights->weight, room, room + q, room + 2 * q, room + 3 * q, 0, 0};
    for (size_t i = 0; i < q; i++)
        for (size_t j = 0; j < q; j++) {
            m.row[i] += table->count[i * q + j] / n;
            m.column[j] += table->count[i * q + j] / n;
            m.observed += m.weight[i * q + j] * table->count[i * q + j] / n;
        }
    for (size_t i = 0; i < q; i++)
        for (size_t j = 0; j < q; j++) {
            m.row_mean[i] += m.weight[i * q + j] * m.column[j];
            m.column_mean[j] += m.weight[i * q + j] * m.row[i];
            m.chance += m.weight[i * q + j] * m.row[i] * m.column[j];
        }
    return m;
}

static void standard_errors(const struct pair_table *table, const struct margins *m,
                            struct confidence confidence, struct cohen *cohen)
{
    size_t q = m->q;
    long double n = (long double)table->units, po = m->observed, pe = m->chance, sum = 0, sum_h0 = 0;
    for (size_t i = 0; i < q; i++)
        for (size_t j = 0; j < q; j++) {
            long double weight = m->weight[i * q + j], mean = m->row_mean[i] + m->column_mean[j];
            long double part = weight * (1 - pe) - mean * (1 - po);
            sum += table->count[i * q + j] / n * part * part;
            sum_h0 += m->row[i] * m->column[j] * (weight - mean) * (weight - mean);
        }
    long double centre = po * pe - 2 * pe + po, kappa = (po - pe) / (1 - pe);
    long double variance = sum - centre * centre, variance_h0 = sum_h0 - pe * pe;
    cohen->se_h0 = figure_of((double)(sqrtl(fmaxl(variance_h0, 0) / n) / (1 - pe)));
    cohen->z_h0 = cohen->se_h0.value > 0 ? figure_of((double)kappa / cohen->se_h0.value)
                                         : figure_undefined(UNDEFINED_ZERO_VARIANCE);
    if (variance <= 1e-16L) { // only rounding is left of it
        cohen->kappa.se = figure_of(0);
        cohen->kappa.interval = range_undefined(UNDEFINED_ZERO_VARIANCE);
        return;
    }
    double se = (double)(sqrtl(variance / n) / ((1 - pe) * (1 - pe)));
    double z = confidence_normal(confidence);
    cohen->kappa.se = figure_of(se);
    cohen->kappa.interval = range_of((double)kappa - z * se, (double)kappa + z * se);
}

static size_t used(const long double *share, size_t count)
{
    size_t used = 0;
    for (size_t k = 0; k < count; k++)
        used += share[k] > 0;
    return used;
}

// Whether the two have only one category between them.
static bool is_single(const struct margins *m)
{
    size_t together = 0;
    for (size_t k = 0; k < m->q; k++)
        together += m->row[k] > 0 || m->column[k] > 0;
    return together < 2;
}

void cohen_compute(struct arena *arena, const struct pair_table *table, const struct weights *weights,
                   struct confidence confidence, struct cohen *cohen)
{
    enum undefined none = UNDEFINED_NO_COMMON_UNITS;
    *cohen = (struct cohen){figure_undefined(none), figure_undefined(none), estimate_undefined(none),
                            figure_undefined(none), figure_undefined(none)};
    if (table->units == 0)
        return;
    struct arena_mark mark = arena_mark(arena);
    struct margins m = margins_of(arena, table, weights);
    cohen->observed = figure_of((double)m.observed);
    cohen->chance = figure_of((double)m.chance);
    enum undefined why = is_single(&m)                                       ? UNDEFINED_SINGLE_CATEGORY
                         : used(m.row, m.q) == 1 || used(m.column, m.q) == 1 ? UNDEFINED_ONE_REVIEWER_CONSTANT
                                                                             : DEFINED;
    cohen->se_h0 = cohen->z_h0 = figure_undefined(why);
    if (why == DEFINED)
        standard_errors(table, &m, confidence, cohen);
    else
        cohen->kappa = estimate_undefined(why);
    if (why == UNDEFINED_ONE_REVIEWER_CONSTANT)
        cohen->kappa.value = figure_of(0); // observed and chance are the same sum
    else if (why == DEFINED)
        cohen->kappa.value = figure_of((double)((m.observed - m.chance) / (1 - m.chance)));
    arena_release(arena, mark);
}
