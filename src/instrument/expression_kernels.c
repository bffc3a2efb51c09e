// SPDX-License-Identifier: GPL-3.0-or-later
// Compiled twice: KERNELS is the name of the table that it defines.
#include "instrument/expression_kernels.h"

#include <string.h>

#ifdef __AVX2__
#include <immintrin.h>
#endif

enum { WORD_ROWS = 64 };

// Sixty-four bytes of 0 or 1 to bits.
static inline uint64_t pack(const uint8_t *flags)
{
    uint64_t packed = 0;
    for (size_t i = 0; i < 8; i++) { // the product gathers the lowest bits of eight bytes in its highest byte
        uint64_t eight;
        memcpy(&eight, flags + i * 8, sizeof eight);
        packed |= (eight * UINT64_C(0x0102040810204080) >> 56) << (i * 8);
    }
    return packed;
}

#ifdef __AVX2__

// Eight by eight comparisons, each 32 bits of 0 or 1, to the bits of 64 rows: halves and quarters end up in the order
// 0 4 1 5 2 6 3 7 of eight bytes' groups, which one permutation puts right.
static inline uint32_t pack_four(__m256i a, __m256i b, __m256i c, __m256i d)
{
    __m256i bytes = _mm256_packs_epi16(_mm256_packs_epi32(a, b), _mm256_packs_epi32(c, d));
    bytes = _mm256_permutevar8x32_epi32(bytes, _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7));
    return (uint32_t)_mm256_movemask_epi8(bytes);
}

static inline uint32_t pack_two(__m256i a, __m256i b)
{
    __m256i bytes = _mm256_permute4x64_epi64(_mm256_packs_epi16(a, b), 0xD8);
    return (uint32_t)_mm256_movemask_epi8(bytes);
}

static inline __m256i load(const void *at)
{
    return _mm256_loadu_si256((const __m256i *)at);
}

#define COMPARE_WORD_32(a, other, compare) \
    (pack_four(compare(load(a), other(0)), compare(load(a + 8), other(8)), compare(load(a + 16), other(16)), \
               compare(load(a + 24), other(24))) | \
     (uint64_t)pack_four(compare(load(a + 32), other(32)), compare(load(a + 40), other(40)), \
                         compare(load(a + 48), other(48)), compare(load(a + 56), other(56))) \
         << 32)
#define COMPARE_WORD_16(a, other, compare) \
    (pack_two(compare(load(a), other(0)), compare(load(a + 16), other(16))) | \
     (uint64_t)pack_two(compare(load(a + 32), other(32)), compare(load(a + 48), other(48))) << 32)
#define OTHER_ROW(i) load(other + (i))
#define OTHER_CONSTANT(i) constant

#define LESS_32(x, y) _mm256_cmpgt_epi32(y, x)
#define WHOLE_WORDS(name, type, set, width, compare) \
    static inline uint64_t name##_word(const type *a, const type *other) \
    { \
        return COMPARE_WORD_##width(a, OTHER_ROW, compare); \
    } \
    static inline uint64_t name##_word_constant(const type *a, type b) \
    { \
        const __m256i constant = set(b); \
        return COMPARE_WORD_##width(a, OTHER_CONSTANT, compare); \
    }
#define SET_16(b) _mm256_set1_epi16((short)(b))
WHOLE_WORDS(equal, int32_t, _mm256_set1_epi32, 32, _mm256_cmpeq_epi32)
WHOLE_WORDS(less, int32_t, _mm256_set1_epi32, 32, LESS_32)
WHOLE_WORDS(more, int32_t, _mm256_set1_epi32, 32, _mm256_cmpgt_epi32)
WHOLE_WORDS(code, uint16_t, SET_16, 16, _mm256_cmpeq_epi16)

#else

