// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/allocation.h"

#include "people.h"
#include "review/audit.h"
#include "review/ledger.h"

#define REVIEW TEXT("hate-2019")

struct desk {
    struct people people;
    struct account reviewers[3]; // ann, ben, cat
    struct allocation_order order;
};

static void start(struct desk *desk, int cases)
{
    struct record *r = &desk->people.record;
    static const char *const names[] = {"ann", "ben", "cat"};
    people_start(&desk->people);
    record_add_review(r, "hate-2019");
    record_add_cases(r, "e", cases);
    ASSERT_GOOD(WRITE(r, ledger_select_extract(&r->write, REVIEW, TEXT("e"), NULL, &r->problems)),
                &r->problems);
    for (size_t i = 0; i < 3; i++) // the order in which they are named does not count
        desk->reviewers[2 - i] = people_add(&desk->people, names[i], ROLE_BIT(ROLE_REVIEWER));
    desk->order = (struct allocation_order){
        .review = REVIEW, .each = 1, .reviewers = desk->reviewers, .count = 3};
}

static bool make(struct desk *desk, int64_t *made)
{
    struct record *r = &desk->people.record;
    return WRITE(r, allocation_make(&r->write, &desk->order, made, &r->problems));
}

// "C-01 ann, C-02 ben"
static struct text given(struct desk *desk)
{
    struct record *r = &desk->people.record;
    struct allocation_list list;
    struct text text = {0};
    ASSERT_GOOD(allocation_list(r->store, r->arena, REVIEW, &list, &r->problems), &r->problems);
    for (size_t i = 0; i < list.list.count; i++)
        text = text_print(r->arena, "%.*s%s%.*s %.*s", TEXT_PRINT(text), i ? ", " : "",
                          TEXT_PRINT(list.list.items[i].reference),
                          TEXT_PRINT(list.list.items[i].sign_in_name));
    return text;
}

static void declare(struct desk *desk, const char *name, const char *reference)
{
    struct record *r = &desk->people.record;
    struct account account = people_read(&desk->people, name);
    struct text id = record_case(r, "e", reference);
    ASSERT_GOOD(
        WRITE(r, conflict_declare(&r->write, account.id, id, TEXT("a neighbour"), NULL, &r->problems)),
        &r->problems);
}

TEST(cases_go_round_in_turn_so_that_nobody_has_more_than_one_case_more_than_another)
{
    struct desk desk;
    int64_t made;
    start(&desk, 5);
    ASSERT_GOOD(make(&desk, &made), &desk.people.record.problems);
    assert_int_equal(made, 5);
    assert_text_equal(given(&desk), "C-01 ann, C-02 ben, C-03 cat, C-04 ann, C-05 ben");
    ASSERT_REFUSED(make(&desk, &made), &desk.people.record.problems,
                   "no case waits that has too few reviewers: there is nothing to give");
    people_stop(&desk.people);
}

TEST(two_reviewers_a_case_are_two_people)
{
    struct desk desk;
    int64_t made;
    start(&desk, 3);
    desk.order.each = 2;
    ASSERT_GOOD(make(&desk, &made), &desk.people.record.problems);
    assert_int_equal(made, 6);
    assert_text_equal(given(&desk), "C-01 ann, C-01 ben, C-02 ann, C-02 cat, C-03 ben, C-03 cat");
    people_stop(&desk.people);
}

TEST(nobody_is_given_a_case_with_which_there_is_a_conflict_of_interest)
{
    struct desk desk;
    struct problems *problems = &desk.people.record.problems;
    start(&desk, 2);
    declare(&desk, "ann", "C-01");
    ASSERT_GOOD(make(&desk, NULL), problems);
    assert_text_equal(given(&desk), "C-01 ben, C-02 ann");
    // One that is declared later leaves the case without a reviewer who counts.
    declare(&desk, "ben", "C-01");
    ASSERT_GOOD(make(&desk, NULL), problems);
    assert_text_equal(given(&desk), "C-01 ben, C-01 cat, C-02 ann");
    declare(&desk, "cat", "C-01");
    ASSERT_REFUSED(make(&desk, NULL), problems,
                   "too few of the reviewers are free of a conflict of interest with this case");
    people_stop(&desk.people);
}

TEST(what_cannot_be_done_as_a_whole_is_not_done_at_all)
{
    struct desk desk;
    struct record *r = &desk.people.record;
    start(&desk, 2);
    desk.order.each = 3;
    declare(&desk, "ann", "C-02");
    ASSERT_REFUSED(make(&desk, NULL), &r->problems,
                   "too few of the reviewers are free of a conflict of interest with this case");
    assert_text_equal(given(&desk), "");
    desk.order.each = 4;
    ASSERT_REFUSED(make(&desk, NULL), &r->problems, "there are fewer reviewers than a case is to have");
    desk.order.each = LIMIT_REVIEWERS_EACH + 1;
    ASSERT_REFUSED(make(&desk, NULL), &r->problems, "a case has from 1 to {limit} reviewers");
    struct allocation_order administrator = {
        .review = REVIEW, .each = 1, .reviewers = &desk.people.administrator, .count = 1};
    desk.order = administrator;
    ASSERT_REFUSED(make(&desk, NULL), &r->problems, "cases are given to active reviewers only");
    people_stop(&desk.people);
}

