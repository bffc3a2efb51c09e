// SPDX-License-Identifier: GPL-3.0-or-later
// The cases reviewed beside all cases that the force recorded, where the outcomes of all were computed by a population
// check that is kept with the review (review/population_record.h).
#pragma once

#include "document/document.h"
#include "report/results.h"

#define TABLE_POPULATION "population"

// Adds the table, with what it was counted from below it; where no check is kept, a sentence that says so. Of cases drawn
// at random it has the interval of each share, and in words whether the share of all lies inside; of others, why not.
bool table_population(struct blocks *blocks, const struct results *results, struct problems *problems);
