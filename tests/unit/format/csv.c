// SPDX-License-Identifier: GPL-3.0-or-later
// What tests/golden/csv cannot show: limits, files on disk, and reading that does not depend on where pieces end.
#include "base/buffer.h"
#include "format/table_reader.h"

#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

static struct arena *arena;
static struct problems problems;
static struct table_reader *table;

static void begin(struct text content)
{
    arena = arena_new();
    problems_init(&problems, arena);
    assert_true(
        table_open_memory(content, (struct table_choice){.source = TEXT("test.csv")}, &table, &problems));
}

static void end(void)
{
    table_close(table);
    arena_free(arena);
}

static const struct table_row *next(enum table_step expected)
{
    const struct table_row *row = NULL;
    assert_int_equal(table_next(table, &row, &problems), expected);
    return row;
}

static void assert_last_problem(const char *expected)
{
    assert_true(problems.list.count > 0);
    struct problem last = problems.list.items[problems.list.count - 1];
    last.hint = NO_MESSAGE;
    assert_text_equal(problem_text(arena, LANGUAGE_ENGLISH, &last), expected);
}

static void add_many(struct buffer *out, char character, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buffer_add_character(out, character);
}

TEST(a_value_of_exactly_the_limit_is_read_and_one_byte_more_is_not)
{
    struct buffer content = {0};
    buffer_add(&content, TEXT("a,b\n1,"));
    add_many(&content, 'x', LIMIT_FIELD_BYTES);
    buffer_add(&content, TEXT("\n2,"));
    add_many(&content, 'x', LIMIT_FIELD_BYTES + 1);
    buffer_add(&content, TEXT("\n3,c\n"));
    begin(buffer_text(&content));
    assert_int_equal(next(TABLE_ROW)->cells[1].text.length, LIMIT_FIELD_BYTES);
    assert_int_equal(next(TABLE_DAMAGED)->line, 3);
    assert_last_problem("test.csv:3:3: the value that begins here has more than 1,048,576 bytes");
    bool cut = true;
    assert_int_equal(table_raw(table, &cut).length, LIMIT_FIELD_BYTES + 3);
    assert_false(cut);
    assert_int_equal(next(TABLE_ROW)->line, 4);
    next(TABLE_END);
    end();
    buffer_dispose(&content);
}

TEST(a_quote_that_is_not_closed_within_the_limit_costs_its_line_only)
{
    struct buffer content = {0};
    buffer_add(&content, TEXT("a,b\n1,\"stray\n"));
    size_t rows = 0;
    for (; content.length < 3 * LIMIT_FIELD_BYTES; rows++)
        buffer_add(&content, TEXT("2,an ordinary row of the file\n"));
    begin(buffer_text(&content));
    assert_int_equal(next(TABLE_DAMAGED)->line, 2);
    assert_last_problem("test.csv:2:3: the value that begins here has more than 1,048,576 bytes");
    for (size_t i = 0; i < rows; i++)
        assert_int_equal(next(TABLE_ROW)->line, 3 + i);
    next(TABLE_END);
    end();
    buffer_dispose(&content);
}

TEST(a_row_over_its_limit_is_cut_and_the_next_is_read)
{
    struct buffer content = {0};
    buffer_add(&content, TEXT("a,b\n"));
    while (content.length < LIMIT_ROW_BYTES + 100000)
        buffer_add(&content, TEXT("many,short,values,"));
    buffer_add(&content, TEXT("\r\n3,c\n"));
    begin(buffer_text(&content));
    next(TABLE_DAMAGED);
    assert_last_problem("test.csv:2:1: the row has more than 8,388,608 bytes");
    bool cut = false;
    assert_int_equal(table_raw(table, &cut).length, LIMIT_ROW_BYTES);
    assert_true(cut);
    assert_int_equal(next(TABLE_ROW)->line, 3);
    next(TABLE_END);
    end();
    buffer_dispose(&content);
}

static long most_memory_ever(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss; // kilobytes
}

