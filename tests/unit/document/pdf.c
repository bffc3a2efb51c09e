// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/writers.h"

#include "format/gzip.h"
#include "format/pdf_reader.h"

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

static const struct checked_document *checked(struct arena *arena, const struct document *document)
{
    const struct checked_document *passed = NULL;
    struct problems problems;
    problems_init(&problems, arena);
    bool good = document_check(arena, &document, 1, &passed, &problems);
    if (!good)
        problems_print(&problems, LANGUAGE_ENGLISH, stderr);
    assert_true(good);
    return passed;
}

static struct text described(struct arena *arena, const struct document *document, enum sheet sheet)
{
    struct buffer out = {0};
    struct problems problems;
    problems_init(&problems, arena);
    assert_true(document_describe_pdf(checked(arena, document), sheet, &out, &problems));
    struct text text = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return text;
}

static bool says(struct text text, const char *part)
{
    size_t at;
    return text_find(text, text_from(part), &at);
}

static size_t pages_of(struct text description)
{
    struct text rest = description, line, number;
    int64_t pages = 0;
    assert_true(text_split(&rest, '\n', &line));
    number = text_slice(line, TEXT("pages: ").length, line.length);
    assert_true(text_to_int64(number, &pages));
    return (size_t)pages;
}

static struct table *table_of(struct document *document)
{
    struct table *table = table_add(&document->body, TEXT("table"), TEXT("Caption"));
    table_column(table, TEXT("name"), TEXT("Name"), COLUMN_TEXT)->row_header = true;
    table_column(table, TEXT("count"), TEXT("Count"), COLUMN_COUNT);
    table_column(table, TEXT("comment"), TEXT("Comment"), COLUMN_TEXT);
    return table;
}

static void add_row(struct arena *arena, struct table *table, int64_t number, struct text comment)
{
    struct cell *cells = table_row(table);
    cell_text(&cells[0], text_print(arena, "Row %lld", (long long)number));
    cell_count(&cells[1], number, (struct text){0});
    cell_text(&cells[2], comment);
}

static struct text with_rows(struct arena *arena, int rows, enum sheet sheet)
{
    struct document *document = simple(arena);
    struct table *table = table_of(document);
    for (int i = 0; i < rows; i++)
        add_row(arena, table, i, TEXT("A comment"));
    return described(arena, document, sheet);
}

TEST(a_table_goes_over_as_many_pages_as_its_rows_need)
{
    struct arena *arena = arena_new();
    size_t one = pages_of(with_rows(arena, 1, SHEET_NORMAL)),
           many = pages_of(with_rows(arena, 2000, SHEET_NORMAL));
    size_t twice = pages_of(with_rows(arena, 4000, SHEET_NORMAL));
    assert_int_equal(one, 1);
    assert_in_range(many, 55, 75);
    assert_in_range(twice, 2 * many - 2, 2 * many);
    arena_free(arena);
}

TEST(the_headings_of_columns_are_in_the_structure_once)
{
    struct arena *arena = arena_new();
    struct text text = with_rows(arena, 200, SHEET_NORMAL);
    size_t first, second;
    assert_true(text_find(text, TEXT("\"Comment\""), &first));
    assert_false(text_find(text_slice(text, first + 1, text.length), TEXT("\"Comment\""), &second));
    assert_true(says(text, "TH scope=row p3 \"Row"));
    arena_free(arena);
}

// The box of the document's one table in the file; NULL: it has none.
static const struct pdf_value *box_of_table(struct arena *arena, const struct document *document)
{
    struct buffer out = {0};
    struct problems problems;
    struct pdf_reader *reader;
    const struct pdf_value *box = NULL;
    problems_init(&problems, arena);
    assert_true(document_write_pdf(checked(arena, document), SHEET_NORMAL, &out, &problems));
    assert_true(pdf_reader_open(arena, TEXT("PDF"), buffer_text(&out), &reader, &problems));
    for (size_t i = 0; i < pdf_reader_numbers(reader); i++) {
        const struct pdf_value *object = pdf_reader_object(reader, i);
        if (pdf_is_name(pdf_get(object, "S"), "Table"))
            box = pdf_get(pdf_get(object, "A"), "BBox");
    }
    pdf_reader_close(reader);
    buffer_dispose(&out);
    return box;
}

