// SPDX-License-Identifier: GPL-3.0-or-later
// A finished table as the checks of lint.c see it: text in cells, and what of it is a number.
#pragma once

#include "statistics/lint.h"

// A decimal number as printed: units of 10^-decimals.
struct printed {
    int64_t units;
    int decimals;
    bool cut; // had more decimals than LINT_DECIMALS: not rounded for print
};
enum { LINT_DECIMALS = 9 };

struct lint_cell {
    struct text text;
    bool has_count, has_base, has_percent;
    int64_t count, base;
    struct printed percent;
};

struct lint_row {
    uint64_t line;   // 0: not known
    uint64_t number; // from 1
    bool total;      // adds up others
    bool base;       // says of how many cases the others are, who may be in several
    bool opens;      // begins a new group of rows
    struct lint_cell *cells;
};

struct lint_column {
    struct text heading;
    bool percent;     // its numbers without a sign are percentages
    bool total;       // calls itself a total of the columns beside it
    bool stated_base; // calls itself a base
    bool no_share;    // its percentages are of growth, an estimate or the end of an interval, not of a base
    int64_t base;     // stated in the heading; 0: none
};

struct lint_table {
    struct text source, name; // the file; the table's id in it
    struct lint_column *columns;
    size_t column_count;
    ARRAY_OF(struct lint_row) rows;
};

// What a heading says of its column, and a first cell of its row.
struct lint_column lint_heading(struct text heading);
bool lint_is_total(struct text label);
bool lint_is_base(struct text label);
// What a cell says: "8", "1,284", "72.7%", "8 (72.7%)", "8 of 11", "8/11", "8 o 11". A cell with other words
// says nothing.
struct lint_cell lint_cell_read(struct text text, bool percent_column);
// A number of a spreadsheet under a heading of percentages, where they are stored as fractions of 1.
void lint_as_fraction(struct lint_cell *cell);

void lint_check(struct lint_table *table, struct lint_findings *findings);
