// SPDX-License-Identifier: GPL-3.0-or-later
// Identifiers made by the program: 128 bits as 26 characters of Crockford's base 32 in lower case. Text order is the
// order in which they were made: 52 bits of microseconds since 1970, 28 bits of sequence, 48 random bits.
#pragma once

#include "base/text.h"

enum { IDENTIFIER_LENGTH = 26 };

// `sequence` orders what one operation makes in the same instant; its lowest 28 bits are used.
struct text identifier_new(struct arena *arena, int64_t at, uint64_t sequence);
bool identifier_is_valid(struct text text);
