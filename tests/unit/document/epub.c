// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/check.h"
#include "document/writers.h"
#include "packed.h"

#include "test.h"

static struct text part(struct arena *arena, const struct document *document, const char *name)
{
    return packed_part(arena, document, document_write_epub,
                       text_terminated(arena, text_print(arena, "book/%s", name)));
}

#define assert_holds(text, part) assert_true(holds((text), TEXT(part)))
#define assert_lacks(text, part) assert_false(holds((text), TEXT(part)))

TEST(each_heading_of_the_first_level_begins_a_file_and_links_find_it)
{
    struct arena *arena = arena_new();
    struct document *document = packed_document(arena);
    run_link(paragraph_add(&document->body), TEXT("the second part"), TEXT("#two"));
    heading_add(&document->body, 1, TEXT("one"), TEXT("One"));
    heading_add(&document->body, 2, TEXT("inner"), TEXT("Inner"));
    run_link(paragraph_add(&document->body), TEXT("this part"), TEXT("#one"));
    heading_add(&document->body, 1, TEXT("two"), TEXT("Two"));
    assert_holds(part(arena, document, "title.xhtml"), "<a href=\"section2.xhtml#two\">the second part</a>");
    assert_holds(part(arena, document, "section1.xhtml"), "<a href=\"#one\">this part</a>");
    assert_holds(part(arena, document, "section2.xhtml"), "<h2 id=\"two\">Two</h2>");
    arena_free(arena);
}

TEST(the_navigation_nests_headings_and_ends_every_list)
{
    struct arena *arena = arena_new();
    struct document *document = packed_document(arena);
    heading_add(&document->body, 1, TEXT("a"), TEXT("A"));
    heading_add(&document->body, 2, TEXT("b"), TEXT("B"));
    heading_add(&document->body, 3, TEXT("c"), TEXT("C"));
    heading_add(&document->body, 1, TEXT("d"), TEXT("D"));
    heading_add(&document->body, 2, TEXT("e"), TEXT("E"));
    assert_holds(part(arena, document, "navigation.xhtml"),
                 "<li><a href=\"section1.xhtml#a\">A</a>\n<ol>\n"
                 "<li><a href=\"section1.xhtml#b\">B</a>\n<ol>\n"
                 "<li><a href=\"section1.xhtml#c\">C</a></li></ol></li></ol></li>\n"
                 "<li><a href=\"section2.xhtml#d\">D</a>\n<ol>\n"
                 "<li><a href=\"section2.xhtml#e\">E</a></li></ol></li></ol></nav>");
    arena_free(arena);
}

TEST(a_book_without_headings_has_one_file_and_a_way_to_it)
{
    struct arena *arena = arena_new();
    struct document *document = packed_document(arena);
    paragraph_add_text(&document->body, TEXT("a"));
    assert_holds(part(arena, document, "navigation.xhtml"),
                 "<li><a href=\"title.xhtml\">Title</a></li></ol>");
    assert_lacks(part(arena, document, "package.opf"), "section1.xhtml");
    arena_free(arena);
}

TEST(a_note_is_known_as_one_from_both_ends)
{
    struct arena *arena = arena_new();
    struct document *document = packed_document(arena);
    heading_add(&document->body, 1, TEXT("one"), TEXT("One"));
    struct runs *runs = paragraph_add(&document->body);
    run_add(runs, TEXT("late"));
    run_add(runs, (struct text){0})->note = TEXT("why");
    heading_add(&document->body, 1, TEXT("two"), TEXT("Two"));
    run_add(note_add(&document->body, TEXT("why")), TEXT("Because."));
    assert_holds(
        part(arena, document, "section1.xhtml"),
        "late <a epub:type=\"noteref\" role=\"doc-noteref\" href=\"section2.xhtml#why\">[note 1]</a>");
    assert_holds(part(arena, document, "section2.xhtml"),
                 "<p class=\"note\" epub:type=\"footnote\" role=\"doc-footnote\" id=\"why\">");
    arena_free(arena);
}

