// SPDX-License-Identifier: GPL-3.0-or-later
// A table on its pages: the widths of its columns come from what is in them, a row stays whole unless it is higher than
// a page, and the headings stand on every page. Where a column of text would be too narrow to be read it goes under its row.
#include "document/pdf_writer.h"

#include "document/words.h"

#include <math.h>

enum { PADDING = 4, STACK_INDENT = 14 };
enum { NARROWEST = 12, NARROW = 20, LONG = 4 }; // characters in a line, and lines

#define SLACK 0.75 // kerning and rounding make a text a little wider or narrower than its letters

struct column_box {
    double word, least, most; // what its longest word takes, its longest number or date, and its longest text
    double x, width;
    bool stacked; // its cells stand under the row
    bool right;
};

struct cell_box {
    struct pdf_text text;
    struct pdf_element *element;
    size_t column;
    bool whole; // goes over all columns
};

// Lines of the columns side by side come first, then those of each stacked cell.
struct row_box {
    struct cell_box *cells;
    size_t count, beside, lines;
    struct pdf_element *element;
    const struct body_row *row; // NULL: headings of columns or of a group
    bool heading;
};

struct grid {
    struct pdf *pdf;
    const struct block *block;
    const struct table *table;
    struct column_box *columns;
    size_t count;
    struct pdf_element *element, *body;
    struct row_box head;
    double leading, width, gap;
    bool repeated;            // the headings of the columns stand on each page; not if they fill half of it
    bool tight;               // numbers and dates may be broken too, at their blanks
    struct row_box continued; // the name of the group whose rows go on, for the head of a further page
};

// ---- Widths ------------------------------------------------------------------------------------------------

static void measure(struct grid *grid, size_t column, struct text text, enum face face, bool whole)
{
    struct column_box *box = &grid->columns[column];
    double word, size = grid->pdf->style->table.size;
    double width = font_width(typesetter_font(grid->pdf->typesetter, face), size, text, &word) + SLACK;
    double least = whole ? width : word + SLACK;
    box->word = fmax(box->word, word + SLACK);
    box->least = fmax(box->least, least);
    box->most = fmax(box->most, width);
}

static void measure_cells(struct grid *grid, const struct body_row *row)
{
    struct pdf *pdf = grid->pdf;
    for (size_t i = 0; i < grid->count; i++) {
        const struct cell *cell = &row->cells[i];
        bool whole = cell->kind == CONTENT_COUNT || cell->kind == CONTENT_PROPORTION ||
                     cell->kind == CONTENT_DATE || cell->kind == CONTENT_DECIMAL;
        struct arena_mark mark = arena_mark(pdf->arena);
        measure(grid, i, words_cell(pdf->arena, pdf->checked, cell, TEXT(" ")),
                row->total ? FACE_BOLD : FACE_REGULAR, whole);
        arena_release(pdf->arena, mark);
    }
}

// The heading of a column of numbers may take two lines where there is no room for one.
static void measure_headings(struct grid *grid)
{
    double *most = ARENA_ARRAY(grid->pdf->arena, double, grid->count), sum = 0;
    for (size_t i = 0; i < grid->count; i++) {
        most[i] = grid->columns[i].most;
        measure(grid, i, words_column(grid->pdf->arena, &grid->table->columns.items[i]), FACE_BOLD, false);
        sum += grid->columns[i].most + grid->gap;
    }
    if (sum - grid->gap <= grid->width)
        return;
    for (size_t i = 0; i < grid->count; i++) {
        struct column_box *box = &grid->columns[i];
        if (column_kind_is_number(grid->table->columns.items[i].kind))
            box->most = fmax(fmax(most[i], box->least), box->most / 2);
    }
}

static unsigned share_of(const struct grid *grid, size_t column)
{
    unsigned share = grid->table->columns.items[column].share;
    return share ? share : 1;
}

