// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/figures.h"

#include "test.h"

struct report {
    struct document *document; // the alternative texts are read before the document is checked
    struct arena *arena;
};

static struct table *table_of(struct report *report, enum language language, const char *column)
{
    report->arena = arena_new();
    report->document = document_new(report->arena, language);
    struct table *table = table_add(&report->document->body, TEXT("numbers"), TEXT("Numbers"));
    table_column(table, TEXT("name"), TEXT("Name"), COLUMN_TEXT)->row_header = true;
    table_column(table, TEXT("value"), text_from(column), COLUMN_COUNT);
    return table;
}

static void add(struct table *table, const char *name, int64_t count)
{
    struct cell *cells = table_row(table);
    cell_text(&cells[0], text_from(name));
    cell_count(&cells[1], count, (struct text){0});
}

static struct text told(const struct report *report)
{
    const struct blocks *body = &report->document->body;
    const struct block *last = body->items[body->count - 1];
    assert_int_equal(last->kind, BLOCK_CHART);
    return last->chart.alternative;
}

TEST(the_longest_and_the_shortest_are_named_with_how_many_of_how_many)
{
    struct report report;
    struct table *table = table_of(&report, LANGUAGE_ENGLISH, "Cases");
    add(table, "A", 2);
    add(table, "B", 5);
    add(table, "C", 2);
    figure_summary(&report.document->body, 9);
    assert_text_equal(
        told(&report),
        "Bars show how many of the 9 cases reviewed are of each type. The longest bar is B, with "
        "5 of 9. The shortest bars, with 2 of 9 each, are: A; C.");
    arena_free(report.arena);
}

TEST(welsh_says_the_same)
{
    struct report report;
    struct table *table = table_of(&report, LANGUAGE_WELSH, "Achosion");
    add(table, "A", 2);
    add(table, "B", 5);
    figure_summary(&report.document->body, 7);
    assert_text_equal(
        told(&report),
        "Mae'r barrau'n dangos faint o'r 7 achos a adolygwyd sydd o bob math. Y bar hiraf yw B: "
        "5 o 7. Y bar byrraf yw A: 2 o 7.");
    arena_free(report.arena);
}

TEST(equal_bars_are_said_to_be_equal_and_one_is_no_figure)
{
    struct report report;
    struct table *table = table_of(&report, LANGUAGE_ENGLISH, "Cases");
    add(table, "A", 2);
    figure_summary(&report.document->body, 2);
    assert_int_equal(report.document->body.count, 1);
    add(table, "B", 2);
    figure_summary(&report.document->body, 4);
    assert_text_equal(
        told(&report),
        "Bars show how many of the 4 cases reviewed are of each type. All bars are equally long, "
        "with 2 of 4 each.");
    arena_free(report.arena);
}

static size_t figures_in(const struct document *document)
{
    size_t count = 0;
    for (size_t i = 0; i < document->body.count; i++)
        count += document->body.items[i]->kind == BLOCK_CHART;
    return count;
}

TEST(a_line_is_said_to_rise_or_fall_from_its_first_value_to_its_last)
{
    struct report report = {.arena = arena_new()};
    report.document = document_new(report.arena, LANGUAGE_ENGLISH);
    struct table *table = table_add(&report.document->body, TEXT("trend"), TEXT("Trend"));
    table_column(table, TEXT("review"), TEXT("Review"), COLUMN_TEXT)->row_header = true;
    static const char *const names[] = {"A", "B", "C", "D"};
    for (size_t i = 0; i < 4; i++)
        table_column(table, text_from(names[i]), text_from(names[i]), COLUMN_PROPORTION);
    for (int64_t review = 0; review < 2; review++) {
        struct cell *cells = table_row(table);
        cell_text(&cells[0], review ? TEXT("Autumn") : TEXT("Spring"));
        cell_proportion(&cells[1], 1 + review, 9, (struct text){0});
        cell_proportion(&cells[2], 4, 8 + review, (struct text){0});
        cell_proportion(&cells[3], 1 + review, 2 + 2 * review, (struct text){0});
        if (review)
            cell_empty(&cells[4], TEXT("Not asked"));
        else
            cell_proportion(&cells[4], 3, 9, (struct text){0});
    }
    figure_trend(&report.document->body);
    assert_text_equal(
        told(&report),
        "Lines show how many of the cases reviewed met each criterion, in 2 reviews from “Spring” to “Autumn”. "
        "“A” rose, from 1 of 9 at first to 2 of 9 in the end. "
        "“B” fell, from 4 of 8 at first to 4 of 9 in the end. "
        "“C” ended as it began, with 1 of 2 at first and 2 of 4 in the end. "
        "“D” has a value in one review only: 3 of 9.");
    assert_int_equal(figures_in(report.document), 1);
    arena_free(report.arena);
}

TEST(more_lines_than_can_be_told_apart_make_another_figure)
{
    struct report report = {.arena = arena_new()};
    report.document = document_new(report.arena, LANGUAGE_ENGLISH);
    struct table *table = table_add(&report.document->body, TEXT("trend"), TEXT("Trend"));
    table_column(table, TEXT("review"), TEXT("Review"), COLUMN_TEXT)->row_header = true;
    for (size_t i = 0; i < 7; i++)
        table_column(table, text_print(report.arena, "c%zu", i), TEXT("C"), COLUMN_PROPORTION);
    for (int review = 0; review < 2; review++) {
        struct cell *cells = table_row(table);
        cell_text(&cells[0], TEXT("Review"));
        for (size_t i = 1; i <= 7; i++)
            cell_proportion(&cells[i], 1, 2, (struct text){0});
    }
    figure_trend(&report.document->body);
    assert_int_equal(figures_in(report.document), 2);
    const struct block *second = report.document->body.items[2];
    assert_text_equal(second->id, "trend-figure-2");
    assert_int_equal(second->chart.columns.count, 1);
    assert_int_equal(second->chart.columns.items[0], 7);
    arena_free(report.arena);
}
