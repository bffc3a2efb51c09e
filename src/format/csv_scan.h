// SPDX-License-Identifier: GPL-3.0-or-later
// Where the cells of a piece of CSV lie, found 64 bytes at a time. The rules are those of format/table_reader.h: a scan
// gives the rows that format/csv.h would give and stops before the first row of which it is not sure, which is then for
// the careful reading of csv.h. It is sure of a row whose quotes all open behind a separator or a line end and close
// before one, which holds no NUL byte, and whose bytes are UTF-8 (in a file of Windows-1252: ASCII).
//
// Parity of quotes alone would lose step at the first one that is missing and never find it again.
#pragma once

#include "base/text.h"
#include "format/encoding.h"

// A row that ended. Its cells end at ends[first] up to ends[first + cells - 1], which are offsets of separators and, for
// the last, of the line end; cell c begins behind ends[first + c - 1].
struct csv_scan_row {
    uint32_t first;
    uint32_t cells; // 0: an odd row, of which only its beginning is known
    uint32_t start; // offset of its first byte
    uint32_t line;  // line ends of the piece before it
};

// What was found. Grows as needed; zeroed is empty.
struct csv_scan {
    uint32_t *ends; // ends[-1] is there, for the first cell of all
    size_t end_count, end_capacity;
    struct csv_scan_row *rows;
    size_t row_count, row_capacity;
    uint32_t next;  // offset behind the last row that ended: where the scan may go on
    uint32_t lines; // line ends before it
};

struct csv_scan_form {
    char separator;
    enum encoding encoding;
    bool avx2; // processor_has_avx2(), or false for the portable code
};

void csv_scan_init(struct csv_scan *scan);
void csv_scan_dispose(struct csv_scan *scan);
// Forgets all rows; the next scan begins at this offset, which must be the beginning of a row.
void csv_scan_begin(struct csv_scan *scan, uint32_t from);

// Scans from scan->next on, adding rows. A row without a line end is a row only if `ended`: nothing follows the piece. A
// CR that is the last byte of a piece which has not ended may be half a line end, so its row is not given.
// CSV_SCAN_BYTES_BEHIND bytes behind the piece must be readable; what they hold is of no matter. The piece is shorter
// than 1 GiB. True: all rows that end in the piece were found. False: the row at scan->next is one to be careful with.
enum { CSV_SCAN_BYTES_BEHIND = 64 };
bool csv_scan(struct csv_scan *scan, const struct csv_scan_form *form, struct text piece, bool ended);

// Adds a row that was read otherwise: from scan->next to that offset, holding so many line ends.
void csv_scan_odd_row(struct csv_scan *scan, uint32_t until, uint32_t lines);
