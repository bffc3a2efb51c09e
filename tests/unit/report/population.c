// SPDX-License-Identifier: GPL-3.0-or-later
// The table is compared with files: population-AS.LANGUAGE.expected beside this one. CRAFFU_UPDATE=1 writes them anew;
// read the difference before you keep it.
#include "report/population.h"

#include "test.h"

#include "base/buffer.h"
#include "base/file.h"
#include "document/checked.h"
#include "document/writers.h"
#include "report/estimates.h"
#include "report/report.h"
#include "report/trace.h"
#include "snapshot.h"

#include <stdlib.h>

enum { ALL = 1284, KEPT_AT = 1569931200 }; // 2019-10-01 12:00 UTC

static struct text content(struct snapshot *snapshot, const struct checked_document *checked,
                           void (*write)(const struct checked_document *, struct buffer *))
{
    struct buffer out = {0};
    if (write)
        write(checked, &out);
    else
        document_write_terminal(checked, (struct terminal){.width = 100}, &out);
    struct text text = text_copy(snapshot->arena, buffer_text(&out));
    buffer_dispose(&out);
    return text;
}

static void write_page(const struct checked_document *checked, struct buffer *out)
{
    document_write_html(checked, SHEET_NORMAL, out);
}

static const struct report_options alone = {
    .date = {2019, 10, 1}, .tables_only = true, .only_table = TABLE_POPULATION};
static const struct report_options whole = {.date = {2019, 10, 1}};

static void build(struct snapshot *snapshot, const struct results *results,
                  const struct report_options *options,
                  const struct checked_document *checked[static LANGUAGE_COUNT])
{
    if (report_build(snapshot->arena, results, options, checked, &snapshot->problems))
        return;
    print_error("%.*s", TEXT_PRINT(snapshot_problems(snapshot)));
    fail();
}

static void assert_file(struct snapshot *snapshot, const char *name, enum language language, struct text text)
{
    struct text expected = {0}, path = text_print(snapshot->arena, "%s/tests/unit/report/%s.%s.expected",
                                                  SOURCE_FOLDER, name, language_code(language));
    if (getenv("CRAFFU_UPDATE"))
        assert_true(file_write(path, text, &snapshot->problems));
    assert_true(file_read(snapshot->arena, path, 1 << 20, &expected, &snapshot->problems));
    assert_text_equal(text, text_terminated(snapshot->arena, expected));
}

static void assert_printed(struct snapshot *snapshot, const struct results *results, const char *name)
{
    const struct checked_document *checked[LANGUAGE_COUNT];
    build(snapshot, results, &alone, checked);
    for (int language = 0; language < LANGUAGE_COUNT; language++)
        assert_file(snapshot, name, (enum language)language, content(snapshot, checked[language], NULL));
}

