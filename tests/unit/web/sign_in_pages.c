// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/sign_in_pages.h"

#include "door.h"
#include "review/audit.h"
#include "store/engine.h"

#define OUTDATED "This page was out of date"
#define NOBODY ((struct text){0})

static size_t rows_of_the_log(struct door *door)
{
    struct record *r = &door->people.record;
    struct audit_rows rows;
    ASSERT_GOOD(audit_read(r->store, r->arena, (struct text){0}, (struct text){0}, &rows, &r->problems),
                &r->problems);
    return rows.list.count;
}

// Another token than the browser has by now, as another window of it was given before.
static struct text signed_earlier(struct door *door, const char *form)
{
    struct arena *arena = door->people.record.arena;
    struct text token = csrf_new(arena, hash_text(arena, hash_of(TEXT("earlier"))));
    return text_print(arena, "form_token=%.*s&%s", TEXT_PRINT(token), form);
}

static struct http_response send_outdated(struct door *door, struct text session, const char *address,
                                          const char *form, const char *site)
{
    return door_post_raw(door, session, text_from(address), signed_earlier(door, form), text_from(site));
}

// ---- A form that another window made out of date -------------------------------------------------------------------

TEST(a_sign_in_that_another_window_made_out_of_date_is_shown_again_with_the_name_and_does_nothing)
{
    struct door door;
    door_start(&door);
    struct text sessions[] = {NOBODY, door_session(&door, &door.people.reviewer)};
    size_t before = rows_of_the_log(&door);
    for (size_t i = 0; i < 2; i++) {
        struct http_response response = send_outdated(&door, sessions[i], "/sign-in",
                                                      "name=reviewer&password=tractor+violet+harbour+nine",
                                                      "same-origin");
        assert_int_equal(response.status, 400);
        assert_true(door_shows(&response, OUTDATED) && door_shows(&response, "value=\"reviewer\""));
        assert_true(door_shows(&response, "action=\"/sign-in\"") && !door_shows(&response, "tractor"));
        assert_int_equal(door_new_session(&response).length, 0);
    }
    assert_int_equal(rows_of_the_log(&door), before);
    door_stop(&door);
}

TEST(in_welsh_it_says_so_in_welsh)
{
    struct door door;
    door_start(&door);
    struct http_response response = send_outdated(&door, NOBODY, "/cy/sign-in", "name=a", "same-origin");
    assert_int_equal(response.status, 400);
    assert_true(door_shows(&response, "wedi dyddio") && !door_shows(&response, OUTDATED));
    door_stop(&door);
}

TEST(another_sites_form_and_one_without_a_token_are_refused_without_a_word_of_it)
{
    struct door door;
    door_start(&door);
    struct http_response response = send_outdated(&door, NOBODY, "/sign-in", "name=reviewer", "cross-site");
    assert_int_equal(response.status, 400);
    assert_false(door_shows(&response, OUTDATED) || door_shows(&response, "reviewer"));
    response = door_post_raw(&door, NOBODY, TEXT("/sign-in"), TEXT("name=reviewer"), TEXT("same-origin"));
    assert_int_equal(response.status, 400);
    assert_false(door_shows(&response, OUTDATED) || door_shows(&response, "reviewer"));
    door_stop(&door);
}

TEST(a_sign_out_after_that_of_another_window_leads_to_the_sign_in)
{
    struct door door;
    door_start(&door);
    struct http_response response = send_outdated(&door, NOBODY, "/sign-out", "a=b", "same-origin");
    assert_int_equal(response.status, 303);
    assert_text_equal(door_header(&response, "Location"), "/sign-in");
    struct text session = door_session(&door, &door.people.reviewer);
    assert_int_equal(send_outdated(&door, session, "/sign-out", "a=b", "same-origin").status, 400);
    assert_int_equal(door_get(&door, session, TEXT("/account")).status, 200); // not signed out
    door_stop(&door);
}

