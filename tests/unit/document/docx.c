// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/check.h"
#include "document/writers.h"

#include "test.h"
#include "unpacked.h"

struct made {
    struct arena *arena;
    struct document *document;
    struct buffer file;
    struct text body; // word/document.xml, once written
};

static struct made begin(enum language language)
{
    struct made made = {.arena = arena_new()};
    made.document = document_new(made.arena, language);
    made.document->title = TEXT("Title");
    made.document->organisation = TEXT("Office");
    made.document->identifier = TEXT("R-1");
    made.document->date = (struct civil_date){2024, 5, 1};
    return made;
}

static struct text part(struct made *made, const char *name)
{
    return unpacked(made->arena, &made->file, name);
}

static void write_on(struct made *made, enum sheet sheet)
{
    struct problems problems;
    const struct checked_document *checked;
    const struct document *document = made->document;
    problems_init(&problems, made->arena);
    bool passes = document_check(made->arena, &document, 1, &checked, &problems);
    problems_print(&problems, LANGUAGE_ENGLISH, stderr);
    assert_true(passes);
    assert_true(document_write_docx(checked, sheet, &made->file, &problems));
    made->body = part(made, "word/document.xml");
}

static void end(struct made *made)
{
    buffer_dispose(&made->file);
    arena_free(made->arena);
}

static size_t times(struct text text, const char *part)
{
    size_t count = 0, at;
    for (struct text rest = text; text_find(rest, text_from(part), &at); count++)
        rest = text_slice(rest, at + strlen(part), rest.length);
    return count;
}

#define assert_has(text, part) assert_true(times((text), (part)) > 0)

// What a reader reads: the text without its marks.
static struct text words(struct made *made, struct text xml)
{
    struct buffer out = {0};
    bool in_tag = false;
    for (size_t i = 0; i < xml.length; i++) {
        in_tag |= xml.bytes[i] == '<';
        if (!in_tag)
            buffer_add_character(&out, xml.bytes[i]);
        in_tag &= xml.bytes[i] != '>';
    }
    struct text copy = text_copy(made->arena, buffer_text(&out));
    buffer_dispose(&out);
    return copy;
}

static struct table *two_columns(struct made *made)
{
    struct table *table = table_add(&made->document->body, TEXT("table"), TEXT("Caption"));
    table_column(table, TEXT("name"), TEXT("Name"), COLUMN_TEXT)->row_header = true;
    table_column(table, TEXT("count"), TEXT("Count"), COLUMN_COUNT);
    return table;
}

static void add_row(struct table *table, struct text name, int64_t count)
{
    struct cell *cells = table_row(table);
    cell_text(&cells[0], name);
    cell_count(&cells[1], count, (struct text){0});
}

// ---- Text --------------------------------------------------------------------------------------------------

TEST(blanks_at_the_ends_of_runs_are_kept)
{
    struct made made = begin(LANGUAGE_ENGLISH);
    struct runs *runs = paragraph_add(&made.document->body);
    run_add(runs, TEXT("There were "));
    run_add(runs, TEXT("11"))->strong = true;
    run_add(runs, TEXT(" cases."));
    write_on(&made, SHEET_NORMAL);
    assert_has(made.body, "<w:t xml:space=\"preserve\">There were </w:t>");
    assert_has(made.body, "<w:t>11</w:t>");
    assert_has(made.body, "<w:t xml:space=\"preserve\"> cases.</w:t>");
    end(&made);
}

TEST(every_run_has_its_language)
{
    struct made made = begin(LANGUAGE_WELSH);
    heading_add(&made.document->body, 1, TEXT("h"), TEXT("Pennawd"));
    contents_add(&made.document->body, 2);
    struct runs *runs = paragraph_add(&made.document->body);
    run_add(runs, TEXT("Yn Saesneg "));
    struct run *foreign = run_add(runs, TEXT("Panel"));
    foreign->foreign = true;
    foreign->language = LANGUAGE_ENGLISH;
    write_on(&made, SHEET_NORMAL);
    assert_int_equal(times(made.body, "<w:r>"), times(made.body, "<w:lang w:val="));
    assert_has(made.body, "<w:lang w:val=\"en-GB\"/></w:rPr><w:t>Panel</w:t>");
    assert_int_equal(times(made.body, "en-GB"), 1);
    assert_has(part(&made, "word/styles.xml"), "<w:lang w:val=\"cy-GB\"/>");
    assert_has(part(&made, "word/settings.xml"), "<w:themeFontLang w:val=\"cy-GB\"/>");
    end(&made);
}

