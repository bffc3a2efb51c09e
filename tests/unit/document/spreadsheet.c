// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/spreadsheet.h"

#include "base/buffer.h"
#include "document/spreadsheet_parts.h"
#include "document/writers.h"
#include "format/xlsx.h"

#include "test.h"

static struct document *simple(struct arena *arena)
{
    struct document *document = document_new(arena, LANGUAGE_ENGLISH);
    document->title = TEXT("Title");
    document->organisation = TEXT("Office");
    document->identifier = TEXT("R-1");
    document->date = (struct civil_date){2024, 5, 1};
    return document;
}

// A table of a text and a second column.
static struct table *simple_table(struct document *document, struct text id, enum column_kind kind)
{
    struct table *table = table_add(&document->body, id, TEXT("Caption"));
    table_column(table, TEXT("a"), TEXT("A"), COLUMN_TEXT)->row_header = true;
    table_column(table, TEXT("b"), TEXT("B"), kind);
    return table;
}

static const struct checked_document *check(struct arena *arena, const struct document *document)
{
    const struct checked_document *checked;
    struct problems problems;
    problems_init(&problems, arena);
    if (!document_check(arena, &document, 1, &checked, &problems)) {
        problems_print(&problems, LANGUAGE_ENGLISH, stderr);
        fail();
    }
    return checked;
}

static const struct spreadsheet *build(struct arena *arena, const struct document *document)
{
    const struct spreadsheet *spreadsheet;
    struct problems problems;
    problems_init(&problems, arena);
    assert_true(spreadsheet_build(arena, check(arena, document), &spreadsheet, &problems));
    return spreadsheet;
}

static const struct worksheet *last_of(const struct spreadsheet *spreadsheet)
{
    return spreadsheet->sheets.items[spreadsheet->sheets.count - 1];
}

// A cell of the table, counted from the row of headings.
static const struct sheet_cell *cell_at(const struct worksheet *sheet, size_t row, size_t column)
{
    return &sheet->rows.items[sheet->table_row + row].cells[column];
}

// ---- Names -------------------------------------------------------------------------------------------------

#define assert_name(arena, number, caption, expected) \
    assert_text_equal(spreadsheet_name((arena), TEXT(number), TEXT(caption)), (expected))

TEST(the_name_of_a_sheet_is_its_number_and_what_has_room_of_the_caption)
{
    struct arena *arena = arena_new();
    assert_name(arena, "Table 1", "Steps", "Table 1 Steps");
    assert_name(arena, "Table 1", "Compliance: how many of them", "Table 1 Compliance");
    assert_name(arena, "Table 1", "Outcomes of each criterion", "Table 1 Outcomes of each…");
    assert_name(arena, "Tabl 12", "Camau'r adolygiad", "Tabl 12 Camau'r adolygiad");
    arena_free(arena);
}

TEST(a_name_has_no_character_that_excel_refuses)
{
    struct arena *arena = arena_new();
    assert_name(arena, "Table 1", "[a]*b?c/d\\e\"f", "Table 1 a b c d e f");
    assert_name(arena, "Table 1", "'quoted'", "Table 1 'quoted");
    assert_name(arena, "Table 1", "[]*?/\\", "Table 1");
    assert_name(arena, "Table 1", "'''", "Table 1");
    assert_name(arena, "Table 1", ": first", "Table 1 first");
    assert_name(arena, "Table 1", "a\tb", "Table 1 a b");
    arena_free(arena);
}

TEST(a_name_is_cut_at_31_characters_as_excel_counts_them)
{
    struct arena *arena = arena_new();
    assert_name(arena, "Table 1", "12345678901234567890123", "Table 1 12345678901234567890123");
    assert_name(arena, "Table 1", "123456789012345678901234", "Table 1 1234567890123456789012…");
    // Each of these is two units of UTF-16: eleven have room in 22, and an ellipsis.
    struct text name = spreadsheet_name(arena, TEXT("Table 1"), TEXT("👍👍👍👍👍👍👍👍👍👍👍👍👍"));
    assert_int_equal(spreadsheet_units(name), 31);
    // Letters with a circumflex are one each.
    name = spreadsheet_name(arena, TEXT("Tabl 1"), TEXT("ŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵŵ"));
    assert_int_equal(spreadsheet_units(name), LIMIT_SPREADSHEET_NAME);
    arena_free(arena);
}

