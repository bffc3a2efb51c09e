// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers that somebody wrote into a text, in digits or in words of either language, and that a count has which the report
// withholds: "in two of them the letter was late" tells the count that [c] stands for, and so does "6.9 % of cases". Numbers that a placeholder makes are
// none of these (report/phrase.h).
#pragma once

#include "report/published_counts.h"

// Looks through findings, comments, recommendations with the force's answers, sections and the reasons that are printed, in
// every language. In a text about a criterion no number may stand that a withheld count of this criterion has; elsewhere, and
// of other counts, none may that is said of cases ("two cases", "tri o'r achosion"). Words that the office allowed, with a
// reason, pass. `counts` is solved. False, each place reported, if there is such a number.
bool written_numbers_scan(struct arena *arena, const struct results *results,
                          const struct published_counts *counts, struct problems *problems);
// The same for what the force says to a recommendation, of every small count: the register prints it, where the report that
// withholds counts is printed already. True where small counts are printed, or there is no such recommendation.
bool written_numbers_scan_answer(struct arena *arena, const struct results *results,
                                 struct text recommendation, const struct localised *texts, size_t count,
                                 struct problems *problems);