TEST(a_value_of_a_hundred_megabytes_is_refused_without_holding_it)
{
    char path[] = "/tmp/craffu-csv-XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    off_t after = 100 << 20;
    assert_int_equal(pwrite(file, "a,b\n1,", 6, 0), 6);
    assert_int_equal(pwrite(file, "\n2,c\n", 5, after), 5);
    close(file);

    arena = arena_new();
    problems_init(&problems, arena);
    long before = most_memory_ever();
    assert_true(table_open(path, (struct table_choice){.source = TEXT("big.csv")}, &table, &problems));
    unlink(path);
    next(TABLE_DAMAGED);
    assert_last_problem("big.csv:2:3: the value that begins here has more than 1,048,576 bytes");
    const struct table_row *row = next(TABLE_ROW);
    assert_int_equal(row->record, 2);
    assert_int_equal(row->line, 3);
    assert_text_equal(row->cells[1].text, "c");
    next(TABLE_END);
    assert_true(most_memory_ever() - before < 60 << 10);
    end();
}

// The window is filled 256 KiB at a time: rows, CRLFs, quotes and characters are laid over every such border.
TEST(what_is_read_does_not_depend_on_where_a_piece_ends)
{
    struct text tail = TEXT("\r\n\"t\xC5\xB7\r\n\"\"x\"\"\",\"\"\r\nz,w\r\n");
    for (size_t shift = 0; shift <= tail.length; shift++) {
        struct buffer content = {0};
        buffer_add(&content, TEXT("a,b\r\n1,"));
        add_many(&content, 'x', (256 << 10) - content.length - shift);
        buffer_add(&content, tail);
        begin(buffer_text(&content));
        next(TABLE_ROW);
        const struct table_row *row = next(TABLE_ROW);
        assert_int_equal(row->line, 3);
        assert_text_equal(row->cells[0].text, "t\xC5\xB7\r\n\"x\"");
        assert_int_equal(row->cells[1].kind, CELL_EMPTY);
        row = next(TABLE_ROW);
        assert_int_equal(row->line, 5);
        assert_text_equal(row->cells[1].text, "w");
        next(TABLE_END);
        assert_int_equal(problems.count, 0);
        end();
        buffer_dispose(&content);
    }
}

TEST(a_header_wider_than_the_limit_is_refused)
{
    struct buffer content = {0};
    for (size_t i = 0; i < LIMIT_COLUMNS; i++)
        buffer_add(&content, TEXT("c,"));
    buffer_add(&content, TEXT("c\n"));
    arena = arena_new();
    problems_init(&problems, arena);
    assert_false(table_open_memory(buffer_text(&content), (struct table_choice){0}, &table, &problems));
    assert_last_problem("the table has more than 2,000 columns");
    buffer_dispose(&content);
    arena_free(arena);
}

TEST(a_row_much_wider_than_the_header_is_damaged)
{
    struct buffer content = {0};
    buffer_add(&content, TEXT("a,b\n"));
    for (size_t i = 0; i < LIMIT_COLUMNS * 3; i++)
        buffer_add(&content, TEXT("c,"));
    buffer_add(&content, TEXT("c\n1,2\n"));
    begin(buffer_text(&content));
    next(TABLE_DAMAGED);
    assert_last_problem("test.csv:2:5: the row has 6,001 values, but the header has 2");
    next(TABLE_ROW);
    next(TABLE_END);
    end();
    buffer_dispose(&content);
}

TEST(the_place_of_a_cell_names_its_column_and_record)
{
    begin(TEXT("case_ref,note\nA-1,\"two\nlines\"\nA-2,x\n"));
    next(TABLE_ROW);
    next(TABLE_ROW);
    struct place place = table_place(table, 1);
    assert_text_equal(place.source, "test.csv");
    assert_text_equal(place.name, "note");
    assert_int_equal(place.record, 2);
    assert_int_equal(place.line, 4);
    assert_int_equal(place.column, 5);
    assert_text_equal(table_raw(table, NULL), "A-2,x");
    assert_text_equal(table_raw_header(table), "case_ref,note");
    end();
}

TEST(missing_files_directories_and_pipes_are_refused)
{
    arena = arena_new();
    problems_init(&problems, arena);
    assert_false(table_open("/nonexistent/a.csv", (struct table_choice){0}, &table, &problems));
    assert_last_problem("/nonexistent/a.csv: the file cannot be opened: No such file or directory");
    assert_false(table_open("/tmp", (struct table_choice){0}, &table, &problems));
    assert_last_problem("/tmp: the file cannot be read: Is a directory");
    assert_false(table_open("/dev/null", (struct table_choice){0}, &table, &problems));
    assert_last_problem("/dev/null: this is not a file on a disk, but a pipe or a device");
    arena_free(arena);
}
