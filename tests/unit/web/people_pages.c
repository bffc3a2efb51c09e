// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/people_pages.h"

#include "door.h"
#include "store/identifier.h"

#define ADDRESS "http://office.test" LINK_PATH

static struct text path(struct door *door, const struct account *account, const char *more)
{
    return text_print(door->people.record.arena, "/people/%.*s%s", TEXT_PRINT(account->id), more);
}

// A form of a person's page, as it was shown with the account's version.
static struct http_response change(struct door *door, struct text session, const struct account *account,
                                   const char *more, const char *form)
{
    struct text sent = text_print(door->people.record.arena, "version=%lld&%s", (long long)account->version,
                                  form);
    return door_post(door, session, path(door, account, more), sent);
}

static struct text token_shown(const struct http_response *response)
{
    size_t at = 0;
    assert_true(text_find(response->body, TEXT(ADDRESS), &at));
    at += sizeof ADDRESS - 1;
    struct text rest = text_slice(response->body, at, response->body.length), token;
    text_split(&rest, '<', &token);
    return token;
}

static struct http_response send_link(struct door *door, struct text token, const char *more)
{
    struct text form = text_print(door->people.record.arena, "link_code=%.*s%s", TEXT_PRINT(token), more);
    return door_post(door, (struct text){0}, TEXT("/link"), form);
}

TEST(an_invited_person_chooses_a_password_and_comes_in)
{
    struct door door;
    door_start(&door);
    struct text session = door_session(&door, &door.people.administrator), nobody = {0};
    struct http_response response = door_post(&door, session, TEXT("/people/new"),
                                              TEXT("display_name=A+moderator&sign_in_name=mod&language=cy&"
                                                   "roles=moderator&roles=reviewer"));
    assert_int_equal(response.status, 200);
    struct text link = token_shown(&response);
    struct account added = people_read(&door.people, "mod");
    assert_int_equal(added.roles, ROLE_BIT(ROLE_MODERATOR) | ROLE_BIT(ROLE_REVIEWER));
    assert_int_equal(added.language, LANGUAGE_WELSH);
    assert_int_equal(added.status, ACCOUNT_INVITED);
    assert_int_equal(door_get(&door, nobody, TEXT("/link")).status, 200);
    response = send_link(&door, link, "");
    assert_int_equal(response.status, 200);
    assert_true(door_shows(&response, "You will sign in as mod."));
    assert_int_equal(send_link(&door, link, "&password=").status, 422);
    assert_int_equal(send_link(&door, link, "&password=short").status, 422);
    response = send_link(&door, link, "&password=lantern+otter+gravel+seven");
    assert_int_equal(response.status, 303);
    assert_int_equal(send_link(&door, link, "").status, 404); // good once
    response = door_post(&door, nobody, TEXT("/sign-in"),
                         TEXT("name=mod&password=lantern+otter+gravel+seven"));
    assert_text_equal(door_header(&response, "Location"), "/");
    assert_int_equal(door_get(&door, door_new_session(&response), TEXT("/")).status, 200);
    door_stop(&door);
}

TEST(a_form_that_is_sent_twice_adds_one_person_and_does_not_show_the_link_again)
{
    struct door door;
    door_start(&door);
    struct text session = door_session(&door, &door.people.administrator);
    struct text operation = identifier_new(door.people.record.arena, door.at, 0);
    struct text form = text_print(door.people.record.arena,
                                  "operation=%.*s&display_name=N&sign_in_name=n&language=en&roles=reader",
                                  TEXT_PRINT(operation));
    assert_int_equal(door_post(&door, session, TEXT("/people/new"), form).status, 200);
    struct http_response again = door_post(&door, session, TEXT("/people/new"), form);
    assert_int_equal(again.status, 303);
    assert_text_equal(door_header(&again, "Location"), "/people");
    door_stop(&door);
}

TEST(what_is_wrong_with_a_new_person_is_said_and_what_was_typed_stays)
{
    struct door door;
    door_start(&door);
    struct text session = door_session(&door, &door.people.administrator);
    struct http_response response = door_post(
        &door, session, TEXT("/people/new"),
        TEXT("display_name=Another+one&sign_in_name=reviewer&language=en&roles=reader"));
    assert_int_equal(response.status, 422);
    assert_true(door_shows(&response, "there is an account reviewer already"));
    assert_true(door_shows(&response, "value=\"Another one\""));
    response = door_post(&door, session, TEXT("/people/new"),
                         TEXT("display_name=Another+one&sign_in_name=x&language=en&roles=emperor"));
    assert_int_equal(response.status, 422);
    assert_true(door_shows(&response, "Choose at least one role"));
    door_stop(&door);
}

TEST(other_roles_are_given_and_end_the_sessions_of_the_person)
{
    struct door door;
    door_start(&door);
    struct text session = door_session(&door, &door.people.administrator);
    struct text theirs = door_session(&door, &door.people.reviewer);
    struct http_response response = change(&door, session, &door.people.reviewer, "/roles",
                                           "roles=auditor&roles=reader");
    assert_int_equal(response.status, 303);
    assert_int_equal(people_read(&door.people, "reviewer").roles,
                     ROLE_BIT(ROLE_AUDITOR) | ROLE_BIT(ROLE_READER));
    assert_int_equal(door_get(&door, theirs, TEXT("/")).status, 303);
    door_stop(&door);
}