// Gives what is left over to the columns that want more, by their shares, until each has enough.
static void share_out(struct grid *grid, double left)
{
    for (size_t round = 0; round <= grid->count && left > SLACK; round++) {
        double shares = 0, given = 0;
        for (size_t i = 0; i < grid->count; i++)
            if (!grid->columns[i].stacked && grid->columns[i].width < grid->columns[i].most)
                shares += share_of(grid, i);
        for (size_t i = 0; i < grid->count && shares > 0; i++) {
            struct column_box *box = &grid->columns[i];
            if (box->stacked || box->width >= box->most)
                continue;
            double more = fmin(left * share_of(grid, i) / shares, box->most - box->width);
            box->width += more;
            given += more;
        }
        left -= given;
    }
}

static double least_of(const struct grid *grid, size_t column)
{
    return grid->tight ? grid->columns[column].word : grid->columns[column].least;
}

static double sum_of(const struct grid *grid, bool most)
{
    double sum = 0;
    for (size_t i = 0; i < grid->count; i++)
        if (!grid->columns[i].stacked)
            sum += most ? grid->columns[i].most : least_of(grid, i);
    return sum;
}

static size_t beside(const struct grid *grid)
{
    size_t count = 0;
    for (size_t i = 0; i < grid->count; i++)
        count += !grid->columns[i].stacked;
    return count;
}

// What is not needed goes to the columns of text, so that the rules of all tables are of one length.
static void fill(struct grid *grid, double left)
{
    double shares = 0;
    for (size_t i = 0; i < grid->count; i++)
        if (!grid->columns[i].stacked && !grid->columns[i].right)
            shares += share_of(grid, i);
    for (size_t i = 0; i < grid->count && shares > 0; i++)
        if (!grid->columns[i].stacked && !grid->columns[i].right)
            grid->columns[i].width += left * share_of(grid, i) / shares;
}

static void set_widths(struct grid *grid)
{
    double room = grid->width - (double)(beside(grid) - 1) * grid->gap;
    double least = sum_of(grid, false), most = sum_of(grid, true);
    for (size_t i = 0; i < grid->count; i++) {
        struct column_box *box = &grid->columns[i];
        box->width = least_of(grid, i) * (least > room ? room / least : 1);
    }
    if (least < room)
        share_out(grid, fmin(room, most) - least);
    if (most < room)
        fill(grid, room - most);
}

// The last column of the kind, beside the one that names the rows, that can still go under it.
static bool stack_one(struct grid *grid, enum column_kind kind)
{
    for (size_t i = grid->count; i-- > 0;) {
        const struct table_column *column = &grid->table->columns.items[i];
        if (grid->columns[i].stacked || column->row_header || column->kind != kind)
            continue;
        grid->columns[i].stacked = true;
        return true;
    }
    return false;
}

static bool fits(const struct grid *grid)
{
    return sum_of(grid, false) <= grid->width - (double)(beside(grid) - 1) * grid->gap;
}

static bool too_narrow(const struct grid *grid)
{
    if (!fits(grid))
        return true;
    for (size_t i = 0; i < grid->count; i++) {
        const struct column_box *box = &grid->columns[i];
        double characters = box->width / (grid->pdf->style->table.size / 2);
        if (box->stacked || box->right || box->width >= box->most - SLACK)
            continue;
        if (characters < NARROWEST || (characters < NARROW && box->most > LONG * box->width))
            return true;
    }
    return false;
}

static void lay_columns(struct grid *grid)
{
    for (size_t i = 0; i < grid->count; i++)
        grid->columns[i].right = column_kind_is_number(grid->table->columns.items[i].kind);
    for (size_t i = 0; i < grid->table->rows.count; i++)
        measure_cells(grid, &grid->table->rows.items[i]);
    measure_headings(grid);
    set_widths(grid);
    while (too_narrow(grid) && stack_one(grid, COLUMN_TEXT))
        set_widths(grid);
    if (!fits(grid)) {
        grid->tight = true;
        grid->gap /= 2;
        set_widths(grid);
    }
    // "3 of 9" is read under its row as well as beside it; a heading with a word that is broken is not.
    if (!fits(grid)) { // all of them, since they are compared with each other
        while (stack_one(grid, COLUMN_PROPORTION))
            ;
        set_widths(grid);
    }
    double x = 0;
    for (size_t i = 0; i < grid->count; i++) {
        struct column_box *box = &grid->columns[i];
        box->x = box->stacked ? STACK_INDENT : x;
        if (box->stacked)
            box->width = grid->width - STACK_INDENT;
        else
            x += box->width + grid->gap;
    }
}

