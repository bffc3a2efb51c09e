// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/estimates.h"

#include "report/published_counts.h"
#include "report/wording.h"
#include "statistics/proportion.h"
#include "statistics/rounding.h"
#include "statistics/strata.h"

#include <math.h>

struct estimator {
    struct blocks *blocks;
    const struct results *results;
    struct stratum *strata; // of the sample; applicable and positive are filled for each figure
    size_t *stratum_of;     // by row of the results; SIZE_MAX: the case was not drawn
    int64_t population, sample;
};

static struct estimator estimator_of(struct blocks *blocks, const struct results *results)
{
    struct arena *arena = blocks->document->arena;
    const struct random_sample *sample = &results->sample;
    struct estimator estimator = {
        .blocks = blocks,
        .results = results,
        .strata = ARENA_ARRAY(arena, struct stratum, sample->stratum_count),
        .stratum_of = ARENA_ARRAY(arena, size_t, results->case_count),
    };
    for (size_t i = 0; i < results->case_count; i++)
        estimator.stratum_of[i] = SIZE_MAX;
    for (size_t i = 0; i < sample->case_count; i++) {
        size_t row;
        if (results_find_case(results, sample->cases[i].case_id, &row))
            estimator.stratum_of[row] = sample->cases[i].stratum;
    }
    for (size_t i = 0; i < sample->stratum_count; i++) {
        estimator.strata[i] = (struct stratum){.name = sample->strata[i].name,
                                               .population = sample->strata[i].cases,
                                               .sample = sample->strata[i].reviewed};
        estimator.population += sample->strata[i].cases;
        estimator.sample += sample->strata[i].reviewed;
    }
    return estimator;
}

// Counts, in each stratum, the drawn cases of a base and those among them that met the criterion.
static void count(struct estimator *estimator, size_t criterion, const struct compliance_base *base,
                  int64_t *applicable, int64_t *met)
{
    const struct results *results = estimator->results;
    *applicable = *met = 0;
    for (size_t i = 0; i < results->sample.stratum_count; i++)
        estimator->strata[i].applicable = estimator->strata[i].positive = 0;
    for (size_t row = 0; row < results->case_count; row++) {
        if (estimator->stratum_of[row] == SIZE_MAX || !results_in_base(results, row, criterion, base))
            continue;
        struct stratum *stratum = &estimator->strata[estimator->stratum_of[row]];
        bool is_met = results_is_met(results, row, criterion, false);
        stratum->applicable++;
        stratum->positive += is_met;
        ++*applicable;
        *met += is_met;
    }
}

static struct decimal percent(double share)
{
    return rounded_decimal(share * 100, 0);
}

static struct text percent_words(struct arena *arena, struct decimal percent)
{
    return decimal_words(arena, percent, MEASURE_PERCENT);
}

// In which ways the column gives its estimates: exact, with an interval in cases, or as a share. Which, a table knows before its
// first row.
static bool has_exact(const struct results *results)
{
    return results->sample.stratum_count == 1;
}

static bool has_shares(const struct results *results)
{
    for (size_t c = 0; c < results->instrument->criterion_count; c++)
        if (results->instrument->criteria[c].base_count)
            return true;
    return !has_exact(results);
}

static void add_estimate_column(struct table *table, const struct results *results)
{
    const struct document *document = table->document;
    table_column(table, TEXT("estimate"), report_word(document, N_("Met, of all cases")), COLUMN_TEXT)
        ->share = 3;
    if (has_exact(results)) {
        table_column_value(table, TEXT("cases_low"),
                           report_word(document, N_("interval in cases, at least")));
        table_column_value(table, TEXT("cases_high"),
                           report_word(document, N_("interval in cases, at most")));
    }
    if (has_shares(results))
        table_column_value(table, TEXT("share"), report_word(document, N_("estimated share")))->measure =
            MEASURE_PERCENT;
    table_column_value(table, TEXT("low"), report_word(document, N_("interval of the share, at least")))
        ->measure = MEASURE_PERCENT;
    table_column_value(table, TEXT("high"), report_word(document, N_("interval of the share, at most")))
        ->measure = MEASURE_PERCENT;
}

// All cases of the frame count and no strata: an interval in cases, exact.
static void fill_exact(const struct estimator *estimator, struct cell *cell, int64_t met)
{
    struct arena *arena = estimator->blocks->document->arena;
    struct finite_intervals intervals;
    finite_intervals(met, estimator->sample, estimator->population, confidence_95(), &intervals);
    struct decimal low = percent(intervals.exact.low), high = percent(intervals.exact.high);
    cell_text(cell,
              report_words(estimator->blocks->document,
                           MESSAGE("{low} to {high} of all {all} cases ({low_percent} to {high_percent})",
                                   NUMBER("low", intervals.low), NUMBER("high", intervals.high),
                                   NUMBER("all", estimator->population),
                                   VALUE("low_percent", percent_words(arena, low)),
                                   VALUE("high_percent", percent_words(arena, high)))));
    cell_value(cell, (struct decimal){intervals.low, 0});
    cell_value(cell, (struct decimal){intervals.high, 0});
    if (has_shares(estimator->results))
        cell_value_absent(
            cell, report_word(estimator->blocks->document, N_("the estimate is the share of those drawn")));
    cell_value(cell, low);
    cell_value(cell, high);
}

