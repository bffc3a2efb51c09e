// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever the bytes: reading ends, rows have the header's width, and values are UTF-8. An input that is a text as
// tests/workbook.h describes is made into a file first, so that the XML inside is reached; others are files.
// A second reader that leaves no row to the scanner for plain ones finds the same, to the last word of a problem.
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

static void require_same_problems(const struct problems *a, const struct problems *b)
{
    require(a->count == b->count && a->list.count == b->list.count);
    for (size_t i = 0; i < a->list.count; i++)
        require(text_equal(problem_text(a->arena, LANGUAGE_ENGLISH, &a->list.items[i]),
                           problem_text(b->arena, LANGUAGE_ENGLISH, &b->list.items[i])));
}

static void require_same_row(struct table_reader *table, const struct table_row *row,
                             struct table_reader *careful, const struct table_row *other)
{
    bool cut, other_cut;
    require(row->record == other->record && row->line == other->line && row->count == other->count);
    require(text_equal(table_raw(table, &cut), table_raw(careful, &other_cut)) && cut == other_cut);
    for (size_t i = 0; i < row->count; i++)
        require(row->cells[i].kind == other->cells[i].kind &&
                text_equal(row->cells[i].text, other->cells[i].text));
}

static void read_rows(struct table_reader *table, struct problems *problems, struct table_reader *careful,
                      struct problems *careful_problems)
{
    const struct table_row *row, *other;
    enum table_step step;
    uint64_t records = 0, line = table_header(table)->line;
    size_t before = problems->count;
    for (;;) {
        step = table_next(table, &row, problems);
        require(step == table_next(careful, &other, careful_problems));
        if (step != TABLE_ROW && step != TABLE_DAMAGED)
            break;
        require_same_row(table, row, careful, other);
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
    require(table_facts(table)->blank_rows == table_facts(careful)->blank_rows);
}

// Opens and reads as both do.
static void read_twice(struct text content, struct arena *arena)
{
    struct problems problems, careful_problems;
    problems_init(&problems, arena);
    problems_init(&careful_problems, arena);
    struct table_reader *table = NULL, *careful = NULL;
    struct table_choice choice = {.source = TEXT("fuzz")}, slower = {.source = TEXT("fuzz"), .careful = true};
    bool opened = table_open_memory(content, choice, &table, &problems);
    require(opened == table_open_memory(content, slower, &careful, &careful_problems));
    require(opened == (problems.count == 0));
    if (opened && table_facts(table)->kind == TABLE_XLSX)
        read_rows(table, &problems, careful, &careful_problems);
    require_same_problems(&problems, &careful_problems);
    table_close(table);
    table_close(careful);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buffer made = {0};
    struct text content = {(const char *)data, size};
    if (text_starts(content, TEXT("--- ")) && workbook_make(content, &made))
        content = buffer_text(&made);
    struct arena *arena = arena_new();
    read_twice(content, arena);
    arena_free(arena);
    buffer_dispose(&made);
    return 0;
}