TEST(captions_that_begin_alike_give_different_names)
{
    struct arena *arena = arena_new();
    const char *caption = "Canlyniadau manwl pob maen prawf yn yr adolygiad";
    assert_text_equal(spreadsheet_name(arena, TEXT("Tabl 1"), text_from(caption)),
                      "Tabl 1 Canlyniadau manwl pob…");
    assert_text_equal(spreadsheet_name(arena, TEXT("Tabl 2"), text_from(caption)),
                      "Tabl 2 Canlyniadau manwl pob…");
    arena_free(arena);
}

TEST(a_reference_to_a_sheet_doubles_its_apostrophes)
{
    struct arena *arena = arena_new();
    assert_text_equal(spreadsheet_reference(arena, TEXT("Tabl 3 Camau'r adolygiad")),
                      "'Tabl 3 Camau''r adolygiad'");
    arena_free(arena);
}

TEST(columns_are_counted_in_letters)
{
    struct arena *arena = arena_new();
    assert_text_equal(spreadsheet_column(arena, 0), "A");
    assert_text_equal(spreadsheet_column(arena, 25), "Z");
    assert_text_equal(spreadsheet_column(arena, 26), "AA");
    assert_text_equal(spreadsheet_column(arena, 701), "ZZ");
    assert_text_equal(spreadsheet_column(arena, 702), "AAA");
    assert_text_equal(spreadsheet_column(arena, LIMIT_SPREADSHEET_COLUMNS - 1), "XFD");
    assert_text_equal(spreadsheet_address(arena, 6, 2), "C7");
    arena_free(arena);
}

TEST(a_table_is_called_by_its_number_and_id)
{
    struct arena *arena = arena_new();
    assert_text_equal(spreadsheet_table_name(arena, 2, TEXT("a-b.c_d")), "Table_2_a_b_c_d");
    arena_free(arena);
}

TEST(headings_are_told_apart_without_regard_to_case)
{
    struct arena *arena = arena_new();
    struct text_map taken;
    text_map_init(&taken, arena);
    assert_text_equal(spreadsheet_heading(arena, &taken, TEXT("Dŵr")), "Dŵr");
    assert_text_equal(spreadsheet_heading(arena, &taken, TEXT("DŴR")), "DŴR (2)");
    assert_text_equal(spreadsheet_heading(arena, &taken, TEXT("dŵr")), "dŵr (3)");
    assert_text_equal(spreadsheet_heading(arena, &taken, TEXT("DŴR (2)")), "DŴR (2) (2)");
    arena_free(arena);
}

// ---- Cells -------------------------------------------------------------------------------------------------

static struct text repeated(struct arena *arena, const char *piece, size_t times)
{
    struct buffer out = {0};
    for (size_t i = 0; i < times; i++)
        buffer_add(&out, text_from(piece));
    struct text text = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return text;
}

TEST(a_cell_that_is_full_is_kept_and_one_too_long_is_cut_with_words)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena);
    struct table *table = simple_table(document, TEXT("t"), COLUMN_TEXT);
    struct cell *cells = table_row(table);
    cell_text(&cells[0], repeated(arena, "x", LIMIT_SPREADSHEET_CELL));
    cell_text(&cells[1], repeated(arena, "👍", LIMIT_SPREADSHEET_CELL));
    const struct worksheet *sheet = last_of(build(arena, document));
    assert_int_equal(cell_at(sheet, 1, 0)->text.length, LIMIT_SPREADSHEET_CELL);
    struct text cut = cell_at(sheet, 1, 1)->text;
    assert_in_range(spreadsheet_units(cut), LIMIT_SPREADSHEET_CELL - 1, LIMIT_SPREADSHEET_CELL);
    assert_true(text_is_utf8(cut, NULL));
    assert_true(text_ends(cut, TEXT("The whole text is in the other formats.]")));
    arena_free(arena);
}

