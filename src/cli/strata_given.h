// SPDX-License-Identifier: GPL-3.0-or-later
// Options of the form STRATUM=NUMBER.
#pragma once

#include "cli/invocation.h"
#include "selection/commitment.h"

// All that were given of an option, into the plan. False, with the problem reported, if one is not of that
// form.
bool strata_given(struct invocation *invocation, const char *option, struct draw_plan *plan);
