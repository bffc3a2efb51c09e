// SPDX-License-Identifier: GPL-3.0-or-later
#include "packed.h"

#include "test.h"
#include "unpacked.h"

struct document *packed_document(struct arena *arena)
{
    struct document *document = document_new(arena, LANGUAGE_ENGLISH);
    document->title = TEXT("Title");
    document->organisation = TEXT("Office");
    document->identifier = TEXT("R-1");
    document->date = (struct civil_date){2024, 5, 1};
    return document;
}

struct table *packed_table(struct document *document, struct text id, size_t rows)
{
    struct table *table = table_add(&document->body, id, TEXT("Caption"));
    table_column(table, TEXT("kind"), TEXT("Kind"), COLUMN_TEXT)->row_header = true;
    table_column(table, TEXT("cases"), TEXT("Cases"), COLUMN_COUNT);
    for (size_t i = 0; i < rows; i++) {
        struct cell *cells = table_row(table);
        cell_text(&cells[0], text_print(document->arena, "Kind %zu", i));
        cell_count(&cells[1], (int64_t)i, (struct text){0});
    }
    return table;
}

static void write_document(struct arena *arena, const struct document *document, packed_writer *write,
                           struct buffer *out)
{
    const struct checked_document *checked;
    struct problems problems;
    problems_init(&problems, arena);
    if (!document_check(arena, &document, 1, &checked, &problems) ||
        !write(checked, SHEET_NORMAL, out, &problems)) {
        problems_print(&problems, LANGUAGE_ENGLISH, stderr);
        fail();
    }
}

struct text packed_part(struct arena *arena, const struct document *document, packed_writer *write,
                        const char *name)
{
    struct buffer out = {0};
    write_document(arena, document, write, &out);
    struct text content = unpacked(arena, &out, name);
    buffer_dispose(&out);
    return content;
}

bool holds(struct text text, struct text part)
{
    size_t at;
    return text_find(text, part, &at);
}

void assert_same_twice(struct arena *arena, const struct document *document, packed_writer *write)
{
    struct buffer once = {0}, twice = {0};
    write_document(arena, document, write, &once);
    write_document(arena, document, write, &twice);
    assert_true(once.length > 0 && text_equal(buffer_text(&once), buffer_text(&twice)));
    buffer_dispose(&once);
    buffer_dispose(&twice);
}
