// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/import_pages.h"

#include "door.h"
#include "review/ledger.h"
#include "review/review.h"
#include "small.h"

struct scene {
    struct door door;
    struct text manager;
};

static void start(struct scene *s)
{
    struct record *r = &s->door.people.record;
    door_start(&s->door);
    struct review review = small_review(small_instrument(r->arena));
    ASSERT_GOOD(WRITE(r, review_add(&r->write, &review, &r->problems)), &r->problems);
    struct account manager = people_add(&s->door.people, "manager", ROLE_BIT(ROLE_SCRUTINY_MANAGER));
    s->manager = door_session(&s->door, &manager);
}

static struct http_response get(struct scene *s, const char *address)
{
    return door_get(&s->door, s->manager, text_from(address));
}

TEST(imports_are_listed_with_who_what_and_how_many)
{
    struct scene s;
    start(&s);
    struct http_response response = get(&s, "/reviews/small/imports");
    assert_true(door_shows(&response, "Nothing was imported yet"));
    record_add_cases(&s.door.people.record, "small", 3);
    response = get(&s, "/reviews/small/imports");
    assert_int_equal(response.status, 200);
    assert_true(door_shows(&response, "clerk") && door_shows(&response, "cases.csv: 3 new, 0 changed"));
    assert_true(door_shows(&response, "log.csv: 3 new"));
    assert_false(door_shows(&response, "/jobs/")); // it was no work in the background
    door_stop(&s.door);
}

TEST(checks_and_what_is_not_done_are_listed_and_lead_to_their_work)
{
    struct scene s;
    start(&s);
    struct text job = door_job(&s.door, "import", "small", "{\"dry_run\":true}", "{}");
    struct http_response response = get(&s, "/reviews/small/imports");
    assert_true(door_shows(&response, text_terminated(s.door.people.record.arena,
                                                      text_print(s.door.people.record.arena,
                                                                 "href=\"/jobs/%.*s\"", TEXT_PRINT(job)))));
    assert_true(door_shows(&response, ">check<") && door_shows(&response, ">done<"));
    door_stop(&s.door);
}

TEST(the_form_begins_with_its_token_and_ends_with_its_files)
{
    struct scene s;
    size_t token, extract, cases;
    start(&s);
    struct http_response response = get(&s, "/reviews/small/imports/new");
    assert_true(door_shows(&response, "enctype=\"multipart/form-data\""));
    struct text body = response.body;
    text_find(body, TEXT("/imports/new\" enctype"), &token);
    body = text_slice(body, token, body.length);
    assert_true(text_find(body, TEXT("form_token"), &token) &&
                text_find(body, TEXT("name=\"extract\""), &extract) &&
                text_find(body, TEXT("name=\"cases\""), &cases));
    assert_true(token < extract && token < cases);
    assert_true(door_shows(&response, "at most 1 megabytes"));
    assert_int_equal(get(&s, "/reviews/none/imports").status, 404);
    assert_int_equal(get(&s, "/reviews/none/imports/new").status, 404);
    door_stop(&s.door);
}

TEST(imports_into_several_extracts_are_in_the_order_of_time)
{
    struct scene s;
    size_t first, second, third;
    start(&s);
    door_job(&s.door, "import", "small", "{\"extract\":\"other\",\"dry_run\":true}", "{}");
    record_add_cases(&s.door.people.record, "small", 1);
    record_add_cases(&s.door.people.record, "other", 2);
    record_add_cases(&s.door.people.record, "small", 3);
    struct http_response response = get(&s, "/reviews/small/imports");
    assert_true(text_find(response.body, TEXT("cases.csv: 2 new, 0 changed, 1 as before"), &first));
    assert_true(text_find(response.body, TEXT("cases.csv: 2 new, 0 changed, 0 as before"), &second));
    assert_true(text_find(response.body, TEXT("cases.csv: 1 new"), &third));
    assert_true(first < second && second < third);
    door_stop(&s.door);
}