TEST(a_proportion_is_two_numbers)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena);
    struct table *table = simple_table(document, TEXT("t"), COLUMN_PROPORTION);
    struct cell *cells = table_row(table);
    cell_text(&cells[0], TEXT("x"));
    cell_proportion(&cells[1], 3, 9, (struct text){0});
    const struct worksheet *sheet = last_of(build(arena, document));
    assert_text_equal(cell_at(sheet, 0, 1)->text, "B: count");
    assert_text_equal(cell_at(sheet, 0, 2)->text, "B: base");
    assert_int_equal(cell_at(sheet, 1, 1)->count, 3);
    assert_int_equal(cell_at(sheet, 1, 2)->count, 9);
    arena_free(arena);
}

TEST(a_decimal_is_a_number_with_its_decimals_and_its_unit_in_the_heading)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena);
    struct table *table = simple_table(document, TEXT("t"), COLUMN_DECIMAL);
    table->columns.items[1].measure = MEASURE_PERCENT;
    for (int64_t units = 0; units < 2; units++) {
        struct cell *cells = table_row(table);
        cell_text(&cells[0], text_print(arena, "%d", (int)units));
        cell_decimal(&cells[1], (struct decimal){units ? INT64_C(1234567890123456) : 300, 1},
                     MEASURE_PERCENT);
    }
    const struct worksheet *sheet = last_of(build(arena, document));
    assert_text_equal(cell_at(sheet, 0, 1)->text, "B (%)");
    assert_int_equal(cell_at(sheet, 1, 1)->value, SHEET_DECIMAL);
    assert_true(decimal_equal(cell_at(sheet, 1, 1)->decimal, (struct decimal){300, 1}));
    // Of more digits than Excel keeps.
    assert_int_equal(cell_at(sheet, 2, 1)->value, SHEET_TEXT);
    assert_text_equal(cell_at(sheet, 2, 1)->text, "123456789012345.6");
    arena_free(arena);
}

TEST(empty_cells_carry_shorthand_and_the_notes_explain_it)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena);
    struct table *table = simple_table(document, TEXT("t"), COLUMN_COUNT);
    static const enum absence kinds[] = {ABSENCE_NOT_APPLICABLE, ABSENCE_SUPPRESSED, ABSENCE_NOT_APPLICABLE,
                                         ABSENCE_NOT_APPLICABLE, ABSENCE_NOT_AVAILABLE};
    static const char *const reasons[] = {"No comment", "Suppressed", "Not counted", "No comment",
                                          "No comment"};
    static const char *const marks[] = {"[z]", "[c]", "[z2]", "[z]", "[x]"};
    for (size_t i = 0; i < 5; i++) {
        struct cell *cells = table_row(table);
        cell_text(&cells[0], text_print(arena, "%zu.", i));
        cell_absent(&cells[1], kinds[i], text_from(reasons[i]));
    }
    const struct spreadsheet *spreadsheet = build(arena, document);
    for (size_t i = 0; i < 5; i++)
        assert_text_equal(cell_at(last_of(spreadsheet), i + 1, 1)->text, marks[i]);
    const struct worksheet *notes = spreadsheet->sheets.items[2];
    assert_text_equal(notes->name, "Notes");
    assert_int_equal(notes->rows.count - notes->table_row - 1, 7); // three letters and four reasons
    assert_text_equal(cell_at(notes, 2, 0)->text, "z");
    assert_text_equal(cell_at(notes, 2, 2)->text, "There can be no value.");
    assert_text_equal(cell_at(notes, 6, 0)->text, "[z2]");
    assert_text_equal(cell_at(notes, 6, 2)->text, "Not counted");
    arena_free(arena);
}

