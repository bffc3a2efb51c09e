// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/epub.h"

static void write_headings(struct epub *epub, const struct table *table)
{
    epub_line_open(epub, "thead");
    epub_line_open(epub, "tr");
    for (size_t i = 0; i < table->columns.count; i++) {
        const struct table_column *column = &table->columns.items[i];
        epub_line_open(epub, "th");
        epub_attribute(epub, "scope", "col");
        if (column_kind_is_number(column->kind))
            epub_attribute(epub, "class", "number");
        markup_text(&epub->xml, words_column(epub->arena, column));
        epub_close(epub);
    }
    epub_close(epub);
    epub_close(epub);
}

// What the mark stands for goes with it.
static void write_mark(struct epub *epub, const struct cell *cell)
{
    markup_open(&epub->xml, "abbr");
    markup_attribute(&epub->xml, "title", cell->reason);
    markup_text(&epub->xml, cell->mark);
    epub_close(epub);
}

static void write_cell(struct epub *epub, const struct table_column *column, const struct cell *cell)
{
    struct arena_mark mark = arena_mark(epub->arena);
    epub_line_open(epub, column->row_header ? "th" : "td");
    if (column->row_header)
        epub_attribute(epub, "scope", "row");
    if (column_kind_is_number(column->kind))
        epub_attribute(epub, "class", cell->kind == CONTENT_EMPTY ? "number empty" : "number");
    else if (cell->kind == CONTENT_EMPTY)
        epub_attribute(epub, "class", "empty");
    if (cell->kind == CONTENT_RUNS)
        epub_runs(epub, &cell->runs);
    else if (cell->kind == CONTENT_EMPTY && cell->mark.length)
        write_mark(epub, cell);
    else
        markup_text(&epub->xml, words_cell(epub->arena, epub->checked, cell, TEXT(" ")));
    epub_close(epub);
    arena_release(epub->arena, mark);
}

static void write_rows(struct epub *epub, const struct table *table, size_t first, size_t count)
{
    for (size_t row = first; row < first + count; row++) {
        epub_line_open(epub, "tr");
        if (table->rows.items[row].total)
            epub_attribute(epub, "class", "total");
        for (size_t column = 0; column < table->columns.count; column++)
            write_cell(epub, &table->columns.items[column], &table->rows.items[row].cells[column]);
        epub_close(epub);
    }
}

static void write_group_heading(struct epub *epub, const struct table *table, struct text heading)
{
    epub_line_open(epub, "tr");
    epub_attribute(epub, "class", "group");
    markup_open(&epub->xml, "th");
    epub_attribute(epub, "scope", "rowgroup");
    markup_attribute(&epub->xml, "colspan", text_print(epub->arena, "%zu", table->columns.count));
    markup_text(&epub->xml, heading);
    epub_close(epub);
    epub_close(epub);
}

static void write_body(struct epub *epub, const struct table *table)
{
    for (size_t i = 0; i < table_part_count(table); i++) {
        struct table_part part = table_part(table, i);
        epub_line_open(epub, "tbody");
        if (part.heading.length)
            write_group_heading(epub, table, part.heading);
        write_rows(epub, table, part.first, part.count);
        epub_close(epub);
    }
}

static void write_source(struct epub *epub, const struct runs *source)
{
    epub_line_open(epub, "p");
    epub_attribute(epub, "class", "source");
    markup_text(&epub->xml, epub_word(epub, N_("Source:")));
    markup_text(&epub->xml, TEXT(" "));
    epub_runs(epub, source);
    epub_close(epub);
}

void epub_table(struct epub *epub, const struct block *block)
{
    const struct table *table = &block->table;
    markup_open(&epub->xml, "table");
    markup_attribute(&epub->xml, "id", block->id);
    epub_caption(epub, "caption", words_table(epub->arena, epub->checked, block), &table->caption);
    write_headings(epub, table);
    write_body(epub, table);
    epub_close(epub);
    for (size_t i = 0; i < table->notes.count; i++)
        epub_note(epub, table->notes.items[i]->id, &table->notes.items[i]->runs);
    if (table->source.count)
        write_source(epub, &table->source);
}