TEST(an_abbreviation_is_expanded_and_a_redaction_tells_its_reason)
{
    struct made made = begin(LANGUAGE_ENGLISH);
    struct runs *runs = paragraph_add(&made.document->body);
    run_add(runs, TEXT("The "));
    run_abbreviation(runs, TEXT("HCSO"), TEXT("Hate Crime Support Officer"));
    run_add(runs, TEXT(" wrote to "));
    run_add(runs, TEXT(""))->redaction = TEXT("names a person");
    write_on(&made, SHEET_NORMAL);
    assert_has(words(&made, made.body),
               "The Hate Crime Support Officer (HCSO) wrote to [redacted: names a person]");
    assert_has(made.body, "<w:rStyle w:val=\"Redacted\"/>");
    end(&made);
}

TEST(what_xml_does_not_allow_does_not_reach_it)
{
    struct made made = begin(LANGUAGE_ENGLISH);
    paragraph_add_text(&made.document->body, TEXT("a<b & c\xEF\xBF\xBF]]>"));
    write_on(&made, SHEET_NORMAL);
    assert_has(made.body, "<w:t>a&lt;b &amp; c\xEF\xBF\xBD]]&gt;</w:t>");
    end(&made);
}

TEST(a_link_out_is_a_relationship_and_a_link_in_leads_to_a_bookmark)
{
    struct made made = begin(LANGUAGE_ENGLISH);
    struct runs *runs = paragraph_add(&made.document->body);
    run_link(runs, TEXT("the panel"), TEXT("https://example.org/?a=1&b=2"));
    run_link(runs, TEXT("the method"), TEXT("#method"));
    run_add(runs, TEXT(" as noted"))->note = TEXT("why");
    heading_add(&made.document->body, 1, TEXT("method"), TEXT("Method"));
    run_add(note_add(&made.document->body, TEXT("why")), TEXT("Because."));
    write_on(&made, SHEET_NORMAL);
    assert_has(part(&made, "word/_rels/document.xml.rels"),
               "Target=\"https://example.org/?a=1&amp;b=2\" TargetMode=\"External\"");
    assert_has(made.body, "<w:hyperlink w:anchor=\"_Toc00000001\"");
    assert_has(made.body, "<w:bookmarkStart w:id=\"0\" w:name=\"_Toc00000001\"/>");
    assert_has(made.body, "<w:hyperlink w:anchor=\"_Ref00000002\"");
    assert_has(made.body, "<w:bookmarkStart w:id=\"1\" w:name=\"_Ref00000002\"/>");
    assert_int_equal(times(made.body, "<w:bookmarkEnd "), 2);
    assert_has(words(&made, made.body), "as noted [note 1]");
    end(&made);
}

TEST(contents_are_there_before_word_updates_them)
{
    struct made made = begin(LANGUAGE_ENGLISH);
    contents_add(&made.document->body, 1);
    heading_add(&made.document->body, 1, TEXT("one"), TEXT("First"));
    heading_add(&made.document->body, 2, TEXT("two"), TEXT("Second"));
    write_on(&made, SHEET_NORMAL);
    assert_has(made.body, " TOC \\o &quot;1-1&quot; \\h \\n \\u ");
    assert_int_equal(times(made.body, "<w:t>First</w:t>"), 2);
    assert_int_equal(times(made.body, "<w:t>Second</w:t>"), 1);
    assert_int_equal(times(made.body, "<w:fldChar "), 3);
    end(&made);
}

TEST(contents_without_headings_have_no_field)
{
    struct made made = begin(LANGUAGE_ENGLISH);
    contents_add(&made.document->body, 2);
    write_on(&made, SHEET_NORMAL);
    assert_int_equal(times(made.body, "<w:fldChar "), 0);
    end(&made);
}

// ---- Lists -------------------------------------------------------------------------------------------------

TEST(each_numbered_list_begins_at_one)
{
    struct made made = begin(LANGUAGE_ENGLISH);
    for (int i = 0; i < 2; i++)
        run_add(list_item_line(list_add(&made.document->body, LIST_NUMBERS)), TEXT("item"));
    write_on(&made, SHEET_NORMAL);
    assert_has(made.body, "<w:numId w:val=\"3\"/>");
    assert_has(made.body, "<w:numId w:val=\"4\"/>");
    struct text numbering = part(&made, "word/numbering.xml");
    assert_int_equal(times(numbering, "<w:startOverride w:val=\"1\"/>"), 2);
    end(&made);
}