// Strata, or a base that not every case belongs to: a share with its interval.
static void fill_share(const struct estimator *estimator, struct cell *cell)
{
    struct arena *arena = estimator->blocks->document->arena;
    struct strata_estimate estimate;
    strata_estimate(estimator->strata, estimator->results->sample.stratum_count, confidence_95(), &estimate);
    if (estimate.estimate.why != DEFINED) {
        cell_empty(cell, report_word(estimator->blocks->document, undefined_words(estimate.estimate.why)));
        return;
    }
    if (estimate.wilson.why != DEFINED) {
        cell_empty(cell, report_word(estimator->blocks->document, undefined_words(estimate.wilson.why)));
        return;
    }
    struct decimal values[] = {percent(estimate.estimate.value), percent(estimate.wilson.low),
                               percent(estimate.wilson.high)};
    cell_text(cell, report_words(estimator->blocks->document,
                                 MESSAGE("{share} of them ({low} to {high})",
                                         VALUE("share", percent_words(arena, values[0])),
                                         VALUE("low", percent_words(arena, values[1])),
                                         VALUE("high", percent_words(arena, values[2])))));
    for (size_t end = 0; has_exact(estimator->results) && end < 2; end++)
        cell_value_absent(cell, report_word(estimator->blocks->document, N_("estimated as a share only")));
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        cell_value(cell, values[i]);
}

static void add_row(struct estimator *estimator, struct table *table, size_t c,
                    const struct compliance_base *base)
{
    struct blocks *blocks = estimator->blocks;
    const struct criterion *criterion = &estimator->results->instrument->criteria[c];
    int64_t applicable, met;
    count(estimator, c, base, &applicable, &met);
    struct cell *cells = table_row(table);
    cell_text(&cells[0], criterion->title.in[blocks->document->language]);
    cell_text(&cells[1], base ? base->label.in[blocks->document->language]
                              : report_word(blocks->document, N_("of all cases")));
    if (applicable == 0) {
        cell_absent(&cells[2], ABSENCE_NOT_APPLICABLE,
                    report_word(blocks->document, N_("No case in this base")));
        cell_absent(&cells[3], ABSENCE_NOT_APPLICABLE,
                    report_word(blocks->document, N_("No case in this base")));
        return;
    }
    struct arena *arena = blocks->document->arena;
    struct text name = text_print(arena, "%.*s.met.%.*s", TEXT_PRINT(criterion->id),
                                  TEXT_PRINT(base ? base->id : TEXT("reviewed")));
    cell_proportion(&cells[2], met, applicable, (struct text){0});
    struct text drawn = published_drawn(arena, estimator->results, name);
    cell_follow(&cells[2], drawn);
    cell_follow(&cells[3], drawn);
    cell_follow(&cells[3], published_strata(arena, drawn));
    // Of a narrower base it is not known how many cases of the frame belong to it, even if all that were drawn do.
    if (!base && estimator->results->sample.stratum_count == 1)
        fill_exact(estimator, &cells[3], met);
    else
        fill_share(estimator, &cells[3]);
}

// Counts of the cases reviewed, and no interval.
static bool say_why_not(struct blocks *blocks, const struct results *results)
{
    struct text why = report_words(blocks->document, results->sample.why_not);
    paragraph_add_text(
        blocks,
        report_words(blocks->document,
                     MESSAGE("The figures are counts of the cases reviewed; nothing is estimated about "
                             "other cases and no interval is given: {why}.",
                             VALUE("why", why))));
    return true;
}

// A round that is not finished, say: figures have fewer cases than were drawn.
static void say_how_many_were_read(struct blocks *blocks, const struct results *results)
{
    int64_t drawn = results->sample.drawn, read = (int64_t)results->sample.case_count;
    if (read < drawn)
        paragraph_add_text(
            blocks,
            report_words(
                blocks->document,
                MESSAGE_COUNT(
                    "Of the {drawn} cases drawn, one was read, the first in the order of their tickets: the "
                    "figures come from it.",
                    "Of the {drawn} cases drawn, {n} were read, in the order of their tickets: the figures "
                    "come from these.",
                    read, NUMBER("drawn", drawn))));
}