TEST(a_code_for_the_sign_in_of_another_window_is_not_taken_and_asked_for_again)
{
    struct door door;
    door_start(&door);
    struct text session = door_session_at(&door, &door.people.reviewer, SESSION_SECOND_FACTOR);
    size_t before = rows_of_the_log(&door);
    struct http_response response = send_outdated(&door, session, "/sign-in/code", "code=123456",
                                                  "same-origin");
    assert_int_equal(response.status, 400);
    assert_true(door_shows(&response, OUTDATED) && door_shows(&response, "action=\"/sign-in/code\""));
    assert_int_equal(rows_of_the_log(&door), before);
    door_stop(&door);
}

// ---- Links ---------------------------------------------------------------------------------------------------------

static struct text reset_link(struct door *door)
{
    struct record *r = &door->people.record;
    struct text token = {0};
    ASSERT_GOOD(WRITE_AT(&door->people, door->at,
                         link_make(&r->write, &door->people.access->settings, &door->people.reviewer,
                                   LINK_RESET, false, &token, &r->problems)),
                &r->problems);
    return token;
}

static struct http_response use_link(struct door *door, struct text token)
{
    struct text form = text_print(door->people.record.arena,
                                  "link_code=%.*s&password=copper+lantern+meadow+six", TEXT_PRINT(token));
    return door_post(door, NOBODY, TEXT("/link"), form);
}

TEST(a_link_that_another_window_made_out_of_date_keeps_its_code_in_the_form)
{
    struct door door;
    door_start(&door);
    struct text token = reset_link(&door);
    struct text form = text_print(door.people.record.arena, "link_code=%.*s&password=copper+lantern",
                                  TEXT_PRINT(token));
    struct http_response response = send_outdated(
        &door, NOBODY, "/link", text_terminated(door.people.record.arena, form), "same-origin");
    assert_int_equal(response.status, 400);
    assert_true(door_shows(&response, OUTDATED) && !door_shows(&response, "copper"));
    assert_true(door_shows(&response, text_terminated(door.people.record.arena, token)));
    assert_int_equal(use_link(&door, token).status, 303); // it was not used
    door_stop(&door);
}

static bool is_same_page(const struct http_response *a, const struct http_response *b)
{
    return a->status == b->status && text_equal(a->body, b->body);
}

TEST(a_link_that_there_is_not_was_used_or_is_over_has_one_answer_that_says_whom_to_ask)
{
    struct door door;
    door_start(&door);
    struct text token = reset_link(&door), unknown = hash_text(door.people.record.arena, hash_of(TEXT("x")));
    struct http_response none = use_link(&door, unknown);
    assert_int_equal(none.status, 404);
    assert_true(door_shows(&none, "This link is not good") &&
                door_shows(&none, "Ask an administrator for another."));
    assert_int_equal(use_link(&door, token).status, 303);
    struct http_response used = use_link(&door, token);
    assert_true(is_same_page(&used, &none));
    token = reset_link(&door);
    door.at += door.people.access->settings.reset;
    struct http_response over = use_link(&door, token);
    assert_true(is_same_page(&over, &none));
    door_stop(&door);
}

TEST(a_link_whose_account_changes_meanwhile_stays_good_and_the_page_says_what_happened)
{
    struct door door;
    door_start(&door);
    struct record *r = &door.people.record;
    struct account invited = {.sign_in_name = TEXT("invited"), .display_name = TEXT("A")};
    struct text id, token = {0};
    ASSERT_GOOD(WRITE(r, account_add(&r->write, &invited, &id, &r->problems)), &r->problems);
    invited = people_read(&door.people, "invited");
    ASSERT_GOOD(WRITE_AT(&door.people, door.at,
                         link_make(&r->write, &door.people.access->settings, &invited, LINK_INVITATION, false,
                                   &token, &r->problems)),
                &r->problems);
    ASSERT_GOOD(store_execute(r->store,
                              TEXT("CREATE TRIGGER meddle AFTER UPDATE ON one_time_link BEGIN UPDATE account "
                                   "SET version = version + 1; END"),
                              &r->problems),
                &r->problems);
    struct http_response response = use_link(&door, token);
    assert_int_equal(response.status, 422);
    assert_true(door_shows(&response, "somebody else has changed or removed this meanwhile") &&
                door_shows(&response, "Keep this password"));
    ASSERT_GOOD(store_execute(r->store, TEXT("DROP TRIGGER meddle"), &r->problems), &r->problems);
    assert_int_equal(use_link(&door, token).status, 303);
    door_stop(&door);
}