TEST(notes_that_say_the_same_are_one_row)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena);
    for (size_t i = 0; i < 3; i++) {
        struct text id = text_print(arena, "t%zu", i), note = text_print(arena, "n%zu", i);
        struct table *table = simple_table(document, id, COLUMN_COUNT);
        run_add(&table->caption, (struct text){0})->note = note;
        run_add(table_note(table, note), i == 1 ? TEXT("Other.") : TEXT("Same."));
        struct cell *cells = table_row(table);
        cell_text(&cells[0], TEXT("x"));
        cell_count(&cells[1], 1, (struct text){0});
    }
    const struct worksheet *notes = build(arena, document)->sheets.items[2];
    assert_int_equal(notes->rows.count - notes->table_row - 1, 2);
    assert_text_equal(cell_at(notes, 1, 0)->text, "[note 1], [note 3]");
    assert_text_equal(cell_at(notes, 2, 0)->text, "[note 2]");
    arena_free(arena);
}

TEST(a_row_in_a_group_without_heading_has_no_blank_cell)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena);
    struct table *table = simple_table(document, TEXT("t"), COLUMN_COUNT);
    table->groups_heading = TEXT("Criterion");
    for (size_t i = 0; i < 2; i++) {
        table_group(table, i ? TEXT("second") : TEXT("first"), i ? (struct text){0} : TEXT("First"));
        struct cell *cells = table_row(table);
        cell_text(&cells[0], TEXT("x"));
        cell_count(&cells[1], 1, (struct text){0});
    }
    const struct worksheet *sheet = last_of(build(arena, document));
    assert_text_equal(cell_at(sheet, 0, 0)->text, "Criterion");
    assert_text_equal(cell_at(sheet, 1, 0)->text, "First");
    assert_text_equal(cell_at(sheet, 2, 0)->text, "[z]");
    arena_free(arena);
}

TEST(what_a_spreadsheet_would_falsify_stays_text)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena);
    struct table *counts = simple_table(document, TEXT("counts"), COLUMN_COUNT);
    struct cell *cells = table_row(counts);
    cell_text(&cells[0], TEXT("x"));
    cell_count(&cells[1], INT64_C(1234567890123456), (struct text){0});
    struct table *days = simple_table(document, TEXT("days"), COLUMN_DATE);
    cells = table_row(days);
    cell_text(&cells[0], TEXT("x"));
    cell_date(&cells[1], (struct civil_date){1899, 12, 31});
    const struct spreadsheet *spreadsheet = build(arena, document);
    const struct worksheet *last = last_of(spreadsheet);
    assert_text_equal(cell_at(last, 1, 1)->text, "31 December 1899");
    last = spreadsheet->sheets.items[spreadsheet->sheets.count - 2];
    assert_text_equal(cell_at(last, 1, 1)->text, "1,234,567,890,123,456");
    arena_free(arena);
}

TEST(a_document_without_notes_has_no_sheet_of_them)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena);
    struct cell *cells = table_row(simple_table(document, TEXT("t"), COLUMN_TEXT));
    cell_text(&cells[0], TEXT("x"));
    cell_text(&cells[1], TEXT("y"));
    const struct spreadsheet *spreadsheet = build(arena, document);
    assert_int_equal(spreadsheet->sheets.count, 3);
    assert_text_equal(spreadsheet->sheets.items[0]->name, "Cover");
    assert_int_equal(cell_at(spreadsheet->sheets.items[1], 1, 0)->to_sheet, 3);
    arena_free(arena);
}

TEST(a_document_without_tables_has_contents_without_a_table)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena);
    paragraph_add_text(&document->body, TEXT("Text."));
    const struct spreadsheet *spreadsheet = build(arena, document);
    assert_int_equal(spreadsheet->sheets.count, 2);
    assert_int_equal(last_of(spreadsheet)->table_name.length, 0);
    arena_free(arena);
}

// ---- Whole files -------------------------------------------------------------------------------------------

typedef bool write_function(const struct checked_document *, enum sheet, struct buffer *, struct problems *);

