// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/trend.h"

#include "report/results.h"
#include "report/withholding.h"
#include "report/wording.h"

enum { HASH_SHOWN = 8 };

// ---- Reading -----------------------------------------------------------------------------------------------

struct ids {
    ARRAY_OF(struct text) list;
};

static bool read_earlier(struct store *store, struct arena *arena, const struct review *review,
                         struct ids *ids, struct problems *problems)
{
    struct store_rows *rows = store_query(store, arena, "review_earlier_of_instrument",
                                          STORE_VALUES(store_text(review->instrument_id),
                                                       store_text(review->id),
                                                       store_text(review->period_to)));
    while (store_next(rows))
        *ARRAY_APPEND(arena, &ids->list) = store_column_text(rows, 0);
    return store_finish(rows, problems);
}

static struct trend_line *line_of(struct arena *arena, struct trend *trend, size_t reviews,
                                  const struct criterion *criterion)
{
    for (size_t i = 0; i < trend->lines.count; i++) {
        struct trend_line *line = &trend->lines.items[i];
        if (text_equal(line->criterion, criterion->id) && text_equal(line->hash, criterion->hash))
            return line;
    }
    struct trend_line *line = ARRAY_APPEND(arena, &trend->lines);
    *line = (struct trend_line){.criterion = criterion->id,
                                .hash = criterion->hash,
                                .values = ARENA_ARRAY(arena, struct trend_value, reviews)};
    return line;
}

static void add_review(struct arena *arena, struct trend *trend, size_t reviews,
                       const struct results *results)
{
    size_t review = trend->reviews.count;
    *ARRAY_APPEND(arena, &trend->reviews) = (struct trend_review){
        .title = results->review.title,
        .period_from = results->review.period_from,
        .period_to = results->review.period_to,
        .commitment = results->commitment,
        .withholds = withholding_is_decided(results),
    };
    for (size_t c = 0; c < results->instrument->criterion_count; c++) {
        const struct criterion *criterion = &results->instrument->criteria[c];
        if (!criterion->published)
            continue;
        struct trend_line *line = line_of(arena, trend, reviews, criterion);
        line->title = criterion->title; // the latest
        line->values[review] = (struct trend_value){true, results_count_met(results, c, NULL, false),
                                                    results_count_base(results, c, NULL)};
    }
}

bool trend_read(struct store *store, struct arena *arena, const struct results *results, struct trend *trend,
                struct problems *problems)
{
    struct ids earlier = {0};
    struct trend read = {0};
    if (!read_earlier(store, arena, &results->review, &earlier, problems))
        return false;
    for (size_t i = 0; i < earlier.list.count; i++) {
        struct results found;
        if (!results_read(store, arena, earlier.list.items[i], &found, problems))
            return false;
        if (found.case_count)
            add_review(arena, &read, earlier.list.count + 1, &found);
    }
    add_review(arena, &read, earlier.list.count + 1, results);
    *trend = read;
    return true;
}

static void keep_line(struct arena *arena, const struct trend *trend, const struct trend_line *line,
                      struct trend *kept)
{
    struct trend_line copy = *line;
    size_t review = 0;
    bool known = false;
    copy.values = ARENA_ARRAY(arena, struct trend_value, kept->reviews.count);
    for (size_t i = 0; i < trend->reviews.count; i++)
        if (!trend->reviews.items[i].withholds) {
            copy.values[review++] = line->values[i];
            known = known || line->values[i].known;
        }
    if (known)
        *ARRAY_APPEND(arena, &kept->lines) = copy;
}

struct trend trend_public(struct arena *arena, const struct trend *trend)
{
    struct trend kept = {0};
    for (size_t i = 0; i < trend->reviews.count; i++)
        if (!trend->reviews.items[i].withholds)
            *ARRAY_APPEND(arena, &kept.reviews) = trend->reviews.items[i];
    for (size_t i = 0; i < trend->lines.count; i++)
        keep_line(arena, trend, &trend->lines.items[i], &kept);
    return kept;
}

static bool is_of_an_earlier_draw(const struct trend *trend, size_t review)
{
    struct text commitment = trend->reviews.items[review].commitment;
    for (size_t i = 0; i < review && commitment.length; i++)
        if (text_equal(trend->reviews.items[i].commitment, commitment))
            return true;
    return false;
}

bool trend_is_in_time(const struct trend *trend)
{
    for (size_t i = 1; i < trend->reviews.count; i++) {
        const struct trend_review *before = &trend->reviews.items[i - 1], *review = before + 1;
        if (before->period_to.length == 0 || review->period_from.length == 0 ||
            text_compare(before->period_to, review->period_from) >= 0 || is_of_an_earlier_draw(trend, i))
            return false;
    }
    return true;
}

// ---- The table ---------------------------------------------------------------------------------------------

static bool was_reworded(const struct trend *trend, const struct trend_line *line)
{
    for (size_t i = 0; i < trend->lines.count; i++)
        if (&trend->lines.items[i] != line && text_equal(trend->lines.items[i].criterion, line->criterion))
            return true;
    return false;
}

static void add_line(struct table *table, const struct trend *trend, const struct trend_line *line)
{
    struct document *document = table->document;
    struct text title = report_label(document, &line->title), id = line->criterion;
    if (was_reworded(trend, line)) {
        size_t first = 0;
        while (!line->values[first].known)
            first++;
        title = report_words(
            document, MESSAGE("{criterion}, as worded from “{review}” on", VALUE("criterion", title),
                              VALUE("review", report_label(document, &trend->reviews.items[first].title))));
        id = text_print(document->arena, "%.*s-%.*s", TEXT_PRINT(line->criterion),
                        TEXT_PRINT(text_slice(line->hash, 0, HASH_SHOWN)));
    }
    table_column(table, id, title, COLUMN_PROPORTION)->share = 2;
}

static void fill_cell(struct table *table, struct cell *cell, const struct trend *trend,
                      const struct trend_line *line, size_t review)
{
    const struct trend_value *value = &line->values[review];
    if (value->known)
        cell_proportion(cell, value->met, value->base, (struct text){0});
    else
        cell_empty(cell, report_word(table->document, was_reworded(trend, line) ? N_("Asked in other words")
                                                                                : N_("Not asked")));
}

void table_trend(struct blocks *blocks, const struct trend *trend)
{
    struct document *document = blocks->document;
    bool in_time = trend_is_in_time(trend);
    struct table *table = table_add(
        blocks, TEXT(TABLE_TREND),
        report_word(document,
                    in_time ? N_("How many of the cases reviewed met each criterion, in this review and in "
                                 "earlier ones with the same criteria")
                            : N_("How many of the cases reviewed met each criterion, in this review and in "
                                 "others with the same criteria")));
    struct table_column *first = table_column(table, TEXT("review"), report_word(document, N_("Review")),
                                              COLUMN_TEXT);
    first->row_header = true;
    first->share = 3;
    for (size_t i = 0; i < trend->lines.count; i++)
        add_line(table, trend, &trend->lines.items[i]);
    for (size_t review = 0; review < trend->reviews.count; review++) {
        struct cell *cells = table_row(table);
        cell_text(&cells[0], report_label(document, &trend->reviews.items[review].title));
        for (size_t i = 0; i < trend->lines.count; i++)
            fill_cell(table, &cells[i + 1], trend, &trend->lines.items[i], review);
    }
    if (!in_time)
        paragraph_add_text(
            blocks,
            report_word(document,
                        N_("These reviews do not all follow one another in time: some are of one draw, or "
                           "their periods overlap or are not known. The table sets them side by side, and "
                           "shows no change over time.")));
}
