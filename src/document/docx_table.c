// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/docx.h"

enum { LINE_INDENT = 360 }; // of what stands under the beginning of its row

// One line of a row: the columns that stand in it.
struct row {
    struct docx *docx;
    const struct table *table;
    const struct docx_columns *columns;
    size_t line;
    bool header, total;
    bool keeps; // with the next row
};

// Large print is aligned at the left: who sees a few words at a time would not find a number at the far side.
bool docx_is_numeric(const struct docx *docx, const struct table_column *column)
{
    bool number = column_kind_is_number(column->kind);
    return number && docx->sheet != SHEET_LARGE;
}

static void width_element(struct docx *docx, const char *name, int width)
{
    markup_open_element(&docx->xml, name);
    docx_number(docx, "w:w", width);
    markup_attribute(&docx->xml, "w:type", TEXT("dxa"));
    markup_close(&docx->xml);
}

// ---- The table's properties --------------------------------------------------------------------------------

// What the style adds for the first row and the first column, and that it does so for no others. Word takes the first
// column for the rows' headers: a table whose headers stand elsewhere has none for it.
static void write_look(struct docx *docx, const struct table *table)
{
    bool first = table->columns.items[0].row_header;
    markup_open(&docx->xml, "w:tblLook");
    markup_attribute(&docx->xml, "w:val", first ? TEXT("06A0") : TEXT("0620"));
    markup_attribute(&docx->xml, "w:firstRow", TEXT("1"));
    markup_attribute(&docx->xml, "w:lastRow", TEXT("0"));
    markup_attribute(&docx->xml, "w:firstColumn", first ? TEXT("1") : TEXT("0"));
    markup_attribute(&docx->xml, "w:lastColumn", TEXT("0"));
    markup_attribute(&docx->xml, "w:noHBand", TEXT("1"));
    markup_attribute(&docx->xml, "w:noVBand", TEXT("1"));
    markup_close(&docx->xml);
}

static void write_properties(struct docx *docx, const struct table *table, const struct docx_columns *columns)
{
    markup_open(&docx->xml, "w:tblPr");
    docx_value(docx, "w:tblStyle", TEXT("ReportTable"));
    width_element(docx, "w:tblW", DOCX_TEXT_WIDTH);
    markup_open(&docx->xml, "w:tblLayout");
    markup_attribute(&docx->xml, "w:type", TEXT("fixed"));
    markup_close(&docx->xml);
    write_look(docx, table);
    docx_value(docx, "w:tblCaption", words_runs(docx->arena, docx->checked, &table->caption, TEXT(" ")));
    markup_close(&docx->xml);
    markup_open(&docx->xml, "w:tblGrid");
    for (size_t i = 1; i < columns->edges.count; i++) {
        markup_open(&docx->xml, "w:gridCol");
        docx_number(docx, "w:w", columns->edges.items[i] - columns->edges.items[i - 1]);
        markup_close(&docx->xml);
    }
    markup_close(&docx->xml);
}

// ---- Rows --------------------------------------------------------------------------------------------------

static void open_row(struct docx *docx, bool header)
{
    markup_line(&docx->xml);
    markup_open(&docx->xml, "w:tr");
    markup_open(&docx->xml, "w:trPr");
    docx_flag(docx, "w:cantSplit");
    if (header)
        docx_flag(docx, "w:tblHeader");
    markup_close(&docx->xml);
}

static void write_border(struct docx *docx, const char *side, bool strong)
{
    markup_open_element(&docx->xml, side);
    markup_attribute(&docx->xml, "w:val", strong ? TEXT("single") : TEXT("nil"));
    if (strong) {
        markup_attribute(&docx->xml, "w:sz", TEXT("8"));
        markup_attribute(&docx->xml, "w:space", TEXT("0"));
        markup_attribute(&docx->xml, "w:color", TEXT("16212B"));
    }
    markup_close(&docx->xml);
}

// A total stands under a line; the lines of one row are not parted by any.
static void write_borders(const struct row *row)
{
    bool first = row->line == 0, last = row->header || row->line + 1 == row->columns->lines;
    if ((!row->total || !first) && first && last)
        return;
    markup_open(&row->docx->xml, "w:tcBorders");
    if (row->total && first)
        write_border(row->docx, "w:top", true);
    else if (!first)
        write_border(row->docx, "w:top", false);
    if (!last)
        write_border(row->docx, "w:bottom", false);
    markup_close(&row->docx->xml);
}

static size_t columns_spanned(const struct docx_columns *columns, const struct docx_column *column)
{
    size_t spanned = 0;
    for (size_t i = 1; i < columns->edges.count; i++)
        spanned += columns->edges.items[i] > column->left &&
                   columns->edges.items[i] <= column->left + column->width;
    return spanned;
}

static void open_cell(const struct row *row, const struct docx_column *column)
{
    size_t spanned = columns_spanned(row->columns, column);
    markup_open(&row->docx->xml, "w:tc");
    markup_open(&row->docx->xml, "w:tcPr");
    width_element(row->docx, "w:tcW", column->width);
    if (spanned > 1) {
        markup_open(&row->docx->xml, "w:gridSpan");
        docx_number(row->docx, "w:val", (int64_t)spanned);
        markup_close(&row->docx->xml);
    }
    write_borders(row);
    markup_close(&row->docx->xml);
}

static void write_content(struct docx *docx, const struct cell *cell, bool strong)
{
    struct docx_look look = {.strong = strong};
    if (cell->kind == CONTENT_RUNS) {
        docx_runs(docx, &cell->runs);
        return;
    }
    if (cell->kind == CONTENT_EMPTY)
        look.style = "Absent";
    docx_text(docx, look, words_cell(docx->arena, docx->checked, cell, TEXT(" ")));
}

