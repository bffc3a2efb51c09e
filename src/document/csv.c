// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/writers.h"

#include "document/words.h"
#include "format/csv_field.h"

// Numbers in a text have a minus sign for people; programs, who read this format, know a hyphen.
static struct text with_hyphens(struct arena *arena, struct text text)
{
    struct buffer out = {0};
    for (size_t at; text_find(text, TEXT(MINUS), &at);
         text = text_slice(text, at + strlen(MINUS), text.length)) {
        bool number = at + strlen(MINUS) < text.length && text.bytes[at + strlen(MINUS)] >= '0' &&
                      text.bytes[at + strlen(MINUS)] <= '9';
        buffer_add(&out, text_slice(text, 0, at));
        buffer_add(&out, number ? TEXT("-") : TEXT(MINUS));
    }
    buffer_add(&out, text);
    struct text copy = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return copy;
}

static void add_cell(struct buffer *out, struct arena *arena, const struct checked_document *checked,
                     const struct cell *cell)
{
    switch (cell->kind) {
    case CONTENT_COUNT: buffer_print(out, "%lld", (long long)cell->count); break;
    case CONTENT_DATE: buffer_add(out, civil_date_text(arena, cell->date)); break;
    case CONTENT_RUNS:
        csv_field_add_quoted(out, with_hyphens(arena, words_cell(arena, checked, cell, TEXT("\n"))));
        break;
    case CONTENT_PROPORTION:
    case CONTENT_EMPTY: csv_field_add_quoted(out, words_cell(arena, checked, cell, TEXT("\n"))); break;
    case CONTENT_UNSET: break; // document_check refuses it
    }
}

size_t document_table_count(const struct checked_document *checked)
{
    return checked->tables.count;
}

struct text document_table_id(const struct checked_document *checked, size_t index)
{
    return checked->tables.items[index]->id;
}

struct text document_table_caption(struct arena *arena, const struct checked_document *checked, size_t index)
{
    return words_runs(arena, checked, &checked->tables.items[index]->table.caption, TEXT(" "));
}

// That a table is a draft must go with it: a row before the headings, with as many fields as the others.
static void add_mark(struct buffer *out, struct text mark, size_t fields)
{
    if (mark.length == 0)
        return;
    csv_field_add_quoted(out, mark);
    for (size_t i = 1; i < fields; i++)
        buffer_add_character(out, ',');
    buffer_add(out, TEXT("\r\n"));
}

void document_write_csv(const struct checked_document *checked, size_t index, struct buffer *out)
{
    struct arena *arena = arena_new();
    const struct table *table = &checked->tables.items[index]->table;
    bool grouped = table_has_group_headings(table);
    add_mark(out, checked->document->marking, table->columns.count + grouped);
    add_mark(out, checked->document->draft, table->columns.count + grouped);
    if (grouped)
        csv_field_add_quoted(out, words_groups(checked->document->language, table));
    for (size_t column = 0; column < table->columns.count; column++) {
        if (grouped || column)
            buffer_add_character(out, ',');
        csv_field_add_quoted(out, words_column(arena, &table->columns.items[column]));
    }
    buffer_add(out, TEXT("\r\n"));
    for (size_t row = 0; row < table->rows.count; row++) {
        if (grouped)
            csv_field_add_quoted(out, table_group_of(table, row));
        for (size_t column = 0; column < table->columns.count; column++) {
            if (grouped || column)
                buffer_add_character(out, ',');
            add_cell(out, arena, checked, &table->rows.items[row].cells[column]);
        }
        buffer_add(out, TEXT("\r\n"));
    }
    arena_free(arena);
}
