// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/population.h"

#include "base/zone.h"
#include "report/published_counts.h"
#include "report/wording.h"
#include "statistics/proportion.h"
#include "statistics/rounding.h"
#include "statistics/strata.h"

enum { DECIMALS = 1 };

struct comparison {
    struct blocks *blocks;
    const struct results *results;
    const struct population_totals *totals;
    bool has_interval, has_drawn;
    size_t *stratum_of;     // by row of the results; SIZE_MAX: the case was not drawn
    struct stratum *strata; // of the sample; positive is filled for each outcome
    int64_t frame, sample;  // cases
};

static struct comparison comparison_of(struct blocks *blocks, const struct results *results)
{
    struct arena *arena = blocks->document->arena;
    const struct random_sample *sample = &results->sample;
    struct comparison comparison = {
        .blocks = blocks,
        .results = results,
        .totals = &results->population,
        .has_interval = sample->is_random,
        .has_drawn = sample->is_random && sample->case_count != results->case_count,
        .stratum_of = ARENA_ARRAY(arena, size_t, results->case_count),
        .strata = ARENA_ARRAY(arena, struct stratum, sample->stratum_count),
    };
    for (size_t i = 0; i < results->case_count; i++)
        comparison.stratum_of[i] = SIZE_MAX;
    for (size_t i = 0; i < sample->case_count; i++) {
        size_t row;
        if (results_find_case(results, sample->cases[i].case_id, &row))
            comparison.stratum_of[row] = sample->cases[i].stratum;
    }
    for (size_t i = 0; i < sample->stratum_count; i++) {
        comparison.strata[i] = (struct stratum){.name = sample->strata[i].name,
                                                .population = sample->strata[i].cases,
                                                .sample = sample->strata[i].reviewed,
                                                .applicable = sample->strata[i].reviewed};
        comparison.frame += sample->strata[i].cases;
        comparison.sample += sample->strata[i].reviewed;
    }
    return comparison;
}

static struct text word(const struct comparison *comparison, const char *english)
{
    return report_word(comparison->blocks->document, english);
}

static struct decimal percent(double share)
{
    return rounded_decimal(share * 100, DECIMALS);
}

// Of the drawn cases, in each stratum and in all.
static int64_t count_drawn(const struct comparison *comparison, size_t criterion, size_t outcome)
{
    int64_t drawn = 0;
    for (size_t i = 0; i < comparison->results->sample.stratum_count; i++)
        comparison->strata[i].positive = 0;
    for (size_t row = 0; row < comparison->results->case_count; row++)
        if (comparison->stratum_of[row] != SIZE_MAX &&
            comparison->results->cases[row].answers[criterion].outcome == outcome) {
            comparison->strata[comparison->stratum_of[row]].positive++;
            drawn++;
        }
    return drawn;
}

static void fill_words(const struct comparison *comparison, struct cell *cell, struct range range,
                       bool inside)
{
    struct arena *arena = comparison->blocks->document->arena;
    struct decimal ends[] = {percent(range.low), percent(range.high)};
    struct text low = decimal_words(arena, ends[0], MEASURE_PERCENT),
                high = decimal_words(arena, ends[1], MEASURE_PERCENT);
    struct message words = inside ? MESSAGE("{low} to {high}; the share of all recorded lies inside",
                                            VALUE("low", low), VALUE("high", high))
                                  : MESSAGE("{low} to {high}; the share of all recorded lies outside",
                                            VALUE("low", low), VALUE("high", high));
    cell_text(cell, report_words(comparison->blocks->document, words));
    cell_value(cell, ends[0]);
    cell_value(cell, ends[1]);
    cell_value_words(cell, word(comparison, inside ? N_("inside") : N_("outside")));
}

// Whether low / frame <= part / whole <= high / frame, of counts: as rounded shares two that are equal might differ.
static bool lies_between(int64_t low, int64_t high, int64_t frame, int64_t part, int64_t whole)
{
    __extension__ typedef __int128 wide;
    wide at = (wide)part * frame;
    return (wide)low * whole <= at && at <= (wide)high * whole;
}

