// SPDX-License-Identifier: GPL-3.0-or-later
// One row of a sheet, as it is read: what its cells hold, or what is wrong with it. Who reads the XML calls these in
// the order of the document.
#pragma once

#include "base/buffer.h"
#include "format/table_reader.h"
#include "format/xlsx_workbook.h"

enum xlsx_damage {
    XLSX_SOUND,
    XLSX_ROW_NUMBER,
    XLSX_REFERENCE,
    XLSX_TYPE,
    XLSX_SHARED_STRING,
    XLSX_NUMBER,
    XLSX_DATE,
    XLSX_NOT_COMPUTED,
    XLSX_VALUE_LIMIT,
    XLSX_ROW_LIMIT,
    XLSX_NO_COLUMN,
};

enum xlsx_type {
    XLSX_TYPE_NUMBER,
    XLSX_TYPE_SHARED,
    XLSX_TYPE_STRING, // the result of a formula
    XLSX_TYPE_IN_LINE,
    XLSX_TYPE_BOOLEAN,
    XLSX_TYPE_DATE,
    XLSX_TYPE_ERROR,
    XLSX_TYPE_UNKNOWN,
};

struct xlsx_row {
    const struct xlsx_workbook *workbook;
    size_t columns; // 0: not yet known

    int64_t number, last; // of this row; of the last that was in order
    char digits[8];       // the number as cells' references end
    size_t digit_count;
    bool out_of_order;        // a cell stood where it should not: what follows it is in no known column
    enum xlsx_damage damage;  // the first that was found
    char damage_at[16];       // the cell where it was, "C12"
    struct table_cell *cells; // LIMIT_COLUMNS and one; where .bytes is NULL, the text is the next of `values`
    size_t cell_count;        // up to the last that has a value
    struct buffer values;

    // The current cell.
    int64_t column; // from 1; 0: none yet
    enum xlsx_type type;
    int64_t style;
    bool has_formula, has_value, too_long;
    size_t value_at; // its text: values from there on
};

void xlsx_row_init(struct xlsx_row *row, const struct xlsx_workbook *workbook);
void xlsx_row_dispose(struct xlsx_row *row);

// Attributes are given as they stand; .bytes is NULL where there is none.
void xlsx_row_begin(struct xlsx_row *row, struct text number);
void xlsx_cell_begin(struct xlsx_row *row, struct text reference, struct text type, struct text style);
// A piece of the text of the cell.
void xlsx_cell_add(struct xlsx_row *row, struct text piece);
// The text is the pieces that were added (xlsx_cell_text), or one that stands elsewhere and was not added.
void xlsx_cell_end(struct xlsx_row *row, struct text text);
struct text xlsx_cell_text(const struct xlsx_row *row);
void xlsx_row_end(struct xlsx_row *row);

struct message xlsx_damage_words(enum xlsx_damage damage, struct message *hint);