// ---- Rows --------------------------------------------------------------------------------------------------

static void count_lines(const struct grid *grid, struct row_box *row)
{
    size_t stacked = 0;
    for (size_t i = 0; i < row->count; i++) {
        size_t lines = row->cells[i].text.layout->lines.count;
        if (!row->cells[i].whole && grid->columns[row->cells[i].column].stacked)
            stacked += lines;
        else if (lines > row->beside)
            row->beside = lines;
    }
    row->lines = row->beside + stacked;
}

static double row_height(const struct grid *grid, const struct row_box *row)
{
    return row->count ? 2 * PADDING + (double)row->lines * grid->leading : 0;
}

static struct row_box row_new(struct grid *grid, struct pdf_element *parent, size_t cells)
{
    struct pdf *pdf = grid->pdf;
    return (struct row_box){.cells = ARENA_ARRAY(pdf->arena, struct cell_box, cells),
                            .count = cells,
                            .element = pdf_element(pdf, parent, "TR")};
}

static struct row_box head_of(struct grid *grid)
{
    struct pdf *pdf = grid->pdf;
    struct row_box row = row_new(grid, pdf_element(pdf, grid->element, "THead"), grid->count);
    row.heading = true;
    for (size_t i = 0; i < grid->count; i++) {
        struct pdf_element *element = pdf_element(pdf, row.element, "TH");
        element->scope = SCOPE_COLUMN;
        row.cells[i].element = element;
        row.cells[i].column = i;
        row.cells[i].text = pdf_set_text(pdf, element,
                                         words_column(pdf->arena, &grid->table->columns.items[i]),
                                         pdf->style->table, FACE_BOLD, COLOUR_INK, grid->columns[i].width);
    }
    count_lines(grid, &row);
    return row;
}

static struct row_box group_of(struct grid *grid, struct text heading)
{
    struct pdf *pdf = grid->pdf;
    struct row_box row = row_new(grid, grid->body, 1);
    struct pdf_element *element = pdf_element(pdf, row.element, "TH");
    element->scope = SCOPE_COLUMN; // names the rows below it
    element->columns = grid->count;
    row.heading = true;
    row.cells[0] = (struct cell_box){.element = element, .whole = true};
    row.cells[0].text = pdf_set_text(pdf, element, heading, pdf->style->table, FACE_BOLD, COLOUR_INK,
                                     grid->width);
    count_lines(grid, &row);
    return row;
}

// What stands under its row says of which column it is: to the eye, as the structure says it of every cell.
static void add_label(struct pdf_spans *spans, const struct table_column *column)
{
    struct pdf *pdf = spans->pdf;
    struct pdf_ink ink = spans->ink;
    enum face face = spans->face;
    spans->ink = (struct pdf_ink){.element = pdf->pages.artifact, .colour = COLOUR_INK};
    spans->face = FACE_BOLD;
    pdf_add_text(spans, text_print(pdf->arena, "%.*s: ", TEXT_PRINT(words_column(pdf->arena, column))));
    spans->ink = ink;
    spans->face = face;
}

