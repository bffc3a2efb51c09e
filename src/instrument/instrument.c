// SPDX-License-Identifier: GPL-3.0-or-later
#include "instrument/instrument.h"

// As written in an instrument, and marked for translation.
static const char *const standings[STANDING_COUNT] = {
    [STANDING_MET] = N_("met"),
    [STANDING_NOT_MET] = N_("not met"),
    [STANDING_NOT_APPLICABLE] = N_("not applicable"),
    [STANDING_NOT_RECORDED] = N_("not recorded"),
    [STANDING_CANNOT_CONCLUDE] = N_("cannot conclude"),
};

const char *standing_words(enum standing standing)
{
    return standings[standing];
}

bool instrument_find_criterion(const struct instrument *instrument, struct text id, size_t *index)
{
    for (size_t i = 0; i < instrument->criterion_count; i++)
        if (text_equal(instrument->criteria[i].id, id)) {
            *index = i;
            return true;
        }
    return false;
}

bool criterion_find_outcome(const struct criterion *criterion, struct text id, size_t *index)
{
    for (size_t i = 0; i < criterion->outcome_count; i++)
        if (text_equal(criterion->outcomes[i].id, id)) {
            *index = i;
            return true;
        }
    return false;
}

const struct expression *outcome_measure(struct arena *arena, const struct criterion *criterion,
                                         size_t outcome)
{
    const struct rule_set *newest = criterion->set_count ? &criterion->sets[criterion->set_count - 1] : NULL;
    if (!newest || !newest->when[outcome])
        return NULL;
    return expression_compared(arena, newest->when[outcome]);
}
