// SPDX-License-Identifier: GPL-3.0-or-later
// Rivest's sampler of 2011, which draws positions of a list, not ids: the one that web pages offer. A receipt
// says what it gives for the same seed, so that anyone can check the seed and the hashing without installing
// anything.
//
//     pick i = from + SHA-256(seed + "," + i) mod (to - from + 1),  i = 1, 2, 3, …
#pragma once

#include "base/text.h"

// `count` positions between `from` and `to`, both included, after the first `skip` picks. Without replacement
// a position picked before, skipped ones too, is passed over; the range must then have skip + count
// positions.
void positions_draw(struct text seed, uint64_t from, uint64_t to, bool with_replacement, size_t skip,
                    size_t count, uint64_t *positions);
