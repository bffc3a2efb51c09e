// SPDX-License-Identifier: GPL-3.0-or-later
// Dates in a text: those that the force sent in personal fields, and any behind or before a word of birth.
#pragma once

#include "report/personal_line.h"

// Known dates that begin at a word, in whatever writing.
void personal_line_find_dates(const struct personal_terms *terms, struct personal_line *line, size_t first);
// Whether a day and a month begin at the word, or three numbers do, with or without a year; *end is behind them.
bool personal_line_begins_a_date(const struct personal_line *line, size_t first, size_t *end);
