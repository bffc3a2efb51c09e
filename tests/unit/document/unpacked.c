// SPDX-License-Identifier: GPL-3.0-or-later
#include "unpacked.h"

#include "format/zip.h"

#include "test.h"

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

static struct text read_entry(struct arena *arena, struct zip_reader *zip, const char *name)
{
    struct problems problems;
    struct zip_entry *entry;
    struct buffer content = {0};
    char piece[4096];
    size_t got = 0;
    problems_init(&problems, arena);
    assert_true(zip_entry_open(zip, text_from(name), &entry, &problems));
    while (zip_entry_read(entry, piece, sizeof piece, &got, &problems) && got > 0)
        buffer_add(&content, (struct text){piece, got});
    zip_entry_close(entry);
    assert_int_equal(problems.count, 0);
    struct text text = text_copy(arena, buffer_text(&content));
    buffer_dispose(&content);
    return text;
}

struct text unpacked(struct arena *arena, const struct document *document, packed_writer *write,
                     const char *name)
{
    struct buffer out = {0};
    struct problems problems;
    struct zip_reader *zip;
    problems_init(&problems, arena);
    write_document(arena, document, write, &out);
    struct input input = input_memory(buffer_text(&out), TEXT("package"));
    assert_true(zip_reader_open(&input, &zip, &problems));
    struct text content = read_entry(arena, zip, name);
    zip_reader_close(zip);
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
