// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/figures.h"

#include "document/words.h"
#include "report/wording.h"

// A figure stands on one page, in large print as well.
enum { LINES_MOST = 6, GROUPS_MOST = 8, MET_COLUMN = 2 };

bool figure_outcomes_fit(size_t criteria)
{
    return criteria <= GROUPS_MOST;
}

// A value of the table with its name: the part of a base.
struct value {
    struct text label;
    int64_t part, base;
};

struct values {
    ARRAY_OF(struct value) list;
};

static const struct block *last_block(const struct blocks *blocks)
{
    return blocks->items[blocks->count - 1];
}

static struct text figure_id(struct blocks *blocks, const struct block *block)
{
    return text_print(blocks->document->arena, "%.*s-figure", TEXT_PRINT(block->id));
}

static struct text label_of(const struct cell *cell)
{
    return cell->kind == CONTENT_RUNS && cell->runs.count ? cell->runs.items[0].text : (struct text){0};
}

// The rows of a part of the table that have a number in the column; a count is a part of `base`.
static struct values values_of(struct blocks *blocks, const struct table *table, size_t first, size_t count,
                               size_t column, int64_t base)
{
    struct values values = {0};
    for (size_t i = first; i < first + count; i++) {
        const struct body_row *row = &table->rows.items[i];
        const struct cell *cell = &row->cells[column];
        if (row->total || (cell->kind != CONTENT_COUNT && cell->kind != CONTENT_PROPORTION))
            continue;
        *ARRAY_APPEND(blocks->document->arena, &values.list) = (struct value){
            label_of(&row->cells[0]), cell->count, cell->kind == CONTENT_COUNT ? base : cell->base};
    }
    return values;
}

static int compare(const struct value *a, const struct value *b)
{
    __int128 left = (__int128)a->part * b->base, right = (__int128)b->part * a->base;
    return (left > right) - (left < right);
}

// ---- Sentences ---------------------------------------------------------------------------------------------

// What stands at one end of the order: its share, and the names of all that share it.
struct extreme {
    struct text share, labels;
    size_t count;
};

static struct text share_of(struct blocks *blocks, const struct value *value)
{
    return words_proportion(blocks->document->arena, blocks->document->language, value->part, value->base);
}

static struct extreme extreme(struct blocks *blocks, const struct values *values, int direction)
{
    struct arena *arena = blocks->document->arena;
    const struct value *best = &values->list.items[0];
    for (size_t i = 1; i < values->list.count; i++)
        if (compare(&values->list.items[i], best) * direction > 0)
            best = &values->list.items[i];
    struct extreme found = {.share = share_of(blocks, best)};
    for (size_t i = 0; i < values->list.count; i++) {
        const struct value *value = &values->list.items[i];
        if (compare(value, best) != 0)
            continue;
        found.labels = found.count++ ? text_print(arena, "%.*s; %.*s", TEXT_PRINT(found.labels),
                                                  TEXT_PRINT(value->label))
                                     : value->label;
    }
    return found;
}

static void say(struct blocks *blocks, struct text *told, struct message sentence)
{
    struct text words = report_words(blocks->document, sentence);
    *told = told->length
                ? text_print(blocks->document->arena, "%.*s %.*s", TEXT_PRINT(*told), TEXT_PRINT(words))
                : words;
}

static void say_bars(struct blocks *blocks, const struct values *values, struct text *told)
{
    struct extreme most = extreme(blocks, values, 1), least = extreme(blocks, values, -1);
    if (most.count == values->list.count) {
        say(blocks, told,
            MESSAGE("All bars are equally long, with {share} each.", VALUE("share", most.share)));
        return;
    }
    say(blocks, told,
        most.count == 1 ? MESSAGE("The longest bar is {label}, with {share}.", VALUE("label", most.labels),
                                  VALUE("share", most.share))
                        : MESSAGE("The longest bars, with {share} each, are: {labels}.",
                                  VALUE("share", most.share), VALUE("labels", most.labels)));
    say(blocks, told,
        least.count == 1 ? MESSAGE("The shortest bar is {label}, with {share}.", VALUE("label", least.labels),
                                   VALUE("share", least.share))
                         : MESSAGE("The shortest bars, with {share} each, are: {labels}.",
                                   VALUE("share", least.share), VALUE("labels", least.labels)));
}

