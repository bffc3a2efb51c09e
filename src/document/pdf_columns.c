// SPDX-License-Identifier: GPL-3.0-or-later
// How wide the columns of a table are, by what is in them; and which of them stand under their rows, because they would be too
// narrow to be read beside the others.
#include "document/pdf_columns.h"

#include "document/words.h"

#include <math.h>

enum { STACK_INDENT = 14 };
enum { NARROWEST = 12, NARROW = 20, NARROW_LARGE = 24, LONG = 4 }; // characters in a line, and lines

#define SLACK 0.75 // kerning and rounding make a text a little wider or narrower than its letters

static void measure(struct pdf_columns *columns, size_t column, struct text text, enum face face, bool whole)
{
    struct pdf_column *box = &columns->items[column];
    double word, size = columns->pdf->style->table.size;
    double width = font_width(typesetter_font(columns->pdf->typesetter, face), size, text, &word) + SLACK;
    double least = whole ? width : word + SLACK;
    box->word = fmax(box->word, word + SLACK);
    box->least = fmax(box->least, least);
    box->most = fmax(box->most, width);
}

// Of the words of a cell, the widest: in large print links are bold, and so the names of notes.
static enum face face_of(const struct pdf_columns *columns, const struct cell *cell, bool bold)
{
    for (size_t i = 0; i < cell->runs.count && !bold; i++) {
        const struct run *run = &cell->runs.items[i];
        bold = run->strong || (columns->pdf->style->large && (run->link.length || run->note.length));
    }
    return bold ? FACE_BOLD : FACE_REGULAR;
}

static void measure_cells(struct pdf_columns *columns, const struct body_row *row)
{
    struct pdf *pdf = columns->pdf;
    for (size_t i = 0; i < columns->count; i++) {
        const struct cell *cell = &row->cells[i];
        bool whole = cell->kind == CONTENT_COUNT || cell->kind == CONTENT_PROPORTION ||
                     cell->kind == CONTENT_DATE || cell->kind == CONTENT_DECIMAL;
        struct arena_mark mark = arena_mark(pdf->arena);
        measure(columns, i, words_cell(pdf->arena, pdf->checked, cell, TEXT(" ")),
                face_of(columns, cell, row->total), whole);
        arena_release(pdf->arena, mark);
    }
}

// The heading of a column of numbers may take two lines where there is no room for one, and a long one three.
static void measure_headings(struct pdf_columns *columns)
{
    double *most = ARENA_ARRAY(columns->pdf->arena, double, columns->count), sum = 0;
    enum { HEADING_LINES = 2, LONG_HEADING_LINES = 3, LONG_HEADING = 10 }; // the last: high as its text is
    double size = columns->pdf->style->table.size;
    for (size_t i = 0; i < columns->count; i++) {
        most[i] = columns->items[i].most;
        measure(columns, i, words_column(columns->pdf->arena, &columns->table->columns.items[i]), FACE_BOLD,
                false);
        sum += columns->items[i].most + columns->gap;
    }
    if (sum - columns->gap <= columns->width)
        return;
    for (size_t i = 0; i < columns->count; i++) {
        struct pdf_column *box = &columns->items[i];
        double lines = box->most > LONG_HEADING * size ? LONG_HEADING_LINES : HEADING_LINES;
        if (column_kind_is_number(columns->table->columns.items[i].kind))
            box->most = fmax(fmax(most[i], box->least), box->most / lines);
    }
}

static unsigned share_of(const struct pdf_columns *columns, size_t column)
{
    unsigned share = columns->table->columns.items[column].share;
    return share ? share : 1;
}

// The more a column wants, the more lines it would have: so it gets more, though not so much that the others have many.
static double weight_of(const struct pdf_columns *columns, size_t column)
{
    const struct pdf_column *box = &columns->items[column];
    return box->stacked || box->width >= box->most ? 0 : share_of(columns, column) * sqrt(box->most);
}

// Gives what is left over to the columns that want more, by their shares, until each has enough.
static void share_out(struct pdf_columns *columns, double left)
{
    for (size_t round = 0; round <= columns->count && left > SLACK; round++) {
        double shares = 0, given = 0;
        for (size_t i = 0; i < columns->count; i++)
            shares += weight_of(columns, i);
        for (size_t i = 0; i < columns->count && shares > 0; i++) {
            struct pdf_column *box = &columns->items[i];
            if (box->stacked || box->width >= box->most)
                continue;
            double more = fmin(left * weight_of(columns, i) / shares, box->most - box->width);
            box->width += more;
            given += more;
        }
        left -= given;
    }
}

static double least_of(const struct pdf_columns *columns, size_t column)
{
    return columns->tight ? columns->items[column].word : columns->items[column].least;
}

static double sum_of(const struct pdf_columns *columns, bool most)
{
    double sum = 0;
    for (size_t i = 0; i < columns->count; i++)
        if (!columns->items[i].stacked)
            sum += most ? columns->items[i].most : least_of(columns, i);
    return sum;
}

static size_t beside(const struct pdf_columns *columns)
{
    size_t count = 0;
    for (size_t i = 0; i < columns->count; i++)
        count += !columns->items[i].stacked;
    return count;
}

// What is not needed goes to the columns of text, so that numbers stand at the far side under each other. Not in large print: who sees a
// few words at a time would not find them there.
static void fill(struct pdf_columns *columns, double left)
{
    double shares = 0;
    for (size_t i = 0; i < columns->count; i++)
        if (!columns->items[i].stacked && !columns->items[i].right)
            shares += share_of(columns, i);
    for (size_t i = 0; i < columns->count && shares > 0; i++)
        if (!columns->items[i].stacked && !columns->items[i].right)
            columns->items[i].width += left * share_of(columns, i) / shares;
}