static struct row_box row_of(struct grid *grid, const struct body_row *from)
{
    struct pdf *pdf = grid->pdf;
    struct row_box row = row_new(grid, grid->body, grid->count);
    row.row = from;
    for (size_t i = 0; i < grid->count; i++) {
        const struct cell *cell = &from->cells[i];
        bool names = grid->table->columns.items[i].row_header;
        struct pdf_element *element = pdf_element(pdf, row.element, names ? "TH" : "TD");
        if (names)
            element->scope = SCOPE_ROW;
        struct pdf_spans spans = pdf_spans_of(pdf, element, from->total ? FACE_BOLD : FACE_REGULAR,
                                              cell->kind == CONTENT_EMPTY ? COLOUR_SOFT : COLOUR_INK);
        if (grid->columns[i].stacked)
            add_label(&spans, &grid->table->columns.items[i]);
        if (cell->kind == CONTENT_EMPTY && cell->mark.length) {
            spans.ink.element = pdf_element(pdf, element, "Span");
            spans.ink.element->expansion = cell->reason;
        }
        if (cell->kind == CONTENT_RUNS)
            pdf_add_runs(&spans, &cell->runs);
        else
            pdf_add_text(&spans, words_cell(pdf->arena, pdf->checked, cell, TEXT(" ")));
        row.cells[i].element = element;
        row.cells[i].column = i;
        row.cells[i].text = pdf_set(&spans, pdf->style->table, grid->columns[i].width);
    }
    count_lines(grid, &row);
    return row;
}

// ---- Drawing -----------------------------------------------------------------------------------------------

// Of a cell whose first line is the row's line `start`, the lines between `from` and `to`.
static void show_cell(struct grid *grid, const struct cell_box *cell, size_t start, size_t from, size_t to)
{
    struct pdf *pdf = grid->pdf;
    const struct column_box *column = &grid->columns[cell->column];
    for (size_t i = 0; i < cell->text.layout->lines.count; i++) {
        if (start + i < from || start + i >= to)
            continue;
        double x = pdf->left + (cell->whole ? 0 : column->x);
        if (column->right && !cell->whole && !column->stacked)
            x += fmax(0, column->width - cell->text.layout->lines.items[i].width);
        pdf_show(pdf, &cell->text, i, 1, x, pdf->y + (double)(start + i - from) * grid->leading);
    }
}

static void show_lines(struct grid *grid, const struct row_box *row, size_t from, size_t to)
{
    size_t below = row->beside;
    for (size_t i = 0; i < row->count; i++) {
        const struct cell_box *cell = &row->cells[i];
        bool stacked = !cell->whole && grid->columns[cell->column].stacked;
        if (cell->element) // what is there for the eye only has none
            pdf_element_place(&grid->pdf->structure, cell->element);
        show_cell(grid, cell, stacked ? below : 0, from, to);
        if (stacked)
            below += cell->text.layout->lines.count;
    }
    grid->pdf->y += (double)(to - from) * grid->leading;
}

static void rule(struct grid *grid, double thickness, uint32_t colour)
{
    struct pdf *pdf = grid->pdf;
    pdf_rule(&pdf->pages, pdf->pages.artifact, pdf->left, pdf->y, pdf->left + grid->width, thickness, colour);
}

static void rule_below(struct grid *grid, const struct row_box *row)
{
    if (row->heading && row->count == grid->count)
        rule(grid, 1.2, COLOUR_INK);
    else if (row->heading)
        rule(grid, 0.6, COLOUR_INK);
    else
        rule(grid, 0.5, COLOUR_LINE);
}

// The headings of the columns on a further page are there for the eye only.
static void show_head_again(struct grid *grid)
{
    struct pdf *pdf = grid->pdf;
    struct row_box again = grid->head;
    again.cells = ARENA_ARRAY(pdf->arena, struct cell_box, again.count);
    for (size_t i = 0; i < again.count; i++) {
        struct cell_box *cell = &again.cells[i];
        *cell = grid->head.cells[i];
        cell->text.inks = ARENA_ARRAY(pdf->arena, struct pdf_ink, cell->text.ink_count);
        for (size_t j = 0; j < cell->text.ink_count; j++)
            cell->text.inks[j] = (struct pdf_ink){.element = pdf->pages.header,
                                                  .colour = grid->head.cells[i].text.inks[j].colour};
    }
    pdf->fresh = false;
    pdf->y += PADDING;
    show_lines(grid, &again, 0, again.lines);
    pdf->y += PADDING;
    rule_below(grid, &again);
}