static struct text written(struct arena *arena, const struct document *document, write_function *write)
{
    struct buffer out = {0};
    struct problems problems;
    problems_init(&problems, arena);
    assert_true(write(check(arena, document), SHEET_NORMAL, &out, &problems));
    struct text copy = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return copy;
}

static void add_odd_rows(struct table *table, const char *const *texts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct cell *cells = table_row(table);
        cell_verbatim(&cells[0], text_from(texts[i]));
        cell_count(&cells[1], (int64_t)i, (struct text){0});
    }
}

TEST(texts_that_look_like_formulas_or_escapes_come_back_from_xlsx_as_they_were)
{
    static const char *const texts[] = {"=1+1", "+1",        "-1",     "@SUM(A1)",        "_x0041_",
                                        "_x",   "a_x005F_b", "<&>\"'", "  two  blanks  ", "123"};
    enum { COUNT = sizeof texts / sizeof *texts };
    struct arena *arena = arena_new();
    struct document *document = simple(arena);
    add_odd_rows(simple_table(document, TEXT("t"), COLUMN_COUNT), texts, COUNT);
    struct text file = written(arena, document, document_write_xlsx);
    struct input input = input_memory(file, TEXT("t.xlsx"));
    struct problems problems;
    struct table_facts facts = {0};
    struct xlsx_reader *reader;
    struct table_row row = {0};
    problems_init(&problems, arena);
    assert_true(xlsx_open(&input, TEXT("Table 1 Caption"), false, &facts, &reader, &problems));
    size_t found = 0;
    while (xlsx_next(reader, &row, &problems) == TABLE_ROW)
        if (row.line > 3) {
            assert_int_equal(row.count, 2);
            assert_int_equal(row.cells[0].kind, CELL_TEXT);
            assert_text_equal(row.cells[0].text, texts[found]);
            assert_int_equal(row.cells[1].kind, CELL_NUMBER);
            found++;
        }
    assert_int_equal(found, COUNT);
    xlsx_close(reader);
    arena_free(arena);
}

TEST(two_hundred_tables_have_two_hundred_sheets)
{
    enum { TABLES = 200 };
    struct arena *arena = arena_new();
    struct document *document = simple(arena);
    for (size_t i = 0; i < TABLES; i++) {
        struct table *table = simple_table(document, text_print(arena, "t%zu", i), COLUMN_TEXT);
        struct cell *cells = table_row(table);
        cell_text(&cells[0], TEXT("x"));
        cell_empty(&cells[1], TEXT("Not known"));
    }
    const struct spreadsheet *spreadsheet = build(arena, document);
    assert_int_equal(spreadsheet->sheets.count, 3 + TABLES);
    struct text_map names;
    text_map_init(&names, arena);
    for (size_t i = 0; i < spreadsheet->sheets.count; i++)
        assert_true(text_map_put(&names, spreadsheet->sheets.items[i]->name, i, NULL));
    assert_int_equal(cell_at(spreadsheet->sheets.items[1], TABLES + 1, 0)->to_sheet, 3 + TABLES);
    assert_true(text_starts(written(arena, document, document_write_xlsx), TEXT("PK")));
    assert_true(text_starts(written(arena, document, document_write_ods), TEXT("PK")));
    arena_free(arena);
}

TEST(the_same_document_gives_the_same_bytes)
{
    static write_function *const writers[] = {document_write_xlsx, document_write_ods};
    for (size_t i = 0; i < 2; i++) {
        struct arena *one = arena_new(), *other = arena_new();
        struct text files[2];
        for (size_t n = 0; n < 2; n++) {
            struct document *document = simple(n ? one : other);
            struct cell *cells = table_row(simple_table(document, TEXT("t"), COLUMN_TEXT));
            cell_text(&cells[0], TEXT("x"));
            cell_empty(&cells[1], TEXT("Not known"));
            files[n] = written(n ? one : other, document, writers[i]);
        }
        assert_true(text_equal(files[0], files[1]));
        arena_free(one);
        arena_free(other);
    }
}

