// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/document_blocks.h"

#include "temporary.h"
#include "test.h"

static struct shown_document read(struct visit *visit, const char *json)
{
    struct shown_document document = {0};
    visit->arena = arena_new();
    problems_init(&visit->problems, visit->arena);
    ASSERT_GOOD(shown_document_read(visit, text_from(json), &document), &visit->problems);
    return document;
}

TEST(headings_paragraphs_and_items_are_words_in_their_order)
{
    struct visit visit = {0};
    struct shown_document document = read(
        &visit,
        "{\"title\":\"T\",\"blocks\":["
        "{\"kind\":\"heading\",\"text\":[{\"text\":\"H\"}]},"
        "{\"kind\":\"paragraph\",\"text\":[{\"text\":\"one \"},{\"text\":\"HCSO\",\"expansion\":\"Officer\"}]},"
        "{\"kind\":\"list\",\"items\":[[{\"kind\":\"paragraph\",\"text\":[{\"text\":\"item\"}]}]]},"
        "{\"kind\":\"page_break\"}]}");
    assert_text_equal(document.title, "T");
    assert_int_equal(document.blocks.count, 3);
    assert_int_equal(document.blocks.items[0].kind, SHOWN_HEADING);
    assert_text_equal(document.blocks.items[1].text, "one Officer (HCSO)");
    assert_int_equal(document.blocks.items[2].kind, SHOWN_ITEM);
    assert_text_equal(document.blocks.items[2].text, "item");
    arena_free(visit.arena);
}

#define COLUMNS "\"columns\":[{\"heading\":\"A\",\"kind\":\"text\"},{\"heading\":\"B\",\"kind\":\"count\"}],"
#define ROWS \
    "\"rows\":[{\"cells\":[{\"text\":[{\"text\":\"x\"}]},{\"count\":1284}]},{\"cells\":[{\"empty\":\"none\"},{\"count\":0}]}]"

TEST(a_table_has_its_caption_columns_and_cells)
{
    struct visit visit = {0};
    struct shown_document document = read(
        &visit, "{\"blocks\":[{\"kind\":\"table\",\"caption\":[{\"text\":\"C\"}]," COLUMNS ROWS "}]}");
    const struct component_table *table = &document.blocks.items[0].table;
    assert_text_equal(table->caption, "C");
    assert_true(table->columns.count == 2 && table->columns.items[1].numeric &&
                !table->columns.items[0].numeric);
    assert_int_equal(table->rows.count, 2);
    assert_text_equal(table->rows.items[0].items[1].text, "1,284");
    assert_text_equal(table->rows.items[1].items[0].text, "none");
    arena_free(visit.arena);
}

TEST(groups_with_headings_become_tables_of_their_own)
{
    struct visit visit = {0};
    struct shown_document document = read(
        &visit, "{\"blocks\":[{\"kind\":\"table\",\"caption\":[{\"text\":\"C\"}]," COLUMNS
                "\"groups\":[{\"heading\":\"G\",\"rows\":1},{\"heading\":\"H\",\"rows\":1}]," ROWS "}]}");
    assert_int_equal(document.blocks.count, 3);
    assert_text_equal(document.blocks.items[0].text, "C");
    assert_text_equal(document.blocks.items[1].table.caption, "G");
    assert_int_equal(document.blocks.items[1].table.rows.count, 1);
    assert_text_equal(document.blocks.items[2].table.caption, "H");
    assert_text_equal(document.blocks.items[2].table.rows.items[0].items[0].text, "none");
    arena_free(visit.arena);
}

TEST(what_is_no_document_is_refused_or_shows_nothing)
{
    struct visit visit = {.arena = arena_new()};
    struct shown_document document = {0};
    problems_init(&visit.problems, visit.arena);
    assert_false(shown_document_read(&visit, TEXT("{"), &document));
    problems_init(&visit.problems, visit.arena);
    static const char *const odd[] = {
        "{}", "[]", "{\"blocks\":7}",
        "{\"blocks\":[{\"kind\":\"table\",\"groups\":[{\"heading\":\"G\",\"rows\":-1}]}]}",
        "{\"blocks\":[{\"kind\":\"table\",\"rows\":[7,{\"cells\":[null]}]}]}"};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        assert_true(shown_document_read(&visit, text_from(odd[i]), &document));
    arena_free(visit.arena);
}
