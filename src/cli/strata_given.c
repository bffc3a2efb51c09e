// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/strata_given.h"

bool strata_given(struct invocation *invocation, const char *option, struct draw_plan *plan)
{
    size_t count = given_count(invocation, option);
    plan->named = ARENA_ARRAY(invocation->arena, struct named_stratum, count);
    plan->named_count = count;
    for (size_t i = 0; i < count; i++)
        if (!named_stratum_read(given_at(invocation, option, i), &plan->named[i], &invocation->problems))
            return false;
    return true;
}
