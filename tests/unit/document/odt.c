// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/check.h"
#include "document/writers.h"
#include "packed.h"

#include "test.h"

static struct text content(struct arena *arena, const struct document *document)
{
    return packed_part(arena, document, document_write_odt, "content.xml");
}

#define assert_holds(text, part) assert_true(holds((text), TEXT(part)))
#define assert_lacks(text, part) assert_false(holds((text), TEXT(part)))

TEST(runs_of_blanks_are_kept_and_one_at_the_beginning_too)
{
    struct arena *arena = arena_new();
    struct document *document = packed_document(arena);
    struct runs *runs = paragraph_add(&document->body);
    run_add(runs, TEXT(" a   b "));
    run_add(runs, TEXT(" c"))->strong = true;
    run_add(runs, TEXT(" d"))->new_line = true;
    assert_holds(content(arena, document),
                 "<text:s/>a <text:s text:c=\"2\"/>b "
                 "<text:span text:style-name=\"Strong_20_Emphasis\"><text:s/>c</text:span>"
                 "<text:line-break/><text:s/>d</text:p>");
    arena_free(arena);
}

TEST(a_list_within_a_list_is_within_its_item)
{
    struct arena *arena = arena_new();
    struct document *document = packed_document(arena);
    struct blocks *item = list_item(list_add(&document->body, LIST_NUMBERS));
    paragraph_add_text(item, TEXT("outer"));
    run_add(list_item_line(list_add(item, LIST_BULLETS)), TEXT("inner"));
    paragraph_add_text(item, TEXT("more"));
    assert_holds(content(arena, document),
                 "outer</text:p>\n<text:list text:style-name=\"List_20_1\">\n<text:list-item>\n"
                 "<text:p text:style-name=\"List_20_1\">inner</text:p></text:list-item></text:list>\n"
                 "<text:p text:style-name=\"Numbering_20_1\">more</text:p></text:list-item></text:list>");
    arena_free(arena);
}

TEST(what_is_set_apart_keeps_its_style_inside_lists)
{
    struct arena *arena = arena_new();
    struct document *document = packed_document(arena);
    struct blocks *warning = warning_add(&document->body);
    run_add(list_item_line(list_add(warning, LIST_BULLETS)), TEXT("point"));
    struct list *inner = list_add(list_item(list_add(inset_add(&document->body), LIST_NUMBERS)),
                                  LIST_BULLETS);
    run_add(list_item_line(inner), TEXT("quoted"));
    struct text text = content(arena, document);
    assert_holds(text, "<text:p text:style-name=\"Warning\">point</text:p>");
    assert_holds(text, "<text:p text:style-name=\"Quotations\">quoted</text:p>");
    arena_free(arena);
}

TEST(a_page_begins_with_the_next_paragraph_whatever_it_is)
{
    struct arena *arena = arena_new();
    struct document *document = packed_document(arena);
    heading_add(&document->body, 1, TEXT("one"), TEXT("One"));
    page_break_add(&document->body);
    packed_table(document, TEXT("table"), 1);
    page_break_add(&document->body);
    heading_add(&document->body, 1, TEXT("two"), TEXT("Two"));
    struct text text = content(arena, document);
    assert_holds(text, "<text:p text:style-name=\"page-Table\">");
    assert_holds(text, "<text:h text:style-name=\"page-Heading_20_1\" text:outline-level=\"1\">");
    assert_holds(text, "<style:style style:name=\"page-Heading_20_1\" style:family=\"paragraph\" "
                       "style:parent-style-name=\"Heading_20_1\"><style:paragraph-properties "
                       "fo:break-before=\"page\"/>");
    arena_free(arena);
}

TEST(a_redaction_says_why_and_words_in_the_other_language_are_marked)
{
    struct arena *arena = arena_new();
    struct document *document = packed_document(arena);
    struct runs *runs = paragraph_add(&document->body);
    run_add(runs, (struct text){0})->redaction = TEXT("names a person");
    struct run *welsh = run_add(runs, TEXT("Tŷ"));
    welsh->foreign = true;
    welsh->language = LANGUAGE_WELSH;
    struct text text = content(arena, document);
    assert_holds(text, "<text:span text:style-name=\"Redacted\">[redacted: names a person]</text:span>"
                       "<text:span text:style-name=\"language-cy\">Tŷ</text:span>");
    assert_holds(text, "<style:style style:name=\"language-cy\" style:family=\"text\"><style:text-properties "
                       "fo:language=\"cy\" fo:country=\"GB\"/>");
    arena_free(arena);
}

