// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever the bytes: reading ends, each physical line is accounted for, and values are UTF-8.
#include "format/table_reader.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void check_row(struct table_reader *table, const struct table_row *row)
{
    require(row->count == table_header(table)->count);
    for (size_t i = 0; i < row->count; i++) {
        struct text text = row->cells[i].text;
        require(text_is_utf8(text, NULL));
        require((row->cells[i].kind == CELL_EMPTY) == (text.length == 0));
        struct place place = table_place(table, i);
        require(place.line >= row->line && place.column >= 1);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    struct table_reader *table;
    struct text content = {(const char *)data, size};
    if (table_open_memory(content, (struct table_choice){.source = TEXT("fuzz")}, &table, &problems)) {
        const struct table_row *row;
        enum table_step step;
        uint64_t records = 0, line = 0;
        while ((step = table_next(table, &row, &problems)) == TABLE_ROW || step == TABLE_DAMAGED) {
            size_t before = problems.count;
            require(row->record == ++records);
            require(row->line > line);
            line = row->line;
            require(text_is_utf8(table_raw(table, NULL), NULL));
            if (step == TABLE_ROW)
                check_row(table, row);
            else
                require(problems.count > 0);
            require(problems.count == before);
        }
        require(step == TABLE_END || problems.count > 0);
        table_close(table);
    } else {
        require(problems.count > 0);
    }
    arena_free(arena);
    return 0;
}
