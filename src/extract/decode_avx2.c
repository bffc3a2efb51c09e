// SPDX-License-Identifier: GPL-3.0-or-later
// What decode_time.h promises, with AVX2: compiled for processors that have it, called only there.
#include "extract/decode_time.h"

#ifdef __AVX2__
#include <immintrin.h>

// Where a form has its digits (Y Y Y Y M M D D h h m m) and its marks.
struct layout {
    __m128i digits, marks, is_mark;
};

static struct layout layout_of(const struct time_form *form)
{
    char b[16] = "0000-00-00 00:00", m = form->date_mark;
    const char year_first[16] = {0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, -1, -1, -1, -1};
    const char day_first[16] = {6, 7, 8, 9, 3, 4, 0, 1, 11, 12, 14, 15, -1, -1, -1, -1};
    if (form->day_first)
        memcpy(b, "00-00-0000", 10);
    struct layout layout = {
        .digits = _mm_loadu_si128((const __m128i *)(const void *)(form->day_first ? day_first : year_first))};
    for (int i = 0; i < 16; i++)
        b[i] = b[i] == '-' ? m : b[i] == ' ' ? form->middle : b[i];
    layout.marks = _mm_loadu_si128((const __m128i *)(const void *)b);
    layout.is_mark = _mm_xor_si128(_mm_cmpeq_epi8(layout.marks, _mm_set1_epi8('0')), _mm_set1_epi8(-1));
    return layout;
}

// 0 to 59 of ":59", or something above.
static inline uint32_t seconds_of(const char *bytes)
{
    uint32_t tens = (unsigned char)bytes[1] - (uint32_t)'0', ones = (unsigned char)bytes[2] - (uint32_t)'0';
    bool good = bytes[0] == ':' && tens < 6 && ones < 10;
    return good ? tens * 10 + ones : 60;
}

static inline uint64_t decode_form(const int32_t *midnights, struct layout layout, bool has_seconds,
                                   struct cell_spans cells, size_t count, int32_t *seconds)
{
    const __m128i zeros = _mm_set1_epi8('0'), nine = _mm_set1_epi8(9), tens = _mm_set1_epi16(10 | 1 << 8);
    const __m128i most = _mm_setr_epi16(99, 99, 12, 31, 23, 59, 0, 0);
    const __m128i weights = _mm_setr_epi16(100, 1, 32, 1, 60, 1, 0, 0);
    const uint32_t length = has_seconds ? 19 : 16;
    uint64_t known = 0;
    for (size_t i = 0; i < count; i++) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(cells.bytes + cells.at[i]));
        __m128i digits = _mm_shuffle_epi8(_mm_sub_epi8(bytes, zeros), layout.digits);
        __m128i pairs = _mm_maddubs_epi16(digits, tens);
        __m128i wrong = _mm_or_si128(_mm_and_si128(_mm_xor_si128(bytes, layout.marks), layout.is_mark),
                                     _mm_subs_epu8(digits, nine));
        wrong = _mm_or_si128(wrong, _mm_cmpgt_epi16(pairs, most));
        __m128i sums = _mm_madd_epi16(pairs, weights);
        uint64_t date = (uint64_t)_mm_cvtsi128_si64(sums);
        uint32_t years = (uint32_t)date - TIME_TABLE_FIRST_YEAR,
                 clock = (uint32_t)_mm_extract_epi32(sums, 2) * 60;
        uint32_t good = (uint32_t)_mm_testz_si128(wrong, wrong) & (years < TIME_TABLE_YEARS) &
                        (cells.lengths[i] == length);
        if (has_seconds) {
            uint32_t second = seconds_of(cells.bytes + cells.at[i] + 16);
            good &= second < 60;
            clock += second;
        }
        // Which cells are empty nobody can foresee: without branches.
        int32_t midnight = midnights[(years * TIME_TABLE_YEAR_SLOTS + (uint32_t)(date >> 32)) & -good];
        good &= midnight != TIME_TABLE_NONE;
        seconds[i] = (int32_t)(((uint32_t)midnight + clock) & -good);
        known |= (uint64_t)good << i;
    }
    return known;
}