static void fill_interval(const struct comparison *comparison, struct cell *cell, int64_t drawn,
                          int64_t recorded)
{
    if (comparison->sample == comparison->frame) {
        cell_empty(cell, word(comparison, undefined_words(UNDEFINED_EVERY_CASE_READ)));
        return;
    }
    if (comparison->results->sample.stratum_count == 1) {
        struct finite_intervals intervals;
        finite_intervals(drawn, comparison->sample, comparison->frame, confidence_95(), &intervals);
        fill_words(comparison, cell, intervals.exact,
                   lies_between(intervals.low, intervals.high, comparison->frame, recorded,
                                comparison->totals->cases));
        return;
    }
    struct strata_estimate estimate;
    strata_estimate(comparison->strata, comparison->results->sample.stratum_count, confidence_95(),
                    &estimate);
    double share = (double)recorded / (double)comparison->totals->cases;
    if (estimate.wilson.why != DEFINED)
        cell_empty(cell, word(comparison, undefined_words(estimate.wilson.why)));
    else
        fill_words(comparison, cell, estimate.wilson,
                   estimate.wilson.low <= share && share <= estimate.wilson.high);
}

// ---- The table ---------------------------------------------------------------------------------------------

static void add_outcome(const struct comparison *comparison, struct table *table, size_t c, size_t o)
{
    struct arena *arena = comparison->blocks->document->arena;
    const struct criterion *criterion = &comparison->results->instrument->criteria[c];
    const struct outcome *outcome = &criterion->outcomes[o];
    int64_t reviewed = results_count(comparison->results, c, o);
    int64_t recorded = population_totals_count(comparison->totals, criterion->id, outcome->id);
    if (reviewed == 0 && recorded == 0 && (criterion->hide_empty || outcome->implicit))
        return;
    struct text name = text_print(arena, "%.*s.%.*s", TEXT_PRINT(criterion->id), TEXT_PRINT(outcome->id));
    struct cell *cells = table_row(table);
    cell_text(&cells[0], report_label(comparison->blocks->document, &outcome->label));
    cell_proportion(&cells[1], reviewed, (int64_t)comparison->results->case_count, name);
    cell_proportion(&cells[2], recorded, comparison->totals->cases,
                    text_print(arena, "population.%.*s", TEXT_PRINT(name)));
    int64_t share = percent_rounded(recorded, comparison->totals->cases, DECIMALS);
    cell_decimal(&cells[3], (struct decimal){share, DECIMALS}, MEASURE_PERCENT);
    cell_follow(&cells[3], cells[2].trace);
    struct text drawn_name = published_drawn(arena, comparison->results, name);
    size_t next = 4;
    int64_t drawn = comparison->has_interval ? count_drawn(comparison, c, o) : 0;
    if (comparison->has_drawn) {
        cell_follow(&cells[next], drawn_name);
        cell_proportion(&cells[next++], drawn, comparison->sample, (struct text){0});
    }
    if (comparison->has_interval) {
        fill_interval(comparison, &cells[next], drawn, recorded);
        cell_follow(&cells[next], drawn_name);
        cell_follow(&cells[next],
                    cells[2].trace); // it says on which side of it the share of all recorded lies
        cell_follow(&cells[next], published_strata(arena, drawn_name));
    }
}

static void add_criterion(const struct comparison *comparison, struct table *table, size_t c)
{
    const struct criterion *criterion = &comparison->results->instrument->criteria[c];
    struct row_group *group = table_group(table, criterion->id,
                                          report_label(comparison->blocks->document, &criterion->title));
    row_group_sums_to(group, 1, (int64_t)comparison->results->case_count);
    row_group_sums_to(group, 2, comparison->totals->cases);
    if (comparison->has_drawn)
        row_group_sums_to(group, 4, comparison->sample);
    for (size_t i = 0; i < criterion->outcome_count; i++)
        add_outcome(comparison, table, c, criterion->order[i]);
}

static void add_interval_column(const struct comparison *comparison, struct table *table)
{
    table_column(table, TEXT("interval"), word(comparison, N_("95 % interval of the share of those drawn")),
                 COLUMN_TEXT)
        ->share = 3;
    table_column_value(table, TEXT("low"), word(comparison, N_("at least")))->measure = MEASURE_PERCENT;
    table_column_value(table, TEXT("high"), word(comparison, N_("at most")))->measure = MEASURE_PERCENT;
    table_column_value(table, TEXT("side"), word(comparison, N_("where the share of all recorded lies")))
        ->is_words = true;
}

