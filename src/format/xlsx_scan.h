// SPDX-License-Identifier: GPL-3.0-or-later
// Reads plain rows of a sheet, as spreadsheet programs write them, much faster than an XML parser does. It takes a row only
// if all of it is sound, and is XML of these forms; anything else is declined, and the parser decides what it is:
// rows, cells, f, v, is with t, with attributes of the standard or one in another namespace; blanks, character references
// and the five entities. Not plain: comments, CDATA, processing instructions, declarations of namespaces, damage.
#pragma once

#include "format/xlsx_row.h"

enum { XLSX_SPACES = 32 };

struct xlsx_scanner {
    char open[32], close[32]; // "<x:", "</x:"
    size_t open_length, close_length;
    char end_room[40];
    struct text row_end; // "</x:row>"
    char prefixes[XLSX_SPACES + 1][24];
    size_t prefix_count;
};

// By the namespaces in scope. False if none is that of a sheet. The scanner must stay where it is.
bool xlsx_scanner_begin(struct xlsx_scanner *scanner, const struct xml_space *spaces, size_t count);

// As xml_handler's scan. What it declined may have left marks in the row, but not in what the row before gave.
enum xml_scanned xlsx_scan_row(const struct xlsx_scanner *scanner, struct xlsx_row *row, struct text bytes,
                               size_t *taken);