TEST(a_table_on_one_page_says_where_it_stands)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena);
    struct table *table = table_of(document);
    add_row(arena, table, 1, TEXT("A comment"));
    const struct pdf_value *one = box_of_table(arena, document);
    double bottom = pdf_item(one, 1)->real, top = pdf_item(one, 3)->real;
    add_row(arena, table, 2, TEXT("A comment"));
    const struct pdf_value *two = box_of_table(arena, document);
    assert_true(pdf_item(one, 0)->real < pdf_item(one, 2)->real && bottom < top);
    assert_true(pdf_item(two, 3)->real == top);
    assert_in_range((int64_t)(bottom - pdf_item(two, 1)->real), 15, 30); // a row further down
    arena_free(arena);
}

TEST(a_table_on_several_pages_has_no_one_place)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena);
    struct table *table = table_of(document);
    for (int i = 0; i < 120; i++)
        add_row(arena, table, i, TEXT("A comment"));
    assert_null(box_of_table(arena, document));
    arena_free(arena);
}

TEST(a_row_higher_than_a_page_is_divided)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena);
    struct table *table = table_of(document);
    struct buffer comment = {0};
    for (int i = 0; i < 3000; i++)
        buffer_print(&comment, "word%d ", i);
    add_row(arena, table, 1, TEXT("short"));
    add_row(arena, table, 2, buffer_text(&comment));
    add_row(arena, table, 3, TEXT("short"));
    struct text text = described(arena, document, SHEET_NORMAL);
    assert_true(says(text, "TD p1 p2 p3"));
    assert_true(says(text, "word2999 \""));
    assert_true(pages_of(described(arena, document, SHEET_LARGE)) > pages_of(text));
    buffer_dispose(&comment);
    arena_free(arena);
}

TEST(a_table_with_more_columns_than_there_is_room_for_is_whole)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena);
    struct table *table = table_add(&document->body, TEXT("table"), TEXT("Caption"));
    table_column(table, TEXT("name"), TEXT("Name"), COLUMN_TEXT)->row_header = true;
    for (int i = 0; i < 40; i++)
        table_column(table, text_print(arena, "c%d", i), text_print(arena, "Column %d", i), COLUMN_DATE);
    struct cell *cells = table_row(table);
    cell_text(&cells[0], TEXT("Row"));
    for (int i = 0; i < 40; i++)
        cell_date(&cells[1 + i], (struct civil_date){2024, 1, 1 + i % 28});
    struct text text = described(arena, document, SHEET_LARGE);
    assert_int_equal(pages_of(text), 2);
    assert_true(says(text, "\"12 January 2024\""));
    arena_free(arena);
}

// A row of the name and shares: how high is it?
static int64_t height_of_shares(int columns)
{
    double bottoms[2];
    struct arena *arena = arena_new();
    struct document *document = simple(arena);
    struct table *table = table_add(&document->body, TEXT("table"), TEXT("Caption"));
    table_column(table, TEXT("name"), TEXT("Name"), COLUMN_TEXT)->row_header = true;
    for (int i = 0; i < columns; i++)
        table_column(table, text_print(arena, "c%d", i), TEXT("Uninterruptedness"), COLUMN_PROPORTION);
    for (int row = 0; row < 2; row++) {
        struct cell *cells = table_row(table);
        cell_text(&cells[0], TEXT("Row"));
        for (int i = 1; i <= columns; i++)
            cell_proportion(&cells[i], 3, 9, (struct text){0});
        bottoms[row] = pdf_item(box_of_table(arena, document), 1)->real;
    }
    arena_free(arena);
    return (int64_t)(bottoms[0] - bottoms[1]);
}

