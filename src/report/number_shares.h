// SPDX-License-Identifier: GPL-3.0-or-later
// Shares in per cent that a text says: "7 %", "6.9 per cent", "saith y cant", "six point nine per cent".
#pragma once

#include "report/number_words.h"

// Reads on behind a number, whose words are `first` up to `end` (none: `end` is `first`, and it may be a decimal). The words
// that the share takes from `first` on, and its number and decimals; 0: it is none.
size_t number_share_read(const struct number_words *number_words, const struct said_numbers *said,
                         struct text folded, size_t first, size_t end, struct said_number *number);
