// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/reviewers.h"

#include "report/wording.h"
#include "statistics/rounding.h"

enum { DECIMALS = 2 };

static struct criterion_categories categories_of(struct arena *arena, const struct criterion *criterion)
{
    struct criterion_categories categories = {.criterion = criterion->id, .scale = SCALE_NOMINAL};
    categories.categories = ARENA_ARRAY(arena, struct text, criterion->outcome_count);
    for (size_t i = 0; i < criterion->outcome_count; i++)
        if (!criterion->outcomes[i].implicit)
            categories.categories[categories.category_count++] = criterion->outcomes[i].id;
    return categories;
}

struct rating_list {
    ARRAY_OF(struct rating) list;
};

static void add_ratings(struct arena *arena, const struct assessment *assessment, struct rating_list *ratings)
{
    for (size_t i = 0; i < assessment->answer_count; i++)
        if (assessment->answers[i].judged.length)
            *ARRAY_APPEND(arena, &ratings->list) = (struct rating){
                .criterion = assessment->answers[i].criterion,
                .unit = assessment->case_id,
                .reviewer = assessment->reviewer,
                .outcome = assessment->answers[i].judged,
            };
}

bool reviewers_agreement(struct arena *arena, const struct results *results,
                         struct criterion_agreements *agreements, struct problems *problems)
{
    const struct instrument *instrument = results->instrument;
    struct criterion_categories *criteria = ARENA_ARRAY(arena, struct criterion_categories,
                                                        instrument->criterion_count);
    struct rating_list ratings = {0};
    size_t judged = 0, row;
    for (size_t c = 0; c < instrument->criterion_count; c++)
        if (instrument->criteria[c].judged)
            criteria[judged++] = categories_of(arena, &instrument->criteria[c]);
    for (size_t i = 0; i < results->assessments.list.count; i++) {
        const struct assessment *assessment = &results->assessments.list.items[i];
        if (assessment->kind == ASSESSMENT_REVIEW && assessment->state == ASSESSMENT_SUBMITTED &&
            results_find_case(results, assessment->case_id, &row))
            add_ratings(arena, assessment, &ratings);
    }
    struct agreement_choice choice = {.confidence = confidence_95()};
    return agreement_by_criterion(arena, criteria, judged, ratings.list.items, ratings.list.count, choice,
                                  agreements, problems);
}

// Of the cases with two answers or more, those on which all answers are the same.
static int64_t count_unanimous(const struct tally *tally)
{
    int64_t unanimous = 0;
    for (size_t unit = 0; unit < tally->units; unit++)
        for (size_t category = 0; tally->ratings[unit] >= 2 && category < tally->categories; category++)
            unanimous += tally->count[unit * tally->categories + category] == tally->ratings[unit];
    return unanimous;
}

static struct decimal coefficient(double number)
{
    return rounded_decimal(number, DECIMALS);
}

static struct text coefficient_words(struct arena *arena, struct decimal number)
{
    return decimal_words(arena, number, MEASURE_PLAIN);
}

// "0.67 (0.12 to 1.00)", or why there is none.
static void fill_estimate(struct blocks *blocks, struct cell *cell, const struct estimate *estimate)
{
    struct arena *arena = blocks->document->arena;
    if (estimate->value.why != DEFINED) {
        cell_empty(cell, report_word(blocks->document, undefined_words(estimate->value.why)));
        return;
    }
    struct decimal number = coefficient(estimate->value.value);
    struct text value = coefficient_words(arena, number);
    struct range interval = range_of_agreement(estimate, -1);
    cell_value(cell, number);
    if (interval.why != DEFINED) {
        cell_text(cell, value);
        for (size_t end = 0; end < 2; end++)
            cell_value_absent(cell, report_word(blocks->document, undefined_words(interval.why)));
        return;
    }
    struct decimal low = coefficient(interval.low), high = coefficient(interval.high);
    struct message range = MESSAGE("{value} (95 % interval {low} to {high})", VALUE("value", value),
                                   VALUE("low", coefficient_words(arena, low)),
                                   VALUE("high", coefficient_words(arena, high)));
    cell_text(cell, message_text(arena, blocks->document->language, &range));
    cell_value(cell, low);
    cell_value(cell, high);
}

// What chance would give comes from how often each outcome was answered: who knows on how many cases all agreed could work
// back from the coefficient to the outcomes.
static void follow_outcomes(struct cell *cell, const struct criterion *criterion)
{
    for (size_t o = 0; o < criterion->outcome_count; o++)
        cell_follow(cell, text_print(cell->runs.arena, "%.*s.%.*s", TEXT_PRINT(criterion->id),
                                     TEXT_PRINT(criterion->outcomes[o].id)));
}

static void add_row(struct blocks *blocks, struct table *table, const struct results *results,
                    const struct criterion_agreement *agreement)
{
    size_t c = 0;
    instrument_find_criterion(results->instrument, agreement->criterion, &c);
    struct cell *cells = table_row(table);
    cell_text(&cells[0], results->instrument->criteria[c].title.in[blocks->document->language]);
    cell_proportion(&cells[1], count_unanimous(&agreement->agreement.tally), (int64_t)agreement->units,
                    (struct text){0});
    fill_estimate(blocks, &cells[2], &agreement->agreement.alpha[METRIC_NOMINAL].estimate);
    fill_estimate(blocks, &cells[3], &agreement->agreement.coefficients[WEIGHTS_UNWEIGHTED].gwet);
    for (size_t column = 2; column <= 3; column++)
        follow_outcomes(&cells[column], &results->instrument->criteria[c]);
}

static void add_coefficient_column(struct table *table, struct text id, const char *heading)
{
    const struct document *document = table->document;
    table_column(table, id, report_word(document, heading), COLUMN_TEXT)->share = 3;
    table_column_value(table, TEXT("value"), report_word(document, N_("value")));
    table_column_value(table, TEXT("low"), report_word(document, N_("95 % interval, at least")));
    table_column_value(table, TEXT("high"), report_word(document, N_("95 % interval, at most")));
}

bool table_agreement(struct blocks *blocks, const struct results *results, struct problems *problems)
{
    struct criterion_agreements agreements = {0};
    if (!reviewers_agreement(blocks->document->arena, results, &agreements, problems))
        return false;
    if (agreements.list.count == 0) {
        paragraph_add_text(
            blocks,
            report_word(blocks->document, N_("No case was judged by more than one reviewer, so there is no "
                                             "agreement between reviewers to tell.")));
        return true;
    }
    paragraph_add_text(
        blocks,
        report_word(blocks->document,
                    N_("Some cases were judged by more than one reviewer. The table says on how many of "
                       "these all gave the same answer. Alpha and AC1 set that against what chance "
                       "would give: 0 is chance, 1 is complete agreement. None of them says that an "
                       "answer is right.")));
    struct table *table = table_add(
        blocks, TEXT(TABLE_AGREEMENT),
        report_word(blocks->document, N_("How far reviewers of the same case agreed, before moderation")));
    struct table_column *first = table_column(table, TEXT("criterion"),
                                              report_word(blocks->document, N_("Criterion")), COLUMN_TEXT);
    first->row_header = true;
    first->share = 3;
    table_column(table, TEXT("all_agreed"), report_word(blocks->document, N_("All agreed")),
                 COLUMN_PROPORTION)
        ->share = 2;
    add_coefficient_column(table, TEXT("alpha"), N_("Krippendorff's alpha"));
    add_coefficient_column(table, TEXT("ac1"), N_("Gwet's AC1"));
    for (size_t i = 0; i < agreements.list.count; i++)
        add_row(blocks, table, results, &agreements.list.items[i]);
    return true;
}
