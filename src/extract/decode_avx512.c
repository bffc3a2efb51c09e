// SPDX-License-Identifier: GPL-3.0-or-later
// Times without seconds, sixteen at once, with AVX-512: compiled for processors that have it, called only there.
#include "extract/decode_cells.h"

#ifdef __AVX512VBMI2__
#include <immintrin.h>

struct layout {
    __m512i digits, marks, is_mark;
};

static inline __m512i four_times(const char bytes[static 16])
{
    return _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)(const void *)bytes));
}

static struct layout layout_of(const struct time_form *form)
{
    char digits[16], marks[16];
    decode_time_layout(form, digits, marks);
    struct layout layout = {.digits = four_times(digits), .marks = four_times(marks)};
    layout.is_mark = _mm512_movm_epi8(_mm512_cmpneq_epi8_mask(layout.marks, _mm512_set1_epi8('0')));
    return layout;
}

static inline __m128i cell(struct cell_spans cells, size_t i)
{
    return _mm_loadu_si128((const __m128i *)(const void *)(cells.bytes + cells.at[i]));
}

// Cells i, i + 4, i + 8 and i + 12, one in each quarter: year, month and day, and minutes, as 32-bit numbers. *wrong has
// bits 0 to 3 for what is wrong with the first, and so on.
static inline __m512i read_four(struct cell_spans cells, size_t i, const struct layout *layout,
                                uint32_t *wrong)
{
    const __m512i most = _mm512_broadcast_i32x4(_mm_setr_epi16(99, 99, 12, 31, 23, 59, 0, 0));
    const __m512i weights = _mm512_broadcast_i32x4(_mm_setr_epi16(100, 1, 32, 1, 60, 1, 0, 0));
    __m512i bytes = _mm512_castsi128_si512(cell(cells, i));
    bytes = _mm512_inserti32x4(bytes, cell(cells, i + 4), 1);
    bytes = _mm512_inserti32x4(bytes, cell(cells, i + 8), 2);
    bytes = _mm512_inserti32x4(bytes, cell(cells, i + 12), 3);
    __m512i digits = _mm512_shuffle_epi8(_mm512_sub_epi8(bytes, _mm512_set1_epi8('0')), layout->digits);
    __m512i pairs = _mm512_maddubs_epi16(digits, _mm512_set1_epi16(10 | 1 << 8));
    __m512i bad = _mm512_and_si512(_mm512_xor_si512(bytes, layout->marks), layout->is_mark);
    bad = _mm512_or_si512(bad, _mm512_subs_epu8(digits, _mm512_set1_epi8(9)));
    bad = _mm512_or_si512(bad, _mm512_subs_epu16(pairs, most));
    *wrong = _cvtmask16_u32(_mm512_test_epi32_mask(bad, bad));
    return _mm512_madd_epi16(pairs, weights);
}

// A bit for each of sixteen cells that has anything wrong with it.
static inline uint32_t wrong_cells(const uint32_t wrong[static 4])
{
    uint32_t cells = 0;
    for (uint32_t i = 0; i < 4; i++) {
        uint32_t any = wrong[i] | wrong[i] >> 1;
        cells |= ((any | any >> 2) & 0x1111) << i;
    }
    return cells;
}

static inline uint32_t read_sixteen(const int32_t *midnights, const struct layout *layout,
                                    struct cell_spans cells, int32_t *seconds)
{
    uint32_t wrong[4];
    __m512i a = read_four(cells, 0, layout, &wrong[0]), b = read_four(cells, 1, layout, &wrong[1]);
    __m512i c = read_four(cells, 2, layout, &wrong[2]), d = read_four(cells, 3, layout, &wrong[3]);
    __m512i ab = _mm512_unpacklo_epi32(a, b), cd = _mm512_unpacklo_epi32(c, d);
    __m512i years = _mm512_sub_epi32(_mm512_unpacklo_epi64(ab, cd), _mm512_set1_epi32(TIME_TABLE_FIRST_YEAR));
    __m512i days = _mm512_unpackhi_epi64(ab, cd);
    __m512i minutes = _mm512_unpacklo_epi64(_mm512_unpackhi_epi32(a, b), _mm512_unpackhi_epi32(c, d));
    __mmask16 fits = _mm512_cmplt_epu32_mask(years, _mm512_set1_epi32(TIME_TABLE_YEARS));
    fits = _mm512_mask_cmplt_epu32_mask(fits, days, _mm512_set1_epi32(TIME_TABLE_YEAR_SLOTS));
    fits = _mm512_mask_cmpeq_epi32_mask(fits, _mm512_loadu_si512((const void *)cells.lengths),
                                        _mm512_set1_epi32(16));
    fits = _kand_mask16(fits, _cvtu32_mask16(~wrong_cells(wrong)));
    __m512i slots = _mm512_add_epi32(_mm512_mullo_epi32(years, _mm512_set1_epi32(TIME_TABLE_YEAR_SLOTS)),
                                     days);
    __m512i midnight = _mm512_mask_i32gather_epi32(_mm512_setzero_si512(), fits, slots, midnights, 4);
    fits = _mm512_mask_cmpneq_epi32_mask(fits, midnight, _mm512_set1_epi32(TIME_TABLE_NONE));
    __m512i clock = _mm512_mullo_epi32(minutes, _mm512_set1_epi32(60));
    _mm512_storeu_si512((void *)seconds, _mm512_maskz_add_epi32(fits, midnight, clock));
    return _cvtmask16_u32(fits);
}

uint64_t decode_times_avx512(const struct time_table *table, const struct time_form *form,
                             struct cell_spans cells, size_t count, int32_t *seconds)
{
    uint64_t known = 0;
    size_t i = 0;
    struct layout layout = layout_of(form);
    for (; !form->has_seconds && i + 16 <= count; i += 16)
        known |= (uint64_t)read_sixteen(table->midnights, &layout,
                                        (struct cell_spans){cells.bytes, cells.at + i, cells.lengths + i},
                                        seconds + i)
                 << i;
    if (i < count)
        known |= decode_times_avx2(table, form,
                                   (struct cell_spans){cells.bytes, cells.at + i, cells.lengths + i},
                                   count - i, seconds + i)
                 << i;
    return known;
}

#else

uint64_t decode_times_avx512(const struct time_table *table, const struct time_form *form,
                             struct cell_spans cells, size_t count, int32_t *seconds)
{
    (void)table, (void)form, (void)cells, (void)count, (void)seconds;
    __builtin_trap();
}

#endif
