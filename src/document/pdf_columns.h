// SPDX-License-Identifier: GPL-3.0-or-later
// The columns of a table on a page. For the writer of PDFs only.
#pragma once

#include "document/pdf_writer.h"

struct pdf_column {
    double word, least, most; // what its longest word takes, its longest number or date, and its longest text
    double x, width;
    bool stacked;       // its cells stand under the row
    bool number, right; // what is in it, and where it is aligned
};

struct pdf_columns {
    struct pdf *pdf;
    const struct table *table;
    struct pdf_column *items;
    size_t count;
    double width, gap; // of the table, and between columns
    bool tight;        // numbers and dates may be broken too, at their blanks
    bool bold_names;   // of rows
};

// Sets all of the columns but what is asked for here: pdf, table, items (of zeros), count, width and gap are given.
void pdf_columns_lay(struct pdf_columns *columns);