TEST(lists_in_lists_go_deeper_and_stop_at_words_last_level)
{
    enum { DEPTH = 12 };
    struct made made = begin(LANGUAGE_ENGLISH);
    struct blocks *blocks = &made.document->body;
    for (int i = 0; i < DEPTH; i++) {
        blocks = list_item(list_add(blocks, i % 2 ? LIST_NUMBERS : LIST_BULLETS));
        paragraph_add_text(blocks, TEXT("item"));
    }
    paragraph_add_text(blocks, TEXT("more of the item"));
    write_on(&made, SHEET_NORMAL);
    assert_has(made.body, "<w:pStyle w:val=\"ListNumber2\"/>");
    assert_int_equal(times(made.body, "<w:ilvl w:val=\"8\"/>"), DEPTH - 8);
    assert_int_equal(times(made.body, "<w:ilvl w:val=\"9\"/>"), 0);
    assert_has(made.body, "<w:pStyle w:val=\"ListContinue5\"/>");
    end(&made);
}

TEST(a_list_in_an_inset_keeps_its_bar)
{
    struct made made = begin(LANGUAGE_ENGLISH);
    struct blocks *inset = inset_add(&made.document->body);
    run_add(list_item_line(list_add(inset, LIST_BULLETS)), TEXT("item"));
    write_on(&made, SHEET_NORMAL);
    assert_has(made.body, "<w:pStyle w:val=\"ListBullet\"/>");
    assert_has(made.body, "<w:pBdr>");
    end(&made);
}

// ---- Tables ------------------------------------------------------------------------------------------------

TEST(a_long_table_repeats_its_header_and_splits_no_row)
{
    enum { ROWS = 500 };
    struct made made = begin(LANGUAGE_ENGLISH);
    struct table *table = two_columns(&made);
    for (int i = 0; i < ROWS; i++)
        add_row(table, TEXT("a"), i);
    write_on(&made, SHEET_NORMAL);
    assert_int_equal(times(made.body, "<w:tr>"), ROWS + 1);
    assert_int_equal(times(made.body, "<w:tblHeader/>"), 1);
    assert_int_equal(times(made.body, "<w:cantSplit/>"), ROWS + 1);
    assert_has(made.body, "w:firstColumn=\"1\"");
    end(&made);
}

TEST(a_caption_has_a_numbered_field_in_the_documents_language)
{
    struct made made = begin(LANGUAGE_WELSH);
    add_row(two_columns(&made), TEXT("a"), 1);
    write_on(&made, SHEET_NORMAL);
    assert_has(made.body, "<w:fldSimple w:instr=\" SEQ Tabl \\* ARABIC \">");
    assert_has(words(&made, made.body), "Tabl 1: Caption");
    end(&made);
}

TEST(an_empty_cell_says_why)
{
    struct made made = begin(LANGUAGE_ENGLISH);
    struct cell *cells = table_row(two_columns(&made));
    cell_text(&cells[0], TEXT("a"));
    cell_empty(&cells[1], TEXT("Not applicable"));
    write_on(&made, SHEET_NORMAL);
    assert_has(made.body, "<w:rStyle w:val=\"Absent\"/>");
    assert_has(made.body, "<w:t>Not applicable</w:t>");
    end(&made);
}

TEST(a_header_of_rows_that_is_not_the_first_column_is_not_told_as_such)
{
    struct made made = begin(LANGUAGE_ENGLISH);
    struct table *table = table_add(&made.document->body, TEXT("table"), TEXT("Caption"));
    table_column(table, TEXT("count"), TEXT("Count"), COLUMN_COUNT);
    table_column(table, TEXT("name"), TEXT("Name"), COLUMN_TEXT)->row_header = true;
    struct cell *cells = table_row(table);
    cell_count(&cells[0], 1, (struct text){0});
    cell_text(&cells[1], TEXT("a"));
    write_on(&made, SHEET_NORMAL);
    assert_has(made.body, "w:firstColumn=\"0\"");
    end(&made);
}

