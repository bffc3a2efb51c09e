// SPDX-License-Identifier: GPL-3.0-or-later
// Rounding once, half up, where a figure is printed. A share is a quotient of whole numbers until then.
#pragma once

#include "base/decimal.h"

enum { ROUNDING_MOST_DECIMALS = DECIMALS_MOST };

// part of whole in units of 10^-decimals per cent, half up: 1 of 8 with 0 decimals is 13 (12.5). 0 <= part, 0
// < whole.
int64_t percent_rounded(int64_t part, int64_t whole, int decimals);
// The same for parts that make up a whole and are to print to 100: each is rounded down, and the units that
// then lack go to the largest remainders (the first of equals). True if this changed any of them from its own
// rounding, which the table must then say. All zero if the sum of the parts is 0.
bool percent_shares(const int64_t *parts, size_t count, int decimals, int64_t *shares);
// 727 with 1 decimal is "72.7".
struct text percent_text(struct arena *arena, int64_t rounded, int decimals);
// A computed number with so many decimals, half up away from 0: a value that lies within rounding of a tie is
// one.
struct decimal rounded_decimal(double value, int decimals);
struct text rounded_text(struct arena *arena, double value, int decimals);
