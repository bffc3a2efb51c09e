// SPDX-License-Identifier: GPL-3.0-or-later
// The tables of a review. Each prints its base in its caption, every number can be traced to its cases, and every
// criterion's outcomes sum to the cases reviewed or the document's check refuses them.
#pragma once

#include "document/document.h"
#include "report/results.h"

// The ids of the tables, in documents and as `craffu tables --table ID`.
#define TABLE_SUMMARY "summary-of-cases-reviewed"
#define TABLE_DETAILED "detailed-findings"
#define TABLE_COMPLIANCE "compliance"
#define TABLE_DEPARTURES "departures"
#define TABLE_FURTHER "further-criteria"
#define TABLE_LEDGER "ledger"

// Each adds one table. False, with a problem, if a comment's text cannot be filled.
bool table_summary(struct blocks *blocks, const struct results *results, struct problems *problems);
// Criteria that the instrument publishes; the rest are `further`.
bool table_detailed(struct blocks *blocks, const struct results *results, bool further,
                    struct problems *problems);
// `judged`: beside what the rule says also how many met the criterion as reviewers judged.
bool table_compliance(struct blocks *blocks, const struct results *results, bool judged,
                      struct problems *problems);
// `references`: with the force's reference of each case, which is not public.
bool table_departures(struct blocks *blocks, const struct results *results, bool references,
                      struct problems *problems);
bool table_ledger(struct blocks *blocks, const struct results *results, struct problems *problems);

bool results_has_departures(const struct results *results);
bool results_has_further(const struct results *results);
