// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/writers.h"

#include "document/flat_table.h"
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

static void add_value(struct buffer *out, struct arena *arena, const struct checked_document *checked,
                      const struct flat_value *value)
{
    switch (value->content) {
    case FLAT_COUNT: buffer_print(out, "%lld", (long long)value->count); break;
    case FLAT_DECIMAL: buffer_add(out, decimal_text(arena, value->decimal)); break;
    case FLAT_DATE: buffer_add(out, civil_date_text(arena, value->date)); break;
    case FLAT_RUNS:
        csv_field_add_quoted(out, with_hyphens(arena, words_runs(arena, checked, value->runs, TEXT("\n"))));
        break;
    case FLAT_WORDS: csv_field_add_quoted(out, value->words); break;
    case FLAT_ABSENT: csv_field_add_quoted(out, value->mark.length ? value->mark : value->words); break;
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
    struct flat_table flat = flat_table_of(arena, checked->document->language, table);
    add_mark(out, checked->document->marking, flat.columns.count);
    add_mark(out, checked->document->draft, flat.columns.count);
    for (size_t i = 0; i < flat.columns.count; i++) {
        if (i)
            buffer_add_character(out, ',');
        csv_field_add_quoted(out, flat.columns.items[i].heading);
    }
    buffer_add(out, TEXT("\r\n"));
    for (size_t row = 0; row < table->rows.count; row++) {
        struct arena_mark mark = arena_mark(arena);
        for (size_t i = 0; i < flat.columns.count; i++) {
            struct flat_value value = flat_value_at(table, &flat.columns.items[i], row);
            if (i)
                buffer_add_character(out, ',');
            add_value(out, arena, checked, &value);
        }
        buffer_add(out, TEXT("\r\n"));
        arena_release(arena, mark);
    }
    arena_free(arena);
}
