// SPDX-License-Identifier: GPL-3.0-or-later
// What decode_cells.h promises, with AVX2: compiled for processors that have it, called only there.
#include "extract/decode_cells.h"

#include "extract/value.h"

#ifdef __AVX2__
#include <immintrin.h>

// Where a form has its digits (Y Y Y Y M M D D h h m m) and its marks.
struct layout {
    __m256i digits, marks, is_mark;
};

static __m256i twice(const char bytes[static 16])
{
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)bytes));
}

static struct layout layout_of(const struct time_form *form)
{
    char b[16] = "0000-00-00 00:00", m = form->date_mark;
    const char year_first[16] = {0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, -1, -1, -1, -1};
    const char day_first[16] = {6, 7, 8, 9, 3, 4, 0, 1, 11, 12, 14, 15, -1, -1, -1, -1};
    if (form->day_first)
        memcpy(b, "00-00-0000", 10);
    struct layout layout;
    layout.digits = twice(form->day_first ? day_first : year_first);
    for (int i = 0; i < 16; i++)
        b[i] = b[i] == '-' ? m : b[i] == ' ' ? form->middle : b[i];
    layout.marks = twice(b);
    layout.is_mark = _mm256_xor_si256(_mm256_cmpeq_epi8(layout.marks, _mm256_set1_epi8('0')),
                                      _mm256_set1_epi8(-1));
    return layout;
}

// 0 to 59 of ":59", or something above.
static inline uint32_t seconds_of(const char *bytes)
{
    uint32_t tens = (unsigned char)bytes[1] - (uint32_t)'0', ones = (unsigned char)bytes[2] - (uint32_t)'0';
    bool good = bytes[0] == ':' && tens < 6 && ones < 10;
    return good ? tens * 10 + ones : 60;
}

// Two cells, one in each half: year, month and day, and minutes, as 32-bit numbers. *good has a bit a cell.
static inline __m256i read_pair(const char *first, const char *second, const struct layout *layout,
                                uint32_t *good)
{
    const __m256i zeros = _mm256_set1_epi8('0'), nine = _mm256_set1_epi8(9),
                  tens = _mm256_set1_epi16(10 | 1 << 8);
    const __m256i most = _mm256_broadcastsi128_si256(_mm_setr_epi16(99, 99, 12, 31, 23, 59, 0, 0));
    const __m256i weights = _mm256_broadcastsi128_si256(_mm_setr_epi16(100, 1, 32, 1, 60, 1, 0, 0));
    __m256i bytes = _mm256_loadu2_m128i((const __m128i *)(const void *)second,
                                        (const __m128i *)(const void *)first);
    __m256i digits = _mm256_shuffle_epi8(_mm256_sub_epi8(bytes, zeros), layout->digits);
    __m256i pairs = _mm256_maddubs_epi16(digits, tens);
    __m256i wrong = _mm256_or_si256(_mm256_and_si256(_mm256_xor_si256(bytes, layout->marks), layout->is_mark),
                                    _mm256_subs_epu8(digits, nine));
    wrong = _mm256_or_si256(wrong, _mm256_cmpgt_epi16(pairs, most));
    uint32_t right = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(wrong, _mm256_setzero_si256()));
    *good = (uint32_t)((right & 0xFFFF) == 0xFFFF) | (uint32_t)(right >> 16 == 0xFFFF) << 1;
    return _mm256_madd_epi16(pairs, weights);
}

// Seconds of eight cells, and a bit for each that has them.
static inline uint32_t read_seconds(const char *const at[static 8], uint32_t seconds[static 8])
{
    uint32_t good = 0;
    for (int i = 0; i < 8; i++) {
        seconds[i] = seconds_of(at[i] + 16);
        good |= (uint32_t)(seconds[i] < 60) << i;
    }
    return good;
}

