// SPDX-License-Identifier: GPL-3.0-or-later
// A table on its pages: a row stays whole unless it is higher than a page, and the headings stand on every page. Where a column would be
// too narrow to be read it goes under its row (pdf_columns.h).
#include "document/pdf_columns.h"

#include "document/words.h"

#include <math.h>

enum { PADDING = 4 };

struct cell_box {
    struct pdf_text text;
    struct pdf_element *element;
    size_t column;
    bool whole;     // goes over all columns
    bool elsewhere; // the heading of a column that stands under its rows: it is shown there
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
    struct pdf_columns columns;
    struct pdf_element *element, *body;
    struct row_box head;
    double leading;
    bool repeated;            // the headings of the columns stand on each page; not if they fill half of it
    struct row_box continued; // the name of the group whose rows go on, for the head of a further page
};

// ---- Rows --------------------------------------------------------------------------------------------------

static void count_lines(const struct grid *grid, struct row_box *row)
{
    size_t stacked = 0;
    for (size_t i = 0; i < row->count; i++) {
        if (row->cells[i].elsewhere)
            continue;
        size_t lines = row->cells[i].text.layout->lines.count;
        if (!row->cells[i].whole && grid->columns.items[row->cells[i].column].stacked)
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
    struct row_box row = row_new(grid, pdf_element(pdf, grid->element, "THead"), grid->columns.count);
    row.heading = true;
    for (size_t i = 0; i < grid->columns.count; i++) {
        struct pdf_element *element = pdf_element(pdf, row.element, "TH");
        element->scope = SCOPE_COLUMN;
        row.cells[i].element = element;
        row.cells[i].column = i;
        row.cells[i].elsewhere = grid->columns.items[i].stacked && grid->table->rows.count > 0;
        if (row.cells[i].elsewhere)
            continue;
        row.cells[i].text = pdf_set_text(
            pdf, element, words_column(pdf->arena, &grid->table->columns.items[i]), pdf->style->table,
            FACE_BOLD, COLOUR_INK, grid->columns.items[i].width);
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
    element->columns = grid->columns.count;
    row.heading = true;
    row.cells[0] = (struct cell_box){.element = element, .whole = true};
    row.cells[0].text = pdf_set_text(pdf, element, heading, pdf->style->table, FACE_BOLD, COLOUR_INK,
                                     grid->columns.width);
    count_lines(grid, &row);
    return row;
}

// What stands under its row says of which column it is. In the first row that is the heading of the column itself, which stands
// nowhere else; in the others it is there for the eye, as the structure says it of every cell.
static void add_label(struct pdf_spans *spans, const struct table_column *column, struct pdf_element *heading)
{
    struct pdf *pdf = spans->pdf;
    struct pdf_ink ink = spans->ink;
    enum face face = spans->face;
    spans->ink = (struct pdf_ink){.element = heading, .colour = COLOUR_INK};
    spans->face = FACE_BOLD;
    pdf_add_text(spans, words_column(pdf->arena, column));
    spans->ink.element = pdf->pages.artifact;
    pdf_add_text(spans, TEXT(": "));
    spans->ink = ink;
    spans->face = face;
}

static struct row_box row_of(struct grid *grid, const struct body_row *from)
{
    struct pdf *pdf = grid->pdf;
    struct row_box row = row_new(grid, grid->body, grid->columns.count);
    row.row = from;
    for (size_t i = 0; i < grid->columns.count; i++) {
        const struct cell *cell = &from->cells[i];
        bool names = grid->table->columns.items[i].row_header;
        struct pdf_element *element = pdf_element(pdf, row.element, names ? "TH" : "TD");
        if (names)
            element->scope = SCOPE_ROW;
        bool bold = from->total || (names && grid->columns.bold_names);
        struct pdf_spans spans = pdf_spans_of(pdf, element, bold ? FACE_BOLD : FACE_REGULAR,
                                              cell->kind == CONTENT_EMPTY ? COLOUR_SOFT : COLOUR_INK);
        if (grid->columns.items[i].stacked)
            add_label(&spans, &grid->table->columns.items[i],
                      from == grid->table->rows.items ? grid->head.cells[i].element : pdf->pages.artifact);
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
        row.cells[i].text = pdf_set(&spans, pdf->style->table, grid->columns.items[i].width);
    }
    count_lines(grid, &row);
    return row;
}

// ---- Drawing -----------------------------------------------------------------------------------------------

// Of a cell whose first line is the row's line `start`, the lines between `from` and `to`.
static void show_cell(struct grid *grid, const struct cell_box *cell, size_t start, size_t from, size_t to)
{
    struct pdf *pdf = grid->pdf;
    const struct pdf_column *column = &grid->columns.items[cell->column];
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
        bool stacked = !cell->whole && grid->columns.items[cell->column].stacked;
        if (cell->element) // what is there for the eye only has none
            pdf_element_place(&grid->pdf->structure, cell->element);
        if (cell->elsewhere)
            continue;
        show_cell(grid, cell, stacked ? below : 0, from, to);
        if (stacked)
            below += cell->text.layout->lines.count;
    }
    grid->pdf->y += (double)(to - from) * grid->leading;
}

static void rule(struct grid *grid, double thickness, uint32_t colour)
{
    struct pdf *pdf = grid->pdf;
    pdf_rule(&pdf->pages, pdf->pages.artifact, pdf->left, pdf->y, pdf->left + grid->columns.width, thickness,
             colour);
}

static void rule_below(struct grid *grid, const struct row_box *row)
{
    if (row->heading && row->count == grid->columns.count)
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
        if (cell->elsewhere)
            continue;
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
                                     pdf->style->table, FACE_BOLD, COLOUR_INK, grid->columns.width);
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

// At the head of each further page.
static void show_again(struct pdf *pdf, void *what)
{
    struct grid *grid = what;
    pdf->fresh = false;
    show_head_again(grid);
    if (grid->continued.count)
        show_continued(grid);
}

static void repeat(struct grid *grid)
{
    if (!grid->repeated)
        return;
    grid->pdf->repeated = (struct pdf_repeated){
        row_height(grid, &grid->head) + row_height(grid, &grid->continued), show_again, grid};
}

// Its line `from`, or all, as a part of the page.
static void show_part(struct grid *grid, const struct row_box *row, size_t from, size_t to, unsigned cost)
{
    struct pdf *pdf = grid->pdf;
    pdf_part(pdf, cost);
    if (from == 0 && row->row && row->row->total)
        rule(grid, 1.2, COLOUR_INK);
    if (from == 0)
        pdf->y += PADDING;
    show_lines(grid, row, from, to);
    if (to < row->lines)
        return;
    pdf->y += PADDING;
    rule_below(grid, row);
}

// Whole, unless it is higher than a page.
static void show_row(struct grid *grid, const struct row_box *row, unsigned cost)
{
    if (row_height(grid, row) + grid->pdf->repeated.height <= pdf_room(grid->pdf)) {
        show_part(grid, row, 0, row->lines, cost);
        return;
    }
    for (size_t line = 0; line < row->lines; line++) {
        bool alone = line < 2 || line + 2 >= row->lines;
        show_part(grid, row, line, line + 1, line == 0 ? cost : alone ? PAGE_LEAVES_ONE : PAGE_AT_LINE);
    }
}

static void show_head(struct grid *grid)
{
    struct pdf *pdf = grid->pdf;
    grid->repeated = row_height(grid, &grid->head) < pdf_room(pdf) / 2;
    pdf_part(pdf, PAGE_INSIDE);
    pdf_destination(pdf, grid->block->id, pdf->y - 2 * pdf->style->body.leading);
    show_row(grid, &grid->head, PAGE_INSIDE);
    pdf_hold(pdf, PAGE_INSIDE);
    repeat(grid);
}

// ---- The body ----------------------------------------------------------------------------------------------

// A row that fills a good part of a page is not lost there alone.
static unsigned cost_of_leaving(const struct grid *grid, double height)
{
    return height > pdf_room(grid->pdf) / 4 ? PAGE_AT_NEIGHBOUR : PAGE_LEAVES_ONE;
}

static unsigned larger(unsigned a, unsigned b)
{
    return a > b ? a : b;
}

// Of beginning a page with the row. No row stands alone at the beginning or the end of its table, and a total stands with what it
// adds up; nor does one of a group, if that costs little.
static unsigned cost_of_row(const struct grid *grid, const struct table_part *part, size_t index,
                            double height_before, double height)
{
    unsigned cost = PAGE_AT_ROW;
    size_t within = index - part->first, count = grid->table->rows.count;
    if (grid->table->rows.items[index].total)
        return PAGE_LEAVES_ONE;
    if (index == 1)
        cost = larger(cost, cost_of_leaving(grid, height_before));
    if (index + 1 == count)
        cost = larger(cost, cost_of_leaving(grid, height));
    if (within == 1 || within + 1 == part->count)
        cost = larger(cost, PAGE_AT_NEIGHBOUR);
    return within == 0 && index > 0 && cost == PAGE_AT_ROW ? PAGE_AT_BLOCK : cost;
}

static void write_group(struct grid *grid, struct text heading, unsigned cost)
{
    struct pdf *pdf = grid->pdf;
    struct row_box row = group_of(grid, heading);
    pdf_space(pdf, 2 * PADDING);
    show_row(grid, &row, cost);
    grid->continued = continued_of(grid, heading);
    pdf_hold(pdf, PAGE_INSIDE);
    repeat(grid);
}

static void write_rows(struct grid *grid, const struct table_part *part)
{
    double before = 0; // height of the row before
    grid->body = pdf_element(grid->pdf, grid->element, "TBody");
    grid->continued = (struct row_box){0};
    repeat(grid);
    for (size_t i = part->first; i < part->first + part->count; i++) {
        struct row_box row = row_of(grid, &grid->table->rows.items[i]);
        double height = row_height(grid, &row);
        unsigned cost = cost_of_row(grid, part, i, before, height);
        if (i == part->first && part->heading.length)
            write_group(grid, part->heading, cost);
        show_row(grid, &row, cost);
        before = height;
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
    struct pdf_text text = pdf_set(&spans, pdf->style->body, grid->columns.width);
    pdf_space(pdf, 1.4 * pdf->style->paragraph);
    pdf_place_whole(pdf, &text, pdf->left, PAGE_AT_BLOCK);
    pdf_space(pdf, 0.3 * pdf->style->paragraph);
    pdf_hold(pdf, PAGE_INSIDE);
}

static void write_source(struct pdf *pdf, struct pdf_element *parent, const struct runs *source)
{
    struct pdf_spans spans = pdf_spans_of(pdf, pdf_element(pdf, parent, "P"), FACE_REGULAR, COLOUR_SOFT);
    pdf_add_text(&spans, pdf_word(pdf, N_("Source:")));
    pdf_add_text(&spans, TEXT(" "));
    pdf_add_runs(&spans, source);
    struct pdf_text text = pdf_set(&spans, pdf->style->small, pdf_width(pdf));
    pdf_space(pdf, 0.5 * pdf->style->paragraph);
    pdf_place(pdf, &text, pdf->left, PAGE_LEAVES_ONE);
}

// A table of less than half a page is not divided to fill a little room.
static void keep_small(struct pdf *pdf, size_t first)
{
    if (pdf->parts.measuring && pdf->y - pdf->parts.parts.items[first].from <= pdf_room(pdf) / 2)
        pdf_keep(pdf, first, PAGE_IN_SMALL);
}

void pdf_write_table(struct pdf *pdf, struct pdf_element *parent, const struct block *block)
{
    const struct table *table = &block->table;
    struct grid grid = {.pdf = pdf,
                        .block = block,
                        .table = table,
                        .columns = {.pdf = pdf,
                                    .table = table,
                                    .items = ARENA_ARRAY(pdf->arena, struct pdf_column, table->columns.count),
                                    .count = table->columns.count,
                                    .width = pdf_width(pdf),
                                    .gap = pdf->style->cell},
                        .element = pdf_element(pdf, parent, "Table"),
                        .leading = pdf->style->table.leading};
    grid.element->boxed = true;
    pdf_columns_lay(&grid.columns);
    size_t first = pdf_parts_count(pdf);
    write_caption(&grid);
    grid.head = head_of(&grid);
    show_head(&grid);
    for (size_t i = 0; i < table_part_count(table); i++) {
        struct table_part part = table_part(table, i);
        write_rows(&grid, &part);
    }
    pdf->repeated = (struct pdf_repeated){0};
    keep_small(pdf, first);
    pdf_space(pdf, 0.7 * pdf->style->paragraph);
    for (size_t i = 0; i < table->notes.count; i++)
        pdf_write_note(pdf, parent, table->notes.items[i]->id, &table->notes.items[i]->runs,
                       i == 0 ? PAGE_LEAVES_ONE : PAGE_AT_NEIGHBOUR);
    if (table->source.count)
        write_source(pdf, parent, &table->source);
    pdf_space(pdf, 1.6 * pdf->style->paragraph);
}