#define WHOLE_WORDS(name, type, test) \
    static inline uint64_t name##_word(const type *a, const type *b) \
    { \
        uint8_t flags[WORD_ROWS]; \
        for (size_t i = 0; i < WORD_ROWS; i++) \
            flags[i] = a[i] test b[i]; \
        return pack(flags); \
    } \
    static inline uint64_t name##_word_constant(const type *a, type b) \
    { \
        uint8_t flags[WORD_ROWS]; \
        for (size_t i = 0; i < WORD_ROWS; i++) \
            flags[i] = a[i] test b; \
        return pack(flags); \
    }
WHOLE_WORDS(equal, int32_t, ==)
WHOLE_WORDS(less, int32_t, <)
WHOLE_WORDS(more, int32_t, >)
WHOLE_WORDS(code, uint16_t, ==)

#endif

// Whole words, then what is left, row by row.
#define COMPARISON(name, word, type, right, argument, left_over, test) \
    static void name(const type *a, right b, size_t rows, const uint64_t *restrict known, \
                     uint64_t *restrict truths) \
    { \
        size_t words = rows / WORD_ROWS, row = words * WORD_ROWS; \
        for (size_t w = 0; w < words; w++) \
            truths[w] = word(a + w * WORD_ROWS, argument) & known[w]; \
        uint64_t last = 0; \
        for (size_t i = 0; row + i < rows; i++) \
            last |= (uint64_t)(a[row + i] test left_over) << i; \
        if (row < rows) \
            truths[words] = last & known[words]; \
    }
COMPARISON(equal, equal_word, int32_t, const int32_t *, b + w * WORD_ROWS, b[row + i], ==)
COMPARISON(less, less_word, int32_t, const int32_t *, b + w * WORD_ROWS, b[row + i], <)
COMPARISON(more, more_word, int32_t, const int32_t *, b + w * WORD_ROWS, b[row + i], >)
COMPARISON(equal_to, equal_word_constant, int32_t, int32_t, b, b, ==)
COMPARISON(less_than, less_word_constant, int32_t, int32_t, b, b, <)
COMPARISON(more_than, more_word_constant, int32_t, int32_t, b, b, >)
COMPARISON(equal_code, code_word_constant, uint16_t, uint16_t, b, b, ==)
COMPARISON(equal_codes, code_word, uint16_t, const uint16_t *, b + w * WORD_ROWS, b[row + i], ==)

// ---- Arithmetic. Where overflow is looked for, its sign is the highest bit.

static bool add(const int32_t *a, const int32_t *b, size_t rows, int32_t *restrict out)
{
    uint32_t overflow = 0;
    for (size_t i = 0; i < rows; i++) {
        uint32_t x = (uint32_t)a[i], y = (uint32_t)b[i], sum = x + y;
        overflow |= (x ^ sum) & (y ^ sum);
        out[i] = (int32_t)sum;
    }
    return !(overflow >> 31);
}

static bool subtract(const int32_t *a, const int32_t *b, size_t rows, int32_t *restrict out)
{
    uint32_t overflow = 0;
    for (size_t i = 0; i < rows; i++) {
        uint32_t x = (uint32_t)a[i], y = (uint32_t)b[i], difference = x - y;
        overflow |= (x ^ y) & (x ^ difference);
        out[i] = (int32_t)difference;
    }
    return !(overflow >> 31);
}

static bool multiply(const int32_t *a, const int32_t *b, size_t rows, int32_t *restrict out)
{
    uint64_t overflow = 0;
    for (size_t i = 0; i < rows; i++) {
        int64_t product = (int64_t)a[i] * b[i];
        out[i] = (int32_t)product;
        overflow |= ((uint64_t)product + UINT64_C(0x80000000)) >> 32;
    }
    return !overflow;
}

static void subtract_freely(const int32_t *a, const int32_t *b, size_t rows, int32_t *restrict out)
{
    for (size_t i = 0; i < rows; i++)
        out[i] = (int32_t)((uint32_t)a[i] - (uint32_t)b[i]);
}

