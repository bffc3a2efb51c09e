// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/recommendation.h"

#include "record.h"
#include "review/approval.h"
#include "review/review.h"
#include "store/engine.h"

#define REVIEW TEXT("hate-2019")
#define KEY TEXT("referral")
#define BOTH(english, welsh) \
    { \
        { \
            TEXT(english), TEXT(welsh) \
        } \
    }

static struct recommendation sample(void)
{
    return (struct recommendation){.review = REVIEW,
                                   .key = KEY,
                                   .number = 1,
                                   .text = BOTH("Tell them", "Dywedwch"),
                                   .owner = BOTH("Head", "Pennaeth"),
                                   .date = TEXT("2019-10-01"),
                                   .due = TEXT("2019-12-31")};
}

static struct response answer(enum response_decision decision)
{
    return (struct response){.decision = decision,
                             .why = BOTH("Costs", "Costau"),
                             .by = BOTH("Chief", "Prif"),
                             .date = TEXT("2019-12-02")};
}

static struct progress step(enum recommendation_state state)
{
    return (struct progress){.state = state,
                             .says = BOTH("Done", "Gwnaed"),
                             .by = BOTH("Head", "Pennaeth"),
                             .date = TEXT("2020-02-21")};
}

static void start(struct record *r)
{
    struct recommendation one = sample();
    record_start(r);
    record_add_review(r, "hate-2019");
    ASSERT_GOOD(WRITE(r, recommendation_add(&r->write, &one, &r->problems)), &r->problems);
}

static struct recommendation now(struct record *r, int64_t until)
{
    struct recommendation_list list = {0};
    ASSERT_GOOD(recommendation_list(r->store, r->arena, REVIEW, until, &list, &r->problems), &r->problems);
    assert_int_equal(list.list.count, 1);
    return list.list.items[0];
}

static bool respond(struct record *r, struct response response)
{
    return WRITE(r, recommendation_respond(&r->write, REVIEW, KEY, &response, &r->problems));
}

static bool report(struct record *r, struct progress progress)
{
    return WRITE(r, recommendation_report(&r->write, REVIEW, KEY, &progress, &r->problems));
}

static void publish(struct record *r)
{
    struct review review;
    ASSERT_GOOD(review_get(r->store, r->arena, REVIEW, &review, &r->problems), &r->problems);
    ASSERT_GOOD(WRITE(r, review_publish(&r->write, REVIEW, review.version, &r->problems)), &r->problems);
}

TEST(a_recommendation_comes_back_as_it_was_made)
{
    struct record r;
    struct text criteria[] = {TEXT("referral"), TEXT("contract")}, finding = TEXT("wrong-service");
    start(&r);
    struct recommendation one = now(&r, INT64_MAX);
    assert_text_equal(one.text.in[LANGUAGE_WELSH], "Dywedwch");
    assert_text_equal(one.due, "2019-12-31");
    assert_int_equal(recommendation_state(&one), RECOMMENDATION_OPEN);
    assert_null(recommendation_response(&one));
    one.criteria = criteria;
    one.criterion_count = 2;
    one.findings = &finding;
    one.finding_count = 1;
    one.due = (struct text){0};
    ASSERT_GOOD(WRITE(&r, recommendation_change(&r.write, &one, &r.problems)), &r.problems);
    ASSERT_REFUSED(WRITE(&r, recommendation_change(&r.write, &one, &r.problems)), &r.problems,
                   "somebody else has changed or removed this meanwhile: look at it again, then decide");
    one = now(&r, INT64_MAX);
    assert_int_equal(one.criterion_count, 2);
    assert_text_equal(one.criteria[0], "contract");
    assert_text_equal(one.findings[0], "wrong-service");
    assert_int_equal(one.due.length, 0);
    ASSERT_GOOD(WRITE(&r, recommendation_remove(&r.write, &one, &r.problems)), &r.problems);
    record_stop(&r);
}