static struct table *add_columns(const struct comparison *comparison)
{
    struct message caption = MESSAGE_COUNT(
        "The outcome of the one case reviewed, and outcomes of all {all} cases recorded",
        "Outcomes of the {n} cases reviewed, and of all {all} cases recorded",
        comparison->results->case_count, NUMBER("all", comparison->totals->cases));
    struct table *table = table_add(comparison->blocks, TEXT(TABLE_POPULATION),
                                    report_words(comparison->blocks->document, caption));
    table->groups_heading = word(comparison, N_("Criterion"));
    struct table_column *first = table_column(table, TEXT("outcome"), word(comparison, N_("Outcome")),
                                              COLUMN_TEXT);
    first->row_header = true;
    first->share = 3;
    table_column(table, TEXT("reviewed"), word(comparison, N_("Cases reviewed")), COLUMN_PROPORTION)->share =
        2;
    table_column(table, TEXT("recorded"), word(comparison, N_("All cases recorded")), COLUMN_PROPORTION)
        ->share = 2;
    struct table_column *share = table_column(table, TEXT("share"),
                                              word(comparison, N_("Share of all recorded")), COLUMN_DECIMAL);
    share->share = 2;
    share->measure = MEASURE_PERCENT;
    if (comparison->has_drawn)
        table_column(table, TEXT("drawn"), word(comparison, N_("Of those drawn and read")), COLUMN_PROPORTION)
            ->share = 2;
    if (comparison->has_interval)
        add_interval_column(comparison, table);
    return table;
}

// ---- What stands below it ----------------------------------------------------------------------------------

static void add_line(const struct comparison *comparison, struct message message)
{
    paragraph_add_text(comparison->blocks, report_words(comparison->blocks->document, message));
}

static void explain_interval(const struct comparison *comparison)
{
    if (!comparison->has_interval) {
        struct text why = report_words(comparison->blocks->document, comparison->results->sample.why_not);
        add_line(
            comparison,
            MESSAGE("No interval is given for the shares of the cases reviewed, so it is not said how far "
                    "they may be from those of all cases recorded: {why}.",
                    VALUE("why", why)));
    } else if (comparison->frame != comparison->totals->cases)
        add_line(
            comparison,
            MESSAGE("The cases were drawn from a list of {frame}, and {all} are recorded: where a share of "
                    "all lies outside an interval, the two lists may differ.",
                    NUMBER("frame", comparison->frame), NUMBER("all", comparison->totals->cases)));
}

// A file is known by its hash: the name that a force gave it is not published.
static void add_source(const struct comparison *comparison, const struct population_source *source)
{
    struct text hash = source->sha256.length ? source->sha256 : word(comparison, N_("not taken"));
    struct message words = source->is_log
                               ? MESSAGE("Log entries: rows read {read}, rejected {rejected}; "
                                         "SHA-256 {hash}.",
                                         NUMBER("read", source->read), NUMBER("rejected", source->rejected),
                                         VALUE("hash", hash))
                               : MESSAGE("Cases: rows read {read}, rejected {rejected}; SHA-256 "
                                         "{hash}.",
                                         NUMBER("read", source->read), NUMBER("rejected", source->rejected),
                                         VALUE("hash", hash));
    run_add(paragraph_add(comparison->blocks), report_words(comparison->blocks->document, words))->verbatim =
        true;
}

static void add_sources(const struct comparison *comparison)
{
    struct arena *arena = comparison->blocks->document->arena;
    struct civil_time kept = zone_to_civil(comparison->results->instrument->zone, comparison->totals->at);
    add_line(
        comparison,
        MESSAGE("All cases recorded were counted by the same rules, case by case, from what the force "
                "sent; only the totals were kept, on {date}, so that these figures cannot be followed to "
                "single cases in the record.",
                VALUE("date", civil_date_words(arena, comparison->blocks->document->language, kept.date))));
    for (size_t i = 0; i < comparison->totals->source_count; i++)
        add_source(comparison, &comparison->totals->sources[i]);
}

bool table_population(struct blocks *blocks, const struct results *results, struct problems *problems)
{
    if (!results->has_population) {
        paragraph_add_text(blocks, report_word(blocks->document, N_("No check of all cases recorded is kept "
                                                                    "with this review.")));
        return true;
    }
    if (!population_totals_check(&results->population, results->instrument, problems))
        return false;
    struct comparison comparison = comparison_of(blocks, results);
    struct table *table = add_columns(&comparison);
    bool judged = false;
    for (size_t c = 0; c < results->instrument->criterion_count; c++) {
        judged |= results->instrument->criteria[c].judged;
        if (!results->instrument->criteria[c].judged)
            add_criterion(&comparison, table, c);
    }
    explain_interval(&comparison);
    if (judged)
        paragraph_add_text(blocks,
                           word(&comparison, N_("Criteria that reviewers judge are not in this table: "
                                                "nothing computes their outcomes.")));
    add_sources(&comparison);
    return true;
}
