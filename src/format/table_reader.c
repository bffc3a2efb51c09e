// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/table_reader.h"

#include "base/memory.h"
#include "format/csv.h"
#include "format/input.h"

struct table_reader {
    struct arena *arena; // as long as the reader
    struct input input;
    struct table_facts facts;
    struct csv_reader *csv;
    struct table_row header, row;
    struct text raw_header;
    uint64_t record;
};

static struct place place_in(const struct table_reader *table)
{
    return (struct place){.source = table->facts.source};
}

// ---- the two kinds of file

static enum table_step next_of_kind(struct table_reader *table, struct problems *problems)
{
    return csv_next(table->csv, &table->row, &table->facts.blank_rows, problems);
}

static bool open_of_kind(struct table_reader *table, struct table_choice choice, struct problems *problems)
{
    (void)choice;
    return csv_open(&table->input, &table->facts, &table->csv, problems);
}

static void expect_columns(struct table_reader *table, size_t columns)
{
    csv_expect_columns(table->csv, columns);
}

// ---- the header

static bool is_blank(const struct table_row *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (row->cells[i].kind != CELL_EMPTY)
            return false;
    return true;
}

static bool empty_table(struct table_reader *table, struct problems *problems)
{
    return problem_report(problems, place_in(table), MESSAGE("the table is empty"),
                          MESSAGE("its first row must hold the names of the columns"));
}

static void keep_header(struct table_reader *table)
{
    struct table_row *header = &table->header;
    struct table_cell *cells = ARENA_ARRAY(table->arena, struct table_cell, table->row.count);
    for (size_t i = 0; i < table->row.count; i++) {
        struct table_cell cell = table->row.cells[i];
        cell.text = text_copy(table->arena, text_trim(cell.text));
        cells[i] = cell;
        if (cell.text.length == 0)
            cells[i].kind = CELL_EMPTY;
    }
    *header = (struct table_row){.line = table->row.line, .cells = cells, .count = table->row.count};
}

static bool read_header(struct table_reader *table, struct problems *problems)
{
    do {
        table->row = (struct table_row){0};
        switch (next_of_kind(table, problems)) {
        case TABLE_ROW: break;
        case TABLE_END: return empty_table(table, problems);
        case TABLE_FAILED: return false;
        case TABLE_DAMAGED:
            return problem_report(problems, (struct place){.source = table->facts.source, .line = table->row.line},
                                  MESSAGE("the row with the names of the columns cannot be read"), NO_MESSAGE);
        }
    } while (is_blank(&table->row) && ++table->facts.blank_rows);
    if (table->row.count > LIMIT_COLUMNS)
        return problem_report(problems, place_in(table), MESSAGE("the table has more than {limit} columns",
                                                                 NUMBER("limit", LIMIT_COLUMNS)), NO_MESSAGE);
    keep_header(table);
    table->raw_header = text_copy(table->arena, table_raw(table, NULL));
    expect_columns(table, table->header.count);
    return true;
}

// ---- opening

static bool open_table(struct table_reader *opened, struct table_choice choice, struct table_reader **table,
                       struct problems *problems)
{
    opened->facts.source = opened->input.source;
    if (!open_of_kind(opened, choice, problems) || !read_header(opened, problems)) {
        table_close(opened);
        return false;
    }
    *table = opened;
    return true;
}

static struct table_reader *reader_new(void)
{
    struct table_reader *table = memory_allocate_zeroed(1, sizeof *table);
    table->arena = arena_new();
    table->input.file = -1;
    return table;
}

bool table_open(const char *path, struct table_choice choice, struct table_reader **table,
                struct problems *problems)
{
    struct table_reader *opened = reader_new();
    struct text source = text_copy(opened->arena, choice.source.length ? choice.source : text_from(path));
    if (!input_open(path, source, &opened->input, problems)) {
        table_close(opened);
        return false;
    }
    return open_table(opened, choice, table, problems);
}

bool table_open_memory(struct text content, struct table_choice choice, struct table_reader **table,
                       struct problems *problems)
{
    struct table_reader *opened = reader_new();
    opened->input = input_memory(content, text_copy(opened->arena, choice.source));
    return open_table(opened, choice, table, problems);
}

void table_close(struct table_reader *table)
{
    if (!table)
        return;
    csv_close(table->csv);
    input_close(&table->input);
    arena_free(table->arena);
    memory_free(table);
}

const struct table_facts *table_facts(const struct table_reader *table)
{
    return &table->facts;
}

const struct table_row *table_header(const struct table_reader *table)
{
    return &table->header;
}

// ---- rows

enum table_step table_next(struct table_reader *table, const struct table_row **row, struct problems *problems)
{
    enum table_step step;
    for (;;) {
        table->row = (struct table_row){.record = table->record + 1};
        step = next_of_kind(table, problems);
        if (step != TABLE_ROW || !is_blank(&table->row))
            break;
        table->facts.blank_rows++;
    }
    if (step == TABLE_ROW || step == TABLE_DAMAGED) {
        table->record++;
        *row = &table->row;
    }
    return step;
}

struct place table_place(struct table_reader *table, size_t column)
{
    struct place place = {.source = table->facts.source, .record = table->row.record};
    if (column < table->header.count)
        place.name = table->header.cells[column].text;
    csv_place(table->csv, column, &place);
    return place;
}

struct text table_raw(struct table_reader *table, bool *cut)
{
    return csv_raw(table->csv, cut);
}

struct text table_raw_header(struct table_reader *table)
{
    return table->raw_header;
}
