// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/answer_pages.h"

#include "access/conflict.h"
#include "door.h"
#include "review/assessment.h"
#include "review/audit.h"
#include "review/ledger.h"
#include "review/review.h"
#include "small.h"

#define QUESTION TEXT("/reviews/small/cases/C-01/answers/kind")

struct desk {
    struct door door;
    struct text session; // of the reviewer, who has a draft
    struct text case_id, draft;
};

static void start(struct desk *desk)
{
    struct record *r = &desk->door.people.record;
    door_start(&desk->door);
    struct review review = small_review(small_instrument(r->arena));
    ASSERT_GOOD(WRITE(r, review_add(&r->write, &review, &r->problems)), &r->problems);
    record_add_cases(r, "e", 2);
    desk->case_id = record_case(r, "e", "C-01");
    ASSERT_GOOD(WRITE(r, ledger_select_extract(&r->write, TEXT("small"), TEXT("e"), NULL, &r->problems)),
                &r->problems);
    ASSERT_GOOD(WRITE(r, assessment_begin(&r->write, TEXT("small"), desk->case_id, TEXT("reviewer"),
                                          LANGUAGE_ENGLISH, &desk->draft, &r->problems)),
                &r->problems);
    desk->session = door_session(&desk->door, &desk->door.people.reviewer);
}

static struct assessment draft_of(struct desk *desk)
{
    struct record *r = &desk->door.people.record;
    struct assessment draft = {0};
    ASSERT_GOOD(assessment_get(r->store, r->arena, desk->draft, &draft, &r->problems), &r->problems);
    return draft;
}

static size_t saved(struct desk *desk)
{
    struct record *r = &desk->door.people.record;
    struct audit_rows rows;
    size_t count = 0;
    ASSERT_GOOD(audit_read(r->store, r->arena, TEXT("assessment"), desk->draft, &rows, &r->problems),
                &r->problems);
    for (size_t i = 0; i < rows.list.count; i++)
        count += text_equal(rows.list.items[i].action, TEXT("assessment.answer"));
    return count;
}

TEST(a_reviewer_sees_the_question_and_saves_an_answer_with_its_audit_row)
{
    struct desk desk;
    start(&desk);
    struct http_response response = door_get(&desk.door, desk.session, QUESTION);
    assert_int_equal(response.status, 200);
    assert_true(door_shows(&response, "Kind?"));
    assert_true(door_shows(&response, "value=\"kind_no\""));
    assert_false(door_shows(&response, " checked"));
    response = door_post(&desk.door, desk.session, QUESTION,
                         TEXT("version=1&outcome=kind_no&comment=+See+the+letter.+"));
    assert_int_equal(response.status, 303);
    assert_text_equal(door_header(&response, "Location"), "/reviews/small/cases/C-01/answers/kind");
    struct assessment draft = draft_of(&desk);
    assert_int_equal(draft.answer_count, 1);
    assert_text_equal(draft.answers[0].judged, "kind_no");
    assert_text_equal(draft.answers[0].comment, "See the letter.");
    assert_int_equal(draft.answers[0].criterion_hash.length, 64);
    assert_int_equal(saved(&desk), 1);
    response = door_get(&desk.door, desk.session, QUESTION);
    assert_true(door_shows(&response, "value=\"kind_no\" checked"));
    assert_true(door_shows(&response, "See the letter."));
    assert_true(door_shows(&response, "name=\"version\" value=\"2\""));
    door_stop(&desk.door);
}

TEST(an_answer_over_somebody_elses_change_or_without_a_choice_is_refused)
{
    struct desk desk;
    start(&desk);
    struct http_response response = door_post(&desk.door, desk.session, QUESTION,
                                              TEXT("version=7&outcome=kind_no"));
    assert_int_equal(response.status, 422);
    assert_true(door_shows(&response, "somebody else has changed"));
    assert_int_equal(door_post(&desk.door, desk.session, QUESTION, TEXT("version=1")).status, 422);
    assert_int_equal(door_post(&desk.door, desk.session, QUESTION, TEXT("version=1&outcome=other")).status,
                     422);
    assert_int_equal(door_post(&desk.door, desk.session, QUESTION, TEXT("outcome=kind_no")).status, 422);
    assert_int_equal(saved(&desk), 0);
    assert_int_equal(draft_of(&desk).version, 1);
    door_stop(&desk.door);
}

TEST(sent_twice_it_is_saved_once)
{
    struct desk desk;
    start(&desk);
    struct text form = TEXT("version=1&outcome=kind_yes&operation=01abcdefghjkmnpqrstvwxyz01");
    assert_int_equal(door_post(&desk.door, desk.session, QUESTION, form).status, 303);
    assert_int_equal(door_post(&desk.door, desk.session, QUESTION, form).status, 303);
    assert_int_equal(saved(&desk), 1);
    door_stop(&desk.door);
}