TEST(shares_go_under_their_row_where_the_words_of_their_headings_would_be_broken)
{
    assert_in_range(height_of_shares(3), 15, 30);
    assert_in_range(height_of_shares(8), 9 * 12, 9 * 20); // the name, and a line for each share
}

// So many paragraphs, and the imprint behind them: the page of the last paragraph, and how many pages there are.
static void lay_out_end(struct arena *arena, int paragraphs, size_t *page, size_t *pages)
{
    struct document *document = simple(arena);
    document->publisher = TEXT("Published by an office.");
    document->imprint = true;
    for (int i = 1; i < paragraphs; i++)
        paragraph_add_text(&document->body, TEXT("A paragraph."));
    paragraph_add_text(&document->body, TEXT("The last one."));
    struct text description = described(arena, document, SHEET_NORMAL), line;
    *pages = pages_of(description);
    while (text_split(&description, '\n', &line) && !says(line, "The last one."))
        ;
    for (*page = 1;
         *page <= *pages && !says(line, text_terminated(arena, text_print(arena, "P p%zu ", *page)));)
        ++*page;
}

TEST(the_imprint_never_stands_alone_on_the_last_page)
{
    size_t most = 0;
    for (int paragraphs = 1; paragraphs < 60; paragraphs++) {
        struct arena *arena = arena_new();
        size_t page, pages;
        lay_out_end(arena, paragraphs, &page, &pages);
        assert_int_equal(page, pages);
        most = pages;
        arena_free(arena);
    }
    assert_true(most > 1);
}

TEST(a_number_stands_on_the_line_of_its_unit)
{
    struct arena *arena = arena_new();
    for (int words = 0; words < 120; words++) {
        struct document *document = simple(arena);
        struct buffer text = {0};
        for (int i = 0; i < words; i++)
            buffer_add(&text, TEXT("i "));
        buffer_add(&text, TEXT("29.6 % of them"));
        paragraph_add_text(&document->body, text_copy(arena, buffer_text(&text)));
        buffer_dispose(&text);
        assert_true(says(described(arena, document, SHEET_NORMAL), "29.6\xC2\xA0% of them"));
    }
    arena_free(arena);
}

TEST(large_print_takes_more_pages)
{
    struct arena *arena = arena_new();
    assert_true(pages_of(with_rows(arena, 100, SHEET_LARGE)) > pages_of(with_rows(arena, 100, SHEET_NORMAL)));
    arena_free(arena);
}

TEST(a_heading_goes_with_what_follows)
{
    struct arena *arena = arena_new();
    for (int lines = 20; lines < 50; lines++) {
        struct document *document = simple(arena);
        for (int i = 0; i < lines; i++)
            paragraph_add_text(&document->body, TEXT("A line."));
        heading_add(&document->body, 1, TEXT("one"), TEXT("Heading"));
        struct table *table = table_of(document);
        add_row(arena, table, 1, TEXT("x"));
        struct text text = described(arena, document, SHEET_NORMAL);
        bool first = says(text, "H2 p1 \"Heading\"") && says(text, "Caption p1") &&
                     says(text, "TH scope=row p1");
        bool second = says(text, "H2 p2 \"Heading\"") && says(text, "Caption p2") &&
                      says(text, "TH scope=row p2");
        assert_true(first || second);
    }
    arena_free(arena);
}

// The page of the element whose line begins so; 0: there is none.
static size_t page_of(struct arena *arena, struct text description, struct text before, struct text after)
{
    for (size_t page = 1; page < 10; page++) {
        struct text line = text_print(arena, "%.*s p%zu \"%.*s", TEXT_PRINT(before), page, TEXT_PRINT(after));
        size_t at;
        if (text_find(description, line, &at))
            return page;
    }
    return 0;
}