// On a further page nobody would know of which group its rows are.
static struct row_box continued_of(struct grid *grid, struct text heading)
{
    struct pdf *pdf = grid->pdf;
    struct message message = MESSAGE("{heading} (continued)", VALUE("heading", heading));
    struct row_box row = {.cells = ARENA_NEW(pdf->arena, struct cell_box), .count = 1, .heading = true};
    row.cells[0] = (struct cell_box){.whole = true};
    row.cells[0].text = pdf_set_text(pdf, pdf->pages.header,
                                     message_text(pdf->arena, pdf->document->language, &message),
                                     pdf->style->table, FACE_BOLD, COLOUR_INK, grid->width);
    count_lines(grid, &row);
    return row;
}

static void show_continued(struct grid *grid)
{
    grid->pdf->fresh = false;
    grid->pdf->y += PADDING;
    show_lines(grid, &grid->continued, 0, grid->continued.lines);
    grid->pdf->y += PADDING;
    rule_below(grid, &grid->continued);
}

static void next_page(struct grid *grid)
{
    pdf_new_page(grid->pdf);
    if (grid->repeated)
        show_head_again(grid);
    if (grid->repeated && grid->continued.count)
        show_continued(grid);
    grid->pdf->fresh = false;
}

static size_t lines_that_fit(const struct grid *grid)
{
    double room = floor((grid->pdf->bottom - grid->pdf->y - PADDING) / grid->leading);
    return room < 1 ? 0 : (size_t)room;
}

static void show_row(struct grid *grid, const struct row_box *row)
{
    struct pdf *pdf = grid->pdf;
    bool total = row->row && row->row->total;
    if (total)
        rule(grid, 1.2, COLOUR_INK);
    pdf->y += PADDING;
    bool turned = false;
    for (size_t line = 0; line < row->lines;) {
        size_t fit = lines_that_fit(grid), left = row->lines - line;
        if (fit == 0 && !turned) {
            next_page(grid);
            pdf->y += PADDING;
            turned = true;
            continue;
        }
        size_t here = fit == 0     ? 1
                      : fit < left ? fit
                                   : left; // a page without any room gets a line nevertheless
        show_lines(grid, row, line, line + here);
        line += here;
        turned = false;
    }
    pdf->y += PADDING;
    rule_below(grid, row);
}

// What must stay together: a heading of a group with the row below it, the headings of the columns with the first row. A row
// that is higher than a page begins where at least some lines of it fit.
static double together(const struct grid *grid, const struct row_box *group, const struct row_box *row)
{
    double head = grid->repeated ? row_height(grid, &grid->head) : 0;
    double page = grid->pdf->bottom - grid->pdf->top - head -
                  row_height(grid, group->count ? group : &grid->continued);
    double height = row_height(grid, row);
    if (height > page)
        height = 2 * PADDING + 3 * grid->leading;
    return row_height(grid, group) + (group->count ? 2 * PADDING : 0) + height;
}

static void show_first(struct grid *grid, double height)
{
    struct pdf *pdf = grid->pdf;
    double page = pdf->bottom - pdf->top, head = row_height(grid, &grid->head);
    grid->repeated = head < page / 2;
    pdf_require(pdf, fmin(head + height, page));
    pdf_destination(pdf, grid->block->id, pdf->y - 2 * pdf->style->body.leading);
    show_row(grid, &grid->head);
}

// The rows of a group, each made when it is first asked for, since a row must know what stays with it.
struct rows {
    struct row_box *boxes;
    size_t first, count;
};

static struct row_box *row_at(struct grid *grid, struct rows *rows, size_t index)
{
    struct row_box *box = &rows->boxes[index - rows->first];
    if (box->count == 0)
        *box = row_of(grid, &grid->table->rows.items[index]);
    return box;
}

// Of the rows that stay with this one, unless they would fill a page.
static double kept_height(struct grid *grid, struct rows *rows, size_t index)
{
    double most = (grid->pdf->bottom - grid->pdf->top) / 2, height = 0;
    for (; table_row_keeps(grid->table, index) && index + 1 < rows->first + rows->count; index++) {
        height += row_height(grid, row_at(grid, rows, index + 1));
        if (height > most)
            return 2 * PADDING + 3 * grid->leading;
    }
    return height;
}

