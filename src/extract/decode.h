// SPDX-License-Identifier: GPL-3.0-or-later
// Cells to columns, many rows at once: the fast half of reading by millions. It reads the usual forms of values exactly as
// value.h does, and is sure of a row or marks it: a marked row is for the careful half (sheet.h), which says what is wrong
// with it or reads what is unusual. It never rejects anything by itself.
#pragma once

#include "extract/header.h"
#include "extract/seen.h"
#include "format/csv_scan.h"
#include "instrument/tally.h"

// Narrow times count seconds from here: 1 January 2010. What does not fit, or has fractions of seconds, is unusual.
#define DECODE_ZERO_SECOND INT64_C(1262304000)

struct decoder; // of one file; shared by threads, read-only

// `wanted`: the fields whose columns are wanted, those that the instrument's checks read among them; all others are only
// checked by themselves.
const struct decoder *decoder_new(struct arena *arena, const struct instrument *instrument, bool is_log,
                                  const struct header *header, const bool *wanted, bool avx2);

// What a thread learns of the words for values of categories while it decodes.
struct decode_words;
struct decode_words *decode_words_new(const struct decoder *decoder);
void decode_words_free(struct decode_words *words);

// Rows of a scan that are read into columns: at most BATCH_ROWS.
struct decoded {
    struct rows rows;        // columns of fields that nobody wants have no `known`
    uint64_t *marked;        // rows to be careful with
    struct text *references; // as they stand in the piece; of marked rows nothing
};
// CSV_SCAN_BYTES_BEHIND bytes before the piece must be readable as well as behind it.
struct decoded *decode(struct arena *arena, const struct decoder *decoder, struct decode_words *words,
                       struct text piece, const struct csv_scan *scan, size_t from, size_t count);
