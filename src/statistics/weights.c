// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics/weights.h"

#include <math.h>

static const struct {
    const char *code, *words;
    enum scale from;
} table[WEIGHTINGS] = {
    [WEIGHTS_UNWEIGHTED] = {"unweighted", N_("same or different"), SCALE_NOMINAL},
    [WEIGHTS_LINEAR] = {"linear", N_("linear, by rank"), SCALE_ORDINAL},
    [WEIGHTS_QUADRATIC] = {"quadratic", N_("quadratic, by rank"), SCALE_ORDINAL},
    [WEIGHTS_ORDINAL] = {"ordinal", N_("ordinal"), SCALE_ORDINAL},
    [WEIGHTS_LINEAR_NUMERIC] = {"linear_numeric", N_("linear, by value"), SCALE_INTERVAL},
    [WEIGHTS_QUADRATIC_NUMERIC] = {"quadratic_numeric", N_("quadratic, by value"), SCALE_INTERVAL},
};

const char *weighting_code(enum weighting weighting)
{
    return table[weighting].code;
}

const char *weighting_words(enum weighting weighting)
{
    return table[weighting].words;
}

bool weighting_suits(enum weighting weighting, enum scale scale)
{
    return scale >= table[weighting].from;
}

static double weight(enum weighting weighting, double distance, double greatest, double count)
{
    double share = distance / greatest;
    switch (weighting) {
    case WEIGHTS_UNWEIGHTED: return 0;
    case WEIGHTS_LINEAR:
    case WEIGHTS_LINEAR_NUMERIC: return 1 - share;
    case WEIGHTS_QUADRATIC:
    case WEIGHTS_QUADRATIC_NUMERIC: return 1 - share * share;
    case WEIGHTS_ORDINAL: return 1 - distance * (distance + 1) / (count * (count - 1));
    case WEIGHTINGS: break;
    }
    return 0;
}

struct weights weights_make(struct arena *arena, enum weighting weighting, const struct ratings *ratings)
{
    size_t q = ratings->category_count;
    struct weights weights = {q, ARENA_ARRAY(arena, double, q *q + 1)};
    bool numeric = weighting == WEIGHTS_LINEAR_NUMERIC || weighting == WEIGHTS_QUADRATIC_NUMERIC;
    double greatest = (double)q - 1;
    if (numeric) {
        double low = INFINITY, high = -INFINITY;
        for (size_t k = 0; k < q; k++) {
            low = fmin(low, ratings->values[k]);
            high = fmax(high, ratings->values[k]);
        }
        greatest = high - low;
    }
    for (size_t k = 0; k < q; k++)
        for (size_t l = 0; l < q; l++) {
            double distance = fabs(numeric ? ratings->values[k] - ratings->values[l] : (double)k - (double)l);
            weights.weight[k * q + l] = k == l ? 1 : weight(weighting, distance, greatest, (double)q);
        }
    return weights;
}
