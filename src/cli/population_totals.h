// SPDX-License-Identifier: GPL-3.0-or-later
// The totals of a population check, kept with the review that --review names.
#pragma once

#include "cli/invocation.h"
#include "extract/population.h"

// The review's own copy of its instrument. Refused if the review is published: nothing could be kept at the end.
bool population_review(struct invocation *invocation, const struct instrument **instrument);
// Keeps the totals, and says so on standard error.
bool population_keep_totals(struct invocation *invocation, const struct population *population);
