// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/package_parts.h"

#include "test.h"
#include "unpacked.h"

static bool has(struct text text, const char *part)
{
    size_t at;
    return text_find(text, text_from(part), &at);
}

static struct package properties(struct arena *arena, const struct document *document)
{
    struct package package = {.arena = arena};
    struct checked_document checked = {.document = document};
    package_add_properties(&package, &checked, "word/document.xml");
    return package;
}

TEST(relations_are_numbered_from_one)
{
    struct arena *arena = arena_new();
    struct relations relations = {.arena = arena};
    assert_text_equal(relations_add(&relations, "styles", TEXT("styles.xml")), "rId1");
    assert_text_equal(relations_add_address(&relations, "hyperlink", TEXT("https://example.org/")), "rId2");
    struct text part = relations_part(arena, &relations);
    assert_true(
        has(part,
            "Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" "
            "Target=\"styles.xml\"/>"));
    assert_true(has(part, "Target=\"https://example.org/\" TargetMode=\"External\"/>"));
    arena_free(arena);
}

TEST(an_address_keeps_its_ampersand_and_loses_what_no_address_has)
{
    struct arena *arena = arena_new();
    struct relations relations = {.arena = arena};
    relations_add_address(&relations, "hyperlink", TEXT("https://example.org/a?b=1&c=2#d"));
    relations_add_address(&relations, "hyperlink", TEXT("https://example.org/t\xC5\xB7 [1]%20\""));
    struct text part = relations_part(arena, &relations);
    assert_true(has(part, "Target=\"https://example.org/a?b=1&amp;c=2#d\""));
    assert_true(has(part, "Target=\"https://example.org/t%C5%B7%20%5B1%5D%20%22\""));
    arena_free(arena);
}

TEST(the_properties_tell_the_document_and_no_clock)
{
    struct arena *arena = arena_new();
    struct document *document = document_new(arena, LANGUAGE_WELSH);
    document->title = TEXT("Teitl & is-deitl");
    document->organisation = TEXT("Swyddfa");
    document->date = (struct civil_date){2019, 10, 1};
    struct package package = properties(arena, document);
    assert_int_equal(package.parts.count, 3);
    struct text core = package.parts.items[1].content;
    assert_true(has(core, "<dc:title>Teitl &amp; is-deitl</dc:title>"));
    assert_true(has(core, "<dc:creator>Swyddfa</dc:creator>"));
    assert_true(has(core, "<dc:language>cy-GB</dc:language>"));
    assert_true(
        has(core, "<dcterms:created xsi:type=\"dcterms:W3CDTF\">2019-10-01T00:00:00Z</dcterms:created>"));
    assert_false(has(core, "dc:subject")); // there is none
    arena_free(arena);
}

TEST(every_part_has_its_content_type)
{
    struct arena *arena = arena_new();
    struct package package = {.arena = arena};
    struct problems problems;
    struct buffer out = {0};
    problems_init(&problems, arena);
    package_add(&package, "word/document.xml", "application/x-main+xml", TEXT("<a/>"));
    package_add(&package, "word/media/picture1.png", NULL, TEXT("png"));
    assert_true(package_write(&package, TEXT("docx"), &out, &problems));
    struct text types = unpacked(arena, &out, "[Content_Types].xml");
    assert_true(
        has(types, "<Override PartName=\"/word/document.xml\" ContentType=\"application/x-main+xml\"/>"));
    assert_true(has(types, "<Default Extension=\"png\" ContentType=\"image/png\"/>"));
    assert_false(has(types, "picture1"));
    assert_text_equal(unpacked(arena, &out, "word/media/picture1.png"), "png");
    buffer_dispose(&out);
    arena_free(arena);
}
