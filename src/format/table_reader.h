// SPDX-License-Identifier: GPL-3.0-or-later
// Rows from a table file, CSV or XLSX, one after the other in constant memory. Which of the two a file is, its bytes
// say, not its name. The first row that is not blank is the header and is read when the file is opened.
//
//     struct table_reader *table;
//     if (!table_open(path, (struct table_choice){0}, &table, problems))
//         return false;
//     const struct table_row *row;
//     enum table_step step;
//     while ((step = table_next(table, &row, problems)) == TABLE_ROW || step == TABLE_DAMAGED)
//         if (step == TABLE_ROW)
//             ...row->cells[column]...
//     table_close(table);
//     return step == TABLE_END;
//
// A row of the table has exactly the header's number of cells. Blank rows (all cells empty, or a line without a
// byte) are no records: they are skipped and counted.
//
// CSV is RFC 4180, strictly. Lines end in LF, CRLF or CR, also inside quotes, where they are part of the value.
// The encoding is UTF-8 if the file begins with its mark; else UTF-8 or Windows-1252, whichever the file has more of.
// These damage a row: a quote inside an unquoted field, text after a closing quote, a quote that is never closed, a
// NUL byte, a byte that the file's encoding does not know, a UTF-8 character in a file of Windows-1252, a field over
// LIMIT_FIELD_BYTES, a row over LIMIT_ROW_BYTES, more or fewer fields than the header.
// Where a damaged row ends: if its quotes are in order (wrong number of fields, unknown bytes), where it ends by
// its quotes, so that lines inside its text are not taken for records. If they are not in order, or a limit was
// passed, at its first line end, be that inside quotes or not: a stray quote then costs the line it stands in, and
// never the rest of the file.
#pragma once

#include "base/problem.h"
#include "format/encoding.h"

struct table_reader;

enum table_kind { TABLE_CSV, TABLE_XLSX };

enum cell_kind {
    CELL_EMPTY,  // nothing, or an empty text, quoted or not
    CELL_TEXT,   // every cell of a CSV file that is not empty
    CELL_NUMBER, // shortest decimal form that gives the same double: "12", "0.25", "-3"; no exponent
    CELL_DATE_TIME, // "2019-03-29", "2019-03-29 18:00[:00[.123]]" where the format shows a time, "18:00" without a day
    CELL_BOOLEAN, // "TRUE" or "FALSE"
    CELL_ERROR,   // a spreadsheet's error: "#N/A", "#REF!"
};

struct table_cell {
    enum cell_kind kind;
    struct text text; // UTF-8; valid until the next row
};

struct table_row {
    uint64_t record; // from 1, without the header; damaged rows count
    uint64_t line;   // where the row begins: CSV the physical line, XLSX the sheet's row number
    const struct table_cell *cells; // cells[c] belongs to column c of the header, counted from 0
    size_t count;                   // the header's number of cells; 0 for a damaged row
};

struct table_choice {              // zeroed: nothing chosen
    struct text source;            // name of the file in problems; the path if empty
    struct text sheet;             // XLSX: name of the sheet; the first one if empty
    const enum encoding *encoding; // CSV: NULL where the bytes are to say it
    bool careful;                  // XLSX: leave no row to the scanner for plain ones; reads the same, slower
};

// What was found out about the file: the import says it to its user.
struct table_facts {
    enum table_kind kind;
    struct text source;
    enum encoding encoding; // CSV; ENCODING_UTF8 for XLSX
    bool encoding_is_given; // the caller named it
    bool byte_order_mark;   // CSV
    char separator; // CSV: ',', or ';' or '\t' where the header has one of these and no other; ',' for XLSX
    struct text sheet;   // XLSX: the sheet that is read
    uint64_t blank_rows; // skipped up to now
};

bool table_open(const char *path, struct table_choice choice, struct table_reader **table,
                struct problems *problems);
// The content must live as long as the reader.
bool table_open_memory(struct text content, struct table_choice choice, struct table_reader **table,
                       struct problems *problems);
void table_close(struct table_reader *table); // NULL is allowed

// For a caller who has a CSV file's bytes himself, and opened its front as above: rows are then read from the piece, which
// begins with a row in that line, `record` rows having come before. `ended`: the file ends with the piece. table_next
// gives TABLE_END before a row that is not wholly in it.
void table_piece(struct table_reader *table, struct text piece, bool ended, uint64_t record, uint64_t line);
// How far the piece was read: bytes, records up to there and the line that comes next. `inside_line` as csv_piece_read's.
struct table_progress {
    size_t bytes;
    uint64_t record, line;
    bool inside_line;
};
struct table_progress table_piece_read(const struct table_reader *table);

const struct table_facts *table_facts(const struct table_reader *table);
// "cases.csv: CSV, Windows-1252, separated by commas".
struct message table_facts_words(const struct table_facts *facts, struct text source);
// The header's row, its cells trimmed of blanks; record 0. Lives as long as the reader. Names may be empty or twice
// there: that is for the caller to judge.
const struct table_row *table_header(const struct table_reader *table);

enum table_step {
    TABLE_ROW,
    TABLE_DAMAGED, // one problem was reported; row has its record and line, table_raw what was read; go on
    TABLE_END,
    TABLE_FAILED, // a problem was reported that ends the reading; what was read before must not count
};
// *row is valid until the next call.
enum table_step table_next(struct table_reader *table, const struct table_row **row,
                           struct problems *problems);

// Where the cell in that column of the current row stands, for problem_report: source, line and column of its first
// character (CSV), the sheet's row (XLSX), record, and the header's name of the column.
struct place table_place(struct table_reader *table, size_t column);

// The current row, damaged or not, as a line of CSV in UTF-8 without its line end, for the file of rejects: CSV as
// it was read (an unknown byte as U+FFFD), XLSX written from its cells. Valid until the next call.
// *cut (if not NULL) says whether a row over its limit had to be cut.
struct text table_raw(struct table_reader *table, bool *cut);
// The header as such a line.
struct text table_raw_header(struct table_reader *table);
// How many bytes of the file have been read, to tell how far it is; 0: not known, as of a workbook.
uint64_t table_consumed(const struct table_reader *table);
