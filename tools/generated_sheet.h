// SPDX-License-Identifier: GPL-3.0-or-later
// A CSV file that is made up row by row, with damage planted in it, and the truth about every row that must be
// rejected: its physical line, its record number, why. The truth is known because damage is put only where the rule of
// src/format/table_reader.h leaves no doubt; plant() in the source says where that is.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

// SplitMix64: the same numbers from the same seed, on every machine.
struct random {
    uint64_t state;
};
// A stream of its own for a number, such as a row's, so that what a row says does not hang on the rows before it.
struct random random_stream(uint64_t seed, uint64_t number);
uint32_t random_below(struct random *random, uint32_t bound);
bool random_chance(struct random *random, uint32_t parts_of_100000);

enum { SHEET_ROW_BYTES = 4096, SHEET_COLUMNS = 40 };

struct sheet {
    // Chosen by the caller.
    FILE *out, *truth; // truth may be NULL
    char separator;
    const char *line_end;
    bool every_value_quoted;
    double damaged_per_mille;
    struct random random; // of damage alone: rows keep their values, whatever is damaged
    // The current row.
    char row[SHEET_ROW_BYTES];
    size_t length, count;
    size_t start[SHEET_COLUMNS], end[SHEET_COLUMNS];
    // The file.
    uint64_t line, record; // of the next row
    bool quote_is_open;    // a damaged row ended within quotes, and none followed yet
};

// Writes the mark of UTF-8 and the header, and that of the truth.
void sheet_begin(struct sheet *sheet, const char *const *header, size_t columns);
void sheet_row(struct sheet *sheet);
// A value that never needs quotes, and one that may. A line feed in it is written in one of the three ways of ending a
// line where damage is asked for, and as it is where not.
void sheet_plain(struct sheet *sheet, const char *value, size_t length);
void sheet_text(struct sheet *sheet, const char *value);
// Ends the row, which is to be rejected for `why`, or to be kept if that is NULL. False if it was damaged instead: then
// its reference was never read. Some rows get blank ones before them where damage is asked for.
bool sheet_end_row(struct sheet *sheet, const char *why);
