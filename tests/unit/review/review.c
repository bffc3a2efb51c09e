// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/review.h"

#include "record.h"
#include "review/ledger.h"
#include "review/section.h"

static struct review get(struct record *r, const char *id)
{
    struct review review = {0};
    ASSERT_GOOD(review_get(r->store, r->arena, text_from(id), &review, &r->problems), &r->problems);
    return review;
}

TEST(a_review_keeps_its_instrument_exactly)
{
    struct record r;
    record_start(&r);
    record_add_review(&r, "hate-2019");
    struct review review = get(&r, "hate-2019");
    assert_text_equal(review.title.in[LANGUAGE_WELSH], "Troseddau casineb");
    assert_text_equal(review.instrument_content, "id: hate-crime\n");
    assert_text_equal(review.instrument_hash, "0123");
    assert_int_equal(review.instrument_version, 1);
    assert_int_equal(review.method, METHOD_SNAPSHOT);
    assert_text_equal(review.period_to, "2019-06-30");
    assert_int_equal(review.status, REVIEW_OPEN);
    struct review_list list;
    record_add_review(&r, "a-later-one");
    ASSERT_GOOD(review_list(r.store, r.arena, &list, &r.problems), &r.problems);
    assert_int_equal(list.list.count, 2);
    assert_text_equal(list.list.items[0].id, "a-later-one");
    record_stop(&r);
}

TEST(every_mistake_in_a_review_is_told_at_once)
{
    struct record r;
    record_start(&r);
    struct review review = {.id = TEXT("Hate 2019"), .period_from = TEXT("2019-02-30")};
    assert_false(WRITE(&r, review_add(&r.write, &review, &r.problems)));
    assert_int_equal(r.problems.count, 3);
    problems_init(&r.problems, r.arena);
    review = (struct review){.id = TEXT("x"),
                             .title = {{TEXT("T")}},
                             .period_from = TEXT("2019-03-01"),
                             .period_to = TEXT("2019-02-01")};
    ASSERT_REFUSED(WRITE(&r, review_add(&r.write, &review, &r.problems)), &r.problems,
                   "the period of the review ends before it begins");
    review.period_to = TEXT("");
    review.origin.review = TEXT("nowhere");
    ASSERT_REFUSED(WRITE(&r, review_add(&r.write, &review, &r.problems)), &r.problems,
                   "there is no review {id}");
    record_add_review(&r, "hate-2019");
    struct review again = get(&r, "hate-2019");
    ASSERT_REFUSED(WRITE(&r, review_add(&r.write, &again, &r.problems)), &r.problems,
                   "there is a review {id} already");
    record_stop(&r);
}

TEST(a_review_is_changed_only_as_it_was_seen)
{
    struct record r;
    record_start(&r);
    record_add_review(&r, "panel");
    record_add_review(&r, "hate-2019");
    struct review review = get(&r, "hate-2019");
    review.origin = (struct review_origin){.review = TEXT("panel"),
                                           .link = TEXT("https://example.org/panel")};
    review.force.in[LANGUAGE_ENGLISH] = TEXT("A force");
    ASSERT_GOOD(WRITE(&r, review_change(&r.write, &review, &r.problems)), &r.problems);
    ASSERT_REFUSED(WRITE(&r, review_change(&r.write, &review, &r.problems)), &r.problems,
                   "somebody else has changed or removed this meanwhile: look at it again, then decide");
    review = get(&r, "hate-2019");
    assert_text_equal(review.origin.review, "panel");
    assert_text_equal(review.origin.link, "https://example.org/panel");
    assert_text_equal(review.force.in[LANGUAGE_ENGLISH], "A force");
    assert_int_equal(review.version, 2);
    record_stop(&r);
}

TEST(a_review_is_published_when_nothing_waits_and_then_does_not_change)
{
    struct record r;
    record_start(&r);
    record_add_review(&r, "hate-2019");
    record_add_cases(&r, "hate-2019", 1);
    struct text id = record_case(&r, "hate-2019", "C-01"), review = TEXT("hate-2019");
    ASSERT_GOOD(WRITE(&r, ledger_select(&r.write, review, id, SELECTED_BY_DRAW, &r.problems)), &r.problems);
    ASSERT_REFUSED(WRITE(&r, review_publish(&r.write, review, 1, &r.problems)), &r.problems,
                   "one case of the review still waits");
    ASSERT_GOOD(WRITE(&r, ledger_exclude(&r.write, review, id, 1,
                                         (struct localised){{TEXT("sealed by a court")}}, &r.problems)),
                &r.problems);
    ASSERT_GOOD(WRITE(&r, review_publish(&r.write, review, 1, &r.problems)), &r.problems);
    const char *frozen = "the review {id} is published and does not change any more";
    struct section section = {.key = TEXT("overview"), .text = {{TEXT("x"), TEXT("")}}};
    ASSERT_REFUSED(WRITE(&r, section_put(&r.write, review, &section, &r.problems)), &r.problems, frozen);
    ASSERT_REFUSED(WRITE(&r, review_publish(&r.write, review, 2, &r.problems)), &r.problems, frozen);
    ASSERT_REFUSED(WRITE(&r, ledger_select(&r.write, review, id, SELECTED_BY_DRAW, &r.problems)), &r.problems,
                   frozen);
    record_stop(&r);
}
