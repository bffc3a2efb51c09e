// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/checker.h"

// How many columns each kind of figure needs: at least, at most (0: as many as there are).
static const struct {
    size_t least, most;
} column_counts[] = {
    [CHART_BARS] = {1, 1},
    [CHART_STACKED] = {1, 0},
    [CHART_TREND] = {1, 0},
    [CHART_INTERVALS] = {3, 3},
};

static const struct table *find_table(const struct checker *checker, struct text id)
{
    const struct blocks *body = &checker->document->body;
    for (size_t i = 0; i < body->count; i++)
        if (body->items[i]->kind == BLOCK_TABLE && text_equal(body->items[i]->id, id))
            return &body->items[i]->table;
    return NULL;
}

static bool is_drawable(const struct table *table, size_t column)
{
    return column < table->columns.count && (table->columns.items[column].kind == COLUMN_COUNT ||
                                             table->columns.items[column].kind == COLUMN_PROPORTION);
}

static void check_columns(struct checker *checker, const struct block *block, const struct table *table)
{
    const struct chart *chart = &block->chart;
    size_t most = column_counts[chart->kind].most;
    if (chart->columns.count < column_counts[chart->kind].least || (most && chart->columns.count > most))
        checker_report(checker, block->id,
                       MESSAGE("a figure of this kind cannot show {count} columns",
                               NUMBER("count", chart->columns.count)),
                       NO_MESSAGE);
    for (size_t i = 0; i < chart->columns.count; i++)
        if (!is_drawable(table, chart->columns.items[i]))
            checker_report(checker, block->id,
                           MESSAGE("the figure shows a column that is none of counts or proportions"),
                           NO_MESSAGE);
}

void check_chart(struct checker *checker, const struct block *block)
{
    const struct chart *chart = &block->chart;
    const struct table *table = find_table(checker, chart->table);
    if (runs_are_empty(&chart->caption))
        checker_report(checker, block->id, MESSAGE("the figure has no caption"), NO_MESSAGE);
    else
        check_runs(checker, part_name(checker->arena, block, TEXT("caption")), &chart->caption);
    struct text name = part_name(checker->arena, block, TEXT("alternative"));
    check_text(checker, name, chart->alternative, false);
    check_abbreviations(checker, name, chart->alternative);
    if (text_trim(chart->alternative).length == 0)
        checker_report(checker, name, MESSAGE("no words say what the figure shows"),
                       MESSAGE("readers who do not see it have nothing else"));
    if (!table)
        problem_report_value(checker->problems, checker_place(checker, block->id), chart->table,
                             MESSAGE("the figure pictures a table that the document does not have"),
                             NO_MESSAGE);
    else
        check_columns(checker, block, table);
}
