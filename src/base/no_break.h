// SPDX-License-Identifier: GPL-3.0-or-later
// Where a line of prose must not end: between a number in digits and its unit ("95 %", "48 hours", "95 y cant"). All prose
// formats ask here, so that they break their lines alike, in both languages.
#pragma once

#include "base/text.h"

#define NO_BREAK_SPACE "\xC2\xA0"

// The next blank, at `from` or behind it, that U+00A0 is to take the place of. False: there is none.
bool no_break_find(struct text text, size_t from, size_t *blank);
// The text with all of them replaced; the text itself where there is none.
struct text no_break_text(struct arena *arena, struct text text);