static void add_commented_table(struct made *made)
{
    struct table *table = two_columns(made);
    table_column(table, TEXT("comment"), TEXT("Comments"), COLUMN_TEXT)->share = 5;
    struct cell *cells = table_row(table);
    cell_text(&cells[0], TEXT("a"));
    cell_count(&cells[1], 1, (struct text){0});
    cell_text(&cells[2], TEXT("One case was closed the day after."));
}

TEST(in_large_print_comments_stand_under_their_row_behind_their_heading)
{
    struct made made = begin(LANGUAGE_ENGLISH);
    add_commented_table(&made);
    write_on(&made, SHEET_LARGE);
    assert_int_equal(times(made.body, "<w:tr>"), 3);
    assert_has(made.body, "<w:gridSpan w:val=\"2\"/>");
    struct text read = words(&made, made.body);
    assert_int_equal(times(read, "Comments"), 1);
    assert_has(read, "Comments: One case was closed the day after.");
    end(&made);
}

TEST(on_the_normal_sheet_comments_stand_beside)
{
    struct made made = begin(LANGUAGE_ENGLISH);
    add_commented_table(&made);
    write_on(&made, SHEET_NORMAL);
    assert_int_equal(times(made.body, "<w:tr>"), 2);
    assert_int_equal(times(made.body, "<w:gridSpan "), 0);
    end(&made);
}

TEST(columns_that_find_no_room_stand_in_further_lines)
{
    enum { COLUMNS = 12 };
    struct made made = begin(LANGUAGE_ENGLISH);
    struct table *table = table_add(&made.document->body, TEXT("table"), TEXT("Caption"));
    for (int i = 0; i < COLUMNS; i++)
        table_column(table, text_print(made.arena, "c%d", i), TEXT("Responsibility"), COLUMN_TEXT)
            ->row_header = i == 0;
    struct cell *cells = table_row(table);
    for (int i = 0; i < COLUMNS; i++)
        cell_text(&cells[i], text_print(made.arena, "acknowledgement%d", i));
    write_on(&made, SHEET_LARGE);
    struct text read = words(&made, made.body);
    assert_true(times(made.body, "<w:tr>") > 3);
    assert_int_equal(times(read, "acknowledgement"), COLUMNS);
    assert_int_equal(times(read, "Responsibility"), COLUMNS);
    end(&made);
}

TEST(a_document_does_not_end_with_a_table)
{
    struct made made = begin(LANGUAGE_ENGLISH);
    add_row(two_columns(&made), TEXT("a"), 1);
    write_on(&made, SHEET_NORMAL);
    assert_int_equal(times(made.body, "</w:tbl>\n<w:sectPr>"), 0);
    assert_has(made.body, "<w:pStyle w:val=\"End\"/>");
    end(&made);
}

// ---- Pictures ----------------------------------------------------------------------------------------------

static void add_chart(struct made *made, int rows)
{
    struct table *table = two_columns(made);
    for (int i = 0; i < rows; i++)
        add_row(table, TEXT("a"), i + 1);
    struct chart *chart = chart_add(&made->document->body, CHART_BARS, TEXT("figure"), TEXT("table"),
                                    TEXT("The cases"), TEXT("A bar for each \"case\"."));
    chart_column(chart, 1);
}

TEST(a_figure_is_described_twice_and_comes_as_png_and_svg)
{
    struct made made = begin(LANGUAGE_ENGLISH);
    add_chart(&made, 2);
    write_on(&made, SHEET_NORMAL);
    assert_int_equal(times(made.body, "descr=\"A bar for each &quot;case&quot;.\""), 2);
    assert_has(made.body, "<asvg:svgBlip ");
    assert_true(text_starts(part(&made, "word/media/picture1.png"), TEXT("\x89PNG")));
    assert_true(text_starts(part(&made, "word/media/picture1.svg"), TEXT("<?xml ")));
    assert_has(words(&made, made.body), "Figure 1: The cases");
    end(&made);
}

TEST(a_figure_that_is_higher_than_a_page_shrinks)
{
    struct made made = begin(LANGUAGE_ENGLISH);
    add_chart(&made, 200);
    write_on(&made, SHEET_NORMAL);
    assert_has(made.body, "cy=\"7112000\""); // 560 points
    end(&made);
}

