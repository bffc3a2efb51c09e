// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever the bytes: reading ends, rows have the header's width, and values are UTF-8. An input that is a text as
// tests/workbook.h describes is made into a file first, so that the XML inside is reached; others are files.
#include "format/table_reader.h"
#include "workbook.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void check_row(const struct table_row *row, size_t columns)
{
    require(row->count == columns);
    bool blank = true;
    for (size_t i = 0; i < row->count; i++) {
        struct table_cell cell = row->cells[i];
        require(text_is_utf8(cell.text, NULL));
        require((cell.kind == CELL_EMPTY) == (cell.text.length == 0));
        require(cell.text.length <= LIMIT_FIELD_BYTES);
        blank = blank && cell.kind == CELL_EMPTY;
    }
    require(!blank);
}

static void read_rows(struct table_reader *table, struct problems *problems)
{
    const struct table_row *row;
    enum table_step step;
    uint64_t records = 0, line = table_header(table)->line;
    size_t before = problems->count;
    while ((step = table_next(table, &row, problems)) == TABLE_ROW || step == TABLE_DAMAGED) {
        require(row->record == ++records);
        require(problems->count == before + (step == TABLE_DAMAGED));
        before = problems->count;
        require(text_is_utf8(table_raw(table, NULL), NULL));
        if (step == TABLE_DAMAGED)
            continue;
        require(row->line > line);
        line = row->line;
        check_row(row, table_header(table)->count);
    }
    require((step == TABLE_FAILED) == (problems->count > before));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buffer made = {0};
    struct text content = {(const char *)data, size};
    if (text_starts(content, TEXT("--- ")) && workbook_make(content, &made))
        content = buffer_text(&made);
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    struct table_reader *table;
    if (table_open_memory(content, (struct table_choice){.source = TEXT("fuzz")}, &table, &problems)) {
        if (table_facts(table)->kind == TABLE_XLSX)
            read_rows(table, &problems);
        table_close(table);
    } else {
        require(problems.count > 0);
    }
    arena_free(arena);
    buffer_dispose(&made);
    return 0;
}