TEST(only_the_person_to_whom_a_case_was_given_is_assigned_to_it)
{
    struct desk desk;
    struct record *r = &desk.people.record;
    struct access_facts facts;
    struct own_cases own;
    start(&desk, 2);
    ASSERT_GOOD(make(&desk, NULL), &r->problems);
    struct account ann = people_read(&desk.people, "ann"), cat = people_read(&desk.people, "cat");
    struct text one = record_case(r, "e", "C-01"), two = record_case(r, "e", "C-02");
    ASSERT_GOOD(case_facts(r->store, r->arena, ann.id, REVIEW, one, &facts, &r->problems), &r->problems);
    assert_true(access_allows(&ann, PERMISSION_CASE_READ, facts));
    ASSERT_GOOD(case_facts(r->store, r->arena, ann.id, REVIEW, two, &facts, &r->problems), &r->problems);
    assert_false(access_allows(&ann, PERMISSION_CASE_READ, facts));
    ASSERT_GOOD(review_facts(r->store, r->arena, cat.id, REVIEW, &facts, &r->problems), &r->problems);
    assert_false(access_allows(&cat, PERMISSION_REVIEW_READ, facts));
    ASSERT_GOOD(own_cases(r->store, r->arena, ann.id, &own, &r->problems), &r->problems);
    assert_int_equal(own.list.count, 1);
    assert_text_equal(own.list.items[0].reference, "C-01");
    declare(&desk, "ann", "C-01");
    ASSERT_GOOD(case_facts(r->store, r->arena, ann.id, REVIEW, one, &facts, &r->problems), &r->problems);
    assert_false(access_allows(&ann, PERMISSION_CASE_READ, facts));
    ASSERT_GOOD(own_cases(r->store, r->arena, ann.id, &own, &r->problems), &r->problems);
    assert_int_equal(own.list.count, 0);
    people_stop(&desk.people);
}

TEST(a_case_that_was_taken_back_is_closed_again)
{
    struct desk desk;
    struct record *r = &desk.people.record;
    struct access_facts facts;
    struct audit_rows rows;
    start(&desk, 1);
    ASSERT_GOOD(make(&desk, NULL), &r->problems);
    struct account ann = people_read(&desk.people, "ann");
    struct text one = record_case(r, "e", "C-01");
    ASSERT_GOOD(WRITE(r, allocation_withdraw(&r->write, REVIEW, one, &ann, &r->problems)), &r->problems);
    ASSERT_GOOD(case_facts(r->store, r->arena, ann.id, REVIEW, one, &facts, &r->problems), &r->problems);
    assert_false(facts.assigned);
    ASSERT_REFUSED(WRITE(r, allocation_withdraw(&r->write, REVIEW, one, &ann, &r->problems)), &r->problems,
                   "{name} was not given this case");
    ASSERT_GOOD(audit_read(r->store, r->arena, TEXT("case"), one, &rows, &r->problems), &r->problems);
    assert_text_equal(rows.list.items[rows.list.count - 2].action, "case.allocate");
    assert_text_equal(rows.list.items[rows.list.count - 1].action, "case.withdraw");
    people_stop(&desk.people);
}

TEST(a_whole_review_is_given_to_moderators_chairs_and_liaison_officers_alone)
{
    struct desk desk;
    struct record *r = &desk.people.record;
    struct access_facts facts;
    struct open_cases cases;
    start(&desk, 3);
    struct account chair = people_add(&desk.people, "chair", ROLE_BIT(ROLE_PANEL_CHAIR));
    struct account ann = people_read(&desk.people, "ann");
    ASSERT_REFUSED(WRITE(r, review_give(&r->write, REVIEW, &ann, &r->problems)), &r->problems,
                   "a whole review is given to an active moderator, panel chair or force liaison officer");
    ASSERT_GOOD(WRITE(r, review_give(&r->write, REVIEW, &chair, &r->problems)), &r->problems);
    ASSERT_REFUSED(WRITE(r, review_give(&r->write, REVIEW, &chair, &r->problems)), &r->problems,
                   "{name} has this review already");
    declare(&desk, "chair", "C-02");
    ASSERT_GOOD(case_list_allocated_to(r->store, r->arena, REVIEW, chair.id, &cases, &r->problems),
                &r->problems);
    assert_int_equal(cases.list.count, 2);
    ASSERT_GOOD(WRITE(r, review_take(&r->write, REVIEW, &chair, &r->problems)), &r->problems);
    ASSERT_GOOD(review_facts(r->store, r->arena, chair.id, REVIEW, &facts, &r->problems), &r->problems);
    assert_false(facts.assigned);
    people_stop(&desk.people);
}
