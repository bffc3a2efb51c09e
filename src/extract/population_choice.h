// SPDX-License-Identifier: GPL-3.0-or-later
// What may be asked of a population check: the ways to divide the cases, by their names, and the outcomes whose cases can be
// listed. For the command line and for pages.
#pragma once

#include "extract/population.h"

// Times and dates have months.
bool population_has_months(const struct field *field);
// "month" (of the instrument's first time or date; a required one before others), "month:FIELD", or a category's id.
bool population_split_find(const struct schema *schema, struct text name, struct population_split *split);
// Of a judged criterion, that it does not apply, or that nobody knows, is all that a rule says.
bool population_outcome_is_computed(const struct criterion *criterion, size_t outcome);
// As many as the machine has processors, within the limit.
size_t population_threads(void);
