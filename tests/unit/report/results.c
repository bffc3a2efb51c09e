// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/results.h"

#include "test.h"

#include "base/file.h"
#include "snapshot.h"

#include <jansson.h>

static size_t criterion_of(const struct results *results, const char *id)
{
    size_t index = 0;
    assert_true(instrument_find_criterion(results->instrument, text_from(id), &index));
    return index;
}

static struct text outcome_of(const struct results *results, size_t row, const char *criterion)
{
    size_t c = criterion_of(results, criterion);
    uint8_t outcome = results->cases[row].answers[c].outcome;
    assert_true(outcome < OUTCOME_TO_JUDGE);
    return results->instrument->criteria[c].outcomes[outcome].id;
}

TEST(every_case_of_2019_has_the_published_outcomes)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_MODERATED);
    struct results results = snapshot_results(&snapshot);
    json_t *expected = json_load_file(SOURCE_FOLDER "/tests/golden/snapshot-2019/expected.json", 0, NULL);
    assert_non_null(expected);
    const json_t *cases = json_object_get(expected, "outcome_per_case");
    assert_int_equal(results.case_count, json_object_size(cases));
    for (size_t row = 0; row < results.case_count; row++) {
        struct text reference = results.cases[row].entry->record.reference;
        const json_t *outcomes = json_object_get(cases, text_terminated(snapshot.arena, reference));
        assert_non_null(outcomes);
        const char *criterion;
        json_t *outcome;
        json_object_foreach((json_t *)outcomes, criterion, outcome)
            assert_text_equal(outcome_of(&results, row, criterion), json_string_value(outcome));
        assert_text_equal(outcome_of(&results, row, "supervisor"), "regular");
    }
    assert_true(results.log.list.count > results.case_count); // what the log says of people is known
    json_decref(expected);
    snapshot_close(&snapshot);
}

static const struct compliance_base *base_of(const struct results *results, size_t criterion, const char *id)
{
    const struct criterion *asked = &results->instrument->criteria[criterion];
    for (size_t i = 0; i < asked->base_count; i++)
        if (text_equal(asked->bases[i].id, text_from(id)))
            return &asked->bases[i];
    fail_msg("no base %s", id);
    return NULL;
}

TEST(compliance_is_three_figures_with_three_bases)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_MODERATED);
    struct results results = snapshot_results(&snapshot);
    size_t hcso = criterion_of(&results, "hcso");
    const struct compliance_base *appropriate = base_of(&results, hcso, "appropriate");
    const struct compliance_base *contacted = base_of(&results, hcso, "contacted");
    assert_int_equal(results_count_met(&results, hcso, NULL, false), 3);
    assert_int_equal(results_count_base(&results, hcso, NULL), 11);
    assert_int_equal(results_count_met(&results, hcso, appropriate, false), 3);
    assert_int_equal(results_count_base(&results, hcso, appropriate), 9);
    assert_int_equal(results_count_met(&results, hcso, contacted, false), 3);
    assert_int_equal(results_count_base(&results, hcso, contacted), 5);
    snapshot_close(&snapshot);
}

TEST(a_departure_changes_the_judged_standing_and_never_the_count)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_MODERATED);
    struct results results = snapshot_results(&snapshot);
    size_t hcso = criterion_of(&results, "hcso"), outside = 0;
    assert_true(criterion_find_outcome(&results.instrument->criteria[hcso], TEXT("outside"), &outside));
    assert_int_equal(results_count(&results, hcso, outside), 2);
    assert_int_equal(results_count_met(&results, hcso, NULL, false), 3);
    assert_int_equal(results_count_met(&results, hcso, NULL, true), 4);
    snapshot_close(&snapshot);
}

TEST(a_moderated_answer_counts_and_changes_nobodys_assessment)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_MODERATED);
    struct results results = snapshot_results(&snapshot);
    struct assessment_list assessments;
    size_t told_tailored = 0;
    for (size_t row = 0; row < results.case_count; row++)
        if (text_equal(results.cases[row].entry->record.reference, TEXT("DP-2019-0016"))) {
            assert_text_equal(outcome_of(&results, row, "tailored"), "template");
            assert_true(results.cases[row].answers[criterion_of(&results, "tailored")].moderated);
        }
    assert_true(
        assessment_list(snapshot.store, snapshot.arena, snapshot.review, &assessments, &snapshot.problems));
    for (size_t i = 0; i < assessments.list.count; i++)
        for (size_t a = 0; a < assessments.list.items[i].answer_count; a++)
            told_tailored += text_equal(assessments.list.items[i].reference, TEXT("DP-2019-0016")) &&
                             text_equal(assessments.list.items[i].answers[a].judged, TEXT("tailored"));
    assert_int_equal(told_tailored, 1);
    snapshot_close(&snapshot);
}
