// SPDX-License-Identifier: GPL-3.0-or-later
// A document's tables as the sheets of a spreadsheet, before they are XLSX or ODS: both have the same cells. The sheets
// follow the Government Analysis Function's "Releasing statistics in spreadsheets": a cover, contents, notes, then one
// table a sheet, without a merged or a blank cell in it.
#pragma once

#include "base/problem.h"
#include "document/checked.h"

enum sheet_value { SHEET_TEXT, SHEET_COUNT, SHEET_DECIMAL, SHEET_DATE };
enum sheet_style {
    SHEET_LINE,      // runs over the cells to its right
    SHEET_TITLE,     // a line, larger
    SHEET_PARAGRAPH, // wrapped in its cell
    SHEET_HEADING,   // of a column
    SHEET_BODY,
    SHEET_STRONG, // the body's totals
};

struct sheet_cell {
    enum sheet_value value;
    enum sheet_style style;
    bool to_right; // a text in a column of numbers
    // Without formulas: whatever it begins with, it is text. '\n' begins a new line.
    struct text text;
    // The same as runs behind the first `before` bytes of the text, for formats that mark a language; NULL: none.
    const struct runs *runs;
    size_t before;
    int64_t count;          // SHEET_COUNT: shown with commas for thousands
    struct decimal decimal; // SHEET_DECIMAL: shown with all its decimals
    struct civil_date date;
    struct text link; // an address outside; empty: none
    size_t to_sheet;  // links to this sheet of the spreadsheet, counted from 1; 0: none
};

struct sheet_row {
    struct sheet_cell *cells;
    size_t count;
};

// Its lines, a cell each, then its table, if it has one: from row `table_row` (from 0), which has the headings, to the last.
struct worksheet {
    struct text name; // unique, at most LIMIT_SPREADSHEET_NAME characters
    ARRAY_OF(struct sheet_row) rows;
    struct text table_name; // ASCII letters, digits and '_'; unique; empty: no table
    size_t table_row;
    size_t columns;
    unsigned *widths; // of the columns, in characters
};

struct spreadsheet {
    const struct checked_document *checked;
    ARRAY_OF(struct worksheet *) sheets;
    struct text marks; // marking and draft, for the head of each printed page; at most LIMIT_SPREADSHEET_HEAD
};

// False with a problem if a table is too large for a sheet.
bool spreadsheet_build(struct arena *arena, const struct checked_document *checked,
                       const struct spreadsheet **spreadsheet, struct problems *problems);
// How a sheet is printed so that its whole width stands on one page: upright where that is wide enough.
struct sheet_print {
    bool across;    // landscape
    unsigned scale; // per cent, at most 100
};
struct sheet_print worksheet_print(const struct worksheet *sheet);
// How many lines of text a row is high, near enough.
size_t worksheet_lines(const struct worksheet *sheet, size_t row);
// How a formula names a sheet: 'Table 1 Camau''r adolygiad'
struct text spreadsheet_reference(struct arena *arena, struct text name);
// "AB12", of counts from 0.
struct text spreadsheet_address(struct arena *arena, size_t row, size_t column);
struct text spreadsheet_column(struct arena *arena, size_t column); // "AB"
