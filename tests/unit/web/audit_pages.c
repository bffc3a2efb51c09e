// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/audit_pages.h"

#include "door.h"
#include "review/consultation.h"
#include "store/engine.h"

static struct text start(struct door *door)
{
    door_start(door);
    struct account auditor = people_add(&door->people, "auditor", ROLE_BIT(ROLE_AUDITOR));
    return door_session(door, &auditor);
}

static size_t looks(struct door *door)
{
    struct record *r = &door->people.record;
    struct audit_rows rows;
    ASSERT_GOOD(audit_read(r->store, r->arena, TEXT("audit"), TEXT("log"), &rows, &r->problems),
                &r->problems);
    return rows.list.count;
}

TEST(a_look_at_the_log_stands_in_it_once_in_a_quarter_of_an_hour)
{
    struct door door;
    struct text session = start(&door);
    struct http_response response = door_get(&door, session, TEXT("/audit"));
    assert_int_equal(response.status, 200);
    assert_true(door_shows(&response, "audit.consult"));
    assert_true(door_shows(&response, "account.add"));
    door.at += MINUTES(1);
    door_get(&door, session, TEXT("/audit?actor=clerk"));
    assert_int_equal(looks(&door), 1);
    door.at += MINUTES(15);
    door_get(&door, session, TEXT("/audit"));
    assert_int_equal(looks(&door), 2);
    door_stop(&door);
}

TEST(who_may_not_see_the_log_leaves_no_look_in_it)
{
    struct door door;
    start(&door);
    struct text session = door_session(&door, &door.people.reviewer);
    assert_int_equal(door_get(&door, session, TEXT("/audit")).status, 403);
    assert_int_equal(looks(&door), 0);
    door_stop(&door);
}

// Rows of things that are there for this test only.
static void add_rows(struct door *door, int count)
{
    struct record *r = &door->people.record;
    for (int i = 0; i < count; i++) {
        struct act act = act_new(r->arena, TEXT("walker"));
        act.audit_key = &door->people.access->audit;
        struct audited look = {"thing.look", "thing", text_print(r->arena, "thing-%02d", i), {0}};
        ASSERT_GOOD(consultation_tell(r->store, r->arena, NULL, &act, look, NULL, &r->problems),
                    &r->problems);
    }
}

TEST(the_log_is_read_page_by_page_and_by_actor_and_object)
{
    struct door door;
    struct text session = start(&door);
    add_rows(&door, 55);
    struct http_response response = door_get(&door, session, TEXT("/audit?actor=walker"));
    assert_true(door_shows(&response, "thing-54"));
    assert_true(door_shows(&response, "thing-05"));
    assert_false(door_shows(&response, "thing-04"));
    assert_false(door_shows(&response, "account.add"));
    size_t at;
    assert_true(text_find(response.body, TEXT("/audit?before="), &at));
    struct text rest = text_slice(response.body, at + 14, response.body.length), number;
    text_split(&rest, '&', &number);
    response = door_get(
        &door, session,
        text_print(door.people.record.arena, "/audit?before=%.*s&actor=walker&object=", TEXT_PRINT(number)));
    assert_true(door_shows(&response, "thing-04"));
    assert_true(door_shows(&response, "thing-00"));
    assert_false(door_shows(&response, "thing-05"));
    assert_false(door_shows(&response, "Older rows"));
    response = door_get(&door, session, TEXT("/audit?object=thing-31"));
    assert_true(door_shows(&response, "thing-31"));
    assert_false(door_shows(&response, "thing-30"));
    response = door_get(&door, session, TEXT("/audit?object=no-such-thing"));
    assert_true(door_shows(&response, "The log has no such row."));
    door_stop(&door);
}

TEST(a_chain_that_is_whole_is_said_to_be_and_one_that_is_broken_is_not)
{
    struct door door;
    struct text session = start(&door), nothing = {0};
    struct record *r = &door.people.record;
    struct http_response response = door_post(&door, session, TEXT("/audit/verify"), nothing);
    assert_int_equal(response.status, 200);
    assert_true(door_shows(&response, "The chain is whole"));
    ASSERT_GOOD(store_execute(r->store, TEXT("DROP TRIGGER audit_update"), &r->problems) &&
                    store_execute(r->store,
                                  TEXT("UPDATE audit SET actor = 'someone' WHERE action = 'account.add'"),
                                  &r->problems),
                &r->problems);
    response = door_post(&door, session, TEXT("/audit/verify"), nothing);
    assert_int_equal(response.status, 200);
    assert_false(door_shows(&response, "The chain is whole"));
    assert_true(door_shows(&response, "govuk-error-summary"));
    door_stop(&door);
}