// Every computed criterion over 1,284 cases: the first outcomes have 300 each, the last printed one the rest.
static struct population_totals totals_of(struct snapshot *snapshot, const struct instrument *instrument)
{
    static struct population_source sources[] = {
        {{0}, {0}, 328704, 1290, 6, false},
        {{0}, {0}, 500, 12840, 0, true},
    };
    sources[0].name = TEXT("HCSO_cases_2019.csv");
    sources[0].sha256 = TEXT("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
    sources[1].name = TEXT("log.csv.gz");
    ARRAY_OF(struct population_count) counts = {0};
    for (size_t c = 0; c < instrument->criterion_count; c++) {
        const struct criterion *criterion = &instrument->criteria[c];
        int64_t rest = ALL;
        for (size_t i = 0; !criterion->judged && i < criterion->outcome_count; i++) {
            bool last = i + 1 == criterion->outcome_count;
            int64_t cases = last ? rest : rest < 300 ? 0 : 300;
            rest -= cases;
            *ARRAY_APPEND(snapshot->arena, &counts) = (struct population_count){
                criterion->id, criterion->hash, criterion->outcomes[criterion->order[i]].id, cases};
        }
    }
    return (struct population_totals){.instrument_id = instrument->id,
                                      .instrument_version = instrument->version,
                                      .instrument_hash = instrument->hash,
                                      .cases = ALL,
                                      .sources = sources,
                                      .source_count = 2,
                                      .counts = counts.items,
                                      .count_count = counts.count};
}

// The review of 2019 with a check of all cases kept.
static struct results begin(struct snapshot *snapshot)
{
    *snapshot = snapshot_open(SNAPSHOT_WITH_FINDINGS);
    struct results before = snapshot_results(snapshot);
    struct population_totals totals = totals_of(snapshot, before.instrument);
    struct act act = act_new(snapshot->arena, TEXT("tester"));
    act.at = INT64_C(1000000) * KEPT_AT;
    if (!population_record_save(snapshot->store, snapshot->arena, &act, snapshot->review, &totals, NULL,
                                &snapshot->problems)) {
        print_error("%.*s", TEXT_PRINT(snapshot_problems(snapshot)));
        fail();
    }
    return snapshot_results(snapshot);
}

static bool says(struct text text, const char *words)
{
    size_t at;
    if (text_find(text, text_from(words), &at))
        return true;
    print_error("\"%s\" is not in:\n%.*s", words, TEXT_PRINT(text));
    return false;
}

// As if the first `drawn` of the cases reviewed had been drawn from `frame`, the others chosen.
static struct random_sample drawn_from(struct snapshot *snapshot, const struct results *results,
                                       int64_t frame, size_t strata, size_t drawn)
{
    struct random_sample sample = {.is_random = true, .stratum_count = strata, .case_count = drawn};
    sample.strata = ARENA_ARRAY(snapshot->arena, struct random_stratum, strata);
    sample.cases = ARENA_ARRAY(snapshot->arena, struct random_case, drawn);
    for (size_t i = 0; i < strata; i++)
        sample.strata[i] = (struct random_stratum){.name = TEXT("one"), .cases = frame / (int64_t)strata};
    for (size_t i = 0; i < drawn; i++) {
        sample.cases[i] = (struct random_case){results->cases[i].entry->record.id, i % strata};
        sample.strata[i % strata].reviewed++;
    }
    return sample;
}

TEST(the_cases_reviewed_stand_beside_all_cases_recorded_without_an_interval_if_they_were_not_drawn)
{
    struct snapshot snapshot;
    struct results results = begin(&snapshot);
    assert_printed(&snapshot, &results, "population-chosen");
    snapshot_close(&snapshot);
}

TEST(a_random_sample_has_the_interval_of_each_share_and_says_whether_the_share_of_all_lies_inside)
{
    struct snapshot snapshot;
    struct results results = begin(&snapshot);
    results.sample = drawn_from(&snapshot, &results, ALL, 1, results.case_count);
    assert_printed(&snapshot, &results, "population-drawn");
    snapshot_close(&snapshot);
}

TEST(a_frame_that_is_not_all_cases_recorded_and_cases_that_were_chosen_are_told_apart)
{
    struct snapshot snapshot;
    struct results results = begin(&snapshot);
    results.sample = drawn_from(&snapshot, &results, 40, 2, results.case_count - 1);
    assert_printed(&snapshot, &results, "population-strata");
    snapshot_close(&snapshot);
}

TEST(every_case_of_the_frame_was_read_so_there_is_no_interval)
{
    struct snapshot snapshot;
    const struct checked_document *checked[LANGUAGE_COUNT];
    struct results results = begin(&snapshot);
    results.sample = drawn_from(&snapshot, &results, (int64_t)results.case_count, 1, results.case_count);
    build(&snapshot, &results, &alone, checked);
    assert_true(says(content(&snapshot, checked[LANGUAGE_ENGLISH], document_write_markdown),
                     "Every case was read, so the value is exact."));
    snapshot_close(&snapshot);
}

TEST(the_whole_report_has_the_table_in_every_format_and_language)
{
    struct snapshot snapshot;
    const struct checked_document *checked[LANGUAGE_COUNT];
    struct results results = begin(&snapshot);
    build(&snapshot, &results, &whole, checked);
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        assert_true(says(content(&snapshot, checked[language], write_page), "1,284"));
        assert_true(says(content(&snapshot, checked[language], document_write_markdown), "1,284"));
        assert_true(says(content(&snapshot, checked[language], document_write_json),
                         "\"part\": 300, \"base\": 1284, \"trace\": \"population.hcso."));
    }
    snapshot_close(&snapshot);
}

static bool is_small_number(const struct cell *cell, int64_t threshold)
{
    bool number = cell->kind == CONTENT_COUNT || cell->kind == CONTENT_PROPORTION;
    return number &&
           ((cell->count > 0 && cell->count < threshold) || (cell->base > 0 && cell->base < threshold));
}

// What is told of a count in words goes with it: the share of all recorded, the interval of those drawn.
static void assert_withheld_together(const struct table *table, size_t number, size_t words)
{
    for (size_t row = 0; row < table->rows.count; row++) {
        const struct cell *cells = table->rows.items[row].cells;
        if (cells[number].absence == ABSENCE_SUPPRESSED)
            assert_true(cells[words].absence == ABSENCE_SUPPRESSED && cells[words].values.count == 0 &&
                        cells[words].decimal.units == 0);
        for (size_t column = 0; column < table->columns.count; column++)
            assert_false(is_small_number(&cells[column], 3));
    }
}

