// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/table_reader.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "format/csv.h"
#include "format/input.h"
#include "format/xlsx.h"

struct table_reader {
    struct arena *arena; // as long as the reader
    struct input input;
    struct table_facts facts;
    struct csv_reader *csv; // one of the two
    struct xlsx_reader *xlsx;
    struct buffer raw;
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
    return table->xlsx ? xlsx_next(table->xlsx, &table->row, problems)
                       : csv_next(table->csv, &table->row, &table->facts.blank_rows, problems);
}

static void expect_columns(struct table_reader *table, size_t columns)
{
    if (table->xlsx)
        xlsx_expect_columns(table->xlsx, columns);
    else
        csv_expect_columns(table->csv, columns);
}

// A container of older programs. Newer ones put a workbook with a password into it, under this name in UTF-16.
static bool refuse_compound_file(struct table_reader *table, struct problems *problems)
{
    static const char encrypted[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
    enum { OVERLAP = sizeof encrypted };
    char piece[64 << 10];
    size_t got, at;
    for (uint64_t from = 0; input_read(&table->input, from, piece, sizeof piece, &got, problems) && got;
         from += got > OVERLAP ? got - OVERLAP : got)
        if (text_find((struct text){piece, got}, (struct text){encrypted, sizeof encrypted - 1}, &at))
            return problem_report(problems, place_in(table), MESSAGE("the file is protected by a password"),
                                  MESSAGE("save it without a password"));
    return problem_report(problems, place_in(table),
                          MESSAGE("the file is of an older spreadsheet format, such as XLS"),
                          MESSAGE("open it in a spreadsheet program and save it as XLSX or CSV"));
}

static bool named_as_xlsx(struct text name)
{
    return name.length >= 5 &&
           text_equal_ignoring_case(text_slice(name, name.length - 5, name.length), TEXT(".xlsx"));
}

static bool open_of_kind(struct table_reader *table, struct table_choice choice, struct problems *problems)
{
    char front[8];
    size_t got;
    if (!input_read(&table->input, 0, front, sizeof front, &got, problems))
        return false;
    struct text start = {front, got};
    table->facts.separator = ',';
    if (text_equal(start, TEXT("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")))
        return refuse_compound_file(table, problems);
    if (text_starts(start, TEXT("PK\x03\x04")) || text_starts(start, TEXT("PK\x05\x06"))) {
        table->facts.kind = TABLE_XLSX;
        return xlsx_open(&table->input, choice.sheet, choice.careful, &table->facts, &table->xlsx, problems);
    }
    if (named_as_xlsx(table->facts.source))
        return problem_report(problems, place_in(table),
                              MESSAGE("the file is named as a workbook, but is none"),
                              MESSAGE("if it is a CSV file, name it so"));
    return csv_open(&table->input, &table->facts, &table->csv, problems);
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
            return problem_report(
                problems, (struct place){.source = table->facts.source, .line = table->row.line},
                MESSAGE("the row with the names of the columns cannot be read"), NO_MESSAGE);
        }
    } while (is_blank(&table->row) && ++table->facts.blank_rows);
    if (table->row.count > LIMIT_COLUMNS)
        return problem_report(
            problems, place_in(table),
            MESSAGE("the table has more than {limit} columns", NUMBER("limit", LIMIT_COLUMNS)), NO_MESSAGE);
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
    opened->facts.encoding_is_given = choice.encoding != NULL;
    if (choice.encoding)
        opened->facts.encoding = *choice.encoding;
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
    xlsx_close(table->xlsx);
    buffer_dispose(&table->raw);
    input_close(&table->input);
    arena_free(table->arena);
    memory_free(table);
}

void table_piece(struct table_reader *table, struct text piece, bool ended, uint64_t record, uint64_t line)
{
    table->record = record;
    csv_piece(table->csv, piece, ended, line);
}

struct table_progress table_piece_read(const struct table_reader *table)
{
    struct table_progress progress = {.record = table->record};
    progress.bytes = csv_piece_read(table->csv, &progress.line, &progress.inside_line);
    return progress;
}

const struct table_facts *table_facts(const struct table_reader *table)
{
    return &table->facts;
}

struct message table_facts_words(const struct table_facts *facts, struct text source)
{
    if (facts->kind == TABLE_XLSX)
        return MESSAGE("{file}: XLSX, the sheet {sheet}", VALUE("file", source),
                       VALUE("sheet", facts->sheet));
    struct text encoding = facts->encoding == ENCODING_UTF8 ? TEXT("UTF-8") : TEXT("Windows-1252");
    const char *separator = facts->separator == ';'    ? N_("semicolons")
                            : facts->separator == '\t' ? N_("tabs")
                                                       : N_("commas");
    return MESSAGE("{file}: CSV, {encoding}, separated by {separator}", VALUE("file", source),
                   VALUE("encoding", encoding), WORD("separator", separator));
}

const struct table_row *table_header(const struct table_reader *table)
{
    return &table->header;
}

// ---- rows

enum table_step table_next(struct table_reader *table, const struct table_row **row,
                           struct problems *problems)
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
    if (table->csv)
        csv_place(table->csv, column, &place);
    else
        place.line = table->row.line;
    return place;
}

// ---- rows as they were read

static void add_quoted(struct buffer *out, struct text text)
{
    bool plain = true;
    for (size_t i = 0; i < text.length; i++)
        plain &= !strchr("\",\r\n", text.bytes[i]);
    if (plain) {
        buffer_add(out, text);
        return;
    }
    buffer_add_character(out, '"');
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] == '"')
            buffer_add_character(out, '"');
        buffer_add_character(out, text.bytes[i]);
    }
    buffer_add_character(out, '"');
}

struct text table_raw(struct table_reader *table, bool *cut)
{
    if (table->csv)
        return csv_raw(table->csv, cut);
    size_t count;
    bool was_cut;
    const struct table_cell *cells = xlsx_cells(table->xlsx, &count, &was_cut);
    buffer_clear(&table->raw);
    for (size_t i = 0; i < count; i++) {
        if (i)
            buffer_add_character(&table->raw, ',');
        add_quoted(&table->raw, cells[i].text);
    }
    if (cut)
        *cut = was_cut;
    return buffer_text(&table->raw);
}

struct text table_raw_header(struct table_reader *table)
{
    return table->raw_header;
}

uint64_t table_consumed(const struct table_reader *table)
{
    return table->csv ? csv_consumed(table->csv) : 0;
}