bool table_estimates(struct blocks *blocks, const struct results *results, struct problems *problems)
{
    (void)problems;
    if (!results->sample.is_random)
        return say_why_not(blocks, results);
    struct estimator estimator = estimator_of(blocks, results);
    struct message caption = MESSAGE_COUNT(
        "Estimates for the one case of the frame, from the cases drawn at random, with 95 % intervals",
        "Estimates for all {n} cases of the frame, from the cases drawn at random, with 95 % intervals",
        estimator.population);
    struct table *table = table_add(blocks, TEXT(TABLE_ESTIMATES), report_words(blocks->document, caption));
    struct table_column *first = table_column(table, TEXT("criterion"),
                                              report_word(blocks->document, N_("Criterion")), COLUMN_TEXT);
    first->row_header = true;
    first->share = 3;
    table_column(table, TEXT("base"), report_word(blocks->document, N_("Base")), COLUMN_TEXT)->share = 2;
    table_column(table, TEXT("met"), report_word(blocks->document, N_("Met, of those drawn and read")),
                 COLUMN_PROPORTION)
        ->share = 2;
    add_estimate_column(table, results);
    for (size_t c = 0; c < results->instrument->criterion_count; c++) {
        const struct criterion *criterion = &results->instrument->criteria[c];
        add_row(&estimator, table, c, NULL);
        for (size_t b = 0; b < criterion->base_count; b++)
            add_row(&estimator, table, c, &criterion->bases[b]);
    }
    say_how_many_were_read(blocks, results);
    return true;
}

// ---- In cases ----------------------------------------------------------------------------------------------

struct in_cases {
    int64_t estimate, low, high;
};

// Ends of an interval are rounded outwards.
static bool estimate_in_cases(const struct estimator *estimator, int64_t met, struct in_cases *cases)
{
    double all = (double)estimator->population;
    if (estimator->results->sample.stratum_count == 1) {
        struct finite_intervals intervals;
        finite_intervals(met, estimator->sample, estimator->population, confidence_95(), &intervals);
        *cases = (struct in_cases){llround(intervals.estimate * all), intervals.low, intervals.high};
        return true;
    }
    struct strata_estimate estimate;
    strata_estimate(estimator->strata, estimator->results->sample.stratum_count, confidence_95(), &estimate);
    if (estimate.estimate.why != DEFINED || estimate.wilson.why != DEFINED)
        return false;
    *cases = (struct in_cases){llround(estimate.estimate.value * all),
                               (int64_t)floor(estimate.wilson.low * all),
                               (int64_t)ceil(estimate.wilson.high * all)};
    return true;
}

static void add_cases_row(struct estimator *estimator, struct table *table, size_t c)
{
    struct document *document = table->document;
    int64_t applicable, met;
    struct in_cases cases;
    count(estimator, c, NULL, &applicable, &met);
    struct cell *cells = table_row(table);
    cell_text(&cells[0], report_label(document, &estimator->results->instrument->criteria[c].title));
    if (applicable && estimate_in_cases(estimator, met, &cases)) {
        cell_proportion(&cells[1], cases.estimate, estimator->population, (struct text){0});
        cell_proportion(&cells[2], cases.low, estimator->population, (struct text){0});
        cell_proportion(&cells[3], cases.high, estimator->population, (struct text){0});
        return;
    }
    for (size_t i = 1; i <= 3; i++)
        cell_empty(&cells[i], report_word(document, N_("Not estimated")));
}

bool table_estimated_cases(struct blocks *blocks, const struct results *results, int64_t *cases)
{
    if (!results->sample.is_random)
        return false;
    struct estimator estimator = estimator_of(blocks, results);
    if (estimator.population < 2)
        return false;
    struct message caption = MESSAGE(
        "How many of the {count} cases of the frame met each criterion: estimates in cases, with 95 % intervals",
        NUMBER("count", estimator.population));
    struct document *document = blocks->document;
    struct table *table = table_add(blocks, TEXT(TABLE_ESTIMATED_CASES), report_words(document, caption));
    struct table_column *first = table_column(table, TEXT("criterion"),
                                              report_word(document, N_("Criterion")), COLUMN_TEXT);
    first->row_header = true;
    first->share = 3;
    table_column(table, TEXT("estimate"), report_word(document, N_("Estimate")), COLUMN_PROPORTION)->share =
        2;
    table_column(table, TEXT("low"), report_word(document, N_("At least")), COLUMN_PROPORTION)->share = 2;
    table_column(table, TEXT("high"), report_word(document, N_("At most")), COLUMN_PROPORTION)->share = 2;
    for (size_t c = 0; c < results->instrument->criterion_count; c++)
        add_cases_row(&estimator, table, c);
    *cases = estimator.population;
    return true;
}
