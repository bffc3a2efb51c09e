// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/complete.h"

#include "test.h"

#include "review/case.h"
#include "review/definition.h"
#include "review/judgement.h"
#include "snapshot.h"

static bool says(struct snapshot *snapshot, const char *part)
{
    size_t at;
    struct text all = snapshot_problems(snapshot);
    if (text_find(all, text_from(part), &at))
        return true;
    print_error("\"%s\" is not among the problems:\n%.*s", part, TEXT_PRINT(all));
    return false;
}

TEST(the_whole_review_is_complete)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_WITH_FINDINGS);
    struct results results = snapshot_results(&snapshot);
    assert_true(results_complete(&results, &snapshot.problems));
    assert_int_equal(snapshot.problems.count, 0);
    snapshot_close(&snapshot);
}

TEST(assessments_that_differ_without_moderation_block)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_ASSESSED);
    struct results results = snapshot_results(&snapshot);
    assert_false(results_complete(&results, &snapshot.problems));
    assert_int_equal(snapshot.problems.count, 1);
    assert_true(says(&snapshot, "DP-2019-0016, tailored: the answers of 2 reviewers differ"));
    snapshot_close(&snapshot);
}

static bool correct_contact(struct write *write, void *argument, struct problems *problems)
{
    struct snapshot *snapshot = argument;
    struct case_record record;
    return case_find_selected(write->store, write->arena, snapshot->review, TEXT("DP-2019-0017"),
                              (struct place){0}, &record, problems) &&
           case_correct(write, record.id, TEXT("hcso_contacted_at"), TEXT("\"2019-04-28T09:00:00Z\""),
                        TEXT("the officer's pocket book"), problems);
}

// The contact was after one day after all: the outcome is computed again, and what was judged of the old one blocks.
TEST(a_corrected_fact_is_computed_again_and_what_it_overtakes_is_named)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_WITH_FINDINGS);
    assert_true(snapshot_do(&snapshot, correct_contact, &snapshot));
    struct results results = snapshot_results(&snapshot);
    assert_false(results_complete(&results, &snapshot.problems));
    assert_true(says(
        &snapshot, "DP-2019-0017, hcso: the computed outcome was outside when the reviewer departed from it, "
                   "and is now within"));
    assert_true(says(&snapshot,
                     "comment hcso: the comment speaks of a case that does not have the outcome outside "
                     "(DP-2019-0017)"));
    snapshot_close(&snapshot);
}

static bool add_welsh_only(struct write *write, void *argument, struct problems *problems)
{
    struct snapshot *snapshot = argument;
    struct case_record record;
    if (!case_find_selected(write->store, write->arena, snapshot->review, TEXT("DP-2019-0007"),
                            (struct place){0}, &record, problems))
        return false;
    struct linked_case linked = {.id = record.id};
    struct finding finding = {
        .text = {{(struct text){0}, TEXT("Dim ond Cymraeg")}}, .cases = &linked, .case_count = 1};
    return finding_add(write, snapshot->review, &finding, NULL, problems);
}

TEST(a_text_that_is_missing_in_a_language_blocks)
{
    struct snapshot snapshot = snapshot_open(SNAPSHOT_WITH_FINDINGS);
    assert_true(snapshot_do(&snapshot, add_welsh_only, &snapshot));
    struct results results = snapshot_results(&snapshot);
    assert_false(results_complete(&results, &snapshot.problems));
    assert_int_equal(snapshot.problems.count, 1);
    assert_true(says(&snapshot, "the text is missing in English"));
    snapshot_close(&snapshot);
}
