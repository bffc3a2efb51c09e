// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a text says when somebody was born.
#pragma once

#include "report/personal_line.h"

// Whether a date stands behind or before the words from `first` up to `end`, which tell of a birth.
bool personal_birth_is_dated(const struct personal_line *line, size_t first, size_t end);
// "b. 7 March 1985".
void personal_line_find_brief_birth(struct personal_line *line, size_t first);
