// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/sign_in.h"

#include "access/totp.h"
#include "people.h"
#include "review/audit.h"
#include "store/writer.h"

#define OTHER_PASSWORD TEXT("copper lantern meadow six")
#define HERE "192.0.2.1"

static struct sign_in_person person_of(struct people *p, struct text token, int64_t at,
                                       struct session *session, struct account *account)
{
    assert_true(people_find(p, token, at, session, account));
    return (struct sign_in_person){session, account, {TEXT(HERE), TEXT("Browser")}, {0}};
}

static size_t audited(struct people *p, const char *action)
{
    struct audit_rows rows;
    struct record *r = &p->record;
    size_t count = 0;
    ASSERT_GOOD(audit_read(r->store, r->arena, (struct text){0}, (struct text){0}, &rows, &r->problems),
                &r->problems);
    for (size_t i = 0; i < rows.list.count; i++)
        count += text_equal(rows.list.items[i].action, text_from(action));
    return count;
}

TEST(a_reviewer_signs_in_with_a_password)
{
    struct people p;
    struct session session;
    struct account account;
    people_start(&p);
    struct sign_in_answer answer = people_sign_in(&p, " REVIEWER ", PASSWORD, HERE, NOON);
    assert_int_equal(answer.outcome, SIGN_IN_BEGUN);
    assert_int_equal(answer.stage, SESSION_WHOLE);
    assert_true(answer.device.length > 0);
    person_of(&p, answer.token, NOON, &session, &account);
    assert_text_equal(account.sign_in_name, "reviewer");
    assert_true(session_is_proved(&session, &p.access->settings, NOON));
    assert_int_equal(audited(&p, "session.begin"), 1);
    people_stop(&p);
}

TEST(every_refusal_is_the_same_and_leaves_the_same)
{
    struct people p;
    people_start(&p);
    struct record *r = &p.record;
    people_add(&p, "away", ROLE_BIT(ROLE_READER));
    struct account away = people_read(&p, "away"),
                   invited = {.sign_in_name = TEXT("invited"), .display_name = TEXT("A")};
    ASSERT_GOOD(
        WRITE_AT(&p, NOON, account_set_status(&r->write, &away, ACCOUNT_SUSPENDED, TEXT("x"), &r->problems)),
        &r->problems);
    ASSERT_GOOD(WRITE_AT(&p, NOON, account_add(&r->write, &invited, NULL, &r->problems)), &r->problems);
    static const char *const names[] = {"reviewer", "nobody", "away", "invited", ""};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t before = audited(&p, "sign_in.refuse");
        struct sign_in_answer answer = people_sign_in(&p, names[i], i == 2 ? PASSWORD : OTHER_PASSWORD,
                                                      text_print(r->arena, "198.51.100.%zu", i).bytes, NOON);
        assert_int_equal(answer.outcome, SIGN_IN_REFUSED);
        assert_int_equal(answer.stage, SESSION_WHOLE);
        assert_int_equal(answer.token.length + answer.device.length + (size_t)answer.refused_recently, 0);
        assert_int_equal(audited(&p, "sign_in.refuse"), before + 1);
    }
    people_stop(&p);
}

TEST(a_password_that_cannot_be_one_is_refused)
{
    struct people p;
    char longest[LIMIT_PASSWORD_BYTES + 1];
    people_start(&p);
    memset(longest, 'a', sizeof longest);
    assert_int_equal(
        people_sign_in(&p, "reviewer", (struct text){longest, sizeof longest}, HERE, NOON).outcome,
        SIGN_IN_REFUSED);
    assert_int_equal(people_sign_in(&p, "reviewer", TEXT("\xff"), HERE, NOON).outcome, SIGN_IN_REFUSED);
    assert_int_equal(people_sign_in(&p, "\xff", PASSWORD, HERE, NOON).outcome, SIGN_IN_REFUSED);
    people_stop(&p);
}

TEST(guessing_is_slowed_and_the_person_is_told_of_it)
{
    struct people p;
    people_start(&p);
    struct sign_in_answer answer = {0};
    for (int i = 0; i < 6; i++)
        answer = people_sign_in(&p, "reviewer", OTHER_PASSWORD, HERE, NOON);
    assert_int_equal(answer.outcome, SIGN_IN_WAIT);
    assert_in_range(answer.wait, 1, SECONDS(1));
    struct message message = sign_in_message(&answer);
    assert_string_equal(message.text, "Too many attempts. Try again in one second.");
    // The right password waits as well; from elsewhere it does not.
    assert_int_equal(people_sign_in(&p, "reviewer", PASSWORD, HERE, NOON).outcome, SIGN_IN_WAIT);
    answer = people_sign_in(&p, "reviewer", PASSWORD, "192.0.2.2", NOON);
    assert_int_equal(answer.outcome, SIGN_IN_BEGUN);
    assert_int_equal(answer.refused_recently, 5);
    people_stop(&p);
}

