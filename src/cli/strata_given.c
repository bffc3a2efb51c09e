// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/strata_given.h"

bool strata_given(struct invocation *invocation, const char *option, struct draw_plan *plan)
{
    size_t count = given_count(invocation, option);
    plan->named = ARENA_ARRAY(invocation->arena, struct named_stratum, count);
    plan->named_count = count;
    for (size_t i = 0; i < count; i++) {
        struct text rest = given_at(invocation, option, i), whole = rest;
        if (!text_split(&rest, '=', &plan->named[i].stratum) || !text_to_int64(rest, &plan->named[i].number))
            return problem_report_value(&invocation->problems, (struct place){0}, whole,
                                        MESSAGE("this is not of the form STRATUM=NUMBER"), NO_MESSAGE);
    }
    return true;
}