TEST(what_cannot_be_a_recommendation_is_refused)
{
    struct record r;
    struct recommendation one = sample();
    start(&r);
    ASSERT_REFUSED(WRITE(&r, recommendation_add(&r.write, &one, &r.problems)), &r.problems,
                   "the review has a recommendation {key} already");
    one.key = TEXT("Not So");
    ASSERT_REFUSED(WRITE(&r, recommendation_add(&r.write, &one, &r.problems)), &r.problems,
                   "this cannot be the id of a recommendation");
    one.key = TEXT("other");
    one.owner.in[LANGUAGE_WELSH] = (struct text){0};
    ASSERT_REFUSED(WRITE(&r, recommendation_add(&r.write, &one, &r.problems)), &r.problems,
                   "a text is missing in one of the languages");
    one = sample();
    one.key = TEXT("other");
    one.due = TEXT("2019-09-30");
    ASSERT_REFUSED(WRITE(&r, recommendation_add(&r.write, &one, &r.problems)), &r.problems,
                   "it is due before it was made");
    one.due = TEXT("soon");
    ASSERT_REFUSED(WRITE(&r, recommendation_add(&r.write, &one, &r.problems)), &r.problems,
                   "this is not a date");
    record_stop(&r);
}

TEST(answers_are_added_and_the_last_counts)
{
    struct record r;
    start(&r);
    ASSERT_GOOD(respond(&r, answer(RESPONSE_REJECTED)), &r.problems);
    int64_t first = r.act.at;
    struct response second = answer(RESPONSE_ACCEPTED);
    second.why = (struct localised){0};
    second.translator = TEXT("T");
    ASSERT_GOOD(respond(&r, second), &r.problems);
    struct recommendation one = now(&r, INT64_MAX);
    assert_int_equal(one.responses.count, 2);
    assert_int_equal(recommendation_response(&one)->decision, RESPONSE_ACCEPTED);
    assert_text_equal(recommendation_response(&one)->translator, "T");
    one = now(&r, first);
    assert_int_equal(recommendation_response(&one)->decision, RESPONSE_REJECTED);
    one = now(&r, first - 1);
    assert_null(recommendation_response(&one));
    record_stop(&r);
}

TEST(an_answer_needs_its_reason_its_day_and_its_recommendation)
{
    struct record r;
    start(&r);
    struct response response = answer(RESPONSE_PARTLY_ACCEPTED);
    response.why = (struct localised){0};
    ASSERT_REFUSED(respond(&r, response), &r.problems,
                   "a recommendation is rejected, wholly or in part, only with a reason");
    response.why.in[LANGUAGE_ENGLISH] = TEXT("Costs");
    ASSERT_REFUSED(respond(&r, response), &r.problems, "a text is missing in one of the languages");
    response = answer(RESPONSE_ACCEPTED);
    response.date = TEXT("2019-09-30");
    ASSERT_REFUSED(respond(&r, response), &r.problems,
                   "that was before the recommendation was made, on {date}");
    response.date = TEXT("9999-12-31");
    ASSERT_REFUSED(respond(&r, response), &r.problems, "that day is still to come");
    response = answer(RESPONSE_ACCEPTED);
    ASSERT_REFUSED(WRITE(&r, recommendation_respond(&r.write, REVIEW, TEXT("none"), &response, &r.problems)),
                   &r.problems, "the review has no such recommendation");
    record_stop(&r);
}

TEST(the_state_is_that_of_the_latest_progress)
{
    struct record r;
    start(&r);
    record_add_review(&r, "again");
    struct progress closed = step(RECOMMENDATION_CLOSED);
    closed.retest = TEXT("again");
    ASSERT_GOOD(report(&r, step(RECOMMENDATION_DONE)), &r.problems);
    ASSERT_GOOD(report(&r, closed), &r.problems);
    struct recommendation one = now(&r, INT64_MAX);
    assert_int_equal(recommendation_state(&one), RECOMMENDATION_CLOSED);
    assert_text_equal(one.progress.items[1].retest, "again");
    assert_false(recommendation_is_overdue(&one, TEXT("2020-01-01")));
    ASSERT_GOOD(report(&r, step(RECOMMENDATION_OPEN)), &r.problems);
    one = now(&r, INT64_MAX);
    assert_true(recommendation_is_overdue(&one, TEXT("2020-01-01")));
    assert_false(recommendation_is_overdue(&one, TEXT("2019-12-31")));
    closed.retest = REVIEW;
    ASSERT_REFUSED(report(&r, closed), &r.problems, "a review is no test of its own recommendations");
    record_stop(&r);
}