TEST(a_device_that_is_known_does_not_wait_for_strangers)
{
    struct people p;
    people_start(&p);
    struct record *r = &p.record;
    struct sign_in_answer answer = people_sign_in(&p, "reviewer", PASSWORD, HERE, NOON);
    struct sign_in_attempt attempt = {.name = TEXT("reviewer"),
                                      .password = PASSWORD,
                                      .device = answer.device,
                                      .origin = {TEXT(HERE), TEXT("")}};
    for (int i = 0; i < 50; i++)
        people_sign_in(&p, "reviewer", OTHER_PASSWORD, HERE, NOON);
    assert_int_equal(people_sign_in(&p, "reviewer", PASSWORD, HERE, NOON).outcome, SIGN_IN_WAIT);
    ASSERT_GOOD(sign_in(p.access, r->store, r->arena, &attempt, NOON, &answer, &r->problems), &r->problems);
    assert_int_equal(answer.outcome, SIGN_IN_BEGUN);
    assert_int_equal(answer.device.length, 0); // it has one
    people_stop(&p);
}

TEST(refusals_without_end_do_not_fill_the_disk)
{
    struct people p;
    people_start(&p);
    int64_t at = NOON;
    for (int i = 0; i < 200; i++) {
        struct sign_in_answer answer = people_sign_in(&p, "nobody", OTHER_PASSWORD, HERE, at);
        at += answer.outcome == SIGN_IN_WAIT ? answer.wait : 1;
    }
    assert_in_range(audited(&p, "sign_in.refuse"), 8, 13);
    people_stop(&p);
}

TEST(a_busy_server_says_so_and_counts_nothing)
{
    struct people p;
    people_start(&p);
    assert_true(hasher_enter(p.access->hasher));
    assert_true(hasher_enter(p.access->hasher));
    for (int i = 0; i < 50; i++)
        assert_int_equal(people_sign_in(&p, "reviewer", PASSWORD, HERE, NOON).outcome, SIGN_IN_BUSY);
    hasher_leave(p.access->hasher);
    hasher_leave(p.access->hasher);
    assert_int_equal(people_sign_in(&p, "reviewer", PASSWORD, HERE, NOON).outcome, SIGN_IN_BEGUN);
    people_stop(&p);
}

TEST(a_hash_of_another_cost_is_made_anew_when_its_person_signs_in)
{
    struct people p;
    struct text before, after;
    people_start(&p);
    struct record *r = &p.record;
    hasher_free(p.access->hasher);
    p.access->hasher = hasher_new((struct hasher_settings){{2, 8192}, 2, 0});
    ASSERT_GOOD(password_get(r->store, r->arena, p.reviewer.id, &before, &r->problems), &r->problems);
    assert_int_equal(people_sign_in(&p, "reviewer", PASSWORD, HERE, NOON).outcome, SIGN_IN_BEGUN);
    ASSERT_GOOD(password_get(r->store, r->arena, p.reviewer.id, &after, &r->problems), &r->problems);
    assert_false(text_equal(before, after));
    assert_false(hasher_is_outdated(p.access->hasher, after));
    assert_int_equal(people_sign_in(&p, "reviewer", PASSWORD, HERE, NOON).outcome, SIGN_IN_BEGUN);
    people_stop(&p);
}

// ---- What changes meanwhile ----------------------------------------------------------------------------------------

// What an administrator does, by another connection, between the comparison of a password and the act of signing in.
struct meddler {
    struct people other;
    bool (*meddle)(struct people *people);
    unsigned times;
};

static void meddle_once(void *context)
{
    struct meddler *meddler = context;
    if (!meddler->times++)
        ASSERT_GOOD(meddler->meddle(&meddler->other), &meddler->other.record.problems);
}

static bool give_more_roles(struct people *p)
{
    struct record *r = &p->record;
    return WRITE_AT(p, NOON,
                    account_set_roles(&r->write, &p->reviewer,
                                      ROLE_BIT(ROLE_REVIEWER) | ROLE_BIT(ROLE_ADMINISTRATOR), &r->problems));
}

