// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/programme_pages.h"

#include "access/allocation.h"
#include "door.h"
#include "review/audit.h"
#include "review/ledger.h"
#include "review/review.h"
#include "small.h"
#include "store/engine.h"

static struct text start(struct door *door)
{
    struct record *r = &door->people.record;
    door_start(door);
    struct review review = small_review(small_instrument(r->arena));
    ASSERT_GOOD(WRITE(r, review_add(&r->write, &review, &r->problems)), &r->problems);
    record_add_cases(r, "e", 3);
    ASSERT_GOOD(WRITE(r, ledger_select_extract(&r->write, TEXT("small"), TEXT("e"), NULL, &r->problems)),
                &r->problems);
    struct account manager = people_add(&door->people, "manager", ROLE_BIT(ROLE_SCRUTINY_MANAGER));
    return door_session(door, &manager);
}

static void execute(struct door *door, const char *sql)
{
    struct record *r = &door->people.record;
    ASSERT_GOOD(store_execute(r->store, text_from(sql), &r->problems), &r->problems);
}

TEST(a_review_tells_of_no_police_force_if_none_is_said)
{
    struct door door;
    struct text manager = start(&door);
    struct http_response response = door_get(&door, manager, TEXT("/reviews/small"));
    assert_false(door_shows(&response, "Police force"));
    execute(&door, "UPDATE review SET force_en = 'Dyfed-Powys Police', force_cy = 'Heddlu Dyfed-Powys'");
    response = door_get(&door, manager, TEXT("/reviews/small"));
    assert_true(door_shows(&response, "Police force") && door_shows(&response, "Dyfed-Powys Police"));
    door_stop(&door);
}

TEST(what_became_of_cases_is_headed_with_capital_letters_in_both_languages)
{
    struct door door;
    struct text manager = start(&door);
    execute(&door, "UPDATE selection SET state = 'reviewed' "
                   "WHERE case_id = (SELECT id FROM case_record WHERE reference = 'C-01')");
    struct http_response response = door_get(&door, manager, TEXT("/reviews/small"));
    assert_true(door_shows(&response, "Reviewed") && door_shows(&response, "Waiting"));
    response = door_get(&door, manager, TEXT("/cy/reviews/small"));
    assert_true(door_shows(&response, "Adolygwyd"));
    door_stop(&door);
}

TEST(who_may_not_read_a_review_is_led_to_its_reports_and_its_draw)
{
    struct door door;
    struct text manager = start(&door);
    struct account reader = people_add(&door.people, "reader", ROLE_BIT(ROLE_READER));
    struct text session = door_session(&door, &reader);
    struct http_response response = door_get(&door, session, TEXT("/"));
    assert_true(door_shows(&response, "href=\"/reviews/small/reports\""));
    assert_false(door_shows(&response, "href=\"/reviews/small\""));
    response = door_get(&door, session, TEXT("/reviews/small/reports"));
    assert_int_equal(response.status, 200);
    assert_true(door_shows(&response, "href=\"/reviews/small/draw\""));
    response = door_get(&door, manager, TEXT("/"));
    assert_true(door_shows(&response, "href=\"/reviews/small\""));
    door_stop(&door);
}

TEST(who_was_given_a_review_is_led_to_it)
{
    struct door door;
    start(&door);
    struct record *r = &door.people.record;
    struct account moderator = people_add(&door.people, "moderator", ROLE_BIT(ROLE_MODERATOR));
    struct text session = door_session(&door, &moderator);
    struct http_response response = door_get(&door, session, TEXT("/"));
    assert_true(door_shows(&response, "href=\"/reviews/small/reports\""));
    ASSERT_GOOD(WRITE(r, review_give(&r->write, TEXT("small"), &moderator, &r->problems)), &r->problems);
    response = door_get(&door, session, TEXT("/"));
    assert_true(door_shows(&response, "href=\"/reviews/small\""));
    door_stop(&door);
}