// So many lines, and a table of so many rows: of which pages has it one row?
static bool has_lone_row(struct arena *arena, int lines, int rows, enum sheet sheet)
{
    enum { PAGES = 10 };
    struct document *document = simple(arena);
    for (int i = 0; i < lines; i++)
        paragraph_add_text(&document->body, TEXT("A line."));
    struct table *table = table_of(document);
    for (int i = 0; i < rows; i++)
        add_row(arena, table, i, TEXT("x"));
    struct text text = described(arena, document, sheet);
    int on[PAGES] = {0};
    for (int i = 0; i < rows; i++)
        on[page_of(arena, text, TEXT("TH scope=row"), text_print(arena, "Row %d\"", i))]++;
    assert_int_equal(on[0], 0);
    for (int page = 1; page < PAGES; page++)
        if (on[page] == 1 && rows > 1)
            return true;
    return false;
}

TEST(no_row_stands_alone_wherever_its_table_begins)
{
    for (int rows = 2; rows < 60; rows++)
        for (int lines = 0; lines < 24; lines += 6) {
            struct arena *arena = arena_new();
            assert_false(has_lone_row(arena, lines, rows, SHEET_NORMAL));
            assert_false(has_lone_row(arena, lines, rows, SHEET_LARGE));
            arena_free(arena);
        }
}

TEST(a_list_stands_with_what_leads_to_it_and_a_figure_with_its_caption)
{
    for (int lines = 0; lines < 60; lines++) {
        struct arena *arena = arena_new();
        struct document *document = simple(arena);
        for (int i = 0; i < lines; i++)
            paragraph_add_text(&document->body, TEXT("A line."));
        paragraph_add_text(&document->body, TEXT("It leads to this:"));
        run_add(list_item_line(list_add(&document->body, LIST_BULLETS)), TEXT("Listed"));
        struct table *table = table_of(document);
        for (int i = 0; i < 8; i++)
            add_row(arena, table, i, TEXT("x"));
        chart_column(chart_add(&document->body, CHART_BARS, TEXT("figure"), TEXT("table"), TEXT("The counts"),
                               TEXT("Bars.")),
                     1);
        struct text text = described(arena, document, SHEET_LARGE);
        assert_int_equal(page_of(arena, text, TEXT("P"), TEXT("It leads to this:")),
                         page_of(arena, text, TEXT("LBody"), TEXT("Listed")));
        size_t page = page_of(arena, text, TEXT("P"), TEXT("Figure 1: The counts"));
        assert_true(
            says(text, text_terminated(arena, text_print(arena, "Figure alt=\"Bars.\" p%zu \"", page))));
        arena_free(arena);
    }
}

TEST(a_column_under_its_rows_has_its_heading_in_the_first_of_them)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena);
    struct table *table = table_add(&document->body, TEXT("table"), TEXT("Caption"));
    table_column(table, TEXT("name"), TEXT("Name"), COLUMN_TEXT)->row_header = true;
    for (int i = 0; i < 8; i++)
        table_column(table, text_print(arena, "c%d", i), text_print(arena, "Uninterruptedness %d", i),
                     i % 2 ? COLUMN_COUNT : COLUMN_TEXT);
    for (int row = 0; row < 12; row++) {
        struct cell *cells = table_row(table);
        cell_text(&cells[0], text_print(arena, "Row %d", row));
        for (int i = 0; i < 8; i++)
            if (i % 2)
                cell_count(&cells[1 + i], i, (struct text){0});
            else
                cell_text(&cells[1 + i], TEXT("Disproportionately"));
    }
    struct text text = described(arena, document, SHEET_LARGE);
    size_t at, again;
    for (int i = 0; i < 8; i++) {
        struct text heading = text_print(arena, "TH scope=column p1 \"Uninterruptedness %d\"", i);
        assert_true(text_find(text, heading, &at));
        assert_false(text_find(text_slice(text, at + 1, text.length), heading, &again));
    }
    assert_false(says(text, ": Disproportionately")); // what stands before a cell is not its content
    arena_free(arena);
}

