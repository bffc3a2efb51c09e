// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics/alpha.h"

#include "base/memory.h"
#include "statistics/alpha_metric.h"

#include <stdlib.h>

static uint64_t next_number(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

// 0 to count - 1, each equally likely.
static uint64_t next_below(uint64_t *state, uint64_t count)
{
    for (;;) {
        unsigned __int128 product = (unsigned __int128)next_number(state) * count;
        if ((uint64_t)product >= -count % count)
            return (uint64_t)(product >> 64);
    }
}

// Units with the same counts of categories are the same to alpha: there are few different ones.
struct patterns {
    size_t count, units, categories;
    const uint16_t **pattern; // its counts of categories
    uint16_t *ratings;
    uint32_t *of_unit; // the pattern of each unit, sorted by pattern so that the file's order does not matter
};

static int compare_patterns(const void *a, const void *b, void *categories)
{
    return memcmp(*(const uint16_t *const *)a, *(const uint16_t *const *)b,
                  *(size_t *)categories * sizeof(uint16_t));
}

static struct patterns find_patterns(struct arena *arena, const struct tally *tally)
{
    size_t q = tally->categories;
    struct patterns p = {.categories = q,
                         .units = tally->paired,
                         .pattern = ARENA_ARRAY(arena, const uint16_t *, tally->paired),
                         .ratings = ARENA_ARRAY(arena, uint16_t, tally->paired),
                         .of_unit = ARENA_ARRAY(arena, uint32_t, tally->paired)};
    const uint16_t **unit = ARENA_ARRAY(arena, const uint16_t *, tally->paired);
    size_t units = 0;
    for (size_t u = 0; u < tally->units; u++)
        if (tally->ratings[u] >= 2)
            unit[units++] = &tally->count[u * q];
    qsort_r(unit, units, sizeof *unit, compare_patterns, &q);
    for (size_t u = 0; u < units; u++) {
        if (u == 0 || memcmp(unit[u], unit[u - 1], q * sizeof **unit) != 0) {
            p.pattern[p.count] = unit[u];
            p.ratings[p.count++] = tally->ratings[(size_t)(unit[u] - tally->count) / q];
        }
        p.of_unit[u] = (uint32_t)(p.count - 1);
    }
    return p;
}

struct scratch {
    uint32_t *times; // each pattern, in this resample
    long double *coincidence, *occurs, *difference;
};

// False if alpha of this resample is undefined.
static bool resample(const struct patterns *p, const struct ratings *ratings, enum metric metric,
                     uint64_t *state, struct scratch *s, double *value)
{
    size_t q = p->categories, used = 0;
    memset(s->times, 0, p->count * sizeof *s->times);
    memset(s->coincidence, 0, q * q * sizeof *s->coincidence);
    memset(s->occurs, 0, q * sizeof *s->occurs);
    for (size_t u = 0; u < p->units; u++)
        s->times[p->of_unit[next_below(state, p->units)]]++;
    for (size_t i = 0; i < p->count; i++)
        if (s->times[i])
            alpha_add_unit(p->pattern[i], p->ratings[i], q, s->times[i], s->coincidence, s->occurs);
    for (size_t k = 0; k < q; k++)
        used += s->occurs[k] > 0;
    if (used < 2)
        return false;
    alpha_differences(ratings, metric, s->occurs, s->difference);
    struct disagreement sum = alpha_disagreement(q, s->coincidence, s->occurs, s->difference);
    *value = (double)(1 - sum.observed / sum.expected);
    return true;
}

static int compare_numbers(const void *a, const void *b)
{
    double one = *(const double *)a, other = *(const double *)b;
    return (one > other) - (one < other);
}

static struct range percentiles(double *values, int64_t defined, int64_t resamples,
                                struct confidence confidence)
{
    if (2 * defined <= resamples)
        return range_undefined(UNDEFINED_RESAMPLES_UNDEFINED);
    qsort(values, (size_t)defined, sizeof *values, compare_numbers);
    if (values[0] == values[defined - 1])
        return range_undefined(UNDEFINED_ZERO_VARIANCE);
    int64_t outside = (int64_t)((__int128)defined * confidence.alpha / (2 * confidence.whole));
    return range_of(values[outside], values[defined - 1 - outside]);
}

void alpha_bootstrap(struct arena *arena, const struct ratings *ratings, const struct tally *tally,
                     enum metric metric, struct confidence confidence, int64_t resamples, uint64_t seed,
                     struct bootstrap *bootstrap)
{
    *bootstrap = (struct bootstrap){.resamples = resamples, .seed = seed};
    enum undefined why = ratings->reviewer_count < 2 ? UNDEFINED_FEWER_THAN_2_REVIEWERS
                         : tally->paired == 0        ? UNDEFINED_NO_UNIT_WITH_2_RATINGS
                         : tally->paired == 1        ? UNDEFINED_FEWER_THAN_2_UNITS
                                                     : DEFINED;
    if (why != DEFINED) {
        bootstrap->interval = range_undefined(why);
        return;
    }
    struct arena_mark mark = arena_mark(arena);
    size_t q = tally->categories;
    struct patterns patterns = find_patterns(arena, tally);
    struct scratch scratch = {ARENA_ARRAY(arena, uint32_t, patterns.count),
                              ARENA_ARRAY(arena, long double, q *q), ARENA_ARRAY(arena, long double, q),
                              ARENA_ARRAY(arena, long double, q *q)};
    double *values = memory_allocate_zeroed((size_t)resamples + 1, sizeof *values);
    int64_t defined = 0;
    uint64_t state = seed;
    for (int64_t b = 0; b < resamples; b++)
        defined += resample(&patterns, ratings, metric, &state, &scratch, &values[defined]);
    bootstrap->undefined = resamples - defined;
    bootstrap->interval = percentiles(values, defined, resamples, confidence);
    memory_free(values);
    arena_release(arena, mark);
}
