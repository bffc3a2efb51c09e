// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/allocation_pages.h"

#include "access/allocation.h"
#include "door.h"
#include "review/ledger.h"
#include "review/review.h"
#include "small.h"

struct office {
    struct door door;
    struct account ann, chair;
    struct text manager, reviewer, panel; // sessions
};

static void start(struct office *office)
{
    struct record *r = &office->door.people.record;
    door_start(&office->door);
    struct review review = small_review(small_instrument(r->arena));
    ASSERT_GOOD(WRITE(r, review_add(&r->write, &review, &r->problems)), &r->problems);
    record_add_cases(r, "e", 4);
    ASSERT_GOOD(WRITE(r, ledger_select_extract(&r->write, TEXT("small"), TEXT("e"), NULL, &r->problems)),
                &r->problems);
    struct account manager = people_add(&office->door.people, "manager", ROLE_BIT(ROLE_SCRUTINY_MANAGER));
    office->ann = people_add(&office->door.people, "ann", ROLE_BIT(ROLE_REVIEWER));
    office->chair = people_add(&office->door.people, "chair", ROLE_BIT(ROLE_PANEL_CHAIR));
    office->manager = door_session(&office->door, &manager);
    office->reviewer = door_session(&office->door, &office->ann);
    office->panel = door_session(&office->door, &office->chair);
}

static struct http_response send(struct office *office, const char *address, struct text form)
{
    return door_post(&office->door, office->manager, text_from(address), form);
}

// Both reviewers, or ann alone.
static struct text reviewers(struct office *office, bool both)
{
    struct door *door = &office->door;
    struct text form = text_print(door->people.record.arena, "each=1&reviewer=%.*s",
                                  TEXT_PRINT(office->ann.id));
    return both ? text_print(door->people.record.arena, "%.*s&reviewer=%.*s", TEXT_PRINT(form),
                             TEXT_PRINT(door->people.reviewer.id))
                : form;
}

TEST(a_reviewer_sees_a_review_and_cases_once_they_are_given)
{
    struct office office;
    start(&office);
    struct door *door = &office.door;
    assert_int_equal(door_get(door, office.reviewer, TEXT("/reviews/small")).status, 403);
    struct http_response response = door_get(door, office.manager, TEXT("/reviews/small/allocation"));
    assert_true(door_shows(&response, "nobody yet"));
    response = send(&office, "/reviews/small/allocation", reviewers(&office, true));
    assert_int_equal(response.status, 303);
    assert_text_equal(door_header(&response, "Location"), "/reviews/small/allocation");
    // In turn, "ann" before "reviewer": the first and the third.
    response = door_get(door, office.reviewer, TEXT("/reviews/small"));
    assert_true(door_shows(&response, "C-01"));
    assert_false(door_shows(&response, "C-02"));
    assert_true(door_shows(&response, "C-03"));
    response = door_get(door, office.reviewer, TEXT("/"));
    assert_true(door_shows(&response, "Your cases"));
    assert_true(door_shows(&response, "/reviews/small/cases/C-01"));
    assert_int_equal(door_get(door, office.reviewer, TEXT("/reviews/small/cases/C-01")).status, 200);
    assert_int_equal(door_get(door, office.reviewer, TEXT("/reviews/small/cases/C-02")).status, 403);
    assert_int_equal(door_get(door, office.reviewer, TEXT("/reviews/small/cases/none")).status, 403);
    assert_int_equal(door_get(door, office.manager, TEXT("/reviews/small/cases/none")).status, 404);
    door_stop(door);
}

TEST(a_conflict_of_interest_closes_a_case_that_was_given)
{
    struct office office;
    start(&office);
    struct door *door = &office.door;
    struct record *r = &door->people.record;
    assert_int_equal(send(&office, "/reviews/small/allocation", reviewers(&office, false)).status, 303);
    struct text id = record_case(r, "e", "C-03");
    ASSERT_GOOD(WRITE(r, conflict_declare(&r->write, office.ann.id, id, TEXT("kin"), NULL, &r->problems)),
                &r->problems);
    struct http_response response = door_get(door, office.reviewer, TEXT("/reviews/small"));
    assert_false(door_shows(&response, "C-03"));
    response = door_get(door, office.reviewer, TEXT("/"));
    assert_false(door_shows(&response, "C-03"));
    assert_int_equal(door_get(door, office.reviewer, TEXT("/reviews/small/cases/C-03")).status, 403);
    response = door_get(door, office.manager, TEXT("/reviews/small/allocation"));
    assert_true(door_shows(&response, "closed to this person"));
    // Nobody but ann is named: too few.
    response = send(&office, "/reviews/small/allocation", reviewers(&office, false));
    assert_int_equal(response.status, 422);
    assert_true(door_shows(&response, "too few of the reviewers"));
    assert_int_equal(send(&office, "/reviews/small/allocation", reviewers(&office, true)).status, 303);
    door_stop(door);
}

TEST(a_case_is_taken_back)
{
    struct office office;
    start(&office);
    struct door *door = &office.door;
    struct record *r = &door->people.record;
    assert_int_equal(send(&office, "/reviews/small/allocation", reviewers(&office, false)).status, 303);
    struct text form = text_print(r->arena, "allocation=%.*s+%.*s", TEXT_PRINT(record_case(r, "e", "C-01")),
                                  TEXT_PRINT(office.ann.id));
    assert_int_equal(send(&office, "/reviews/small/allocation/case", form).status, 303);
    assert_int_equal(send(&office, "/reviews/small/allocation/case", form).status, 422);
    assert_int_equal(door_get(door, office.reviewer, TEXT("/reviews/small/cases/C-01")).status, 403);
    assert_int_equal(door_get(door, office.reviewer, TEXT("/reviews/small/cases/C-02")).status, 200);
    door_stop(door);
}

TEST(a_chair_who_was_given_the_whole_review_sees_all_of_it_until_it_is_taken_back)
{
    struct office office;
    start(&office);
    struct door *door = &office.door;
    struct arena *arena = door->people.record.arena;
    struct text give = text_print(arena, "person=%.*s", TEXT_PRINT(office.chair.id));
    struct text wrong = text_print(arena, "person=%.*s", TEXT_PRINT(office.ann.id));
    struct text take = text_print(arena, "has=%.*s", TEXT_PRINT(office.chair.id));
    assert_int_equal(door_get(door, office.panel, TEXT("/reviews/small")).status, 403);
    assert_int_equal(send(&office, "/reviews/small/allocation/give", wrong).status, 422);
    assert_int_equal(send(&office, "/reviews/small/allocation/give", give).status, 303);
    struct http_response response = door_get(door, office.panel, TEXT("/reviews/small"));
    assert_true(door_shows(&response, "C-04"));
    assert_int_equal(door_get(door, office.panel, TEXT("/reviews/small/cases/C-04")).status, 200);
    assert_int_equal(send(&office, "/reviews/small/allocation/take", take).status, 303);
    assert_int_equal(door_get(door, office.panel, TEXT("/reviews/small/cases/C-04")).status, 403);
    door_stop(door);
}