// Eight cells, their seconds into `seconds`; gives a bit for each that was read.
static inline uint32_t read_eight(const int32_t *midnights, const struct layout *layout, bool has_seconds,
                                  struct cell_spans cells, int32_t *seconds)
{
    const char *at[8];
    uint32_t good[4];
    for (int i = 0; i < 8; i++)
        at[i] = cells.bytes + cells.at[i];
    // Cells 0 and 4 in the first pair, 1 and 5 in the second, and so on: halves stay halves while they are turned.
    __m256i a = read_pair(at[0], at[4], layout, &good[0]), b = read_pair(at[1], at[5], layout, &good[1]);
    __m256i c = read_pair(at[2], at[6], layout, &good[2]), d = read_pair(at[3], at[7], layout, &good[3]);
    uint32_t low = (good[0] & 1) | (good[1] & 1) << 1 | (good[2] & 1) << 2 | (good[3] & 1) << 3;
    uint32_t high = good[0] >> 1 | (good[1] & 2) | (good[2] & 2) << 1 | (good[3] & 2) << 2;
    __m256i ab = _mm256_unpacklo_epi32(a, b), cd = _mm256_unpacklo_epi32(c, d);
    __m256i years = _mm256_sub_epi32(_mm256_unpacklo_epi64(ab, cd), _mm256_set1_epi32(TIME_TABLE_FIRST_YEAR));
    __m256i days = _mm256_unpackhi_epi64(ab, cd);
    __m256i minutes = _mm256_unpacklo_epi64(_mm256_unpackhi_epi32(a, b), _mm256_unpackhi_epi32(c, d));
    __m256i lengths = _mm256_loadu_si256((const __m256i *)(const void *)cells.lengths);
    __m256i fits = _mm256_and_si256(
        _mm256_cmpeq_epi32(_mm256_min_epu32(years, _mm256_set1_epi32(TIME_TABLE_YEARS - 1)), years),
        _mm256_cmpeq_epi32(lengths, _mm256_set1_epi32(has_seconds ? 19 : 16)));
    const __m256i last_slot = _mm256_set1_epi32(TIME_TABLE_YEAR_SLOTS - 1);
    fits = _mm256_and_si256(fits, _mm256_cmpeq_epi32(_mm256_min_epu32(days, last_slot), days));
    __m256i slots = _mm256_add_epi32(_mm256_mullo_epi32(years, _mm256_set1_epi32(TIME_TABLE_YEAR_SLOTS)),
                                     days);
    __m256i midnight = _mm256_i32gather_epi32((const int *)midnights, _mm256_and_si256(slots, fits), 4);
    fits = _mm256_andnot_si256(_mm256_cmpeq_epi32(midnight, _mm256_set1_epi32(TIME_TABLE_NONE)), fits);
    uint32_t read = (low | high << 4) & (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(fits));
    __m256i clock = _mm256_mullo_epi32(minutes, _mm256_set1_epi32(60));
    if (has_seconds) {
        uint32_t of_minute[8];
        read &= read_seconds(at, of_minute);
        clock = _mm256_add_epi32(clock, _mm256_loadu_si256((const __m256i *)(const void *)of_minute));
    }
    const __m256i bits = _mm256_setr_epi32(1, 2, 4, 8, 16, 32, 64, 128);
    __m256i is_read = _mm256_cmpeq_epi32(_mm256_and_si256(_mm256_set1_epi32((int)read), bits), bits);
    _mm256_storeu_si256((__m256i *)(void *)seconds,
                        _mm256_and_si256(_mm256_add_epi32(midnight, clock), is_read));
    return read;
}

