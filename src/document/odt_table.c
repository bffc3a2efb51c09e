// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/odt.h"

static void open_cell(struct odt *odt, const char *style)
{
    odt_open(odt, "table:table-cell");
    odt_attribute(odt, "table:style-name", style);
    odt_attribute(odt, "office:value-type", "string");
}

static void open_row(struct odt *odt)
{
    odt_line_open(odt, "table:table-row");
    odt_attribute(odt, "table:style-name", "row");
}

static void write_columns(struct odt *odt, size_t number, const struct table *table)
{
    int *widths = ARENA_ARRAY(odt->arena, int, table->columns.count);
    odt_columns(odt, table, widths);
    for (size_t i = 0; i < table->columns.count; i++) {
        *ARRAY_APPEND(odt->arena, &odt->columns) = (struct odt_column){number, i, widths[i]};
        odt_line_open(odt, "table:table-column");
        odt_text_attribute(odt, "table:style-name", odt_column_style(odt, number, i));
        odt_close(odt);
    }
}

static void write_headings(struct odt *odt, const struct table *table)
{
    odt_line_open(odt, "table:table-header-rows"); // repeated on every page
    open_row(odt);
    for (size_t i = 0; i < table->columns.count; i++) {
        const struct table_column *column = &table->columns.items[i];
        open_cell(odt, "heading");
        odt_paragraph(odt,
                      column_kind_is_number(column->kind) ? "Table_20_Heading_20_Number" : "Table_20_Heading",
                      words_column(odt->arena, column));
        odt_close(odt);
    }
    odt_close(odt);
    odt_close(odt);
}

static const char *content_style(const struct table_column *column, const struct body_row *row)
{
    if (column_kind_is_number(column->kind))
        return row->total ? "Table_20_Total_20_Number" : "Table_20_Number";
    if (column->row_header)
        return row->total ? "Table_20_Total" : "Table_20_Row_20_Heading";
    return row->total ? "Table_20_Total" : "Table_20_Contents";
}

static void write_cell(struct odt *odt, const struct table_column *column, const struct body_row *row,
                       const struct cell *cell, bool keeps)
{
    const char *style = content_style(column, row);
    if (keeps)
        style = odt_kept_style(odt, style);
    struct arena_mark mark = arena_mark(odt->arena);
    open_cell(odt, row->total ? "total" : "cell");
    odt_paragraph_open(odt, style);
    if (cell->kind == CONTENT_RUNS)
        odt_runs(odt, &cell->runs);
    else
        odt_words(odt, cell->kind == CONTENT_EMPTY ? "Absent" : NULL,
                  words_cell(odt->arena, odt->checked, cell, TEXT(" ")));
    odt_close(odt);
    odt_close(odt);
    arena_release(odt->arena, mark);
}

static void write_rows(struct odt *odt, const struct table *table, size_t first, size_t count)
{
    for (size_t i = first; i < first + count; i++) {
        const struct body_row *row = &table->rows.items[i];
        open_row(odt);
        for (size_t column = 0; column < table->columns.count; column++)
            write_cell(odt, &table->columns.items[column], row, &row->cells[column],
                       table_row_keeps(table, i));
        odt_close(odt);
    }
}

// One cell across the table.
static void write_group_heading(struct odt *odt, const struct table *table, struct text heading)
{
    open_row(odt);
    open_cell(odt, "group");
    odt_text_attribute(odt, "table:number-columns-spanned",
                       text_print(odt->arena, "%zu", table->columns.count));
    odt_paragraph(odt, "Table_20_Group", heading);
    odt_close(odt);
    for (size_t i = 1; i < table->columns.count; i++) {
        odt_open(odt, "table:covered-table-cell");
        odt_close(odt);
    }
    odt_close(odt);
}

static void write_body(struct odt *odt, const struct table *table)
{
    for (size_t i = 0; i < table_part_count(table); i++) {
        struct table_part part = table_part(table, i);
        if (part.heading.length)
            write_group_heading(odt, table, part.heading);
        write_rows(odt, table, part.first, part.count);
    }
}

static void write_source(struct odt *odt, const struct runs *source)
{
    odt_paragraph_open(odt, "Source");
    odt_words(odt, NULL, odt_word(odt, N_("Source:")));
    odt_words(odt, NULL, TEXT(" "));
    odt_runs(odt, source);
    odt_close(odt);
}

void odt_table(struct odt *odt, const struct block *block)
{
    const struct table *table = &block->table;
    size_t number = checked_table_number(odt->checked, block);
    struct text label = words_table(odt->arena, odt->checked, block);
    odt_paragraph_open(odt, "Table");
    odt_bookmark(odt, block->id);
    odt_label(odt, "Table", label, number);
    odt_runs(odt, &table->caption);
    odt_close(odt);
    odt_line_open(odt, "table:table");
    odt_text_attribute(odt, "table:name", label);
    odt_attribute(odt, "table:style-name", "table");
    write_columns(odt, number, table);
    write_headings(odt, table);
    write_body(odt, table);
    odt_close(odt);
    for (size_t i = 0; i < table->notes.count; i++)
        odt_note(odt, table->notes.items[i]->id, &table->notes.items[i]->runs);
    if (table->source.count)
        write_source(odt, &table->source);
}
