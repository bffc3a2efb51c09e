// SPDX-License-Identifier: GPL-3.0-or-later
// CSV, strictly by RFC 4180, with a place for every error: the careful reading behind format/table_reader.h, whose
// header says what damages a row and where a damaged row ends.
#pragma once

#include "format/input.h"
#include "format/table_reader.h"

struct csv_reader;

// Looks through the whole input once, for its encoding and against UTF-16. The input must live as long as the
// reader. Fills the CSV part of *facts.
bool csv_open(const struct input *input, struct table_facts *facts, struct csv_reader **csv,
              struct problems *problems);
void csv_close(struct csv_reader *csv); // NULL is allowed

// From then on a row with another number of fields is damaged.
void csv_expect_columns(struct csv_reader *csv, size_t columns);

// As table_next, into *row, in which the caller has put the record's number; the rest is untouched but for line, and
// cells and count of TABLE_ROW. Rows of empty cells come too; lines without a byte are skipped and counted in *blank.
enum table_step csv_next(struct csv_reader *csv, struct table_row *row, uint64_t *blank,
                         struct problems *problems);

// Line and column, in characters, of a field of the current row.
void csv_place(const struct csv_reader *csv, size_t field, struct place *place);
// The current row's bytes as UTF-8, without its line end. Valid until the next call.
struct text csv_raw(struct csv_reader *csv, bool *cut);

// For a caller who holds the file's bytes himself: from then on rows are read from this piece, which begins with a row in
// that physical line; `ended` says whether the file ends with it. csv_next gives TABLE_END before a row that is not
// wholly in the piece. The piece must live as long as what was read from it is asked for.
void csv_piece(struct csv_reader *csv, struct text piece, bool ended, uint64_t line);
// How many bytes of the piece have been read (before the first piece: of the input), and the line that comes next. `inside_line`: a row over its limit was cut,
// and the rest of its line is still to be passed over, in the next piece.
size_t csv_piece_read(const struct csv_reader *csv, uint64_t *line, bool *inside_line);
// How many bytes of the input have been read, rows that come next not included.
uint64_t csv_consumed(const struct csv_reader *csv);