TEST(sent_again_with_another_answer_it_is_not_taken_for_saved)
{
    struct desk desk;
    start(&desk);
    struct text first = TEXT("version=1&outcome=kind_yes&operation=01abcdefghjkmnpqrstvwxyz01");
    struct text changed = TEXT(
        "version=1&outcome=kind_yes&comment=Later&operation=01abcdefghjkmnpqrstvwxyz01");
    assert_int_equal(door_post(&desk.door, desk.session, QUESTION, first).status, 303);
    struct http_response response = door_post(&desk.door, desk.session, QUESTION, changed);
    assert_int_equal(response.status, 422);
    assert_true(door_shows(&response, "changed or removed this meanwhile") && door_shows(&response, "Later"));
    assert_int_equal(saved(&desk), 1);
    door_stop(&desk.door);
}

TEST(only_who_has_the_draft_may_answer_and_a_conflict_closes_it)
{
    struct desk desk;
    start(&desk);
    struct record *r = &desk.door.people.record;
    struct account other = people_add(&desk.door.people, "other", ROLE_BIT(ROLE_REVIEWER));
    struct account moderator = people_add(&desk.door.people, "moderator", ROLE_BIT(ROLE_MODERATOR));
    struct text form = TEXT("version=1&outcome=kind_no");
    assert_int_equal(door_post(&desk.door, door_session(&desk.door, &other), QUESTION, form).status, 403);
    assert_int_equal(door_get(&desk.door, door_session(&desk.door, &other), QUESTION).status, 403);
    assert_int_equal(door_post(&desk.door, door_session(&desk.door, &moderator), QUESTION, form).status, 403);
    assert_int_equal(
        door_get(&desk.door, desk.session, TEXT("/reviews/small/cases/C-02/answers/kind")).status, 403);
    struct text conflict;
    ASSERT_GOOD(WRITE(r, conflict_declare(&r->write, desk.door.people.reviewer.id, desk.case_id,
                                          TEXT("A neighbour"), &conflict, &r->problems)),
                &r->problems);
    assert_int_equal(door_get(&desk.door, desk.session, QUESTION).status, 403);
    assert_int_equal(door_post(&desk.door, desk.session, QUESTION, form).status, 403);
    assert_int_equal(saved(&desk), 0);
    door_stop(&desk.door);
}

TEST(an_answer_that_cannot_be_kept_is_not_taken_for_saved)
{
    struct desk desk;
    start(&desk);
    struct text form = TEXT(
        "version=1&outcome=kind_no&comment=Ask+again&operation=01abcdefghjkmnpqrstvwxyz02");
    assert_int_equal(door_get(&desk.door, desk.session, QUESTION).status,
                     200); // what is written once a day is
    door_disk_is_full(true);
    struct http_response response = door_post(&desk.door, desk.session, QUESTION, form);
    door_disk_is_full(false);
    assert_int_equal(response.status, 503);
    assert_int_equal(door_header(&response, "Location").length, 0);
    assert_int_equal(desk.door.held, 1);
    assert_int_equal(saved(&desk), 0);
    assert_int_equal(draft_of(&desk).version, 1);
    assert_int_equal(door_post(&desk.door, desk.session, QUESTION, form).status, 303);
    assert_int_equal(saved(&desk), 1);
    assert_text_equal(draft_of(&desk).answers[0].comment, "Ask again");
    door_stop(&desk.door);
}

// Which of the two it is, is found out where it is written.
TEST(what_may_not_be_saved_is_told_apart_from_what_must_be_looked_at_again)
{
    struct desk desk;
    start(&desk);
    struct account other = people_add(&desk.door.people, "other", ROLE_BIT(ROLE_REVIEWER));
    struct http_response response = door_post(&desk.door, door_session(&desk.door, &other), QUESTION,
                                              TEXT("version=1&outcome=kind_no"));
    assert_int_equal(response.status, 403);
    assert_false(door_shows(&response, "Kind?"));
    assert_int_equal(desk.door.held, 1);
    response = door_post(&desk.door, desk.session, QUESTION, TEXT("version=2&outcome=kind_no&comment=Mine"));
    assert_int_equal(response.status, 422);
    assert_true(door_shows(&response, "somebody else has changed"));
    assert_true(door_shows(&response, "value=\"kind_no\" checked") && door_shows(&response, "Mine"));
    assert_int_equal(door_header(&response, "Location").length, 0);
    assert_int_equal(desk.door.held, 2);
    // What the form itself says wrong needs no disk.
    assert_int_equal(door_post(&desk.door, desk.session, QUESTION, TEXT("version=1&outcome=none")).status,
                     422);
    assert_int_equal(desk.door.held, 2);
    assert_int_equal(saved(&desk), 0);
    door_stop(&desk.door);
}

TEST(what_is_computed_and_what_there_is_not_is_not_asked)
{
    struct desk desk;
    start(&desk);
    assert_int_equal(
        door_get(&desk.door, desk.session, TEXT("/reviews/small/cases/C-01/answers/noted")).status, 404);
    assert_int_equal(
        door_get(&desk.door, desk.session, TEXT("/reviews/small/cases/C-01/answers/none")).status, 404);
    assert_int_equal(
        door_get(&desk.door, desk.session, TEXT("/reviews/small/cases/none/answers/kind")).status, 403);
    struct http_response welsh = door_get(&desk.door, desk.session,
                                          TEXT("/cy/reviews/small/cases/C-01/answers/kind"));
    assert_true(door_shows(&welsh, "Angharedig"));
    door_stop(&desk.door);
}
