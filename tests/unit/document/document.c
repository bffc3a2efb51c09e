// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/document.h"

#include "document/check.h"
#include "document/writers.h"

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

static bool passes(struct arena *arena, const struct document *document,
                   const struct checked_document **checked)
{
    struct problems problems;
    problems_init(&problems, arena);
    return document_check(arena, &document, 1, checked, &problems);
}

TEST(blocks_without_a_name_are_called_by_their_heading)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena);
    paragraph_add_text(&document->body, TEXT("a"));
    heading_add(&document->body, 1, TEXT("one"), TEXT("One"));
    paragraph_add_text(&document->body, TEXT("b"));
    table_add(&document->body, TEXT("table"), TEXT("Caption"));
    paragraph_add_text(&document->body, TEXT("c"));
    assert_text_equal(document->body.items[0]->id, "start:1");
    assert_text_equal(document->body.items[2]->id, "one:1");
    assert_text_equal(document->body.items[4]->id, "one:3");
    arena_free(arena);
}

TEST(rows_belong_to_the_latest_group)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena);
    struct table *table = table_add(&document->body, TEXT("table"), TEXT("Caption"));
    table_column(table, TEXT("a"), TEXT("A"), COLUMN_TEXT)->row_header = true;
    struct row_group *first = table_group(table, TEXT("first"), TEXT("First"));
    cell_text(&table_row(table)[0], TEXT("x"));
    cell_text(&table_row(table)[0], TEXT("y"));
    struct row_group *second = table_group(table, TEXT("second"), TEXT("Second"));
    cell_text(&table_row(table)[0], TEXT("z"));
    assert_int_equal(first->count, 2);
    assert_int_equal(second->first, 2);
    assert_int_equal(second->count, 1);
    const struct checked_document *checked;
    assert_true(passes(arena, document, &checked));
    arena_free(arena);
}

TEST(a_failed_check_hands_out_nothing)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena);
    const struct checked_document *checked = NULL;
    assert_false(passes(arena, document, &checked));
    assert_null(checked);
    struct problems problems;
    problems_init(&problems, arena);
    assert_false(document_check(arena, NULL, 0, &checked, &problems));
    arena_free(arena);
}

TEST(the_same_document_gives_the_same_bytes)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena);
    paragraph_add_text(&document->body, TEXT("Text"));
    const struct checked_document *checked;
    assert_true(passes(arena, document, &checked));
    struct buffer once = {0}, twice = {0};
    document_write_html(checked, SHEET_NORMAL, &once);
    document_write_html(checked, SHEET_NORMAL, &twice);
    assert_true(once.length > 0 && text_equal(buffer_text(&once), buffer_text(&twice)));
    buffer_dispose(&once);
    buffer_dispose(&twice);
    arena_free(arena);
}

TEST(a_terminal_of_any_width_gets_every_word)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena);
    struct table *table = table_add(&document->body, TEXT("table"), TEXT("Caption"));
    table_column(table, TEXT("a"), TEXT("Kind"), COLUMN_TEXT)->row_header = true;
    table_column(table, TEXT("b"), TEXT("Cases"), COLUMN_COUNT);
    struct cell *cells = table_row(table);
    cell_text(&cells[0], TEXT("alpha beta gamma"));
    cell_count(&cells[1], 1234567, (struct text){0});
    const struct checked_document *checked;
    assert_true(passes(arena, document, &checked));
    struct buffer out = {0};
    for (size_t width = 1; width < 100; width++) {
        size_t at;
        buffer_clear(&out);
        document_write_terminal(checked, (struct terminal){.width = width}, &out);
        assert_true(text_find(buffer_text(&out), TEXT("gamma"), &at) || width < 20);
        assert_true(text_find(buffer_text(&out), TEXT("1,234,567"), &at) || width < 20);
    }
    buffer_dispose(&out);
    arena_free(arena);
}

// ---- What stays together -----------------------------------------------------------------------------------

TEST(no_row_stands_alone_at_an_end_of_a_page_and_a_total_stands_with_its_rows)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena);
    struct table *table = table_add(&document->body, TEXT("table"), TEXT("Caption"));
    table_column(table, TEXT("a"), TEXT("A"), COLUMN_TEXT)->row_header = true;
    cell_text(&table_row(table)[0], TEXT("alone"));
    assert_false(table_row_keeps(table, 0)); // nothing follows
    for (int i = 0; i < 3; i++)
        cell_text(&table_row(table)[0], TEXT("row"));
    cell_text(&table_total_row(table)[0], TEXT("total"));
    for (int i = 0; i < 3; i++)
        cell_text(&table_row(table)[0], TEXT("row"));
    static const bool keeps[] = {true, false, false, true, false, false, true, false};
    for (size_t i = 0; i < table->rows.count; i++)
        assert_int_equal(table_row_keeps(table, i), keeps[i]);
    run_add(&table->source, TEXT("The register."));
    assert_true(table_row_keeps(table, table->rows.count - 1));
    arena_free(arena);
}

TEST(rows_of_much_text_are_not_kept_together)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena);
    struct table *table = table_add(&document->body, TEXT("table"), TEXT("Caption"));
    table_column(table, TEXT("a"), TEXT("A"), COLUMN_TEXT)->row_header = true;
    for (int i = 0; i < 3; i++)
        cell_text(&table_row(table)[0], TEXT("row"));
    assert_true(table_row_keeps(table, 0) &&
                table_row_keeps(table, 1)); // three stay whole: one would be alone
    char many[600];
    memset(many, 'a', sizeof many);
    cell_text(&table->rows.items[1].cells[0], (struct text){many, sizeof many});
    assert_false(table_row_keeps(table, 0));
    arena_free(arena);
}

TEST(a_paragraph_below_a_heading_or_with_a_colon_introduces_what_it_leads_to)
{
    struct arena *arena = arena_new();
    struct document *document = simple(arena);
    struct blocks *body = &document->body;
    heading_add(body, 1, TEXT("one"), TEXT("One"));
    paragraph_add_text(body, TEXT("introduces"));
    table_add(body, TEXT("table"), TEXT("Caption"));
    paragraph_add_text(body, TEXT("stands behind a table"));
    table_add(body, TEXT("other"), TEXT("Caption"));
    heading_add(body, 1, TEXT("two"), TEXT("Two"));
    paragraph_add_text(body, TEXT("the first of two"));
    paragraph_add_text(body, TEXT("the second"));
    heading_add(body, 1, TEXT("three"), TEXT("Three"));
    paragraph_add_text(body, TEXT("introduces a list"));
    list_add(body, LIST_BULLETS);
    paragraph_add_text(body, TEXT("so does this:"));
    list_add(body, LIST_BULLETS);
    paragraph_add_text(body, TEXT("This is the last:"));
    for (size_t i = 0; i < body->count; i++)
        assert_int_equal(blocks_introduces(body, i), i == 1 || i == 9 || i == 11);
    arena_free(arena);
}

TEST(a_character_that_turns_the_direction_of_writing_stands_in_no_document)
{
    static const char *const texts[] = {"\u202E9100-9102-PD\u202C", "a\u200Eb",
                                        "a\u061C"
                                        "b",
                                        "a\u2069"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct arena *arena = arena_new();
        struct document *document = simple(arena);
        paragraph_add_text(&document->body, text_from(texts[i]));
        const struct checked_document *checked;
        assert_false(passes(arena, document, &checked));
        arena_free(arena);
    }
}
