// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/recommendation_definition.h"

#include "record.h"
#include "review/finding.h"

#define REVIEW TEXT("hate-2019")
#define HEAD \
    "craffu: recommendations\n" \
    "review: hate-2019\n" \
    "recommendations:\n"
#define ONE(id, more) \
    "  - {id: " id \
    ", text: {en: Tell, cy: Dywedwch}, owner: {en: Head, cy: Pennaeth}, date: 2019-10-01" more "}\n"

static bool load(struct record *r, struct text content)
{
    struct recommendations_definition definition;
    return recommendations_definition_read(r->arena, TEXT("r.yaml"), content, &definition, &r->problems) &&
           WRITE(r, recommendations_definition_put(&r->write, &definition, &r->problems));
}

static struct recommendation_list list_of(struct record *r)
{
    struct recommendation_list list = {0};
    ASSERT_GOOD(recommendation_list(r->store, r->arena, REVIEW, INT64_MAX, &list, &r->problems),
                &r->problems);
    return list;
}

static void add_finding(struct record *r, const char *key)
{
    struct finding finding = {.key = text_from(key), .text = {{TEXT("x"), TEXT("x")}}};
    ASSERT_GOOD(WRITE(r, finding_add(&r->write, REVIEW, &finding, NULL, &r->problems)), &r->problems);
}

static void start(struct record *r)
{
    record_start(r);
    record_add_review(r, "hate-2019");
}

TEST(recommendations_become_those_of_the_file)
{
    struct record r;
    start(&r);
    add_finding(&r, "wrong-service");
    ASSERT_GOOD(load(&r, TEXT(HEAD ONE("a", ", findings: [wrong-service]") ONE("b", ", due: 1 March 2020"))),
                &r.problems);
    struct recommendation_list list = list_of(&r);
    assert_int_equal(list.list.count, 2);
    assert_text_equal(list.list.items[1].due, "2020-03-01");
    struct text id = list.list.items[1].id;
    ASSERT_GOOD(load(&r, TEXT(HEAD ONE("b", "") ONE("c", ""))), &r.problems);
    list = list_of(&r);
    assert_int_equal(list.list.count, 2);
    assert_true(text_equal(list.list.items[0].id, id));
    assert_int_equal(list.list.items[0].number, 1);
    assert_text_equal(list.list.items[1].key, "c");
    record_stop(&r);
}

TEST(what_was_answered_stands_in_the_file_unchanged)
{
    struct record r;
    const struct response response = {
        .decision = RESPONSE_ACCEPTED, .by = {{TEXT("Chief"), TEXT("Prif")}}, .date = TEXT("2019-12-02")};
    const char *answered = "the force has answered this recommendation: its words do not change any more";
    start(&r);
    ASSERT_GOOD(load(&r, TEXT(HEAD ONE("a", ""))), &r.problems);
    ASSERT_GOOD(WRITE(&r, recommendation_respond(&r.write, REVIEW, TEXT("a"), &response, &r.problems)),
                &r.problems);
    ASSERT_GOOD(load(&r, TEXT(HEAD ONE("a", "") ONE("b", ""))), &r.problems);
    ASSERT_REFUSED(load(&r, TEXT(HEAD ONE("a", ", due: 2020-01-01"))), &r.problems, answered);
    ASSERT_REFUSED(load(&r, TEXT(HEAD ONE("b", ""))), &r.problems, answered);
    assert_int_equal(list_of(&r).list.count, 2);
    record_stop(&r);
}

TEST(a_file_that_does_not_fit_is_refused_with_its_place)
{
    struct record r;
    start(&r);
    ASSERT_REFUSED(load(&r, TEXT(HEAD ONE("a", "") ONE("a", ""))), &r.problems,
                   "there is a recommendation of this id already");
    ASSERT_REFUSED(load(&r, TEXT(HEAD ONE("a", ", findings: [none]"))), &r.problems,
                   "the review has no finding of this id");
    ASSERT_REFUSED(load(&r, TEXT(HEAD ONE("a", ", due: soon"))), &r.problems, "this is not a date");
    ASSERT_REFUSED(load(&r, TEXT(HEAD ONE("a", ", criteria: [[x]]"))), &r.problems, "this must be an id");
    ASSERT_REFUSED(load(&r, TEXT("craffu: findings\nreview: hate-2019\nrecommendations: []\n")), &r.problems,
                   "this file holds something else: {kind} was expected");
    record_stop(&r);
}

TEST(a_finding_keeps_its_key_and_no_two_have_the_same)
{
    struct record r;
    struct finding_list findings;
    start(&r);
    add_finding(&r, "one");
    add_finding(&r, "");
    struct finding again = {.key = TEXT("one"), .text = {{TEXT("y")}}};
    ASSERT_REFUSED(WRITE(&r, finding_add(&r.write, REVIEW, &again, NULL, &r.problems)), &r.problems,
                   "two findings of the review have this id");
    ASSERT_GOOD(finding_list(r.store, r.arena, REVIEW, &findings, &r.problems), &r.problems);
    assert_int_equal(findings.list.count, 2);
    assert_text_equal(findings.list.items[0].key, "one");
    assert_int_equal(findings.list.items[1].key.length, 0);
    ASSERT_GOOD(WRITE(&r, finding_remove(&r.write, findings.list.items[0].id, 1, &r.problems)), &r.problems);
    add_finding(&r, "one");
    record_stop(&r);
}
