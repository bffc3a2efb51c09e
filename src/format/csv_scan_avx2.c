// SPDX-License-Identifier: GPL-3.0-or-later
// The scan with AVX2: compiled for processors that have it, called only there.
#include "format/csv_scan_blocks.h"

#ifdef __AVX2__
#include <immintrin.h>

static inline uint64_t equal_bytes(__m256i first, __m256i second, __m256i pattern)
{
    uint32_t low = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(first, pattern));
    uint32_t high = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(second, pattern));
    return low | (uint64_t)high << 32;
}

static inline struct block_masks classify(const char *block, char separator)
{
    __m256i first = _mm256_loadu_si256((const __m256i *)(const void *)block);
    __m256i second = _mm256_loadu_si256((const __m256i *)(const void *)(block + 32));
    struct block_masks masks = {
        .quotes = equal_bytes(first, second, _mm256_set1_epi8('"')),
        .separators = equal_bytes(first, second, _mm256_set1_epi8(separator)),
        .line_feeds = equal_bytes(first, second, _mm256_set1_epi8('\n')),
        .carriage_returns = equal_bytes(first, second, _mm256_set1_epi8('\r')),
    };
    // Bytes of 0 are rare: one comparison tells that there is none.
    __m256i zero = _mm256_setzero_si256();
    if (_mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_min_epu8(first, second), zero)))
        masks.nuls = equal_bytes(first, second, zero);
    masks.high = (uint32_t)_mm256_movemask_epi8(first) | (uint64_t)(uint32_t)_mm256_movemask_epi8(second)
                                                             << 32;
    return masks;
}

static inline struct usual_masks classify_usual(const char *block, char separator)
{
    __m256i first = _mm256_loadu_si256((const __m256i *)(const void *)block);
    __m256i second = _mm256_loadu_si256((const __m256i *)(const void *)(block + 32));
    __m256i found = _mm256_cmpeq_epi8(_mm256_min_epu8(first, second), _mm256_setzero_si256());
    found = _mm256_or_si256(found, _mm256_or_si256(first, second));
    return (struct usual_masks){
        .quotes = equal_bytes(first, second, _mm256_set1_epi8('"')),
        .separators = equal_bytes(first, second, _mm256_set1_epi8(separator)),
        .line_feeds = equal_bytes(first, second, _mm256_set1_epi8('\n')),
        .carriage_returns = equal_bytes(first, second, _mm256_set1_epi8('\r')),
        .has_more = _mm256_movemask_epi8(found) != 0,
    };
}

// A product without carries by all ones: each bit of it is the parity of the bits up to it.
static inline uint64_t pair(uint64_t quotes)
{
    __m128i product = _mm_clmulepi64_si128(_mm_set_epi64x(0, (int64_t)quotes), _mm_set1_epi8(-1), 0);
    return (uint64_t)_mm_cvtsi128_si64(product);
}

static inline uint32_t lowest_bit(uint64_t bits)
{
    return (uint32_t)_tzcnt_u64(bits);
}

static inline void add_ends(uint32_t *to, uint32_t from, uint64_t bits)
{
    add_ends_with(to, from, bits, lowest_bit);
}

static size_t scan_usual_with(struct block_scan *blocks, size_t at, size_t end);
static const struct block_kernel kernel = {classify, classify_usual, pair, add_ends, scan_usual_with};

static __attribute__((noinline)) size_t scan_usual_with(struct block_scan *blocks, size_t at, size_t end)
{
    return scan_usual_blocks(blocks, &kernel, at, end);
}

bool csv_scan_avx2(struct csv_scan *scan, const struct csv_scan_form *form, struct text piece, bool ended)
{
    return scan_blocks(scan, form, piece, ended, &kernel);
}

#else

bool csv_scan_avx2(struct csv_scan *scan, const struct csv_scan_form *form, struct text piece, bool ended)
{
    (void)scan, (void)form, (void)piece, (void)ended;
    __builtin_trap();
}

#endif