TEST(what_was_answered_is_frozen_but_answers_go_on_after_publication)
{
    struct record r;
    const char *answered = "the force has answered this recommendation: its words do not change any more";
    start(&r);
    ASSERT_GOOD(respond(&r, answer(RESPONSE_REJECTED)), &r.problems);
    struct recommendation one = now(&r, INT64_MAX);
    ASSERT_REFUSED(WRITE(&r, recommendation_change(&r.write, &one, &r.problems)), &r.problems, answered);
    ASSERT_REFUSED(WRITE(&r, recommendation_remove(&r.write, &one, &r.problems)), &r.problems, answered);
    publish(&r);
    ASSERT_GOOD(respond(&r, answer(RESPONSE_ACCEPTED)), &r.problems);
    ASSERT_GOOD(report(&r, step(RECOMMENDATION_DONE)), &r.problems);
    one = sample();
    one.key = TEXT("late");
    ASSERT_REFUSED(WRITE(&r, recommendation_add(&r.write, &one, &r.problems)), &r.problems,
                   "the review {id} is published and does not change any more");
    record_stop(&r);
}

TEST(the_database_itself_keeps_answers_and_what_was_answered)
{
    static const char *const attempts[] = {
        "UPDATE response SET decision = 'accepted'",
        "DELETE FROM response",
        "UPDATE progress SET state = 'closed'",
        "DELETE FROM progress",
        "UPDATE recommendation SET text_en = 'else'",
        "INSERT OR REPLACE INTO response SELECT * FROM response",
        "INSERT OR REPLACE INTO progress SELECT * FROM progress",
        "INSERT OR REPLACE INTO recommendation SELECT * FROM recommendation",
    };
    struct record r;
    start(&r);
    ASSERT_GOOD(respond(&r, answer(RESPONSE_REJECTED)), &r.problems);
    ASSERT_GOOD(report(&r, step(RECOMMENDATION_DONE)), &r.problems);
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++) {
        assert_false(store_execute(r.store, text_from(attempts[i]), &r.problems));
        problems_init(&r.problems, r.arena);
    }
    record_stop(&r);
}

TEST(an_approval_of_the_welsh_covers_recommendations_and_outlives_later_answers)
{
    struct record r;
    struct approval approval;
    start(&r);
    ASSERT_GOOD(WRITE(&r, approval_give(&r.write, REVIEW, LANGUAGE_WELSH, TEXT("T"), &r.problems)),
                &r.problems);
    struct recommendation one = now(&r, INT64_MAX);
    one.text.in[LANGUAGE_WELSH] = TEXT("Arall");
    ASSERT_GOOD(WRITE(&r, recommendation_change(&r.write, &one, &r.problems)), &r.problems);
    ASSERT_GOOD(approval_read(r.store, r.arena, REVIEW, LANGUAGE_WELSH, &approval, &r.problems), &r.problems);
    assert_false(approval.holds);
    ASSERT_GOOD(WRITE(&r, approval_give(&r.write, REVIEW, LANGUAGE_WELSH, TEXT("T"), &r.problems)),
                &r.problems);
    publish(&r);
    ASSERT_GOOD(respond(&r, answer(RESPONSE_REJECTED)), &r.problems);
    ASSERT_GOOD(approval_read(r.store, r.arena, REVIEW, LANGUAGE_WELSH, &approval, &r.problems), &r.problems);
    assert_true(approval.holds);
    record_stop(&r);
}
