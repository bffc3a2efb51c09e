// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/account_pages.h"

#include "door.h"

TEST(a_new_password_is_taken_from_who_knows_the_old_one_and_ends_the_other_sessions)
{
    struct door door;
    door_start(&door);
    struct text session = door_session(&door, &door.people.reviewer);
    struct text elsewhere = door_session(&door, &door.people.reviewer);
    struct http_response response = door_post(
        &door, session, TEXT("/account/password"),
        TEXT("old_password=a+wrong+one&password=lantern+otter+gravel+seven"));
    assert_int_equal(response.status, 422);
    assert_true(door_shows(&response, "This is not your password"));
    response = door_post(&door, session, TEXT("/account/password"),
                         TEXT("old_password=tractor+violet+harbour+nine&password=short"));
    assert_int_equal(response.status, 422);
    response = door_post(
        &door, session, TEXT("/account/password"),
        TEXT("old_password=tractor+violet+harbour+nine&password=lantern+otter+gravel+seven"));
    assert_int_equal(response.status, 303);
    assert_text_equal(door_header(&response, "Location"), "/account");
    assert_int_equal(door_get(&door, door_new_session(&response), TEXT("/account")).status, 200);
    assert_int_equal(door_get(&door, session, TEXT("/account")).status, 303);
    assert_int_equal(door_get(&door, elsewhere, TEXT("/account")).status, 303);
    door_stop(&door);
}

static struct session session_of(struct door *door, struct text token)
{
    struct session session = {0};
    struct account account;
    assert_true(people_find(&door->people, token, door->at, &session, &account));
    return session;
}

static struct http_response end(struct door *door, struct text session, struct text id)
{
    return door_post(door, session,
                     text_print(door->people.record.arena, "/account/sessions/%.*s", TEXT_PRINT(id)),
                     (struct text){0});
}

TEST(a_session_elsewhere_is_seen_and_ended)
{
    struct door door;
    door_start(&door);
    struct text session = door_session(&door, &door.people.reviewer);
    struct text elsewhere = door_session(&door, &door.people.reviewer);
    struct http_response response = door_get(&door, session, TEXT("/account"));
    assert_true(door_shows(&response, "End the session from 192.0.2.1"));
    assert_true(door_shows(&response, "This is where you are now."));
    response = end(&door, session, session_of(&door, elsewhere).id);
    assert_text_equal(door_header(&response, "Location"), "/account");
    assert_int_equal(door_get(&door, elsewhere, TEXT("/account")).status, 303);
    assert_int_equal(door_get(&door, session, TEXT("/account")).status, 200);
    door_stop(&door);
}

TEST(somebody_elses_session_is_not_ended)
{
    struct door door;
    door_start(&door);
    struct text session = door_session(&door, &door.people.reviewer);
    struct text theirs = door_session(&door, &door.people.administrator);
    assert_int_equal(end(&door, session, session_of(&door, theirs).id).status, 422);
    assert_int_equal(door_get(&door, theirs, TEXT("/account")).status, 200);
    door_stop(&door);
}

TEST(who_ends_the_session_of_this_browser_is_signed_out)
{
    struct door door;
    door_start(&door);
    struct text session = door_session(&door, &door.people.reviewer);
    struct http_response response = end(&door, session, session_of(&door, session).id);
    assert_text_equal(door_header(&response, "Location"), "/sign-in");
    assert_text_equal(door_header(&response, "Clear-Site-Data"), "\"cache\", \"storage\"");
    assert_int_equal(door_get(&door, session, TEXT("/account")).status, 303);
    door_stop(&door);
}

TEST(ending_another_session_or_adding_a_second_factor_needs_a_recent_password)
{
    struct door door;
    door_start(&door);
    struct text session = door_session(&door, &door.people.reviewer);
    door.at += MINUTES(20);
    struct text elsewhere = door_session(&door, &door.people.reviewer);
    struct http_response response = end(&door, session, session_of(&door, elsewhere).id);
    assert_text_equal(door_header(&response, "Location"), "/account/again?to=%2Faccount");
    assert_int_equal(door_get(&door, elsewhere, TEXT("/account")).status, 200);
    const char *again = "/account/again?to=%2Fsecond-factor";
    response = door_get(&door, session, TEXT("/second-factor"));
    assert_text_equal(door_header(&response, "Location"), again);
    response = door_post(&door, session, TEXT("/second-factor"), TEXT("code=123456"));
    assert_text_equal(door_header(&response, "Location"), again);
    assert_int_equal(door_get(&door, elsewhere, TEXT("/second-factor")).status, 200);
    response = end(&door, session, session_of(&door, session).id); // one's own ends without
    assert_text_equal(door_header(&response, "Location"), "/sign-in");
    door_stop(&door);
}

TEST(the_second_factor_is_offered_or_its_recovery_codes_are_counted)
{
    struct door door;
    struct text secret;
    door_start(&door);
    struct text session = door_session(&door, &door.people.reviewer);
    struct http_response response = door_get(&door, session, TEXT("/account"));
    assert_true(door_shows(&response, "href=\"/second-factor\""));
    people_enrol(&door.people, &door.people.reviewer, door.at, &secret);
    response = door_get(&door, session, TEXT("/account"));
    assert_false(door_shows(&response, "href=\"/second-factor\""));
    assert_true(door_shows(&response, "10 recovery codes are left"));
    door_stop(&door);
}

TEST(the_password_given_again_leads_back_and_nowhere_else)
{
    struct door door;
    door_start(&door);
    struct text session = door_session(&door, &door.people.reviewer);
    struct http_response response = door_get(&door, session, TEXT("/account/again?to=%2Fpeople%2Fnew"));
    assert_true(door_shows(&response, "name=\"to\" value=\"/people/new\""));
    response = door_post(&door, session, TEXT("/account/again"), TEXT("to=%2Fpeople&password=wrong"));
    assert_int_equal(response.status, 422);
    const char *const ways[][2] = {{"%2Fpeople%2Fnew", "/people/new"},
                                   {"%2F%2Felsewhere.example", "/"},
                                   {"https%3A%2F%2Felsewhere.example", "/"},
                                   {"%2F%5Celsewhere", "/"},
                                   {"", "/"}};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct text form = text_print(door.people.record.arena, "to=%s&password=tractor+violet+harbour+nine",
                                      ways[i][0]);
        response = door_post(&door, session, TEXT("/account/again"), form);
        assert_int_equal(response.status, 303);
        assert_text_equal(door_header(&response, "Location"), ways[i][1]);
        session = door_new_session(&response);
    }
    door_stop(&door);
}
