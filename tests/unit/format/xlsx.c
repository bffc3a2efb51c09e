// SPDX-License-Identifier: GPL-3.0-or-later
// What tests/golden/xlsx cannot show: files that are no workbooks, limits, damage everywhere.
#include "base/buffer.h"
#include "format/table_reader.h"
#include "workbook.h"

#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define MAIN "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define SHEET "--- xl/worksheets/sheet1.xml\n<worksheet " MAIN "><sheetData>"
#define END "</sheetData></worksheet>"
#define CELL(text) "<c t=\"inlineStr\"><is><t>" text "</t></is></c>"
#define HEADER "<row>" CELL("case_ref") CELL("note") "</row>"
#define SMALL SHEET HEADER "<row>" CELL("A-1") CELL("x, \"y\"") "</row>" END

static struct arena *arena;
static struct problems problems;
static struct table_reader *table;

static bool open_bytes(struct text bytes, const char *name)
{
    arena = arena_new();
    problems_init(&problems, arena);
    return table_open_memory(bytes, (struct table_choice){.source = text_from(name)}, &table, &problems);
}

static void assert_last_problem(const char *expected)
{
    assert_true(problems.list.count > 0);
    struct problem last = problems.list.items[problems.list.count - 1];
    last.hint = NO_MESSAGE;
    assert_text_equal(problem_text(arena, LANGUAGE_ENGLISH, &last), expected);
}

static void assert_refused(struct text bytes, const char *name, const char *expected)
{
    assert_false(open_bytes(bytes, name));
    assert_last_problem(expected);
    arena_free(arena);
}

static struct buffer make(struct text description)
{
    struct buffer file = {0};
    assert_true(workbook_make(description, &file));
    return file;
}

// Reads to the end: TABLE_END or TABLE_FAILED.
static enum table_step read_all(uint64_t *rows)
{
    const struct table_row *row;
    enum table_step step;
    *rows = 0;
    while ((step = table_next(table, &row, &problems)) == TABLE_ROW || step == TABLE_DAMAGED)
        ++*rows;
    return step;
}