static void say_estimates(struct blocks *blocks, const struct values *values, struct text *told)
{
    struct extreme most = extreme(blocks, values, 1), least = extreme(blocks, values, -1);
    if (most.count == values->list.count) {
        say(blocks, told, MESSAGE("Every estimate is {share}.", VALUE("share", most.share)));
        return;
    }
    say(blocks, told,
        most.count == 1 ? MESSAGE("The highest estimate is {label}, with {share}.",
                                  VALUE("label", most.labels), VALUE("share", most.share))
                        : MESSAGE("The highest estimates, with {share} each, are: {labels}.",
                                  VALUE("share", most.share), VALUE("labels", most.labels)));
    say(blocks, told,
        least.count == 1 ? MESSAGE("The lowest estimate is {label}, with {share}.",
                                   VALUE("label", least.labels), VALUE("share", least.share))
                         : MESSAGE("The lowest estimates, with {share} each, are: {labels}.",
                                   VALUE("share", least.share), VALUE("labels", least.labels)));
}

static void say_pieces(struct blocks *blocks, const struct values *values, struct text criterion,
                       struct text *told)
{
    struct extreme most = extreme(blocks, values, 1);
    if (most.count == 1)
        say(blocks, told,
            MESSAGE("For the criterion “{criterion}”, the largest piece is {label}, with {share}.",
                    VALUE("criterion", criterion), VALUE("label", most.labels), VALUE("share", most.share)));
    else
        say(blocks, told,
            MESSAGE("For the criterion “{criterion}”, the largest pieces, with {share} each, are: {labels}.",
                    VALUE("criterion", criterion), VALUE("labels", most.labels), VALUE("share", most.share)));
}

static void say_line(struct blocks *blocks, const struct values *values, struct text name, struct text *told)
{
    const struct value *first = &values->list.items[0], *last = &values->list.items[values->list.count - 1];
    struct text from = share_of(blocks, first), to = share_of(blocks, last);
    int direction = compare(last, first);
    if (values->list.count == 1)
        say(blocks, told,
            MESSAGE("“{criterion}” has a value in one review only: {share}.", VALUE("criterion", name),
                    VALUE("share", from)));
    else if (direction > 0)
        say(blocks, told,
            MESSAGE("“{criterion}” rose, from {first} at first to {last} in the end.",
                    VALUE("criterion", name), VALUE("first", from), VALUE("last", to)));
    else if (direction < 0)
        say(blocks, told,
            MESSAGE("“{criterion}” fell, from {first} at first to {last} in the end.",
                    VALUE("criterion", name), VALUE("first", from), VALUE("last", to)));
    else
        say(blocks, told,
            MESSAGE("“{criterion}” ended as it began, with {first} at first and {last} in the end.",
                    VALUE("criterion", name), VALUE("first", from), VALUE("last", to)));
}

// ---- Figures -----------------------------------------------------------------------------------------------

void figure_summary(struct blocks *blocks, int64_t cases)
{
    const struct block *block = last_block(blocks);
    struct values values = values_of(blocks, &block->table, 0, block->table.rows.count, 1, cases);
    if (values.list.count < 2)
        return;
    struct text told = {0};
    say(blocks, &told,
        MESSAGE("Bars show how many of the {count} cases reviewed are of each type.",
                NUMBER("count", cases)));
    say_bars(blocks, &values, &told);
    chart_column(chart_add(&blocks->document->body, CHART_BARS, figure_id(blocks, block), block->id,
                           report_word(blocks->document, N_("The cases reviewed, by type")), told),
                 1);
}