TEST(an_ods_file_begins_with_its_type_as_it_is)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena);
    struct cell *cells = table_row(simple_table(document, TEXT("t"), COLUMN_TEXT));
    cell_text(&cells[0], TEXT("x"));
    cell_text(&cells[1], TEXT("y"));
    struct text file = written(arena, document, document_write_ods);
    assert_text_equal(text_slice(file, 30, 38), "mimetype");
    assert_text_equal(text_slice(file, 38, 84), "application/vnd.oasis.opendocument.spreadsheet");
    arena_free(arena);
}

TEST(a_table_with_too_many_columns_is_refused_and_nothing_written)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena);
    struct table *table = simple_table(document, TEXT("wide"), COLUMN_TEXT);
    for (size_t i = 2; i <= LIMIT_SPREADSHEET_COLUMNS; i++)
        table_column(table, text_print(arena, "c%zu", i), text_print(arena, "C%zu", i), COLUMN_TEXT);
    struct cell *cells = table_row(table);
    for (size_t i = 0; i <= LIMIT_SPREADSHEET_COLUMNS; i++)
        cell_text(&cells[i], TEXT("x"));
    struct buffer out = {0};
    struct problems problems;
    problems_init(&problems, arena);
    assert_false(document_write_xlsx(check(arena, document), SHEET_NORMAL, &out, &problems));
    assert_int_equal(out.length, 0);
    assert_int_equal(problems.count, 1);
    assert_text_equal(problems.list.items[0].place.name, "wide");
    arena_free(arena);
}

// ---- On paper ----------------------------------------------------------------------------------------------

static const struct worksheet *sheet_of(struct arena *arena, size_t columns, struct text cell,
                                        struct text caption)
{
    struct document *document = simple(arena);
    struct table *table = table_add(&document->body, TEXT("t"), caption);
    for (size_t i = 0; i < columns; i++)
        table_column(table, text_print(arena, "c%zu", i), text_print(arena, "C%zu", i), COLUMN_TEXT);
    table->columns.items[0].row_header = true;
    struct cell *cells = table_row(table);
    for (size_t i = 0; i < columns; i++)
        cell_text(&cells[i], cell);
    return last_of(build(arena, document));
}

static unsigned total_width(const struct worksheet *sheet)
{
    unsigned sum = 0;
    for (size_t i = 0; i < sheet->columns; i++)
        sum += sheet->widths[i];
    return sum;
}

TEST(a_narrow_sheet_is_printed_upright_and_a_wide_one_across)
{
    struct arena *arena = arena_new();
    struct sheet_print narrow = worksheet_print(sheet_of(arena, 2, TEXT("a"), TEXT("Caption")));
    assert_false(narrow.across);
    assert_int_equal(narrow.scale, 100);
    struct text text = repeated(arena, "word ", 30);
    struct sheet_print wide = worksheet_print(sheet_of(arena, 2, text, TEXT("Caption")));
    assert_true(wide.across);
    assert_int_equal(wide.scale, 100);
    arena_free(arena);
}

TEST(columns_become_narrower_before_a_sheet_is_printed_smaller)
{
    struct arena *arena = arena_new();
    struct text text = repeated(arena, "word ", 30);
    const struct worksheet *four = sheet_of(arena, 4, text, TEXT("Caption"));
    assert_true(total_width(four) <= 106);
    assert_int_equal(worksheet_print(four).scale, 100);
    const struct worksheet *nine = sheet_of(arena, 9, text, TEXT("Caption"));
    assert_true(total_width(nine) * worksheet_print(nine).scale <= 106 * 100);
    arena_free(arena);
}

TEST(a_long_line_above_a_table_is_within_the_page_too)
{
    struct arena *arena = arena_new();
    struct sheet_print print = worksheet_print(sheet_of(arena, 2, TEXT("a"), repeated(arena, "word ", 30)));
    assert_true(print.across);
    assert_true(print.scale < 100);
    arena_free(arena);
}
