// SPDX-License-Identifier: GPL-3.0-or-later
// What the reviewed cases say about all cases of the frame: only where they are a random sample of it, each figure with
// its base and its interval. Cases that somebody chose are never among these.
#pragma once

#include "document/document.h"
#include "report/results.h"

#define TABLE_ESTIMATES "estimates"
#define TABLE_ESTIMATED_CASES "estimated-cases"

// Adds the table, or a sentence that says why nothing is estimated. False, with a problem, if a figure cannot be.
bool table_estimates(struct blocks *blocks, const struct results *results, struct problems *problems);
// Adds a table of numbers for a figure: of all cases of the frame, how many met each criterion, with the ends of the interval.
// False, and nothing is added, where nothing is estimated. `cases` is then the frame's.
bool table_estimated_cases(struct blocks *blocks, const struct results *results, int64_t *cases);
