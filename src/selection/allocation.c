// SPDX-License-Identifier: GPL-3.0-or-later
#include "selection/allocation.h"

static const char *const ids[ALLOCATION_COUNT] = {
    [ALLOCATION_PROPORTIONAL] = "proportional", [ALLOCATION_EQUAL] = "equal", [ALLOCATION_QUOTA] = "quota"};

const char *allocation_id(enum allocation_rule rule)
{
    return ids[rule];
}

bool allocation_from_id(struct text id, enum allocation_rule *rule)
{
    for (unsigned i = 0; i < ALLOCATION_COUNT; i++)
        if (text_equal(id, text_from(ids[i]))) {
            *rule = (enum allocation_rule)i;
            return true;
        }
    return false;
}

static bool refuse(struct problems *problems, struct text stratum, struct message what)
{
    return problem_report(problems, (struct place){.name = stratum}, what, NO_MESSAGE);
}

static bool check(enum allocation_rule rule, const struct allocation_stratum *strata, size_t count,
                  int64_t size, struct problems *problems)
{
    int64_t cases = 0;
    bool good = true;
    for (size_t i = 0; i < count; i++) {
        cases += strata[i].cases;
        if (rule == ALLOCATION_QUOTA && (strata[i].quota < 0 || strata[i].quota > strata[i].cases))
            good = refuse(problems, strata[i].name,
                          MESSAGE("{quota} cases cannot be drawn from a stratum of {cases}",
                                  NUMBER("quota", strata[i].quota), NUMBER("cases", strata[i].cases)));
        if (strata[i].factor < 1 || strata[i].factor > LIMIT_FACTOR)
            good = refuse(problems, strata[i].name,
                          MESSAGE("a stratum is over-sampled by a whole number from 1 to {limit}",
                                  NUMBER("limit", LIMIT_FACTOR)));
    }
    if (rule == ALLOCATION_QUOTA)
        return good;
    if (size < 1 || size > cases)
        return refuse(problems, (struct text){0},
                      MESSAGE("{size} cases cannot be drawn from {cases}", NUMBER("size", size),
                              NUMBER("cases", cases)));
    if (rule == ALLOCATION_PROPORTIONAL && size < (int64_t)count)
        return refuse(problems, (struct text){0},
                      MESSAGE("{size} cases are too few: each of the {count} strata has at least one",
                              NUMBER("size", size), NUMBER("count", count)));
    return good;
}

// Whether a, with so many places, has the next one before b.
static bool is_first(enum allocation_rule rule, const struct allocation_stratum *a, int64_t a_places,
                     const struct allocation_stratum *b, int64_t b_places)
{
    if (rule == ALLOCATION_EQUAL && a_places != b_places)
        return a_places < b_places;
    if (rule == ALLOCATION_PROPORTIONAL) {
        if ((a_places == 0) != (b_places == 0))
            return a_places == 0;
        __int128 left = (__int128)(a->cases * a->factor) * (2 * b_places + 1);
        __int128 right = (__int128)(b->cases * b->factor) * (2 * a_places + 1);
        if (left != right)
            return left > right;
    }
    return a->cases > b->cases;
}

bool allocate(enum allocation_rule rule, const struct allocation_stratum *strata, size_t count, int64_t size,
              int64_t *places, struct problems *problems)
{
    if (!check(rule, strata, count, size, problems))
        return false;
    for (size_t i = 0; i < count; i++)
        places[i] = rule == ALLOCATION_QUOTA ? strata[i].quota : 0;
    for (int64_t given = 0; rule != ALLOCATION_QUOTA && given < size; given++) {
        size_t best = count;
        for (size_t i = 0; i < count; i++)
            if (places[i] < strata[i].cases &&
                (best == count || is_first(rule, &strata[i], places[i], &strata[best], places[best])))
                best = i;
        places[best]++;
    }
    return true;
}
