// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/population_codes.h"

#include <immintrin.h>

// Of 32 rows.
static inline uint64_t equal_bits(const uint16_t *codes, __m256i code)
{
    const __m256i *at = (const __m256i *)(const void *)codes;
    __m256i first = _mm256_cmpeq_epi16(_mm256_loadu_si256(at), code);
    __m256i second = _mm256_cmpeq_epi16(_mm256_loadu_si256(at + 1), code);
    // Packing goes by halves of the registers: they are put in order.
    __m256i bytes = _mm256_permute4x64_epi64(_mm256_packs_epi16(first, second), 0xd8);
    return (uint32_t)_mm256_movemask_epi8(bytes);
}

void population_codes_avx2(const uint16_t *codes, size_t words, uint16_t code, uint64_t *bits)
{
    __m256i wanted = _mm256_set1_epi16((short)code);
    for (size_t word = 0; word < words; word++)
        bits[word] = equal_bits(codes + word * 64, wanted) | equal_bits(codes + word * 64 + 32, wanted) << 32;
}