static bool suspend(struct people *p)
{
    struct record *r = &p->record;
    return WRITE_AT(
        p, NOON, account_set_status(&r->write, &p->reviewer, ACCOUNT_SUSPENDED, TEXT("left"), &r->problems));
}

static bool change_password(struct people *p)
{
    struct record *r = &p->record;
    struct text stored;
    return hasher_make(p->access->hasher, r->arena, OTHER_PASSWORD, &stored) == HASHER_YES &&
           WRITE_AT(p, NOON, password_put(&r->write, p->reviewer.id, stored, (struct text){0}, &r->problems));
}

static struct sign_in_answer sign_in_while(struct people *p, bool (*meddle)(struct people *people))
{
    struct meddler meddler = {.other = *p, .meddle = meddle};
    struct record *r = &p->record;
    struct store_writer *writer;
    ASSERT_GOOD(store_writer_start(r->path, &writer, &r->problems), &r->problems);
    ASSERT_GOOD(store_open(r->path, STORE_WRITE, &meddler.other.record.store, &r->problems), &r->problems);
    store_use_writer(r->store, writer, (struct store_pause){&meddler, meddle_once, NULL});
    struct sign_in_answer answer = people_sign_in(p, "reviewer", PASSWORD, HERE, NOON);
    assert_int_equal(meddler.times, 1);
    store_use_writer(r->store, NULL, (struct store_pause){0});
    store_close(meddler.other.record.store);
    store_writer_stop(writer);
    return answer;
}

TEST(who_becomes_an_administrator_while_signing_in_sets_a_second_factor_up_first)
{
    struct people p;
    struct session session;
    struct account account;
    people_start(&p);
    struct sign_in_answer answer = sign_in_while(&p, give_more_roles);
    assert_int_equal(answer.outcome, SIGN_IN_BEGUN);
    assert_int_equal(answer.stage, SESSION_ENROLMENT);
    person_of(&p, answer.token, NOON, &session, &account);
    assert_int_equal(session.stage, SESSION_ENROLMENT);
    people_stop(&p);
}

TEST(who_is_suspended_while_signing_in_or_whose_password_changes_is_refused)
{
    static bool (*const meddle[])(struct people *) = {suspend, change_password};
    for (size_t i = 0; i < 2; i++) {
        struct people p;
        people_start(&p);
        struct sign_in_answer answer = sign_in_while(&p, meddle[i]);
        assert_int_equal(answer.outcome, SIGN_IN_REFUSED);
        assert_int_equal(answer.stage, SESSION_WHOLE);
        assert_int_equal(answer.token.length, 0);
        assert_int_equal(audited(&p, "session.begin"), 0);
        assert_int_equal(audited(&p, "sign_in.refuse"), 1);
        people_stop(&p);
    }
}

TEST(a_session_that_ended_since_it_was_found_begins_no_other)
{
    struct people p;
    struct session session;
    struct account account;
    struct text secret;
    people_start(&p);
    struct record *r = &p.record;
    struct sign_in_answer first = people_sign_in(&p, "reviewer", PASSWORD, HERE, NOON), answer;
    struct sign_in_person person = person_of(&p, first.token, NOON, &session, &account);
    assert_true(give_more_roles(&p));
    ASSERT_REFUSED(
        sign_in_again(p.access, r->store, r->arena, &person, PASSWORD, NOON, &answer, &r->problems),
        &r->problems, "this session has ended");
    ASSERT_REFUSED(sign_in_change_password(p.access, r->store, r->arena, &person, PASSWORD, OTHER_PASSWORD,
                                           TEXT("Office"), NOON, &answer, &r->problems),
                   &r->problems, "this session has ended");
    people_enrol(&p, &p.reviewer, NOON - HOURS(1), &secret);
    first = people_sign_in(&p, "reviewer", PASSWORD, HERE, NOON);
    person = person_of(&p, first.token, NOON, &session, &account);
    p.reviewer = people_read(&p, "reviewer");
    assert_true(give_more_roles(&p));
    struct text code = totp_code(r->arena, secret, totp_step(NOON), TOTP_DIGITS);
    ASSERT_REFUSED(
        sign_in_second_factor(p.access, r->store, r->arena, &person, code, NOON, &answer, &r->problems),
        &r->problems, "this session has ended");
    people_stop(&p);
}

// ---- The second factor, and again ----------------------------------------------------------------------------------