static void write_rows(struct grid *grid, const struct table_part *part, bool *begun)
{
    struct pdf *pdf = grid->pdf;
    struct rows rows = {ARENA_ARRAY(pdf->arena, struct row_box, part->count), part->first, part->count};
    grid->body = pdf_element(pdf, grid->element, "TBody");
    grid->continued = (struct row_box){0};
    for (size_t i = part->first; i < part->first + part->count; i++) {
        struct row_box heading = {0};
        if (i == part->first && part->heading.length)
            heading = group_of(grid, part->heading);
        const struct row_box *row = row_at(grid, &rows, i);
        double height = together(grid, &heading, row) + kept_height(grid, &rows, i);
        if (!*begun)
            show_first(grid, height);
        else if (pdf->y + height > pdf->bottom)
            next_page(grid);
        *begun = true;
        if (heading.count) {
            pdf->y += 2 * PADDING;
            show_row(grid, &heading);
            grid->continued = continued_of(grid, part->heading);
        }
        show_row(grid, row);
    }
}

// ---- The whole ---------------------------------------------------------------------------------------------

static void write_caption(struct grid *grid)
{
    struct pdf *pdf = grid->pdf;
    struct pdf_spans spans = pdf_spans_of(pdf, pdf_element(pdf, grid->element, "Caption"), FACE_BOLD,
                                          COLOUR_SOFT);
    pdf_add_text(&spans, text_print(pdf->arena, "%.*s: ",
                                    TEXT_PRINT(words_table(pdf->arena, pdf->checked, grid->block))));
    spans.ink.colour = COLOUR_INK;
    pdf_add_runs(&spans, &grid->table->caption);
    struct pdf_text text = pdf_set(&spans, pdf->style->body, grid->width);
    pdf_wait(pdf, (struct pdf_waiting){.text = text,
                                       .x = pdf->left,
                                       .before = 1.4 * pdf->style->paragraph,
                                       .after = 0.3 * pdf->style->paragraph});
}

static void write_source(struct pdf *pdf, struct pdf_element *parent, const struct runs *source)
{
    struct pdf_spans spans = pdf_spans_of(pdf, pdf_element(pdf, parent, "P"), FACE_REGULAR, COLOUR_SOFT);
    pdf_add_text(&spans, pdf_word(pdf, N_("Source:")));
    pdf_add_text(&spans, TEXT(" "));
    pdf_add_runs(&spans, source);
    struct pdf_text text = pdf_set(&spans, pdf->style->small, pdf_width(pdf));
    pdf_space(pdf, 0.5 * pdf->style->paragraph);
    pdf_place(pdf, &text, pdf->left);
}

void pdf_write_table(struct pdf *pdf, struct pdf_element *parent, const struct block *block)
{
    const struct table *table = &block->table;
    struct grid grid = {.pdf = pdf,
                        .block = block,
                        .table = table,
                        .count = table->columns.count,
                        .element = pdf_element(pdf, parent, "Table"),
                        .leading = pdf->style->table.leading,
                        .width = pdf_width(pdf),
                        .gap = pdf->style->cell};
    grid.element->boxed = true;
    grid.columns = ARENA_ARRAY(pdf->arena, struct column_box, grid.count);
    lay_columns(&grid);
    write_caption(&grid);
    grid.head = head_of(&grid);
    bool begun = false;
    for (size_t i = 0; i < table_part_count(table); i++) {
        struct table_part part = table_part(table, i);
        write_rows(&grid, &part, &begun);
    }
    pdf_space(pdf, 0.7 * pdf->style->paragraph);
    for (size_t i = 0; i < table->notes.count; i++)
        pdf_write_note(pdf, parent, table->notes.items[i]->id, &table->notes.items[i]->runs);
    if (table->source.count)
        write_source(pdf, parent, &table->source);
    pdf_space(pdf, 1.6 * pdf->style->paragraph);
}
