// SPDX-License-Identifier: GPL-3.0-or-later
// One file of an extract while it is read: its columns, and the checks that a row must pass. Whoever reads extracts, row by
// row into the record (extract.h) or by millions (population.h), asks these functions: a row is accepted in both or in
// neither, for the same reasons. Private to extract/.
#pragma once

#include "extract/header.h"
#include "extract/seen.h"
#include "extract/value.h"
#include "instrument/instrument.h"

// What lies beyond the file.
struct sheet_world {
    void *context;
    // Where the case with this number stands; *source is empty if it is in the same file.
    uint64_t (*line_of)(void *context, uint32_t number, enum seen_state state, struct text *source);
    // Whether the record has a case that the extract has not. NULL: there is no record. False if it cannot say.
    bool (*has_case)(void *context, struct text reference, bool *has, struct problems *problems);
};

struct sheet {
    const struct instrument *instrument;
    bool is_log;
    enum language language; // of what a check says
    const struct schema *schema;
    size_t reference; // index of the field
    struct text source;
    struct table_reader *table; // NULL: not sent
    struct header header;
    struct seen *seen; // of cases; the caller puts in what became of them
    struct sheet_world world;
    // The current row.
    struct arena *arena;
    struct problems problems;
    const struct table_row *row;
    struct value *values; // by field
};

// Matches the table's header. The arena lives as long as the sheet, which gets another one for its rows.
bool sheet_open(struct sheet *sheet, struct arena *arena, const struct instrument *instrument, bool is_log,
                struct table_reader *table, struct problems *problems);
void sheet_close(struct sheet *sheet); // not the table

// What is told of the file when the table is closed, in an arena that lives longer: how it was read up to now, and the
// columns that the instrument does not know.
struct table_facts sheet_facts(const struct sheet *sheet, struct arena *arena);
struct text *sheet_ignored(const struct sheet *sheet, struct arena *arena, size_t *count);

// The next row of the table into the sheet, checked. `checked` says what became of it; its problems are in the sheet.
enum sheet_step {
    SHEET_ACCEPTED,
    SHEET_REJECTED,
    SHEET_END,
    SHEET_FAILED, // a problem was reported that ends the reading
};
enum sheet_step sheet_next(struct sheet *sheet, struct problems *problems);
// The reference of the current row; empty if it could not be read.
struct text sheet_reference(const struct sheet *sheet);
// Tells the row's problems to a list of all.
void sheet_report(const struct sheet *sheet, struct problems *problems);