// In large print, of rows whose names are of one note, or are the same words without a link to one.
static size_t pages_of_notes(bool linked)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena);
    struct table *table = table_add(&document->body, TEXT("table"), TEXT("Caption"));
    table_column(table, TEXT("name"), TEXT("Name"), COLUMN_TEXT)->row_header = true;
    table_column(table, TEXT("count"), TEXT("Count"), COLUMN_COUNT);
    for (int i = 0; i < 60; i++) {
        struct cell *cells = table_row(table);
        if (linked || i == 0)
            run_add(cell_runs(&cells[0]), TEXT("Row"))->note = TEXT("late");
        else
            cell_text(&cells[0], TEXT("Row [note 1]"));
        cell_count(&cells[1], i, (struct text){0});
    }
    run_add(table_note(table, TEXT("late")), TEXT("A note."));
    size_t pages = pages_of(described(arena, document, SHEET_LARGE));
    arena_free(arena);
    return pages;
}

TEST(the_name_of_a_note_has_the_room_that_its_bold_letters_need)
{
    assert_int_equal(pages_of_notes(true), pages_of_notes(false));
}

TEST(a_figure_higher_than_a_page_is_divided)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena);
    struct table *table = table_of(document);
    for (int i = 0; i < 100; i++)
        add_row(arena, table, i, TEXT("x"));
    struct chart *chart = chart_add(&document->body, CHART_BARS, TEXT("figure"), TEXT("table"),
                                    TEXT("The counts"), TEXT("A bar for each row."));
    chart_column(chart, 1);
    struct text text = described(arena, document, SHEET_LARGE);
    size_t at;
    assert_true(text_find(text, TEXT("Figure alt=\"A bar for each row.\" p"), &at));
    struct text rest = text_slice(text, at, text.length), line;
    text_split(&rest, '\n', &line);
    size_t pages = 0;
    while (text_find(line, TEXT(" p"), &at)) {
        pages += line.bytes[at + 2] >= '0' && line.bytes[at + 2] <= '9';
        line = text_slice(line, at + 2, line.length);
    }
    assert_true(pages > 4);
    arena_free(arena);
}

TEST(characters_outside_the_face_are_printed_by_number_and_read_as_they_are)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena);
    paragraph_add_text(&document->body, TEXT("Dŵr tŷ 漢字 end"));
    struct text text = described(arena, document, SHEET_NORMAL);
    assert_true(says(text, "Span actual=\"漢字\" p1 \"[U+6F22 U+5B57]\""));
    assert_true(says(text, "\"Dŵr tŷ  end\""));
    arena_free(arena);
}

TEST(what_is_in_another_language_says_so)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena);
    struct runs *runs = paragraph_add(&document->body);
    run_add(runs, TEXT("In Welsh "));
    struct run *run = run_add(runs, TEXT("dŵr"));
    run->foreign = true;
    run->language = LANGUAGE_WELSH;
    assert_true(says(described(arena, document, SHEET_NORMAL), "Span lang=\"cy\" p1 \"dŵr\""));
    arena_free(arena);
}

TEST(an_abbreviation_has_its_expansion)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena);
    run_abbreviation(paragraph_add(&document->body), TEXT("NFA"), TEXT("no further action"));
    struct text text = described(arena, document, SHEET_NORMAL);
    assert_true(says(text, "P p1 \"no further action ()\""));
    assert_true(says(text, "Span expansion=\"no further action\" p1 \"NFA\""));
    arena_free(arena);
}

TEST(a_redaction_says_why)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena);
    run_add(paragraph_add(&document->body), (struct text){0})->redaction = TEXT("names a person");
    assert_true(says(described(arena, document, SHEET_NORMAL), "[redacted: names a person]"));
    arena_free(arena);
}

TEST(lists_in_lists_are_nested)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena);
    struct list *outer = list_add(&document->body, LIST_NUMBERS);
    struct blocks *item = list_item(outer);
    paragraph_add_text(item, TEXT("Outer"));
    struct list *inner = list_add(item, LIST_BULLETS);
    run_add(list_item_line(inner), TEXT("Inner"));
    assert_true(says(described(arena, document, SHEET_NORMAL), "  L\n"
                                                               "    LI\n"
                                                               "      Lbl p1 \"1. \"\n"
                                                               "      LBody\n"
                                                               "        P p1 \"Outer\"\n"
                                                               "        L\n"
                                                               "          LI\n"
                                                               "            Lbl p1 \"• \"\n"
                                                               "            LBody p1 \"Inner\"\n"));
    arena_free(arena);
}

