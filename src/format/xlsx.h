// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of one sheet of an XLSX workbook, one after the other, behind format/table_reader.h.
#pragma once

#include "format/input.h"
#include "format/table_reader.h"

struct xlsx_reader;

// The input must live as long as the reader. Fills the XLSX part of *facts.
bool xlsx_open(const struct input *input, struct text sheet, bool careful, struct table_facts *facts,
               struct xlsx_reader **xlsx, struct problems *problems);
void xlsx_close(struct xlsx_reader *xlsx); // NULL is allowed

// From then on a row has as many cells; a value to their right damages it. Before, a row ends with its last value.
void xlsx_expect_columns(struct xlsx_reader *xlsx, size_t columns);

// As table_next, into *row, in which the caller has put the record's number. Rows of empty cells come too.
enum table_step xlsx_next(struct xlsx_reader *xlsx, struct table_row *row, struct problems *problems);

// The current row's cells as far as they could be read, also if it is damaged. Valid until the next row.
const struct table_cell *xlsx_cells(const struct xlsx_reader *xlsx, size_t *count, bool *cut);
