// SPDX-License-Identifier: GPL-3.0-or-later
// Reads every table file of a directory and compares what was found, in words, with NAME.expected beside it. A file
// NAME.workbook is first made into an XLSX file, as tests/workbook.h says.
//
//     golden_table DIRECTORY [--update]
#include "base/buffer.h"
#include "base/file.h"
#include "format/table_reader.h"
#include "golden.h"
#include "workbook.h"

#include <stdio.h>

// In quotes on one line; what is not printable as an escape.
static void add_quoted(struct buffer *out, struct text text)
{
    buffer_add_character(out, '"');
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        if (byte == '"' || byte == '\\')
            buffer_print(out, "\\%c", byte);
        else if (byte == '\n')
            buffer_add(out, TEXT("\\n"));
        else if (byte == '\r')
            buffer_add(out, TEXT("\\r"));
        else if (byte == '\t')
            buffer_add(out, TEXT("\\t"));
        else if ((unsigned char)byte < 0x20 || byte == 0x7F)
            buffer_print(out, "\\x%02X", (unsigned char)byte);
        else
            buffer_add_character(out, byte);
    }
    buffer_add_character(out, '"');
}

static void add_cell(struct buffer *out, struct table_cell cell)
{
    static const char *const words[] = {
        [CELL_EMPTY] = "-",          [CELL_TEXT] = "",
        [CELL_NUMBER] = "number ",   [CELL_DATE_TIME] = "time ",
        [CELL_BOOLEAN] = "boolean ", [CELL_ERROR] = "error ",
    };
    buffer_add(out, text_from(words[cell.kind]));
    if (cell.kind == CELL_TEXT)
        add_quoted(out, cell.text);
    else
        buffer_add(out, cell.text);
}

static void add_row(struct buffer *out, const struct table_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        buffer_add(out, i ? TEXT(" | ") : TEXT(" "));
        add_cell(out, row->cells[i]);
    }
    buffer_add_character(out, '\n');
}

// The problems that were added since the last time.
static void add_problems(struct buffer *out, const struct problems *problems, size_t *told)
{
    for (; *told < problems->list.count; ++*told) {
        buffer_add(
            out, problem_text_for_commands(problems->arena, LANGUAGE_ENGLISH, &problems->list.items[*told]));
        buffer_add_character(out, '\n');
    }
}

static void add_facts(struct buffer *out, const struct table_facts *facts)
{
    if (facts->kind == TABLE_XLSX) {
        buffer_print(out, "XLSX, sheet %.*s\n", TEXT_PRINT(facts->sheet));
        return;
    }
    const char *separator = facts->separator == '\t'  ? "tab"
                            : facts->separator == ';' ? "semicolon"
                                                      : "comma";
    const char *encoding = facts->encoding == ENCODING_WINDOWS_1252 ? "Windows-1252"
                           : facts->byte_order_mark                 ? "UTF-8 with mark"
                                                                    : "UTF-8";
    buffer_print(out, "CSV, %s, %s\n", encoding, separator);
}

static void add_places(struct buffer *out, struct table_reader *table, size_t count)
{
    buffer_add(out, TEXT("    at"));
    for (size_t i = 0; i < count; i++) {
        struct place place = table_place(table, i);
        buffer_print(out, " %llu:%llu", (unsigned long long)place.line, (unsigned long long)place.column);
    }
    buffer_add_character(out, '\n');
}

static void add_rows(struct buffer *out, struct table_reader *table, struct problems *problems)
{
    size_t told = problems->list.count;
    const struct table_row *row;
    enum table_step step;
    while ((step = table_next(table, &row, problems)) == TABLE_ROW || step == TABLE_DAMAGED) {
        buffer_print(out, "record %llu line %llu:", (unsigned long long)row->record,
                     (unsigned long long)row->line);
        bool cut;
        struct text raw = table_raw(table, &cut);
        if (step == TABLE_ROW) {
            add_row(out, row);
            if (table_facts(table)->kind == TABLE_CSV)
                add_places(out, table, row->count);
            continue;
        }
        buffer_add(out, cut ? TEXT(" damaged and cut\n    ") : TEXT(" damaged\n    "));
        add_quoted(out, text_slice(raw, 0, 200));
        buffer_add_character(out, '\n');
        add_problems(out, problems, &told);
    }
    add_problems(out, problems, &told);
    buffer_print(out, "%s, %llu blank\n", step == TABLE_END ? "end" : "failed",
                 (unsigned long long)table_facts(table)->blank_rows);
}

static struct text dump(struct arena *arena, struct text name, struct text content)
{
    struct buffer out = {0}, made = {0};
    if (text_ends(name, TEXT(".workbook"))) {
        if (!workbook_make(content, &made))
            buffer_add(&out, TEXT("the description could not be made into a file\n"));
        content = buffer_text(&made);
    }
    struct problems problems;
    problems_init(&problems, arena);
    struct table_reader *table;
    if (table_open_memory(content, (struct table_choice){.source = name}, &table, &problems)) {
        add_facts(&out, table_facts(table));
        buffer_print(&out, "header line %llu:", (unsigned long long)table_header(table)->line);
        add_row(&out, table_header(table));
        add_rows(&out, table, &problems);
        table_close(table);
    } else {
        size_t told = 0;
        add_problems(&out, &problems, &told);
        buffer_add(&out, TEXT("not opened\n"));
    }
    struct text text = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    buffer_dispose(&made);
    return text;
}

static bool check(struct text directory, struct text name, bool update)
{
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    size_t dot = name.length;
    while (dot > 0 && name.bytes[dot - 1] != '.')
        dot--;
    struct text expected = path_join(arena, directory,
                                     text_print(arena, "%.*sexpected", (int)dot, name.bytes)),
                content;
    bool good = file_read(arena, path_join(arena, directory, name), GOLDEN_BYTES, &content, &problems);
    problems_print(&problems, LANGUAGE_ENGLISH, stderr);
    good = good && golden_compare(arena, expected, dump(arena, name, content), update);
    arena_free(arena);
    return good;
}

static int is_input(const struct dirent *entry)
{
    struct text name = text_from(entry->d_name);
    return entry->d_name[0] != '.' && !text_ends(name, TEXT(".expected"));
}

int main(int argc, char **argv)
{
    return golden_run(argc, argv, is_input, check);
}
