// SPDX-License-Identifier: GPL-3.0-or-later
// From what a population check counted (extract/population.h) to the totals that are kept with a review.
#pragma once

#include "extract/population.h"
#include "review/population_record.h"

struct population_totals population_totals_of(struct arena *arena, const struct population *population);
