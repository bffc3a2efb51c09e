// SPDX-License-Identifier: GPL-3.0-or-later
// Private to keyed_hash*.c.
#pragma once

#include "base/keyed_hash.h"

// The last word holds what is left of the text and, in its highest byte, the length.
static inline uint64_t keyed_hash_last_word(struct text text, size_t at)
{
    uint64_t word = 0;
    size_t left = text.length - at;
    if (left && text.length >= sizeof word) { // with what comes before it, in one piece
        memcpy(&word, text.bytes + text.length - sizeof word, sizeof word);
        word >>= 8 * (sizeof word - left);
    } else if (left) {
        memcpy(&word, text.bytes + at, left);
    }
    return word | (uint64_t)text.length << 56;
}

void keyed_hash_eight_avx2(const uint64_t secret[static 2], const struct text *texts,
                           struct keyed_hash *hashes);