void figure_outcomes(struct blocks *blocks, int64_t cases, const struct text *criteria, const char *caption)
{
    const struct block *block = last_block(blocks);
    const struct table *table = &block->table;
    struct text told = {0};
    bool varied = false;
    say(blocks, &told,
        MESSAGE("Each bar is the {count} cases reviewed, in pieces by their outcome for one criterion.",
                NUMBER("count", cases)));
    for (size_t i = 0; i < table->groups.count; i++) {
        const struct row_group *group = table->groups.items[i];
        struct values values = values_of(blocks, table, group->first, group->count, 1, cases);
        varied = varied || values.list.count > 1;
        if (values.list.count)
            say_pieces(blocks, &values, criteria[i], &told);
    }
    if (!varied || cases < 2)
        return;
    chart_column(chart_add(&blocks->document->body, CHART_STACKED, figure_id(blocks, block), block->id,
                           report_word(blocks->document, caption), told),
                 1);
}

void figure_estimates(struct blocks *blocks, int64_t cases)
{
    const struct block *block = last_block(blocks);
    struct values values = values_of(blocks, &block->table, 0, block->table.rows.count, 1, cases);
    if (values.list.count == 0)
        return;
    struct text told = {0};
    say(blocks, &told,
        MESSAGE(
            "Each point is an estimate of how many of the {count} cases of the frame met a criterion, on a "
            "line from the low end of its interval to the high end.",
            NUMBER("count", cases)));
    say_estimates(blocks, &values, &told);
    struct text caption = report_word(blocks->document,
                                      N_("Estimates for all cases of the frame, with their intervals"));
    struct chart *chart = chart_add(&blocks->document->body, CHART_INTERVALS, figure_id(blocks, block),
                                    block->id, caption, told);
    for (size_t column = 1; column <= 3; column++)
        chart_column(chart, column);
}

void figure_compliance(struct blocks *blocks)
{
    const struct block *block = last_block(blocks);
    const struct table *table = &block->table;
    struct values values = values_of(blocks, table, 0, table->rows.count, MET_COLUMN, 0);
    if (values.list.count < 2)
        return;
    struct text told = {0};
    say(blocks, &told, MESSAGE("Each bar shows how many of its cases met a criterion."));
    say_bars(blocks, &values, &told);
    chart_column(chart_add(&blocks->document->body, CHART_BARS, figure_id(blocks, block), block->id,
                           report_word(blocks->document, N_("How many cases met each criterion")), told),
                 MET_COLUMN);
}

// Of some of the columns: as many as can be told apart.
static void add_trend(struct blocks *blocks, const struct block *block, struct text id, size_t first,
                      size_t end)
{
    const struct table *table = &block->table;
    size_t rows = table->rows.count;
    struct text told = {0};
    say(blocks, &told,
        MESSAGE("Lines show how many of the cases reviewed met each criterion, in {count} reviews from "
                "“{first}” to “{last}”.",
                NUMBER("count", rows), VALUE("first", label_of(&table->rows.items[0].cells[0])),
                VALUE("last", label_of(&table->rows.items[rows - 1].cells[0]))));
    for (size_t column = first; column < end; column++) {
        struct values values = values_of(blocks, table, 0, rows, column, 0);
        if (values.list.count)
            say_line(blocks, &values, table->columns.items[column].heading, &told);
    }
    struct chart *chart = chart_add(
        &blocks->document->body, CHART_TREND, id, block->id,
        report_word(blocks->document, N_("Cases that met each criterion, from review to review")), told);
    for (size_t column = first; column < end; column++)
        chart_column(chart, column);
}

void figure_trend(struct blocks *blocks)
{
    const struct block *block = last_block(blocks);
    size_t columns = block->table.columns.count;
    for (size_t first = 1; first < columns; first += LINES_MOST) {
        struct text id = figure_id(blocks, block);
        if (first > 1)
            id = text_print(blocks->document->arena, "%.*s-%zu", TEXT_PRINT(id), first / LINES_MOST + 1);
        add_trend(blocks, block, id, first, first + LINES_MOST < columns ? first + LINES_MOST : columns);
    }
}