TEST(a_panel_goes_over_pages)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena);
    struct blocks *inset = inset_add(&document->body);
    for (int i = 0; i < 60; i++)
        paragraph_add_text(inset, TEXT("A line in a panel."));
    assert_int_equal(pages_of(described(arena, document, SHEET_NORMAL)), 3);
    arena_free(arena);
}

TEST(a_page_break_that_begins_a_page_adds_none)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena);
    paragraph_add_text(&document->body, TEXT("One"));
    page_break_add(&document->body);
    page_break_add(&document->body);
    paragraph_add_text(&document->body, TEXT("Two"));
    struct text text = described(arena, document, SHEET_NORMAL);
    assert_int_equal(pages_of(text), 2);
    assert_true(says(text, "P p2 \"Two\""));
    arena_free(arena);
}

TEST(an_empty_cell_gives_its_reason)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena);
    struct table *table = table_of(document);
    struct cell *cells = table_row(table);
    cell_text(&cells[0], TEXT("Row"));
    cell_empty(&cells[1], TEXT("Not counted"));
    cell_empty(&cells[2], TEXT("No comment"));
    struct text text = described(arena, document, SHEET_LARGE);
    assert_true(says(text, "TD p1 \"Not counted\""));
    assert_true(says(text, "TD p1 \"No comment\""));
    arena_free(arena);
}

static void write(struct arena *arena, const struct document *document, struct buffer *out)
{
    struct problems problems;
    problems_init(&problems, arena);
    assert_true(document_write_pdf(checked(arena, document), SHEET_NORMAL, out, &problems));
}

TEST(the_same_document_gives_the_same_bytes)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena);
    paragraph_add_text(&document->body, TEXT("Once and again"));
    struct buffer once = {0}, again = {0};
    write(arena, document, &once);
    write(arena, document, &again);
    assert_true(once.length > 0 && text_equal(buffer_text(&once), buffer_text(&again)));
    assert_true(text_starts(buffer_text(&once), TEXT("%PDF-1.7\n")));
    assert_true(text_ends(buffer_text(&once), TEXT("%%EOF\n")));
    buffer_dispose(&once);
    buffer_dispose(&again);
    arena_free(arena);
}

// The streams of a file one after the other, unpacked.
static void unpack_streams(struct text file, struct buffer *out)
{
    const struct text begin = TEXT("stream\n"), end = TEXT("\nendstream");
    size_t from, to;
    while (text_find(file, begin, &from)) {
        file = text_slice(file, from + begin.length, file.length);
        if (!text_find(file, end, &to))
            return;
        zlib_unpack(text_slice(file, 0, to), 1 << 20, out);
        file = text_slice(file, to + end.length, file.length);
    }
}

static size_t count_of(struct text text, const char *part)
{
    size_t count = 0, at;
    for (; text_find(text, text_from(part), &at); count++)
        text = text_slice(text, at + 1, text.length);
    return count;
}