TEST(in_large_print_it_is_divided_and_described_once)
{
    struct made made = begin(LANGUAGE_ENGLISH);
    add_chart(&made, 20);
    write_on(&made, SHEET_LARGE);
    assert_int_equal(times(made.body, "<wp:inline "), 3);
    assert_int_equal(times(made.body, "descr=\"A bar for each &quot;case&quot;.\""),
                     2); // on both elements of the first
    assert_int_equal(times(made.body, "<adec:decorative "), 2 * 2);
    assert_false(times(made.body, "cy=\"7112000\""));
    end(&made);
}

TEST(a_logo_keeps_its_shape)
{
    struct made made = begin(LANGUAGE_ENGLISH);
    paragraph_add_text(&made.document->body, TEXT("Text"));
    made.document->identity.logo = TEXT("the bytes of a picture");
    made.document->identity.logo_width = 400;
    made.document->identity.logo_height = 100;
    made.document->identity.logo_alternative = TEXT("A lighthouse");
    write_on(&made, SHEET_NORMAL);
    assert_has(made.body, "cx=\"2159000\" cy=\"539750\""); // 170 by 42.5 points
    assert_int_equal(times(made.body, "descr=\"A lighthouse\""), 2);
    end(&made);
}

// ---- Pages -------------------------------------------------------------------------------------------------

TEST(the_marking_and_the_draft_stand_on_every_page)
{
    struct made made = begin(LANGUAGE_ENGLISH);
    paragraph_add_text(&made.document->body, TEXT("Text"));
    made.document->marking = TEXT("Official");
    made.document->draft = TEXT("This is a draft.");
    write_on(&made, SHEET_NORMAL);
    assert_has(made.body, "<w:headerReference w:type=\"default\"");
    assert_has(words(&made, part(&made, "word/header1.xml")), "Official\nThis is a draft.");
    assert_has(part(&made, "word/footer1.xml"), "<w:fldSimple w:instr=\" PAGE \">");
    end(&made);
}

TEST(without_marking_and_draft_there_is_no_header)
{
    struct made made = begin(LANGUAGE_ENGLISH);
    paragraph_add_text(&made.document->body, TEXT("Text"));
    write_on(&made, SHEET_NORMAL);
    assert_int_equal(times(made.body, "headerReference"), 0);
    assert_int_equal(part(&made, "word/header1.xml").length, 0);
    end(&made);
}

TEST(a_page_break_stands_before_the_next_paragraph_alone)
{
    struct made made = begin(LANGUAGE_ENGLISH);
    page_break_add(&made.document->body);
    add_row(two_columns(&made), TEXT("a"), 1);
    paragraph_add_text(&made.document->body, TEXT("Text"));
    write_on(&made, SHEET_NORMAL);
    assert_int_equal(times(made.body, "<w:pageBreakBefore/>"), 1);
    assert_has(made.body, "<w:pStyle w:val=\"Caption\"/><w:keepNext/><w:pageBreakBefore/>");
    end(&made);
}

TEST(nothing_in_large_print_is_small_or_slanted)
{
    struct made made = begin(LANGUAGE_ENGLISH);
    add_row(two_columns(&made), TEXT("a"), 1);
    write_on(&made, SHEET_LARGE);
    struct text styles = part(&made, "word/styles.xml");
    for (int size = 3; size < 36; size++)
        assert_int_equal(
            times(styles, text_terminated(made.arena, text_print(made.arena, "<w:sz w:val=\"%d\"/>", size))),
            0);
    assert_int_equal(times(styles, "<w:i/>"), 0);
    assert_int_equal(times(styles, "<w:jc w:val=\"right\"/>"), 0);
    assert_int_equal(times(styles, "<w:u "), 0);
    end(&made);
}

TEST(the_office_gives_its_colour)
{
    struct made made = begin(LANGUAGE_ENGLISH);
    paragraph_add_text(&made.document->body, TEXT("Text"));
    made.document->identity.has_accent = true;
    made.document->identity.accent = 0x4B154B;
    write_on(&made, SHEET_NORMAL);
    assert_has(part(&made, "word/styles.xml"), "w:fill=\"4B154B\"");
    end(&made);
}

TEST(the_same_document_gives_the_same_bytes)
{
    struct made made = begin(LANGUAGE_ENGLISH), again = begin(LANGUAGE_ENGLISH);
    add_commented_table(&made);
    add_commented_table(&again);
    write_on(&made, SHEET_LARGE);
    write_on(&again, SHEET_LARGE);
    assert_true(text_equal(buffer_text(&made.file), buffer_text(&again.file)));
    end(&made);
    end(&again);
}
