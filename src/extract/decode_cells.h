// SPDX-License-Identifier: GPL-3.0-or-later
// Cells of one column, many together: where they lie, and what those of the usual forms mean. Each function has a portable
// form and one with AVX2, which give the same. Times are read by a table of the
// days' beginnings in the zone. Private to decode*.c.
#pragma once

#include "base/zone.h"

// Seconds from `zero_second` to the midnight at which each day begins in the zone. A day on which the clocks change, one
// that there never was, and one too far away have no entry.
struct time_table {
    int32_t *midnights; // by year, month and day: TIME_TABLE_SLOT
};
enum { TIME_TABLE_FIRST_YEAR = 1977, TIME_TABLE_YEARS = 66, TIME_TABLE_YEAR_SLOTS = 13 * 32 };
#define TIME_TABLE_NONE INT32_MIN
const struct time_table *time_table_new(struct arena *arena, const struct zone *zone, int64_t zero_second);

// How a column writes times: "2019-03-31 18:30", "2019-03-31T18:30:05", "31/03/2019 18:30", …
struct time_form {
    bool day_first; // else year first
    char date_mark, middle;
    bool has_seconds;
};
// The form of a text; false if it has none of them.
bool time_form_of(struct text text, enum civil_order order, struct time_form *form);

// What cells hold: `lengths[i]` bytes from bytes + at[i] on. Around each, 32 bytes are readable whatever its length.
struct cell_spans {
    const char *bytes;
    uint32_t *at;
    uint32_t *lengths;
};
// The cells of `count` rows, without the quotes around them: cell i begins behind ends[firsts[i] - 1] and ends at
// ends[firsts[i]]. Of up to a whole multiple of 8 rows firsts must be readable, and cells writable.
void decode_find_cells(const uint32_t *ends, const uint32_t *firsts, size_t count, struct cell_spans cells);
void decode_find_cells_avx2(const uint32_t *ends, const uint32_t *firsts, size_t count,
                            struct cell_spans cells);

// Of 64 cells or fewer: gives a bit for each that was read into `seconds` (others get 0). Up to a whole multiple of 8 cells
// must be readable, and seconds writable.
uint64_t decode_times(const struct time_table *table, const struct time_form *form, struct cell_spans cells,
                      size_t count, int32_t *seconds);
uint64_t decode_times_avx2(const struct time_table *table, const struct time_form *form,
                           struct cell_spans cells, size_t count, int32_t *seconds);

// The same of one-letter truths, yes and no: Y, y, 1 and N, n, 0.
uint64_t decode_booleans(struct cell_spans cells, size_t count, uint64_t *truths);
uint64_t decode_booleans_avx2(struct cell_spans cells, size_t count, uint64_t *truths);

// The same of whole numbers of up to eight digits. Has no form of its own with AVX2.
uint64_t decode_digits(struct cell_spans cells, size_t count, int32_t *numbers);

// Whether a text is of characters that can be seen and of blanks inside, all ASCII, without a quote.
bool decode_is_plain(struct text text);
bool decode_is_plain_avx2(struct text text); // at most 32 bytes long, and as many readable

// A bit for each length that is not 0; of 64 lengths with AVX2.
uint64_t decode_filled(const uint32_t *lengths, size_t count);
uint64_t decode_filled_avx2(const uint32_t *lengths);

// Words that cells of a category were seen to hold, and the codes of the values that they mean, by a hash of the word: of
// two that share a slot the later stays. Longer words are not remembered.
enum { WORD_BYTES = 32, WORD_SLOTS = 1024 };
struct word {
    char bytes[WORD_BYTES];           // zeros behind its end
    unsigned char counts[WORD_BYTES]; // all ones for each byte of it
    uint32_t length;                  // 0: none
    uint16_t code;
};
void decode_learn(struct word *words, struct text cell, uint16_t code);
// Of 64 cells or fewer: the codes of those that hold a word that is known (others get 0), and a bit for each of them.
uint64_t decode_words(const struct word *words, struct cell_spans cells, size_t count, uint16_t *codes);
uint64_t decode_words_avx2(const struct word *words, struct cell_spans cells, size_t count, uint16_t *codes);

// The slot of a word by its length, its first four bytes, its last four and four in its middle, the third of
// which stands at half of its length. Of a word shorter than four bytes these are all its bytes, shifted up with zeros behind them, shifted
// down, and 0.
static inline uint32_t decode_word_slot(uint32_t first, uint32_t middle, uint32_t last, uint32_t length)
{
    return (first + middle * 3 + last * 5 + length) * UINT32_C(0x9E3779B1) >> 22;
}
