// SPDX-License-Identifier: GPL-3.0-or-later
// How text stands in a terminal, and how words of it are compared. Rules: Unicode Standard Annex 29 (what a reader takes for one character) and 11 (wide
// characters), and the Unicode Standard's caseless matching, by libutf8proc.
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

// The text as it is compared: without case, without accents (â is a, and ŷ is y), compatible forms made one, and without
// characters that are not seen. What is not UTF-8 stays as it is.
struct text unicode_fold(struct arena *arena, struct text text);
// Canonically composed (Unicode Standard Annex 15, NFC): one text, however its accents were typed. False, *composed untouched, if it
// is not UTF-8.
bool unicode_compose(struct arena *arena, struct text text, struct text *composed);
// The next word from *at: letters and digits, with nothing else between them. False at the end; else *at is behind it.
bool unicode_word(struct text text, size_t *at, struct text *word);
