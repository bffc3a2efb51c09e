// SPDX-License-Identifier: GPL-3.0-or-later
// Figures of a report's tables, each with words that say what is to be seen: made from the table's own cells, never typed.
#pragma once

#include "document/document.h"

// Each pictures the table that was added last to the blocks; nothing is added where there would be nothing to compare. `cases`
// is how many were reviewed.
void figure_summary(struct blocks *blocks, int64_t cases);
// `criteria` names the criterion of each group of the table; the caption is to be translated.
void figure_outcomes(struct blocks *blocks, int64_t cases, const struct text *criteria, const char *caption);
// Whether the outcomes of so many criteria stand on one page.
bool figure_outcomes_fit(size_t criteria);
// In place of outcomes that do not fit: of the table of compliance, a bar for each criterion.
void figure_compliance(struct blocks *blocks);
// Of a table whose columns are a name, an estimate, its low and its high end, all of `cases` in the frame.
void figure_estimates(struct blocks *blocks, int64_t cases);
// Of a table whose columns, after the first, are lines through its rows.
void figure_trend(struct blocks *blocks);