TEST(other_files_are_refused_each_with_its_own_words)
{
    assert_refused(TEXT("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
                        "W\0o\0r\0k\0b\0o\0o\0k"),
                   "old.xls", "old.xls: the file is of an older spreadsheet format, such as XLS");
    assert_refused(TEXT("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
                        "..E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"),
                   "secret.xlsx", "secret.xlsx: the file is protected by a password");
    assert_refused(TEXT("case_ref,note\n"), "cases.XLSX",
                   "cases.XLSX: the file is named as a workbook, but is none");
    assert_refused(TEXT("PK\x03\x04 and no more"), "cut.xlsx",
                   "cut.xlsx: the file is damaged or was cut short");
    assert_refused(TEXT("PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), "empty.xlsx",
                   "empty.xlsx: the file is a ZIP file, but not an XLSX workbook");
}

TEST(the_older_programs_mark_of_a_password_is_found_across_pieces)
{
    static const char mark[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
    for (size_t at = (64 << 10) - 40; at < (64 << 10) + 4; at++) {
        struct buffer file = {0};
        buffer_add(&file, TEXT("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"));
        while (file.length < at)
            buffer_add_character(&file, 'x');
        buffer_add(&file, (struct text){mark, sizeof mark});
        assert_refused(buffer_text(&file), "a", "a: the file is protected by a password");
        buffer_dispose(&file);
    }
}

TEST(a_workbook_cut_short_anywhere_is_refused)
{
    struct buffer file = make(TEXT(SMALL));
    for (size_t length = 4; length < file.length; length++) {
        assert_false(open_bytes(text_slice(buffer_text(&file), 0, length), "cut"));
        assert_true(problems.count > 0);
        arena_free(arena);
    }
    buffer_dispose(&file);
}

TEST(a_changed_byte_never_goes_unnoticed_in_the_rows)
{
    struct buffer file = make(TEXT(SMALL));
    for (size_t at = 4; at < file.length; at++) {
        file.bytes[at] ^= 0x20;
        if (open_bytes(buffer_text(&file), "changed")) {
            const struct table_row *row;
            enum table_step step = table_next(table, &row, &problems);
            bool right = step == TABLE_ROW && row->count == 2 &&
                         text_equal(row->cells[0].text, TEXT("A-1")) &&
                         text_equal(row->cells[1].text, TEXT("x, \"y\""));
            uint64_t more;
            bool ended = step != TABLE_FAILED && read_all(&more) == TABLE_END;
            assert_true(right || !ended);
            table_close(table);
        } else {
            assert_true(problems.count > 0);
        }
        arena_free(arena);
        file.bytes[at] ^= 0x20;
    }
    buffer_dispose(&file);
}

TEST(a_file_that_grows_as_a_bomb_does_is_refused_early)
{
    struct buffer description = {0};
    buffer_add(&description, TEXT(SHEET HEADER));
    for (size_t i = 0; i < 20 << 20; i++)
        buffer_add_character(&description, ' ');
    buffer_add(&description, TEXT(END));
    struct buffer file = make(buffer_text(&description));
    assert_true(open_bytes(buffer_text(&file), "bomb.xlsx"));
    uint64_t rows;
    assert_int_equal(read_all(&rows), TABLE_FAILED);
    assert_last_problem(
        "bomb.xlsx: xl/worksheets/sheet1.xml: the file grows too much when it is unpacked, as one made "
        "to do harm would");
    table_close(table);
    arena_free(arena);
    buffer_dispose(&file);
    buffer_dispose(&description);
}

TEST(a_file_of_too_many_entries_is_refused)
{
    struct buffer description = {0};
    buffer_add(&description, TEXT(SMALL "\n"));
    for (int i = 0; i < LIMIT_ZIP_ENTRIES; i++)
        buffer_print(&description, "--- part%d stored\n", i);
    struct buffer file = make(buffer_text(&description));
    assert_refused(buffer_text(&file), "many.xlsx", "many.xlsx: the file has more than 10,000 entries");
    buffer_dispose(&file);
    buffer_dispose(&description);
}

TEST(a_cell_over_the_limit_damages_its_row_only)
{
    struct buffer description = {0};
    buffer_add(&description, TEXT(SHEET HEADER "<row><c t=\"inlineStr\"><is><t>"));
    for (size_t i = 0; i <= LIMIT_FIELD_BYTES; i++)
        buffer_add_character(&description, (char)('a' + i * i % 23)); // not to look like a bomb
    buffer_add(&description, TEXT("</t></is></c></row><row>" CELL("A-2") "</row>" END));
    struct buffer file = make(buffer_text(&description));
    assert_true(open_bytes(buffer_text(&file), "long.xlsx"));
    const struct table_row *row;
    assert_int_equal(table_next(table, &row, &problems), TABLE_DAMAGED);
    assert_last_problem("long.xlsx:2: A2: the cell has more than 1,048,576 bytes");
    bool cut = false;
    table_raw(table, &cut);
    assert_true(cut);
    assert_int_equal(table_next(table, &row, &problems), TABLE_ROW);
    assert_text_equal(row->cells[0].text, "A-2");
    table_close(table);
    arena_free(arena);
    buffer_dispose(&file);
    buffer_dispose(&description);
}

TEST(a_tag_over_the_limit_is_refused)
{
    struct buffer description = {0};
    buffer_add(&description, TEXT(SHEET HEADER "<row a=\""));
    for (size_t i = 0; i <= LIMIT_XML_TAG_BYTES + 100000; i++)
        buffer_add_character(&description, (char)('a' + i * i % 23));
    buffer_add(&description, TEXT("\"/>" END));
    struct buffer file = make(buffer_text(&description));
    assert_true(open_bytes(buffer_text(&file), "tag.xlsx"));
    uint64_t rows;
    assert_int_equal(read_all(&rows), TABLE_FAILED);
    assert_last_problem("tag.xlsx: xl/worksheets/sheet1.xml: the XML has a tag or comment of more than "
                        "1,048,576 bytes");
    table_close(table);
    arena_free(arena);
    buffer_dispose(&file);
    buffer_dispose(&description);
}

#define TWO_SHEETS \
    "--- xl/workbook.xml\n<workbook " MAIN \
    " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>" \
    "<sheet name=\"Notes\" sheetId=\"1\" r:id=\"rId9\"/><sheet name=\"Cases\" sheetId=\"2\" r:id=\"rId1\"/>" \
    "</sheets></workbook>\n" SMALL

TEST(a_sheet_is_chosen_by_its_name)
{
    struct buffer file = make(TEXT(TWO_SHEETS));
    arena = arena_new();
    problems_init(&problems, arena);
    struct table_choice choice = {.source = TEXT("two.xlsx"), .sheet = TEXT("cases")};
    assert_true(table_open_memory(buffer_text(&file), choice, &table, &problems));
    assert_text_equal(table_facts(table)->sheet, "Cases");
    table_close(table);
    choice.sheet = TEXT("Log");
    assert_false(table_open_memory(buffer_text(&file), choice, &table, &problems));
    assert_text_equal(problem_text(arena, LANGUAGE_ENGLISH, &problems.list.items[0]),
                      "two.xlsx: the workbook has no sheet Log\n    its sheets are: Notes, Cases");
    arena_free(arena);
    buffer_dispose(&file);
}

TEST(a_workbook_is_read_from_a_file_and_its_rows_can_be_given_back)
{
    struct buffer file = make(TEXT(SMALL));
    char path[] = "/tmp/craffu-xlsx-XXXXXX";
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    assert_int_equal(write(descriptor, file.bytes, file.length), file.length);
    close(descriptor);
    arena = arena_new();
    problems_init(&problems, arena);
    assert_true(table_open(path, (struct table_choice){.source = TEXT("cases")}, &table, &problems));
    unlink(path);
    const struct table_row *row;
    assert_int_equal(table_next(table, &row, &problems), TABLE_ROW);
    assert_int_equal(row->record, 1);
    assert_int_equal(row->line, 2);
    struct place place = table_place(table, 1);
    assert_text_equal(place.name, "note");
    assert_int_equal(place.line, 2);
    assert_int_equal(place.column, 0);
    assert_text_equal(table_raw(table, NULL), "A-1,\"x, \"\"y\"\"\"");
    assert_text_equal(table_raw_header(table), "case_ref,note");
    assert_int_equal(table_next(table, &row, &problems), TABLE_END);
    table_close(table);
    arena_free(arena);
    buffer_dispose(&file);
}

// Rows are made as they are asked for: a sheet of any length needs the memory of one row.
TEST(many_rows_keep_their_order_and_number)
{
    struct buffer description = {0};
    buffer_add(&description, TEXT(SHEET HEADER));
    for (int i = 1; i <= 50000; i++)
        buffer_print(&description, "<row r=\"%d\"><c><v>%d</v></c></row>", 2 * i, i);
    buffer_add(&description, TEXT(END));
    struct buffer file = make(buffer_text(&description));
    assert_true(open_bytes(buffer_text(&file), "many"));
    const struct table_row *row;
    for (int i = 1; i <= 50000; i++) {
        assert_int_equal(table_next(table, &row, &problems), TABLE_ROW);
        assert_int_equal(row->record, i);
        assert_int_equal(row->line, 2 * i);
        int64_t number = 0;
        assert_true(text_to_int64(row->cells[0].text, &number));
        assert_int_equal(number, i);
    }
    assert_int_equal(table_next(table, &row, &problems), TABLE_END);
    table_close(table);
    arena_free(arena);
    buffer_dispose(&file);
    buffer_dispose(&description);
}