TEST(who_has_a_second_factor_gives_its_code_and_gets_another_session)
{
    struct people p;
    struct session session;
    struct account account;
    struct text secret;
    people_start(&p);
    struct record *r = &p.record;
    people_enrol(&p, &p.reviewer, NOON - HOURS(1), &secret);
    struct sign_in_answer first = people_sign_in(&p, "reviewer", PASSWORD, HERE, NOON), second, third;
    assert_int_equal(first.stage, SESSION_SECOND_FACTOR);
    assert_int_equal(first.device.length, 0); // not known yet
    struct sign_in_person person = person_of(&p, first.token, NOON, &session, &account);
    assert_false(session_is_proved(&session, &p.access->settings, NOON));
    ASSERT_GOOD(sign_in_second_factor(p.access, r->store, r->arena, &person, TEXT("000000"), NOON, &second,
                                      &r->problems),
                &r->problems);
    assert_int_equal(second.outcome, SIGN_IN_REFUSED);
    assert_string_equal(sign_in_message(&second).text, "This code is wrong, or was used before.");
    struct text code = totp_code(r->arena, secret, totp_step(NOON), TOTP_DIGITS);
    ASSERT_GOOD(
        sign_in_second_factor(p.access, r->store, r->arena, &person, code, NOON, &second, &r->problems),
        &r->problems);
    assert_int_equal(second.outcome, SIGN_IN_BEGUN);
    assert_int_equal(second.stage, SESSION_WHOLE);
    assert_int_equal(second.refused_recently, 1);
    assert_true(second.device.length > 0);
    assert_false(people_find(&p, first.token, NOON, &session, &account));
    person_of(&p, second.token, NOON, &session, &account);
    // The same code again, in another sign-in.
    first = people_sign_in(&p, "reviewer", PASSWORD, HERE, NOON);
    person = person_of(&p, first.token, NOON, &session, &account);
    ASSERT_GOOD(
        sign_in_second_factor(p.access, r->store, r->arena, &person, code, NOON, &third, &r->problems),
        &r->problems);
    assert_int_equal(third.outcome, SIGN_IN_REFUSED);
    people_stop(&p);
}

TEST(wrong_codes_are_slowed_from_all_addresses)
{
    struct people p;
    struct session session;
    struct account account;
    struct text secret;
    unsigned tried = 0;
    people_start(&p);
    struct record *r = &p.record;
    people_enrol(&p, &p.reviewer, NOON - HOURS(1), &secret);
    struct sign_in_answer first = people_sign_in(&p, "reviewer", PASSWORD, HERE, NOON), answer;
    struct sign_in_person person = person_of(&p, first.token, NOON, &session, &account);
    for (int i = 0; i < 100; i++) {
        person.origin.address = text_print(r->arena, "198.51.100.%d", i);
        ASSERT_GOOD(sign_in_second_factor(p.access, r->store, r->arena, &person, TEXT("000000"), NOON,
                                          &answer, &r->problems),
                    &r->problems);
        tried += answer.outcome == SIGN_IN_REFUSED;
    }
    assert_int_equal(tried, 5);
    people_stop(&p);
}

TEST(an_administrator_without_a_second_factor_sets_one_up_first)
{
    struct people p;
    struct session session;
    struct account account;
    struct text secret;
    struct recovery_codes codes;
    people_start(&p);
    struct record *r = &p.record;
    struct sign_in_answer answer = people_sign_in(&p, "admin@office.example", PASSWORD, HERE, NOON);
    assert_int_equal(answer.stage, SESSION_ENROLMENT);
    struct sign_in_person person = person_of(&p, answer.token, NOON, &session, &account);
    ASSERT_REFUSED(sign_in_second_factor(p.access, r->store, r->arena, &person, TEXT("000000"), NOON, &answer,
                                         &r->problems),
                   &r->problems, "this is not the next step of signing in");
    ASSERT_GOOD(
        WRITE_AT(&p, NOON,
                 second_factor_begin(&r->write, &p.access->second_factor, account.id, &secret, &r->problems)),
        &r->problems);
    struct text code = totp_code(r->arena, secret, totp_step(NOON), TOTP_DIGITS);
    ASSERT_GOOD(sign_in_confirm_factor(p.access, r->store, r->arena, &person, code, NOON, &answer, &codes,
                                       &r->problems),
                &r->problems);
    assert_int_equal(answer.outcome, SIGN_IN_BEGUN);
    assert_int_equal(answer.stage, SESSION_WHOLE);
    assert_true(codes.codes[RECOVERY_CODES - 1].length > 0);
    // From now on it is asked for, and a recovery code does.
    answer = people_sign_in(&p, "admin@office.example", PASSWORD, HERE, NOON);
    assert_int_equal(answer.stage, SESSION_SECOND_FACTOR);
    person = person_of(&p, answer.token, NOON, &session, &account);
    ASSERT_GOOD(sign_in_second_factor(p.access, r->store, r->arena, &person, codes.codes[3], NOON, &answer,
                                      &r->problems),
                &r->problems);
    assert_int_equal(answer.outcome, SIGN_IN_BEGUN);
    people_stop(&p);
}