TEST(small_counts_are_withheld_with_the_shares_and_intervals_that_tell_them)
{
    for (size_t chosen = 0; chosen < 2; chosen++) {
        struct snapshot snapshot;
        const struct checked_document *checked[LANGUAGE_COUNT];
        struct results results = begin(&snapshot);
        results.disclosure.rule = DISCLOSURE_SUPPRESS;
        results.disclosure.threshold = 3;
        results.sample = drawn_from(&snapshot, &results, ALL, 1, results.case_count - chosen);
        results.population.counts[0].cases -= 298; // a small count of all recorded
        results.population.counts[1].cases += 298;
        build(&snapshot, &results, &whole, checked);
        size_t withheld = 0;
        for (size_t i = 0; i < checked[0]->tables.count; i++) {
            const struct block *block = checked[0]->tables.items[i];
            if (text_equal(block->id, TEXT(TABLE_ESTIMATES)))
                assert_withheld_together(&block->table, 2, 3);
            if (!text_equal(block->id, TEXT(TABLE_POPULATION)))
                continue;
            assert_withheld_together(&block->table, 2, 3);
            assert_withheld_together(&block->table, chosen ? 4 : 1, chosen ? 5 : 4);
            assert_withheld_together(&block->table, 2, chosen ? 5 : 4);
            for (size_t row = 0; row < block->table.rows.count; row++)
                withheld += block->table.rows.items[row].cells[2].absence == ABSENCE_SUPPRESSED;
        }
        assert_true(withheld >= 2);
        snapshot_close(&snapshot);
    }
}

// How many of these rows print their number, which must be large, and words that are made from it.
static void count_words(const struct checked_document *checked, const char *id, size_t number, size_t words,
                        size_t *numbers, size_t *intervals)
{
    for (size_t i = 0; i < checked->tables.count; i++) {
        const struct table *table = &checked->tables.items[i]->table;
        if (!text_equal(checked->tables.items[i]->id, text_from(id)))
            continue;
        *numbers += table->rows.items[0].cells[number].kind == CONTENT_PROPORTION;
        *intervals += table->rows.items[0].cells[words].kind == CONTENT_RUNS;
    }
}

// Six cases of the first outcome and five of the second, but of one stratum five and one: whoever knows the weights could
// work that out from the interval.
TEST(intervals_that_weigh_small_counts_of_strata_are_withheld)
{
    struct snapshot snapshot;
    const struct checked_document *checked[LANGUAGE_COUNT];
    struct results results = begin(&snapshot);
    results.sample = drawn_from(&snapshot, &results, ALL, 2, results.case_count);
    results.findings.list.count = results.comments.list.count = 0;
    results.agreed.answers.count = results.assessments.list.count = 0;
    for (size_t i = 0; i < results.case_count; i++) {
        bool first = i % 2 == 0 ? i != 0 : i == 1;
        results.cases[i].answers[0].outcome = (uint8_t)results.instrument->criteria[0].order[first ? 0 : 1];
    }
    for (enum disclosure_rule rule = DISCLOSURE_SUPPRESS; rule <= DISCLOSURE_PRINT; rule++) {
        size_t numbers = 0, intervals = 0;
        results.disclosure.rule = rule;
        results.disclosure.threshold = 3;
        build(&snapshot, &results, &whole, checked);
        count_words(checked[LANGUAGE_ENGLISH], TABLE_POPULATION, 1, 4, &numbers, &intervals);
        count_words(checked[LANGUAGE_ENGLISH], TABLE_ESTIMATES, 2, 3, &numbers, &intervals);
        assert_int_equal(numbers, 2);
        assert_int_equal(intervals, rule == DISCLOSURE_PRINT ? 2 : 0);
    }
    snapshot_close(&snapshot);
}

TEST(a_review_without_a_check_says_so_where_the_table_is_asked_for_and_is_silent_elsewhere)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_WITH_FINDINGS);
    const struct checked_document *checked[LANGUAGE_COUNT];
    struct results results = snapshot_results(&snapshot);
    const char *words = "No check of all cases recorded is kept with this review.";
    size_t at;
    build(&snapshot, &results, &alone, checked);
    assert_true(says(content(&snapshot, checked[LANGUAGE_ENGLISH], document_write_markdown), words));
    build(&snapshot, &results, &whole, checked);
    assert_false(text_find(content(&snapshot, checked[LANGUAGE_ENGLISH], document_write_markdown),
                           text_from(words), &at));
    snapshot_close(&snapshot);
}

TEST(totals_that_were_changed_in_the_record_do_not_reach_a_report)
{
    struct snapshot snapshot;
    const struct checked_document *checked[LANGUAGE_COUNT];
    struct results results = begin(&snapshot);
    results.population.counts[0].cases++;
    assert_false(report_build(snapshot.arena, &results, &whole, checked, &snapshot.problems));
    assert_true(says(snapshot_problems(&snapshot), "the outcomes of the population add up to 1,285"));
    snapshot_close(&snapshot);
}

TEST(a_total_of_all_cases_is_not_traced_and_it_is_said_why)
{
    struct snapshot snapshot;
    struct traced traced;
    struct results results = begin(&snapshot);
    assert_false(
        results_trace(snapshot.arena, &results, TEXT("population.hcso.within"), &traced, &snapshot.problems));
    assert_true(says(snapshot_problems(&snapshot), "which are not in the record: only their totals are"));
    assert_true(says(snapshot_problems(&snapshot), "are behind hcso.within"));
    assert_false(
        results_trace(snapshot.arena, &results, TEXT("population.hcso.none"), &traced, &snapshot.problems));
    assert_true(says(snapshot_problems(&snapshot), "no number of the report has this name"));
    snapshot_close(&snapshot);
}
