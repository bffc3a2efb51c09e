// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/finding.h"

#include "record.h"
#include "review/ledger.h"

#define REVIEW TEXT("hate-2019")

static void start(struct record *r)
{
    record_start(r);
    record_add_review(r, "hate-2019");
    record_add_cases(r, "e", 3);
    for (int i = 2; i > 0; i--) {
        struct text id = record_case(r, "e", i == 1 ? "C-01" : "C-02");
        ASSERT_GOOD(WRITE(r, ledger_select(&r->write, REVIEW, id, SELECTED_BY_DRAW, &r->problems)),
                    &r->problems);
    }
}

static struct finding_list list_of(struct record *r)
{
    struct finding_list list = {0};
    ASSERT_GOOD(finding_list(r->store, r->arena, REVIEW, &list, &r->problems), &r->problems);
    return list;
}

TEST(findings_keep_their_links_in_order)
{
    struct record r;
    start(&r);
    struct linked_case cases[] = {{.id = record_case(&r, "e", "C-02")}, {.id = record_case(&r, "e", "C-01")}};
    struct text criteria[] = {TEXT("referral"), TEXT("contract")}, id;
    struct finding finding = {.kind = FINDING_AREA_FOR_LEARNING,
                              .text = {{TEXT("in {n:word}"), TEXT("mewn {n:word}")}},
                              .cases = cases,
                              .case_count = 2,
                              .criteria = criteria,
                              .criterion_count = 2};
    ASSERT_GOOD(WRITE(&r, finding_add(&r.write, REVIEW, &finding, &id, &r.problems)), &r.problems);
    struct finding bare = {.kind = FINDING_BEST_PRACTICE, .text = {{TEXT("audio")}}};
    ASSERT_GOOD(WRITE(&r, finding_add(&r.write, REVIEW, &bare, NULL, &r.problems)), &r.problems);
    struct finding_list list = list_of(&r);
    assert_int_equal(list.list.count, 2);
    struct finding *first = &list.list.items[0];
    assert_true(text_equal(first->id, id));
    assert_int_equal(first->kind, FINDING_AREA_FOR_LEARNING);
    assert_text_equal(first->text.in[LANGUAGE_WELSH], "mewn {n:word}");
    assert_int_equal(first->case_count, 2);
    assert_text_equal(first->cases[0].reference, "C-01");
    assert_text_equal(first->cases[1].reference, "C-02");
    assert_int_equal(first->criterion_count, 2);
    assert_text_equal(first->criteria[0], "contract");
    assert_int_equal(list.list.items[1].case_count, 0);
    assert_int_equal(list.list.items[1].criterion_count, 0);
    record_stop(&r);
}

TEST(a_finding_speaks_only_of_cases_of_its_review)
{
    struct record r;
    start(&r);
    struct linked_case stranger = {.id = record_case(&r, "e", "C-03"), .reference = TEXT("C-03")};
    struct finding finding = {.text = {{TEXT("x")}}, .cases = &stranger, .case_count = 1};
    ASSERT_REFUSED(WRITE(&r, finding_add(&r.write, REVIEW, &finding, NULL, &r.problems)), &r.problems,
                   "the case is linked twice, or is not selected in the review {review}");
    assert_int_equal(list_of(&r).list.count, 0);
    struct finding empty = {0};
    ASSERT_REFUSED(WRITE(&r, finding_add(&r.write, REVIEW, &empty, NULL, &r.problems)), &r.problems,
                   "the text is empty");
    record_stop(&r);
}

TEST(a_finding_is_changed_and_removed_only_as_it_was_seen)
{
    struct record r;
    start(&r);
    const char *stale = "somebody else has changed or removed this meanwhile: look at it again, then decide";
    struct linked_case one = {.id = record_case(&r, "e", "C-01")}, two = {.id = record_case(&r, "e", "C-02")};
    struct text criterion = TEXT("contract"), id;
    struct finding finding = {
        .text = {{TEXT("x")}}, .cases = &one, .case_count = 1, .criteria = &criterion, .criterion_count = 1};
    ASSERT_GOOD(WRITE(&r, finding_add(&r.write, REVIEW, &finding, &id, &r.problems)), &r.problems);
    struct finding changed = {.id = id,
                              .kind = FINDING_IMMEDIATE_RISK,
                              .text = {{TEXT("y")}},
                              .cases = &two,
                              .case_count = 1,
                              .version = 1};
    ASSERT_GOOD(WRITE(&r, finding_change(&r.write, &changed, &r.problems)), &r.problems);
    ASSERT_REFUSED(WRITE(&r, finding_change(&r.write, &changed, &r.problems)), &r.problems, stale);
    ASSERT_REFUSED(WRITE(&r, finding_remove(&r.write, id, 1, &r.problems)), &r.problems, stale);
    struct finding_list list = list_of(&r);
    assert_int_equal(list.list.count, 1);
    assert_int_equal(list.list.items[0].kind, FINDING_IMMEDIATE_RISK);
    assert_int_equal(list.list.items[0].case_count, 1);
    assert_text_equal(list.list.items[0].cases[0].reference, "C-02");
    assert_int_equal(list.list.items[0].criterion_count, 0);
    ASSERT_GOOD(WRITE(&r, finding_remove(&r.write, id, 2, &r.problems)), &r.problems);
    assert_int_equal(list_of(&r).list.count, 0);
    ASSERT_REFUSED(WRITE(&r, finding_remove(&r.write, id, 2, &r.problems)), &r.problems, stale);
    record_stop(&r);
}