uint64_t decode_times_avx2(const struct time_table *table, const struct time_form *form,
                           struct cell_spans cells, size_t count, int32_t *seconds)
{
    struct layout layout = layout_of(form);
    return form->has_seconds ? decode_form(table->midnights, layout, true, cells, count, seconds)
                             : decode_form(table->midnights, layout, false, cells, count, seconds);
}

bool decode_is_plain_avx2(struct text text)
{
    __m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)text.bytes);
    __m256i seen = _mm256_cmpgt_epi8(bytes, _mm256_set1_epi8(0x1F)); // not what has its highest bit, either
    __m256i bad = _mm256_or_si256(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(0x7F)),
                                  _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('"')));
    uint32_t good = (uint32_t)_mm256_movemask_epi8(_mm256_andnot_si256(bad, seen));
    uint32_t all = text.length == 32 ? UINT32_MAX : (UINT32_C(1) << text.length) - 1;
    return text.length && (good & all) == all && text.bytes[0] != ' ' && text.bytes[text.length - 1] != ' ';
}

void decode_find_cells_avx2(const uint32_t *ends, const uint32_t *firsts, size_t count,
                            struct cell_spans cells)
{
    const __m256i quote = _mm256_set1_epi32('"'), low = _mm256_set1_epi32(0xFF), one = _mm256_set1_epi32(1);
    for (size_t i = 0; i < count; i += 8) {
        __m256i first = _mm256_loadu_si256((const __m256i *)(const void *)(firsts + i));
        __m256i begin = _mm256_add_epi32(
            _mm256_i32gather_epi32((const int *)(const void *)(ends - 1), first, 4), one);
        __m256i end = _mm256_i32gather_epi32((const int *)(const void *)ends, first, 4);
        __m256i byte = _mm256_and_si256(
            _mm256_i32gather_epi32((const int *)(const void *)cells.bytes, begin, 1), low);
        __m256i quoted = _mm256_cmpeq_epi32(byte, quote); // -1 or 0
        __m256i length = _mm256_add_epi32(_mm256_sub_epi32(end, begin), _mm256_add_epi32(quoted, quoted));
        _mm256_storeu_si256((__m256i *)(void *)(cells.at + i), _mm256_sub_epi32(begin, quoted));
        _mm256_storeu_si256((__m256i *)(void *)(cells.lengths + i), length);
    }
}

uint64_t decode_filled_avx2(const uint32_t *lengths)
{
    uint64_t empty = 0;
    for (int i = 0; i < 8; i++) {
        __m256i eight = _mm256_loadu_si256((const __m256i *)(const void *)(lengths + 8 * i));
        __m256 zero = _mm256_castsi256_ps(_mm256_cmpeq_epi32(eight, _mm256_setzero_si256()));
        empty |= (uint64_t)(uint32_t)_mm256_movemask_ps(zero) << (8 * i);
    }
    return ~empty;
}

#else

void decode_find_cells_avx2(const uint32_t *ends, const uint32_t *firsts, size_t count,
                            struct cell_spans cells)
{
    (void)ends, (void)firsts, (void)count, (void)cells;
    __builtin_trap();
}

uint64_t decode_filled_avx2(const uint32_t *lengths)
{
    (void)lengths;
    __builtin_trap();
}

uint64_t decode_times_avx2(const struct time_table *table, const struct time_form *form,
                           struct cell_spans cells, size_t count, int32_t *seconds)
{
    (void)table, (void)form, (void)cells, (void)count, (void)seconds;
    __builtin_trap();
}

bool decode_is_plain_avx2(struct text text)
{
    (void)text;
    __builtin_trap();
}

#endif