// What stands under the beginning of its row says of what it is.
static void write_label(struct docx *docx, const struct table_column *column)
{
    struct text heading = words_column(docx->arena, column);
    docx_text(docx, (struct docx_look){.strong = true},
              text_print(docx->arena, "%.*s:", TEXT_PRINT(heading)));
    docx_plain(docx, TEXT(" "));
}

static void write_cell(const struct row *row, size_t index, const struct cell *cells)
{
    struct docx *docx = row->docx;
    const struct table_column *column = &row->table->columns.items[index];
    bool numeric = docx_is_numeric(docx, column) && row->columns->lines == 1;
    struct docx_paragraph paragraph = {
        .style = numeric ? "TableNumber" : "TableText",
        .keep_next = row->header || row->keeps || row->line + 1 < row->columns->lines,
        .left = row->line ? LINE_INDENT : 0,
    };
    if (row->header)
        paragraph.style = numeric ? "TableNumberHeading" : "TableHeading";
    else if (row->total)
        paragraph.style = numeric ? "TableNumberTotal" : "TableTotal";
    open_cell(row, &row->columns->items[index]);
    docx_paragraph_open(docx, paragraph);
    if (row->line > 0)
        write_label(docx, column);
    if (row->header)
        docx_plain(docx, words_column(docx->arena, column));
    else
        write_content(docx, &cells[index], row->total && column->row_header);
    docx_paragraph_close(docx);
    markup_close(&docx->xml);
}

// The row's lines, or only the first if it is the headings of the columns.
static void write_lines(const struct cell *cells, struct row *row)
{
    struct docx *docx = row->docx;
    const struct docx_column *columns = row->columns->items;
    for (size_t i = 0; i < row->table->columns.count; i++) {
        bool first = i == 0 || columns[i].line != columns[i - 1].line;
        row->line = columns[i].line;
        if (row->header && row->line > 0)
            break;
        if (first && i > 0)
            markup_close(&docx->xml);
        if (first)
            open_row(docx, row->header);
        write_cell(row, i, cells);
    }
    markup_close(&docx->xml);
}

// All lines of a row of the body.
static void write_row(struct docx *docx, const struct table *table, const struct docx_columns *columns,
                      size_t index)
{
    enum { LINES_OF_HIGH_ROW = 3 }; // it is not lost alone, and two of them might fill a page
    const struct body_row *body = &table->rows.items[index];
    write_lines(body->cells,
                &(struct row){.docx = docx,
                              .table = table,
                              .columns = columns,
                              .total = body->total,
                              .keeps = columns->lines < LINES_OF_HIGH_ROW && table_row_keeps(table, index)});
}

static void write_headings(struct docx *docx, const struct table *table, const struct docx_columns *columns)
{
    write_lines(NULL, &(struct row){.docx = docx, .table = table, .columns = columns, .header = true});
}

// One cell as wide as the table: in a cell of the first column alone the others would be blank, and to repeat the heading
// in every row would be other words than the other formats have.
static void write_group_heading(struct docx *docx, const struct docx_columns *columns, struct text heading)
{
    struct docx_columns whole = {.lines = 1, .edges.items = columns->edges.items};
    whole.edges.count = columns->edges.count;
    struct row row = {.docx = docx, .columns = &whole};
    open_row(docx, false);
    open_cell(&row, &(struct docx_column){.width = DOCX_TEXT_WIDTH});
    docx_paragraph_open(docx, (struct docx_paragraph){.style = "TableGroup", .keep_next = true});
    docx_plain(docx, heading);
    docx_paragraph_close(docx);
    markup_close(&docx->xml);
    markup_close(&docx->xml);
}

static void write_rows(struct docx *docx, const struct table *table, const struct docx_columns *columns)
{
    size_t group = 0;
    for (size_t i = 0; i <= table->rows.count; i++) {
        for (; group < table->groups.count && table->groups.items[group]->first == i; group++)
            if (table->groups.items[group]->heading.length)
                write_group_heading(docx, columns, table->groups.items[group]->heading);
        if (i < table->rows.count)
            write_row(docx, table, columns, i);
    }
}

// ---- The whole ---------------------------------------------------------------------------------------------

static void write_caption(struct docx *docx, const struct block *block)
{
    docx_paragraph_open(docx, (struct docx_paragraph){.style = "Caption", .keep_next = true});
    docx_label(docx, words_table(docx->arena, docx->checked, block),
               checked_table_number(docx->checked, block));
    docx_runs(docx, &block->table.caption);
    docx_paragraph_close(docx);
}

static void write_source(struct docx *docx, const struct runs *source)
{
    docx_paragraph_open(docx, (struct docx_paragraph){.style = "Source"});
    docx_plain(docx, docx_word(docx, N_("Source:")));
    docx_plain(docx, TEXT(" "));
    docx_runs(docx, source);
    docx_paragraph_close(docx);
}

void docx_table(struct docx *docx, const struct block *block)
{
    const struct table *table = &block->table;
    struct docx_columns columns = docx_columns(docx, table);
    write_caption(docx, block);
    markup_line(&docx->xml);
    markup_open(&docx->xml, "w:tbl");
    write_properties(docx, table, &columns);
    write_headings(docx, table, &columns);
    write_rows(docx, table, &columns);
    markup_close(&docx->xml);
    docx->table_ended = true;
    for (size_t i = 0; i < table->notes.count; i++) {
        docx_mark(docx, table->notes.items[i]->id);
        docx_note(docx, table->notes.items[i]->id, &table->notes.items[i]->runs);
    }
    if (table->source.count)
        write_source(docx, &table->source);
}