TEST(a_file_beside_the_report_is_one_up_from_the_package)
{
    struct arena *arena = arena_new();
    struct document *document = packed_document(arena);
    heading_add(&document->body, 1, TEXT("one"), TEXT("One"));
    struct runs *runs = paragraph_add(&document->body);
    run_link(runs, TEXT("The data"), TEXT("data.csv"));
    run_link(runs, TEXT("the office"), TEXT("https://www.example.org/"));
    run_link(runs, TEXT("the first part"), TEXT("#one"));
    struct text text = content(arena, document);
    assert_holds(text, "xlink:href=\"../data.csv\"");
    assert_holds(text, "xlink:href=\"https://www.example.org/\"");
    assert_holds(text, "xlink:href=\"#one\"");
    assert_holds(text, "<text:bookmark text:name=\"one\"/>One");
    arena_free(arena);
}

TEST(tables_are_counted_by_fields_and_repeat_their_headings)
{
    struct arena *arena = arena_new();
    struct document *document = packed_document(arena);
    packed_table(document, TEXT("first"), 1);
    packed_table(document, TEXT("second"), 1);
    struct text text = content(arena, document);
    assert_holds(text, "Table <text:sequence text:ref-name=\"refTable1\" text:name=\"Table\" "
                       "text:formula=\"ooow:Table+1\" style:num-format=\"1\">2</text:sequence>: Caption");
    assert_holds(text, "<table:table-header-rows>\n<table:table-row table:style-name=\"row\">");
    arena_free(arena);
}

TEST(marks_are_in_the_header_of_every_page_and_without_any_there_is_no_header)
{
    struct arena *arena = arena_new();
    struct document *document = packed_document(arena);
    paragraph_add_text(&document->body, TEXT("a"));
    assert_lacks(packed_part(arena, document, document_write_odt, "styles.xml"), "<style:header>");
    document->marking = TEXT("Official");
    document->draft = TEXT("This is a draft.");
    assert_holds(packed_part(arena, document, document_write_odt, "styles.xml"),
                 "<style:header>\n<text:p text:style-name=\"Marking\">Official</text:p>\n"
                 "<text:p text:style-name=\"Draft\">This is a draft.</text:p></style:header>");
    arena_free(arena);
}

TEST(the_colour_of_the_office_is_the_only_one_that_changes)
{
    struct arena *arena = arena_new();
    struct document *document = packed_document(arena);
    paragraph_add_text(&document->body, TEXT("a"));
    assert_holds(packed_part(arena, document, document_write_odt, "styles.xml"), "solid #0b4f5c");
    document->identity.has_accent = true;
    document->identity.accent = 0x001234;
    struct text styles = packed_part(arena, document, document_write_odt, "styles.xml");
    assert_holds(styles, "solid #001234");
    assert_lacks(styles, "#0b4f5c");
    assert_lacks(styles, "ACCENT");
    arena_free(arena);
}

TEST(a_table_twice_as_long_takes_twice_the_bytes)
{
    struct arena *arena = arena_new();
    size_t bytes[2];
    for (size_t i = 0; i < 2; i++) {
        struct document *document = packed_document(arena);
        packed_table(document, TEXT("table"), (i + 1) * 2000);
        bytes[i] = content(arena, document).length;
    }
    assert_true(bytes[1] > bytes[0] && bytes[1] < bytes[0] * 2);
    arena_free(arena);
}

TEST(the_same_text_gives_the_same_bytes)
{
    struct arena *arena = arena_new();
    struct document *document = packed_document(arena);
    packed_table(document, TEXT("table"), 3);
    assert_same_twice(arena, document, document_write_odt);
    arena_free(arena);
}
