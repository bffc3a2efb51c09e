// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/population_bits.h"

void population_bits_avx2(const uint64_t *mask, uint64_t *const *sets, size_t set_count, size_t words,
                          uint64_t *counts)
{
    for (size_t i = 0; i < set_count; i++) {
        uint64_t count = 0;
#pragma GCC unroll 4
        for (size_t word = 0; word < words; word++)
            count += (uint64_t)__builtin_popcountll(mask[word] & sets[i][word]);
        counts[i] += count;
    }
}
