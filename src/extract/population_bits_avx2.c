// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/population_bits.h"

#include <immintrin.h>

enum { VECTORS = 4, SHORT_WORDS = 4 * VECTORS, MOST_WORDS = 4 * (UINT8_MAX / 8) };

static void count_words(const uint64_t *mask, uint64_t *const *sets, const uint32_t *which, size_t count,
                        size_t words, uint64_t *counts)
{
    for (size_t i = 0; i < count; i++)
        for (size_t word = 0; word < words; word++)
            counts[which[i]] += (uint64_t)__builtin_popcountll(mask[word] & sets[which[i]][word]);
}

// Bits of each byte, by a table of the bits of half a byte.
static inline __m256i bits_of_bytes(__m256i bits)
{
    const __m256i table = _mm256_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2,
                                           2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
    const __m256i half = _mm256_set1_epi8(15);
    __m256i low = _mm256_shuffle_epi8(table, _mm256_and_si256(bits, half));
    __m256i high = _mm256_shuffle_epi8(table, _mm256_and_si256(_mm256_srli_epi16(bits, 4), half));
    return _mm256_add_epi8(low, high);
}

static inline __m256i vector_of(const uint64_t *bits, size_t vector)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)bits + vector);
}

static inline uint64_t sum_of_bytes(__m256i bytes)
{
    __m256i sums = _mm256_sad_epu8(bytes, _mm256_setzero_si256());
    __m128i sum = _mm_add_epi64(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1));
    return (uint64_t)_mm_cvtsi128_si64(sum) + (uint64_t)_mm_extract_epi64(sum, 1);
}

// What a block of an extract mostly has: the mask stays in registers.
static void count_short(const uint64_t *mask, uint64_t *const *sets, const uint32_t *which, size_t count,
                        uint64_t *counts)
{
    __m256i masks[VECTORS];
    for (size_t k = 0; k < VECTORS; k++)
        masks[k] = vector_of(mask, k);
    for (size_t i = 0; i < count; i++) {
        const uint64_t *set = sets[which[i]];
        __m256i bytes = _mm256_setzero_si256();
        for (size_t k = 0; k < VECTORS; k++)
            bytes = _mm256_add_epi8(bytes, bits_of_bytes(_mm256_and_si256(vector_of(set, k), masks[k])));
        counts[which[i]] += sum_of_bytes(bytes);
    }
}

// Whole vectors, so few that no byte of the sum runs over.
static void count_vectors(const uint64_t *mask, uint64_t *const *sets, const uint32_t *which, size_t count,
                          size_t words, uint64_t *counts)
{
    for (size_t i = 0; i < count; i++) {
        const uint64_t *set = sets[which[i]];
        __m256i bytes = _mm256_setzero_si256();
        for (size_t k = 0; k < words / 4; k++)
            bytes = _mm256_add_epi8(bytes,
                                    bits_of_bytes(_mm256_and_si256(vector_of(set, k), vector_of(mask, k))));
        counts[which[i]] += sum_of_bytes(bytes);
    }
}

void population_bits_avx2(const uint64_t *mask, uint64_t *const *sets, const uint32_t *which, size_t count,
                          size_t words, uint64_t *counts)
{
    if (words == SHORT_WORDS)
        count_short(mask, sets, which, count, counts);
    else if (words % 4 == 0 && words <= MOST_WORDS)
        count_vectors(mask, sets, which, count, words, counts);
    else
        count_words(mask, sets, which, count, words, counts);
}
