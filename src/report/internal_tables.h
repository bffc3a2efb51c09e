// SPDX-License-Identifier: GPL-3.0-or-later
// What only the internal edition has: the references of the cases behind every outcome and finding, and how often the
// answers of each reviewer are what was agreed.
#pragma once

#include "document/document.h"
#include "report/results.h"

#define TABLE_CASES_OF_OUTCOMES "cases-of-outcomes"
#define TABLE_CASES_OF_FINDINGS "cases-of-findings"
#define TABLE_REVIEWERS "reviewers"

void internal_tables(struct blocks *blocks, const struct results *results);
