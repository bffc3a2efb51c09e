// SPDX-License-Identifier: GPL-3.0-or-later
#include "scan_check.h"

#include "base/memory.h"
#include "base/processor.h"
#include "format/csv.h"

// A reader that takes rows out of pieces.
struct careful {
    struct arena *arena;
    struct problems problems;
    struct input nothing;
    struct table_facts facts;
    struct csv_reader *csv;
    struct table_row row;
};

static void careful_open(struct careful *careful, struct scan_piece piece)
{
    *careful = (struct careful){.arena = arena_new(),
                                .nothing = input_memory(TEXT(""), TEXT("piece")),
                                .facts = {.encoding_is_given = true, .encoding = piece.encoding}};
    problems_init(&careful->problems, careful->arena);
    if (!csv_open(&careful->nothing, &careful->facts, &careful->csv, &careful->problems))
        memory_exhausted(); // an empty input can always be read
    careful->facts.separator = piece.separator;
}

static void careful_close(struct careful *careful)
{
    csv_close(careful->csv);
    arena_free(careful->arena);
}

static enum table_step careful_next(struct careful *careful)
{
    uint64_t blank = 0;
    careful->row.record++;
    return csv_next(careful->csv, &careful->row, &blank, &careful->problems);
}

// The piece with `behind` behind it, which is of no matter.
static char *with_bytes_behind(struct text piece, char behind)
{
    char *bytes = memory_allocate(piece.length + CSV_SCAN_BYTES_BEHIND);
    if (piece.length)
        memcpy(bytes, piece.bytes, piece.length);
    memset(bytes + piece.length, behind, CSV_SCAN_BYTES_BEHIND);
    return bytes;
}

// All rows; odd ones end where csv.h says.
static void scan_all(struct csv_scan *scan, struct scan_piece piece, bool avx2, char behind)
{
    struct csv_scan_form form = {piece.separator, piece.encoding, avx2};
    char *bytes = with_bytes_behind(piece.text, behind);
    struct text text = {bytes, piece.text.length};
    struct careful careful;
    careful_open(&careful, piece);
    csv_scan_init(scan);
    csv_scan_begin(scan, 0);
    while (!csv_scan(scan, &form, text, piece.ended)) {
        uint64_t next_line;
        bool inside_line;
        csv_piece(careful.csv, text_slice(text, scan->next, text.length), piece.ended, 1);
        if (careful_next(&careful) == TABLE_END)
            break;
        size_t read = csv_piece_read(careful.csv, &next_line, &inside_line);
        csv_scan_odd_row(scan, scan->next + (uint32_t)read, (uint32_t)(next_line - 1));
    }
    careful_close(&careful);
    memory_free(bytes);
}

static bool same_row(const struct csv_scan_row *a, const struct csv_scan_row *b)
{
    return a->start == b->start && a->line == b->line && a->cells == b->cells;
}

static bool same_scan(const struct csv_scan *a, const struct csv_scan *b)
{
    if (a->row_count != b->row_count || a->next != b->next || a->lines != b->lines)
        return false;
    for (size_t i = 0; i < a->row_count; i++) {
        const struct csv_scan_row *one = &a->rows[i], *other = &b->rows[i];
        if (!same_row(one, other))
            return false;
        for (uint32_t cell = 0; cell < one->cells; cell++)
            if (a->ends[one->first + cell] != b->ends[other->first + cell])
                return false;
    }
    return true;
}

// A cell as it stands in the piece, without its quotes, each "" as one.
static bool same_value(struct text cell, struct text value)
{
    bool quoted = cell.length && cell.bytes[0] == '"';
    if (quoted && (cell.length < 2 || cell.bytes[cell.length - 1] != '"'))
        return false;
    size_t end = cell.length - quoted, length = 0;
    for (size_t at = quoted; at < end; at++, length++) {
        if (length >= value.length || cell.bytes[at] != value.bytes[length])
            return false;
        if (cell.bytes[at] == '"' && (at + 1 >= end || cell.bytes[++at] != '"'))
            return false;
    }
    return length == value.length;
}

static struct text cell_of(const struct csv_scan *scan, struct text piece, const struct csv_scan_row *row,
                           uint32_t cell)
{
    // ends[-1] is there, so the index may not be taken for a size_t below 0.
    const uint32_t *end = scan->ends + row->first + cell;
    return text_slice(piece, (uint32_t)(end[-1] + 1), end[0]);
}

static const char *check_row(const struct csv_scan *scan, struct text piece, const struct csv_scan_row *row,
                             const struct table_row *careful)
{
    if (row->cells != careful->count)
        return "a row has another number of cells";
    if ((uint32_t)(scan->ends[(ptrdiff_t)row->first - 1] + 1) != row->start)
        return "the first cell does not begin where the row does";
    for (uint32_t cell = 0; cell < row->cells; cell++)
        if (!same_value(cell_of(scan, piece, row, cell), careful->cells[cell].text))
            return "a cell has another value";
    return NULL;
}

static const char *check_next(struct careful *careful, const struct csv_scan *scan, struct scan_piece piece,
                              const struct csv_scan_row *row)
{
    enum table_step step = careful_next(careful);
    if (step != TABLE_ROW && step != TABLE_DAMAGED)
        return "the scan found a row where there is none";
    if (careful->row.line != row->line + UINT64_C(1))
        return "a row stands in another line";
    if (row->cells)
        return step == TABLE_ROW ? check_row(scan, piece.text, row, &careful->row)
                                 : "a damaged row was taken";
    // Of Windows-1252 the scan knows ASCII only.
    bool may_be_good = piece.encoding == ENCODING_WINDOWS_1252;
    return step == TABLE_DAMAGED || may_be_good ? NULL : "a good row was taken for an odd one";
}

static bool is_blank(const struct csv_scan *scan, const struct csv_scan_row *row)
{
    return row->cells == 1 && scan->ends[row->first] == row->start;
}

static const char *check_rows(const struct csv_scan *scan, struct scan_piece piece)
{
    struct careful careful;
    careful_open(&careful, piece);
    csv_piece(careful.csv, piece.text, piece.ended, 1);
    const char *why = NULL;
    for (size_t i = 0; !why && i < scan->row_count; i++)
        if (!is_blank(scan, &scan->rows[i]))
            why = check_next(&careful, scan, piece, &scan->rows[i]);
    if (!why && careful_next(&careful) != TABLE_END)
        why = "the scan ended too early";
    if (!why && piece.ended && scan->next != piece.text.length)
        why = "the scan did not come to the end";
    careful_close(&careful);
    return why;
}

const char *scan_check(struct scan_piece piece)
{
    struct csv_scan portable, other;
    scan_all(&portable, piece, false, '"');
    const char *why = check_rows(&portable, piece);
    for (int i = 0; i < 3; i++) {
        scan_all(&other, piece, processor_has_avx2(), "\n\x80\0"[i]);
        if (!why && !same_scan(&portable, &other))
            why = "the portable scan and that with AVX2 differ";
        csv_scan_dispose(&other);
    }
    csv_scan_dispose(&portable);
    return why;
}