static void set_widths(struct pdf_columns *columns)
{
    double room = columns->width - (double)(beside(columns) - 1) * columns->gap;
    double least = sum_of(columns, false), most = sum_of(columns, true);
    for (size_t i = 0; i < columns->count; i++) {
        struct pdf_column *box = &columns->items[i];
        box->width = least_of(columns, i) * (least > room ? room / least : 1);
    }
    if (least < room)
        share_out(columns, fmin(room, most) - least);
    if (most < room && !columns->pdf->style->large)
        fill(columns, room - most);
}

// The last column of the kind, beside the one that names the rows, that can still go under it.
static bool stack_one(struct pdf_columns *columns, enum column_kind kind)
{
    for (size_t i = columns->count; i-- > 0;) {
        const struct table_column *column = &columns->table->columns.items[i];
        if (columns->items[i].stacked || column->row_header || column->kind != kind)
            continue;
        columns->items[i].stacked = true;
        return true;
    }
    return false;
}

static bool fits(const struct pdf_columns *columns)
{
    return sum_of(columns, false) <= columns->width - (double)(beside(columns) - 1) * columns->gap;
}

static bool too_narrow(const struct pdf_columns *columns)
{
    double narrow = columns->pdf->style->large ? NARROW_LARGE : NARROW;
    if (!fits(columns))
        return true;
    for (size_t i = 0; i < columns->count; i++) {
        const struct pdf_column *box = &columns->items[i];
        double characters = box->width / (columns->pdf->style->table.size / 2);
        if (box->stacked || box->number || box->width >= box->most - SLACK)
            continue;
        if (characters < NARROWEST || (characters < narrow && box->most > LONG * box->width))
            return true;
    }
    return false;
}

// Columns that go under their rows are read there one after another: in large print the columns of a kind go together, so
// that what is compared is not torn apart, and no row begins in narrow columns and ends in lines.
static void stack_kind(struct pdf_columns *columns, enum column_kind kind)
{
    while (stack_one(columns, kind))
        ;
    set_widths(columns);
}

// The name of a row with cells under it is bold, as a heading.
static void name_in_bold(struct pdf_columns *columns)
{
    struct pdf *pdf = columns->pdf;
    if (beside(columns) == columns->count)
        return;
    for (size_t i = 0; i < columns->count; i++)
        for (size_t row = 0; columns->table->columns.items[i].row_header && row < columns->table->rows.count;
             row++) {
            struct arena_mark mark = arena_mark(pdf->arena);
            const struct cell *cell = &columns->table->rows.items[row].cells[i];
            measure(columns, i, words_cell(pdf->arena, pdf->checked, cell, TEXT(" ")), FACE_BOLD, false);
            arena_release(pdf->arena, mark);
        }
    columns->bold_names = true;
    set_widths(columns);
}

// Then the row is a list of what it holds, in large print without exceptions; but for a row that is called by its number, which would
// have a line to itself.
static bool is_mostly_stacked(const struct pdf_columns *columns)
{
    bool numbered = false;
    for (size_t i = 0; i < columns->count; i++)
        numbered |= columns->items[i].number && columns->table->columns.items[i].row_header;
    return columns->pdf->style->large && !numbered && 2 * beside(columns) < columns->count;
}

static void stack_columns(struct pdf_columns *columns)
{
    bool large = columns->pdf->style->large;
    while (too_narrow(columns) && stack_one(columns, COLUMN_TEXT)) {
        if (large)
            stack_kind(columns, COLUMN_TEXT);
        set_widths(columns);
    }
    if (large && too_narrow(columns)) // the names of the rows
        stack_kind(columns, COLUMN_PROPORTION);
    if (!fits(columns) && !large) {
        columns->tight = true;
        columns->gap /= 2;
        set_widths(columns);
    }
    enum { COLUMN_KINDS = 4 };
    // A number is read under its row as well as beside it; a heading with a word that is broken is not. All of a kind, since they
    // are compared with each other.
    static const enum column_kind kinds[COLUMN_KINDS] = {COLUMN_PROPORTION, COLUMN_COUNT, COLUMN_DECIMAL,
                                                         COLUMN_DATE};
    for (size_t i = 0; i < COLUMN_KINDS && (!fits(columns) || is_mostly_stacked(columns)); i++)
        stack_kind(columns, kinds[i]);
}

void pdf_columns_lay(struct pdf_columns *columns)
{
    for (size_t i = 0; i < columns->count; i++) {
        columns->items[i].number = column_kind_is_number(columns->table->columns.items[i].kind);
        columns->items[i].right = columns->items[i].number && !columns->pdf->style->large;
    }
    for (size_t i = 0; i < columns->table->rows.count; i++)
        measure_cells(columns, &columns->table->rows.items[i]);
    measure_headings(columns);
    set_widths(columns);
    stack_columns(columns);
    name_in_bold(columns);
    for (size_t i = 0; i < columns->count; i++) // a number that names what stands under it
        if (beside(columns) < columns->count && columns->table->columns.items[i].row_header)
            columns->items[i].right = false;
    double x = 0;
    for (size_t i = 0; i < columns->count; i++) {
        struct pdf_column *box = &columns->items[i];
        box->x = box->stacked ? STACK_INDENT : x;
        if (box->stacked)
            box->width = columns->width - STACK_INDENT;
        else
            x += box->width + columns->gap;
    }
}