TEST(what_is_not_in_the_book_is_named_without_a_link)
{
    struct arena *arena = arena_new();
    struct document *document = packed_document(arena);
    struct runs *runs = paragraph_add(&document->body);
    run_link(runs, TEXT("The data"), TEXT("data.csv"));
    run_link(runs, TEXT(", the office"), TEXT("https://www.example.org/"));
    assert_holds(part(arena, document, "title.xhtml"),
                 "<p>The data<a href=\"https://www.example.org/\">, the office</a></p>");
    arena_free(arena);
}

TEST(both_kinds_of_readers_are_told_the_language)
{
    struct arena *arena = arena_new();
    struct document *document = packed_document(arena);
    struct run *welsh = run_add(paragraph_add(&document->body), TEXT("Tŷ"));
    welsh->foreign = true;
    welsh->language = LANGUAGE_WELSH;
    struct text page = part(arena, document, "title.xhtml");
    assert_holds(page, "lang=\"en\" xml:lang=\"en\"");
    assert_holds(page, "<span lang=\"cy\" xml:lang=\"cy\">Tŷ</span>");
    assert_holds(part(arena, document, "package.opf"), "<dc:language>en-GB</dc:language>");
    arena_free(arena);
}

TEST(the_marks_stand_at_the_head_of_every_file)
{
    struct arena *arena = arena_new();
    struct document *document = packed_document(arena);
    document->marking = TEXT("Official");
    document->draft = TEXT("This is a draft.");
    heading_add(&document->body, 1, TEXT("one"), TEXT("One"));
    static const char *const files[] = {"title.xhtml", "section1.xhtml"};
    for (size_t i = 0; i < 2; i++)
        assert_holds(part(arena, document, files[i]),
                     "<body>\n<div class=\"marks\">\n<p class=\"marking\">Official</p>\n"
                     "<p class=\"draft\">This is a draft.</p></div>");
    arena_free(arena);
}

TEST(another_text_is_another_book_and_the_same_text_the_same)
{
    struct arena *arena = arena_new();
    struct document *document = packed_document(arena);
    paragraph_add_text(&document->body, TEXT("a"));
    struct text once = part(arena, document, "package.opf"), again = part(arena, document, "package.opf");
    assert_holds(once, "<dc:identifier id=\"identifier\">urn:uuid:");
    assert_holds(once, "<meta property=\"dcterms:modified\">2024-05-01T00:00:00Z</meta>");
    assert_true(text_equal(once, again));
    paragraph_add_text(&document->body, TEXT("b"));
    assert_false(text_equal(once, part(arena, document, "package.opf")));
    assert_same_twice(arena, document, document_write_epub);
    arena_free(arena);
}

TEST(a_book_without_pictures_does_not_promise_descriptions)
{
    struct arena *arena = arena_new();
    struct document *document = packed_document(arena);
    paragraph_add_text(&document->body, TEXT("a"));
    struct text package = part(arena, document, "package.opf");
    assert_holds(package, "<meta property=\"schema:accessMode\">textual</meta>");
    assert_lacks(package, "visual");
    assert_lacks(package, "alternativeText");
    arena_free(arena);
}

TEST(a_redaction_says_why)
{
    struct arena *arena = arena_new();
    struct document *document = packed_document(arena);
    run_add(paragraph_add(&document->body), (struct text){0})->redaction = TEXT("names a person");
    assert_holds(part(arena, document, "title.xhtml"),
                 "<span class=\"redacted\">[redacted: names a person]</span>");
    arena_free(arena);
}

TEST(a_table_twice_as_long_takes_twice_the_bytes)
{
    struct arena *arena = arena_new();
    size_t bytes[2];
    for (size_t i = 0; i < 2; i++) {
        struct document *document = packed_document(arena);
        packed_table(document, TEXT("table"), (i + 1) * 2000);
        bytes[i] = part(arena, document, "title.xhtml").length;
    }
    assert_true(bytes[1] > bytes[0] && bytes[1] < bytes[0] * 2 + 10000);
    arena_free(arena);
}
