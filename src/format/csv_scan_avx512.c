// SPDX-License-Identifier: GPL-3.0-or-later
// The scan with AVX-512, where a block is one register: compiled for processors that have it, called only there.
#include "format/csv_scan_blocks.h"

#ifdef __AVX512VBMI2__
#include <immintrin.h>

static inline __m512i load(const char *block)
{
    return _mm512_loadu_si512((const void *)block);
}

static inline uint64_t equal_bytes(__m512i bytes, char wanted)
{
    return _cvtmask64_u64(_mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(wanted)));
}

static inline struct block_masks classify(const char *block, char separator)
{
    __m512i bytes = load(block);
    return (struct block_masks){
        .quotes = equal_bytes(bytes, '"'),
        .separators = equal_bytes(bytes, separator),
        .line_feeds = equal_bytes(bytes, '\n'),
        .carriage_returns = equal_bytes(bytes, '\r'),
        .nuls = equal_bytes(bytes, 0),
        .high = _cvtmask64_u64(_mm512_movepi8_mask(bytes)),
    };
}

static inline struct usual_masks classify_usual(const char *block, char separator)
{
    __m512i bytes = load(block);
    return (struct usual_masks){
        .quotes = equal_bytes(bytes, '"'),
        .separators = equal_bytes(bytes, separator),
        .line_feeds = equal_bytes(bytes, '\n'),
        .carriage_returns = equal_bytes(bytes, '\r'),
        // Less one, NUL is the greatest byte, and what is not ASCII stays above 0x7E.
        .has_more = _mm512_cmpgt_epu8_mask(_mm512_sub_epi8(bytes, _mm512_set1_epi8(1)),
                                           _mm512_set1_epi8(0x7E)) != 0,
    };
}

// A product without carries by all ones: each bit of it is the parity of the bits up to it.
static inline uint64_t pair(uint64_t quotes)
{
    __m128i product = _mm_clmulepi64_si128(_mm_set_epi64x(0, (int64_t)quotes), _mm_set1_epi8(-1), 0);
    return (uint64_t)_mm_cvtsi128_si64(product);
}

static inline void add_sixteen(uint32_t *to, __m512i from, __m128i places)
{
    _mm512_storeu_si512((void *)to, _mm512_add_epi32(from, _mm512_cvtepu8_epi32(places)));
}

// The places of all bits are moved together; a block seldom has more than sixteen.
static inline void add_ends(uint32_t *to, uint32_t from, uint64_t bits)
{
    const __m512i all = _mm512_set_epi64(0x3f3e3d3c3b3a3938, 0x3736353433323130, 0x2f2e2d2c2b2a2928,
                                         0x2726252423222120, 0x1f1e1d1c1b1a1918, 0x1716151413121110,
                                         0x0f0e0d0c0b0a0908, 0x0706050403020100);
    __m512i places = _mm512_maskz_compress_epi8(_cvtu64_mask64(bits), all);
    __m512i base = _mm512_set1_epi32((int)from);
    add_sixteen(to, base, _mm512_castsi512_si128(places));
    if (__builtin_expect(_mm_popcnt_u64(bits) > 16, 0)) {
        add_sixteen(to + 16, base, _mm512_extracti32x4_epi32(places, 1));
        add_sixteen(to + 32, base, _mm512_extracti32x4_epi32(places, 2));
        add_sixteen(to + 48, base, _mm512_extracti32x4_epi32(places, 3));
    }
}

static size_t scan_usual_with(struct block_scan *blocks, size_t at, size_t end);
static const struct block_kernel kernel = {classify, classify_usual, pair, add_ends, scan_usual_with};

static __attribute__((noinline)) size_t scan_usual_with(struct block_scan *blocks, size_t at, size_t end)
{
    return scan_usual_blocks(blocks, &kernel, at, end);
}

bool csv_scan_avx512(struct csv_scan *scan, const struct csv_scan_form *form, struct text piece, bool ended)
{
    return scan_blocks(scan, form, piece, ended, &kernel);
}

#else

bool csv_scan_avx512(struct csv_scan *scan, const struct csv_scan_form *form, struct text piece, bool ended)
{
    (void)scan, (void)form, (void)piece, (void)ended;
    __builtin_trap();
}

#endif