TEST(signing_in_ends_the_session_that_the_browser_still_had)
{
    struct people p;
    struct session session;
    struct account account;
    people_start(&p);
    struct record *r = &p.record;
    struct sign_in_answer first = people_sign_in(&p, "reviewer", PASSWORD, HERE, NOON), second;
    struct sign_in_attempt attempt = {.name = TEXT("reviewer"),
                                      .password = PASSWORD,
                                      .origin = {TEXT(HERE), TEXT("")},
                                      .replaces = first.token};
    ASSERT_GOOD(sign_in(p.access, r->store, r->arena, &attempt, NOON, &second, &r->problems), &r->problems);
    assert_false(people_find(&p, first.token, NOON, &session, &account));
    assert_true(people_find(&p, second.token, NOON, &session, &account));
    people_stop(&p);
}

TEST(proving_again_gives_another_token_and_no_more_time)
{
    struct people p;
    struct session session;
    struct account account;
    people_start(&p);
    struct record *r = &p.record;
    struct sign_in_answer first = people_sign_in(&p, "reviewer", PASSWORD, HERE, NOON), second;
    int64_t later = NOON + MINUTES(50);
    struct sign_in_person person = person_of(&p, first.token, later, &session, &account);
    int64_t expires_at = session.expires_at;
    assert_false(session_is_proved(&session, &p.access->settings, later));
    ASSERT_GOOD(
        sign_in_again(p.access, r->store, r->arena, &person, OTHER_PASSWORD, later, &second, &r->problems),
        &r->problems);
    assert_int_equal(second.outcome, SIGN_IN_REFUSED);
    ASSERT_GOOD(sign_in_again(p.access, r->store, r->arena, &person, PASSWORD, later, &second, &r->problems),
                &r->problems);
    assert_int_equal(second.outcome, SIGN_IN_BEGUN);
    assert_false(people_find(&p, first.token, later, &session, &account));
    person_of(&p, second.token, later, &session, &account);
    assert_true(session_is_proved(&session, &p.access->settings, later));
    assert_int_equal(session.expires_at, expires_at);
    people_stop(&p);
}

TEST(a_new_password_ends_all_other_sessions)
{
    struct people p;
    struct session session;
    struct account account;
    people_start(&p);
    struct record *r = &p.record;
    struct sign_in_answer other = people_sign_in(&p, "reviewer", PASSWORD, HERE, NOON),
                          mine = people_sign_in(&p, "reviewer", PASSWORD, HERE, NOON), answer;
    struct sign_in_person person = person_of(&p, mine.token, NOON, &session, &account);
    ASSERT_REFUSED(sign_in_change_password(p.access, r->store, r->arena, &person, PASSWORD,
                                           TEXT("password12345678"), TEXT("Office"), NOON, &answer,
                                           &r->problems),
                   &r->problems, "this password is among the first that a stranger would try");
    ASSERT_GOOD(sign_in_change_password(p.access, r->store, r->arena, &person, OTHER_PASSWORD, OTHER_PASSWORD,
                                        TEXT("Office"), NOON, &answer, &r->problems),
                &r->problems);
    assert_int_equal(answer.outcome, SIGN_IN_REFUSED);
    assert_true(people_find(&p, other.token, NOON, &session, &account));
    person = person_of(&p, mine.token, NOON, &session, &account);
    ASSERT_GOOD(sign_in_change_password(p.access, r->store, r->arena, &person, PASSWORD, OTHER_PASSWORD,
                                        TEXT("Office"), NOON, &answer, &r->problems),
                &r->problems);
    assert_int_equal(answer.outcome, SIGN_IN_BEGUN);
    struct session ended;
    struct account whose;
    assert_false(people_find(&p, other.token, NOON, &ended, &whose));
    assert_false(people_find(&p, mine.token, NOON, &ended, &whose));
    assert_true(people_find(&p, answer.token, NOON, &ended, &whose));
    assert_int_equal(people_sign_in(&p, "reviewer", PASSWORD, HERE, NOON).outcome, SIGN_IN_REFUSED);
    assert_int_equal(people_sign_in(&p, "reviewer", OTHER_PASSWORD, HERE, NOON).outcome, SIGN_IN_BEGUN);
    people_stop(&p);
}
