// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/outcome_comment.h"

#include "record.h"
#include "review/ledger.h"

#define REVIEW TEXT("hate-2019")

TEST(a_comment_on_an_outcome_is_added_changed_and_removed)
{
    struct record r;
    record_start(&r);
    record_add_review(&r, "hate-2019");
    record_add_cases(&r, "e", 3);
    ASSERT_GOOD(WRITE(&r, ledger_select_extract(&r.write, REVIEW, TEXT("e"), NULL, &r.problems)),
                &r.problems);
    struct linked_case cases[] = {{.id = record_case(&r, "e", "C-03")}, {.id = record_case(&r, "e", "C-01")}};
    struct outcome_comment comment = {.criterion = TEXT("contract"),
                                      .outcome = TEXT("not_applicable"),
                                      .text = {{TEXT("{n:word} agreed NFA"), TEXT("cytunodd {n:word}")}},
                                      .cases = cases,
                                      .case_count = 2};
    ASSERT_GOOD(WRITE(&r, outcome_comment_add(&r.write, REVIEW, &comment, &comment.id, &r.problems)),
                &r.problems);
    struct outcome_comment_list list;
    ASSERT_GOOD(outcome_comment_list(r.store, r.arena, REVIEW, &list, &r.problems), &r.problems);
    assert_int_equal(list.list.count, 1);
    assert_text_equal(list.list.items[0].text.in[LANGUAGE_WELSH], "cytunodd {n:word}");
    assert_text_equal(list.list.items[0].outcome, "not_applicable");
    assert_int_equal(list.list.items[0].case_count, 2);
    assert_text_equal(list.list.items[0].cases[0].reference, "C-01");

    comment.version = 1;
    comment.case_count = 1;
    comment.outcome = TEXT("agreed");
    ASSERT_GOOD(WRITE(&r, outcome_comment_change(&r.write, &comment, &r.problems)), &r.problems);
    const char *stale = "somebody else has changed or removed this meanwhile: look at it again, then decide";
    ASSERT_REFUSED(WRITE(&r, outcome_comment_change(&r.write, &comment, &r.problems)), &r.problems, stale);
    ASSERT_GOOD(outcome_comment_list(r.store, r.arena, REVIEW, &list, &r.problems), &r.problems);
    assert_int_equal(list.list.items[0].case_count, 1);
    assert_text_equal(list.list.items[0].cases[0].reference, "C-03");
    assert_text_equal(list.list.items[0].outcome, "agreed");
    ASSERT_REFUSED(WRITE(&r, outcome_comment_remove(&r.write, comment.id, 1, &r.problems)), &r.problems,
                   stale);
    ASSERT_GOOD(WRITE(&r, outcome_comment_remove(&r.write, comment.id, 2, &r.problems)), &r.problems);
    ASSERT_GOOD(outcome_comment_list(r.store, r.arena, REVIEW, &list, &r.problems), &r.problems);
    assert_int_equal(list.list.count, 0);
    comment.outcome = TEXT("");
    ASSERT_REFUSED(WRITE(&r, outcome_comment_add(&r.write, REVIEW, &comment, NULL, &r.problems)), &r.problems,
                   "a comment names its criterion and its outcome");
    record_stop(&r);
}