TEST(a_figure_is_drawn_upon_the_page)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena);
    struct table *table = table_of(document);
    add_row(arena, table, 7, TEXT("x"));
    add_row(arena, table, 9, TEXT("x"));
    struct chart *chart = chart_add(&document->body, CHART_BARS, TEXT("figure"), TEXT("table"),
                                    TEXT("The counts"), TEXT("Two bars."));
    chart_column(chart, 1);
    struct buffer file = {0}, streams = {0};
    write(arena, document, &file);
    unpack_streams(buffer_text(&file), &streams);
    struct text figure = buffer_text(&streams);
    size_t at;
    assert_true(text_find(figure, TEXT("/Figure<</MCID"), &at));
    figure = text_slice(figure, at, figure.length);
    assert_true(text_find(figure, TEXT("EMC"), &at));
    figure = text_slice(figure, 0, at);
    assert_true(count_of(figure, " re f") >= 2);
    size_t digits = 0;
    bool in_glyphs = false, behind_point = false;
    for (size_t i = 0; i < figure.length; i++) {
        char byte = figure.bytes[i];
        in_glyphs = byte == '<' || (in_glyphs && byte != '>');
        digits = byte >= '0' && byte <= '9' ? digits + 1 : 0;
        behind_point = byte == '.' || (behind_point && digits > 0);
        assert_true(in_glyphs || behind_point || digits < 4); // a place of four digits is not on the page
    }
    buffer_dispose(&file);
    buffer_dispose(&streams);
    arena_free(arena);
}

static void add_big(struct buffer *out, uint32_t number)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        buffer_add_character(out, (char)(number >> shift & 0xFF));
}

static void add_chunk(struct buffer *out, const char *kind, struct text content)
{
    add_big(out, (uint32_t)content.length);
    buffer_add(out, text_from(kind));
    buffer_add(out, content);
    add_big(out, 0); // the sum is not looked at
}

// Two pixels across, one down, of the colour type.
static struct text picture(struct arena *arena, char type, char interlaced, struct text line)
{
    struct buffer out = {0}, packed = {0}, head = {0};
    add_big(&head, 2);
    add_big(&head, 1);
    buffer_add(&head, (struct text){(char[]){8, type, 0, 0, interlaced}, 5});
    zlib_pack(line, &packed);
    buffer_add(&out, TEXT("\x89PNG\r\n\x1A\n"));
    add_chunk(&out, "IHDR", buffer_text(&head));
    add_chunk(&out, "IDAT", buffer_text(&packed));
    add_chunk(&out, "IEND", (struct text){0});
    struct text copy = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    buffer_dispose(&packed);
    buffer_dispose(&head);
    return copy;
}

static bool takes_logo(struct arena *arena, struct text logo)
{
    struct document *document = simple(arena);
    struct problems problems;
    struct buffer out = {0};
    problems_init(&problems, arena);
    document->identity.logo = logo;
    document->identity.logo_width = 2;
    document->identity.logo_height = 1;
    document->identity.logo_alternative = TEXT("A shield");
    paragraph_add_text(&document->body, TEXT("Text"));
    bool good = document_write_pdf(checked(arena, document), SHEET_NORMAL, &out, &problems);
    assert_true(good == (out.length > 0) && good == (problems.count == 0));
    if (good)
        assert_true(says(described(arena, document, SHEET_NORMAL), "Figure alt=\"A shield\" p1"));
    buffer_dispose(&out);
    return good;
}

TEST(a_logo_may_have_colours_or_be_transparent)
{
    struct arena *arena = arena_new();
    assert_true(takes_logo(arena, picture(arena, 0, 0, TEXT("\0\x10\x20"))));
    assert_true(takes_logo(arena, picture(arena, 2, 0, TEXT("\0\1\2\3\4\5\6"))));
    assert_true(takes_logo(arena, picture(arena, 6, 0, TEXT("\4\1\2\3\4\5\6\7\xFF"))));
    assert_true(takes_logo(arena, picture(arena, 4, 0, TEXT("\3\1\2\3\4"))));
    arena_free(arena);
}

TEST(a_logo_that_cannot_be_shown_is_a_problem)
{
    struct arena *arena = arena_new();
    assert_false(takes_logo(arena, TEXT("no picture")));
    assert_false(takes_logo(arena, picture(arena, 2, 1, TEXT("\0\1\2\3\4\5\6"))));
    assert_false(takes_logo(arena, picture(arena, 6, 0, TEXT("\0\1"))));
    assert_false(takes_logo(arena, picture(arena, 6, 0, TEXT("\7\1\2\3\4\5\6\7\xFF"))));
    arena_free(arena);
}