// The address that the list of cases shows for a reference, as the server would be asked for it.
static void assert_opens(struct door *door, struct text manager, const char *reference, const char *address)
{
    struct arena *arena = door->people.record.arena;
    execute(door, text_terminated(arena, text_print(arena,
                                                    "UPDATE case_record SET reference = '%s' "
                                                    "WHERE id = (SELECT MIN(id) FROM case_record)",
                                                    reference)));
    struct http_response response = door_get(door, manager, TEXT("/reviews/small"));
    struct text link = text_print(arena, "href=\"%s\"", address);
    assert_true(door_shows(&response, text_terminated(arena, link)));
    response = door_get(door, manager, text_from(address));
    assert_int_equal(response.status, 200);
    response = door_get(door, manager, text_print(arena, "/cy%s", address));
    assert_int_equal(response.status, 200);
}

TEST(a_case_is_opened_by_its_link_whatever_its_reference_holds)
{
    struct door door;
    struct text manager = start(&door);
    assert_opens(&door, manager, "14/22", "/reviews/small/cases/14~2F22");
    assert_opens(&door, manager, "100% sure?#1", "/reviews/small/cases/100~25~20sure~3F~231");
    assert_opens(&door, manager, "Tŷ Bach", "/reviews/small/cases/T~C5~B7~20Bach");
    assert_opens(&door, manager, "..", "/reviews/small/cases/~2E.");
    assert_int_equal(door_get(&door, manager, TEXT("/reviews/small/cases/~00")).status, 404);
    door_stop(&door);
}

#define CASE TEXT("/reviews/small/cases/C-01")

static size_t looks(struct door *door)
{
    struct record *r = &door->people.record;
    struct audit_rows rows;
    size_t count = 0;
    ASSERT_GOOD(
        audit_read(r->store, r->arena, TEXT("case"), record_case(r, "e", "C-01"), &rows, &r->problems),
        &r->problems);
    for (size_t i = 0; i < rows.list.count; i++)
        count += text_equal(rows.list.items[i].action, TEXT("case.consult"));
    return count;
}

// The address, with its reference, is in all pages at it.
static bool shows_case(const struct http_response *response)
{
    return door_shows(response, "Case C-01") || door_shows(response, "craffu-scroll");
}

TEST(a_case_is_shown_once_the_look_is_written_which_it_is_once)
{
    struct door door;
    struct text manager = start(&door);
    struct http_response response = door_get(&door, manager, CASE);
    assert_int_equal(response.status, 200);
    assert_true(shows_case(&response) && door_shows(&response, "not recorded"));
    assert_int_equal(door.held, 1);
    assert_int_equal(looks(&door), 1);
    for (int i = 0; i < 3; i++) {
        door.at += MINUTES(1);
        response = door_get(&door, manager, CASE);
        assert_int_equal(response.status, 200);
        assert_true(shows_case(&response) && door_shows(&response, "not recorded"));
    }
    assert_int_equal(door.held, 1);
    assert_int_equal(looks(&door), 1);
    door_stop(&door);
}

TEST(a_look_that_cannot_be_written_shows_nothing_of_the_case)
{
    struct door door;
    struct text manager = start(&door);
    assert_int_equal(door_get(&door, manager, TEXT("/")).status, 200); // what is written once a day is
    for (int i = 0; i < 2; i++) {
        door_disk_is_full(true);
        struct http_response response = door_get(&door, manager, CASE);
        door_disk_is_full(false);
        assert_int_equal(response.status, 503);
        assert_int_equal(door.held, i + 1); // it is tried again each time
        assert_int_equal(looks(&door), 0);
    }
    struct http_response response = door_get(&door, manager, CASE);
    assert_int_equal(response.status, 200);
    assert_true(shows_case(&response) && door_shows(&response, "not recorded"));
    assert_int_equal(looks(&door), 1);
    door_stop(&door);
}