static inline uint64_t decode_form(const int32_t *midnights, struct layout layout, bool has_seconds,
                                   struct cell_spans cells, size_t count, int32_t *seconds)
{
    uint64_t known = 0;
    for (size_t i = 0; i < count; i += 8)
        known |= (uint64_t)read_eight(midnights, &layout, has_seconds,
                                      (struct cell_spans){cells.bytes, cells.at + i, cells.lengths + i},
                                      seconds + i)
                 << i;
    return count < 64 ? known & ((UINT64_C(1) << count) - 1) : known;
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

uint64_t decode_booleans_avx2(struct cell_spans cells, size_t count, uint64_t *truths)
{
    uint64_t known = 0, yes = 0;
    for (size_t i = 0; i < count; i += 8) {
        __m256i at = _mm256_loadu_si256((const __m256i *)(const void *)(cells.at + i));
        __m256i lengths = _mm256_loadu_si256((const __m256i *)(const void *)(cells.lengths + i));
        __m256i bytes = _mm256_i32gather_epi32((const int *)(const void *)cells.bytes, at, 1);
        bytes = _mm256_and_si256(bytes, _mm256_set1_epi32(0xFF));
        __m256i small = _mm256_or_si256(bytes, _mm256_set1_epi32(0x20));
        __m256i good = _mm256_or_si256(_mm256_cmpeq_epi32(small, _mm256_set1_epi32(VALUE_YES_LETTER)),
                                       _mm256_cmpeq_epi32(bytes, _mm256_set1_epi32(VALUE_YES_DIGIT)));
        __m256i bad = _mm256_or_si256(_mm256_cmpeq_epi32(small, _mm256_set1_epi32(VALUE_NO_LETTER)),
                                      _mm256_cmpeq_epi32(bytes, _mm256_set1_epi32(VALUE_NO_DIGIT)));
        __m256i is_one = _mm256_cmpeq_epi32(lengths, _mm256_set1_epi32(1));
        good = _mm256_and_si256(good, is_one);
        bad = _mm256_and_si256(bad, is_one);
        yes |= (uint64_t)(uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(good)) << i;
        known |= (uint64_t)(uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(_mm256_or_si256(good, bad))) << i;
    }
    uint64_t rows = count < 64 ? (UINT64_C(1) << count) - 1 : UINT64_MAX;
    *truths = yes & rows;
    return known & rows;
}

static inline __m256i four_bytes_at(struct cell_spans cells, __m256i at)
{
    return _mm256_i32gather_epi32((const int *)(const void *)cells.bytes, at, 1);
}

// What decode_word_slot() gives of eight cells; of those that are longer than words, any slot.
static inline __m256i slots_of(struct cell_spans cells, __m256i at, __m256i lengths)
{
    const __m256i four = _mm256_set1_epi32(4);
    __m256i length = _mm256_min_epu32(lengths, _mm256_set1_epi32(WORD_BYTES));
    __m256i missing = _mm256_sub_epi32(four, _mm256_min_epu32(length, four)); // bytes of four
    __m256i shift = _mm256_slli_epi32(missing, 3), half = _mm256_srli_epi32(length, 1);
    __m256i first = _mm256_sllv_epi32(four_bytes_at(cells, at), shift);
    __m256i middle = four_bytes_at(cells, _mm256_sub_epi32(_mm256_add_epi32(at, half), _mm256_set1_epi32(2)));
    middle = _mm256_and_si256(middle, _mm256_cmpeq_epi32(missing, _mm256_setzero_si256()));
    __m256i last = four_bytes_at(cells, _mm256_sub_epi32(_mm256_add_epi32(at, length), four));
    last = _mm256_srlv_epi32(last, shift);
    __m256i sum = _mm256_add_epi32(_mm256_add_epi32(first, lengths),
                                   _mm256_add_epi32(_mm256_add_epi32(middle, _mm256_slli_epi32(middle, 1)),
                                                    _mm256_add_epi32(last, _mm256_slli_epi32(last, 2))));
    return _mm256_srli_epi32(_mm256_mullo_epi32(sum, _mm256_set1_epi32((int)UINT32_C(0x9E3779B1))), 22);
}

static inline __m256i load(const void *at)
{
    return _mm256_loadu_si256((const __m256i *)at);
}

// Bits of the cells that hold the word of their slot. Whether they do is no branch: which words come cannot be foreseen.
static inline uint32_t compare_words(const struct word *words, const uint32_t *slots, struct cell_spans cells,
                                     size_t count, uint16_t *codes)
{
    uint32_t known = 0;
#pragma GCC unroll 8
    for (size_t i = 0; i < count; i++) {
        const struct word *word = &words[slots[i]];
        __m256i differs = _mm256_xor_si256(load(cells.bytes + cells.at[i]), load(word->bytes));
        uint32_t good = (uint32_t)_mm256_testz_si256(differs, load(word->counts)) &
                        (word->length == cells.lengths[i]);
        codes[i] = (uint16_t)(word->code & -good);
        known |= good << i;
    }
    return known;
}

uint64_t decode_words_avx2(const struct word *words, struct cell_spans cells, size_t count, uint16_t *codes)
{
    uint64_t known = 0;
    for (size_t i = 0; i < count; i += 8) {
        uint32_t slots[8];
        struct cell_spans eight = {cells.bytes, cells.at + i, cells.lengths + i};
        __m256i lengths = load(eight.lengths);
        _mm256_storeu_si256((__m256i *)(void *)slots, slots_of(cells, load(eight.at), lengths));
        // An empty cell is like the slot of no word, whose code is 0.
        __m256 empty = _mm256_castsi256_ps(_mm256_cmpeq_epi32(lengths, _mm256_setzero_si256()));
        uint32_t found = i + 8 <= count ? compare_words(words, slots, eight, 8, codes + i)
                                        : compare_words(words, slots, eight, count - i, codes + i);
        known |= (uint64_t)(found & ~(uint32_t)_mm256_movemask_ps(empty)) << i;
    }
    return known;
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

uint64_t decode_words_avx2(const struct word *words, struct cell_spans cells, size_t count, uint16_t *codes)
{
    (void)words, (void)cells, (void)count, (void)codes;
    __builtin_trap();
}

uint64_t decode_booleans_avx2(struct cell_spans cells, size_t count, uint64_t *truths)
{
    (void)cells, (void)count, (void)truths;
    __builtin_trap();
}

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
