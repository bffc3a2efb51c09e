// SPDX-License-Identifier: GPL-3.0-or-later
// How text stands in a terminal. Rules: Unicode Standard Annex 29 (what a reader takes for one character) and 11 (wide
// characters), by libutf8proc.
#pragma once

#include "base/text.h"

// What a reader takes for the first character of valid UTF-8: its bytes, and in *width the columns it takes, 0 to 2.
// 0 bytes at the end of the text.
size_t unicode_character(struct text text, size_t *width);
size_t unicode_width(struct text text); // columns of a whole line
// The letter that stands under the accents of a character, by canonical decomposition: 'w' of ŵ; a character without any is
// its own. 0 for an accent alone.
uint32_t unicode_base(uint32_t code_point);
uint32_t unicode_lower(uint32_t code_point); // itself, where it is no capital letter