TEST(what_somebody_else_has_changed_meanwhile_is_not_written_over)
{
    struct door door;
    door_start(&door);
    struct text session = door_session(&door, &door.people.administrator);
    struct account before = door.people.reviewer;
    assert_int_equal(change(&door, session, &before, "/roles", "roles=auditor").status, 303);
    struct http_response response = change(&door, session, &before, "/roles", "roles=moderator");
    assert_int_equal(response.status, 422);
    assert_true(door_shows(&response, "somebody else has changed or removed this meanwhile"));
    assert_int_equal(people_read(&door.people, "reviewer").roles, ROLE_BIT(ROLE_AUDITOR));
    door_stop(&door);
}

TEST(a_person_is_suspended_with_a_reason_and_let_in_again)
{
    struct door door;
    door_start(&door);
    struct text session = door_session(&door, &door.people.administrator);
    struct http_response response = change(&door, session, &door.people.reviewer, "/status",
                                           "status=suspended&reason=+");
    assert_int_equal(response.status, 422);
    assert_true(door_shows(&response, "Say why"));
    assert_int_equal(
        change(&door, session, &door.people.reviewer, "/status", "status=suspended&reason=On+leave").status,
        303);
    struct account suspended = people_read(&door.people, "reviewer");
    assert_int_equal(suspended.status, ACCOUNT_SUSPENDED);
    assert_int_equal(change(&door, session, &suspended, "/status", "status=active&reason=Back").status, 303);
    assert_int_equal(people_read(&door.people, "reviewer").status, ACCOUNT_ACTIVE);
    door_stop(&door);
}

TEST(the_last_administrator_stays_one)
{
    struct door door;
    door_start(&door);
    struct text session = door_session(&door, &door.people.administrator);
    const char *const forms[][2] = {{"/status", "status=suspended&reason=Tired"},
                                    {"/status", "status=closed&reason=Tired"},
                                    {"/roles", "roles=reader"}};
    for (size_t i = 0; i < 3; i++) {
        struct http_response response = change(&door, session, &door.people.administrator, forms[i][0],
                                               forms[i][1]);
        assert_int_equal(response.status, 422);
        assert_true(door_shows(&response, "this is the last active administrator"));
    }
    struct account still = people_read(&door.people, "admin@office.example");
    assert_int_equal(still.status, ACCOUNT_ACTIVE);
    assert_true(account_has(&still, ROLE_ADMINISTRATOR));
    door_stop(&door);
}

static enum second_factor_state factor_of(struct door *door, const struct account *account)
{
    struct record *r = &door->people.record;
    enum second_factor_state state;
    ASSERT_GOOD(second_factor_state(r->store, r->arena, account->id, &state, &r->problems), &r->problems);
    return state;
}

TEST(a_link_for_a_new_password_takes_the_second_factor_away_only_when_asked)
{
    struct door door;
    door_start(&door);
    struct text session = door_session(&door, &door.people.administrator), secret;
    struct account *reviewer = &door.people.reviewer;
    people_enrol(&door.people, reviewer, door.at, &secret);
    const char *const forms[] = {"", "remove_second_factor=yes"};
    const enum second_factor_state after[] = {SECOND_FACTOR_CONFIRMED, SECOND_FACTOR_NONE};
    for (size_t i = 0; i < 2; i++) {
        struct account now = people_read(&door.people, "reviewer");
        struct http_response response = change(&door, session, &now, "/link", forms[i]);
        assert_int_equal(response.status, 200);
        struct text link = token_shown(&response);
        assert_int_equal(send_link(&door, link, "&password=lantern+otter+gravel+seven").status, 303);
        assert_int_equal(factor_of(&door, reviewer), after[i]);
    }
    door_stop(&door);
}

TEST(a_person_whom_there_is_not_is_not_found)
{
    struct door door;
    door_start(&door);
    struct text session = door_session(&door, &door.people.administrator);
    assert_int_equal(door_get(&door, session, TEXT("/people/nobody")).status, 404);
    assert_int_equal(door_post(&door, session, TEXT("/people/nobody/roles"), TEXT("roles=reader")).status,
                     404);
    door_stop(&door);
}

TEST(who_gave_the_password_long_ago_gives_it_again_before_changing_anybody)
{
    struct door door;
    door_start(&door);
    struct text session = door_session(&door, &door.people.administrator);
    struct text person = path(&door, &door.people.reviewer, "");
    struct http_response response = door_get(&door, session, person);
    assert_true(door_shows(&response, "Make a link"));
    door.at += MINUTES(16);
    response = door_get(&door, session, person);
    assert_int_equal(response.status, 200);
    assert_false(door_shows(&response, "Make a link"));
    const char *const forms[] = {"/roles", "/status", "/link"};
    for (size_t i = 0; i < 3; i++) {
        response = change(&door, session, &door.people.reviewer, forms[i],
                          "roles=auditor&status=suspended&reason=x");
        assert_int_equal(response.status, 303);
        assert_true(text_starts(door_header(&response, "Location"), TEXT("/account/again?to=%2Fpeople%2F")));
    }
    response = door_post(&door, session, TEXT("/people/new"),
                         TEXT("display_name=N&sign_in_name=n&language=en&roles=reader"));
    assert_text_equal(door_header(&response, "Location"), "/account/again?to=%2Fpeople%2Fnew");
    assert_int_equal(people_read(&door.people, "reviewer").version, door.people.reviewer.version);
    door_stop(&door);
}
