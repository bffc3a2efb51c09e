// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/population_bits.h"

void population_bits_avx2(const uint64_t *mask, uint64_t *const *sets, const uint32_t *which, size_t count,
                          size_t words, uint64_t *counts)
{
    for (size_t i = 0; i < count; i++) {
        const uint64_t *set = sets[which[i]];
        uint64_t common = 0;
#pragma GCC unroll 8
        for (size_t word = 0; word < words; word++)
            common += (uint64_t)__builtin_popcountll(mask[word] & set[word]);
        counts[which[i]] += common;
    }
}