static bool within(const int32_t *a, size_t rows, int32_t least, int32_t most)
{
    int32_t outside = 0;
    for (size_t i = 0; i < rows; i++)
        outside |= (a[i] < least) | (a[i] > most);
    return !outside;
}

static void blend(const uint64_t *takes_then, const int32_t *then, const int32_t *otherwise, size_t rows,
                  int32_t *restrict out)
{
    size_t row = 0;
#ifdef __AVX2__
    const __m256i bit = _mm256_setr_epi32(1, 2, 4, 8, 16, 32, 64, 128);
    const unsigned char *eights = (const unsigned char *)takes_then; // x86 keeps the lowest byte first
    for (; row + 8 <= rows; row += 8) {
        __m256i chosen = _mm256_and_si256(_mm256_set1_epi32(eights[row / 8]), bit);
        chosen = _mm256_cmpeq_epi32(chosen, bit);
        __m256i value = _mm256_blendv_epi8(load(otherwise + row), load(then + row), chosen);
        _mm256_storeu_si256((__m256i *)(void *)(out + row), value);
    }
#endif
    for (; row < rows; row++) {
        int32_t mask = -(int32_t)(takes_then[row / WORD_ROWS] >> (row % WORD_ROWS) & 1);
        out[row] = (then[row] & mask) | (otherwise[row] & ~mask);
    }
}

// ---- Logic

static void both(const uint64_t *a, const uint64_t *b, size_t words, uint64_t *restrict out)
{
    for (size_t w = 0; w < words; w++)
        out[w] = a[w] & b[w];
}

static void not(const uint64_t *a, const uint64_t *known, size_t words, uint64_t *restrict out)
{
    for (size_t w = 0; w < words; w++)
        out[w] = known[w] & ~a[w];
}

static void and (const uint64_t *a, const uint64_t *a_known, const uint64_t *b, const uint64_t *b_known,
                 size_t words, uint64_t *restrict out, uint64_t *restrict known)
{
    for (size_t w = 0; w < words; w++) {
        out[w] = a[w] & b[w];
        known[w] = (a[w] & b[w]) | (a_known[w] & ~a[w]) | (b_known[w] & ~b[w]);
    }
}

static void or (const uint64_t *a, const uint64_t *a_known, const uint64_t *b, const uint64_t *b_known,
                size_t words, uint64_t *restrict out, uint64_t *restrict known)
{
    for (size_t w = 0; w < words; w++) {
        out[w] = a[w] | b[w];
        known[w] = a[w] | b[w] | (a_known[w] & b_known[w]);
    }
}

static void select_bits(const uint64_t *condition, const uint64_t *then, const uint64_t *otherwise,
                        size_t words, uint64_t *restrict out)
{
    for (size_t w = 0; w < words; w++)
        out[w] = (condition[w] & then[w]) | (~condition[w] & otherwise[w]);
}

static void try(const uint64_t *truths, const uint64_t *known, const uint64_t *where, size_t words,
                uint64_t *restrict open, uint64_t *decided, uint64_t *unknown) // these two may be one
{
    for (size_t w = 0; w < words; w++) {
        uint64_t tried = where ? open[w] & where[w] : open[w];
        decided[w] |= tried & truths[w];
        unknown[w] |= tried & ~known[w];
        open[w] &= ~tried | (known[w] & ~truths[w]);
    }
}

const struct kernels KERNELS = {
    .equal = equal,
    .less = less,
    .more = more,
    .equal_to = equal_to,
    .less_than = less_than,
    .more_than = more_than,
    .equal_code = equal_code,
    .equal_codes = equal_codes,
    .add = add,
    .subtract = subtract,
    .multiply = multiply,
    .subtract_freely = subtract_freely,
    .within = within,
    .blend = blend,
    .both = both,
    .not = not,
    .and = and,
    .or = or
    , .select = select_bits, .try = try,
};
