// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/one_time_link.h"

#include "people.h"

#define OTHER_PASSWORD TEXT("copper lantern meadow six")

static struct text make(struct people *p, const char *name, enum link_kind kind, bool removes, int64_t at)
{
    struct record *r = &p->record;
    struct account account = people_read(p, name);
    struct text token = {0};
    ASSERT_GOOD(
        WRITE_AT(p, at,
                 link_make(&r->write, &p->access->settings, &account, kind, removes, &token, &r->problems)),
        &r->problems);
    return token;
}

static bool find(struct people *p, struct text token, int64_t at, struct one_time_link *link)
{
    struct record *r = &p->record;
    bool found;
    ASSERT_GOOD(link_find(r->store, r->arena, &p->access->settings, token, at, &found, link, &r->problems),
                &r->problems);
    return found;
}

static bool use(struct people *p, const struct one_time_link *link, int64_t at)
{
    struct record *r = &p->record;
    struct text stored;
    bool busy;
    ASSERT_GOOD(password_prepare(p->access, r->arena, OTHER_PASSWORD, &link->account, TEXT("Office"), &busy,
                                 &stored, &r->problems),
                &r->problems);
    return WRITE_AT(p, at, link_use(&r->write, link, stored, &r->problems));
}

static void invite(struct people *p)
{
    struct account account = {
        .sign_in_name = TEXT("new"), .display_name = TEXT("New"), .roles = ROLE_BIT(ROLE_READER)};
    ASSERT_GOOD(WRITE_AT(p, NOON, account_add(&p->record.write, &account, NULL, &p->record.problems)),
                &p->record.problems);
}

TEST(an_invited_person_chooses_a_password_and_is_in)
{
    struct people p;
    struct one_time_link link;
    people_start(&p);
    invite(&p);
    assert_int_equal(people_sign_in(&p, "new", OTHER_PASSWORD, "192.0.2.1", NOON).outcome, SIGN_IN_REFUSED);
    struct text token = make(&p, "new", LINK_INVITATION, false, NOON);
    assert_true(find(&p, token, NOON, &link));
    assert_text_equal(link.account.sign_in_name, "new");
    ASSERT_GOOD(use(&p, &link, NOON), &p.record.problems);
    assert_int_equal(people_read(&p, "new").status, ACCOUNT_ACTIVE);
    assert_int_equal(people_sign_in(&p, "new", OTHER_PASSWORD, "192.0.2.1", NOON).outcome, SIGN_IN_BEGUN);
    assert_false(find(&p, token, NOON, &link));
    ASSERT_REFUSED(use(&p, &link, NOON), &p.record.problems, "this link was used already, or is too old");
    people_stop(&p);
}

TEST(a_link_grows_old_and_a_clock_set_back_does_not_make_it_younger)
{
    struct people p;
    struct one_time_link link;
    people_start(&p);
    invite(&p);
    struct text token = make(&p, "new", LINK_INVITATION, false, NOON);
    assert_true(find(&p, token, NOON + DAYS(7) - 1, &link));
    assert_false(find(&p, token, NOON + DAYS(7), &link));
    assert_false(find(&p, token, NOON - MINUTES(5) - 1, &link));
    assert_true(find(&p, token, NOON, &link));
    ASSERT_REFUSED(use(&p, &link, NOON + DAYS(7)), &p.record.problems,
                   "this link was used already, or is too old");
    token = make(&p, "reviewer", LINK_RESET, false, NOON);
    assert_true(find(&p, token, NOON + HOURS(24) - 1, &link));
    assert_false(find(&p, token, NOON + HOURS(24), &link));
    people_stop(&p);
}

TEST(a_new_link_ends_the_one_before)
{
    struct people p;
    struct one_time_link link;
    people_start(&p);
    struct text first = make(&p, "reviewer", LINK_RESET, false, NOON);
    struct text second = make(&p, "reviewer", LINK_RESET, false, NOON + 1);
    assert_false(find(&p, first, NOON + 2, &link));
    assert_true(find(&p, second, NOON + 2, &link));
    people_stop(&p);
}

TEST(a_reset_ends_sessions_and_keeps_the_second_factor_unless_told)
{
    struct people p;
    struct one_time_link link;
    struct session session;
    struct account account;
    struct text secret;
    enum second_factor_state factor;
    people_start(&p);
    struct record *r = &p.record;
    people_enrol(&p, &p.reviewer, NOON, &secret);
    struct sign_in_answer answer = people_sign_in(&p, "reviewer", PASSWORD, "192.0.2.1", NOON);
    assert_true(find(&p, make(&p, "reviewer", LINK_RESET, false, NOON), NOON, &link));
    assert_true(people_find(&p, answer.token, NOON, &session, &account)); // until the link is used
    ASSERT_GOOD(use(&p, &link, NOON), &r->problems);
    assert_false(people_find(&p, answer.token, NOON, &session, &account));
    assert_int_equal(people_sign_in(&p, "reviewer", PASSWORD, "192.0.2.1", NOON).outcome, SIGN_IN_REFUSED);
    ASSERT_GOOD(second_factor_state(r->store, r->arena, p.reviewer.id, &factor, &r->problems), &r->problems);
    assert_int_equal(factor, SECOND_FACTOR_CONFIRMED);
    assert_true(find(&p, make(&p, "reviewer", LINK_RESET, true, NOON), NOON, &link));
    ASSERT_GOOD(use(&p, &link, NOON), &r->problems);
    ASSERT_GOOD(second_factor_state(r->store, r->arena, p.reviewer.id, &factor, &r->problems), &r->problems);
    assert_int_equal(factor, SECOND_FACTOR_NONE);
    people_stop(&p);
}

TEST(a_suspended_person_has_no_link_and_gets_none)
{
    struct people p;
    struct one_time_link link;
    people_start(&p);
    struct record *r = &p.record;
    struct text token = make(&p, "reviewer", LINK_RESET, false, NOON), other;
    ASSERT_GOOD(
        WRITE_AT(&p, NOON,
                 account_set_status(&r->write, &p.reviewer, ACCOUNT_SUSPENDED, TEXT("x"), &r->problems)),
        &r->problems);
    assert_false(find(&p, token, NOON, &link));
    struct account account = people_read(&p, "reviewer");
    ASSERT_REFUSED(WRITE_AT(&p, NOON,
                            link_make(&r->write, &p.access->settings, &account, LINK_RESET, false, &other,
                                      &r->problems)),
                   &r->problems, "the account {name} is {status}: this link is not for it");
    ASSERT_REFUSED(WRITE_AT(&p, NOON,
                            link_make(&r->write, &p.access->settings, &p.administrator, LINK_INVITATION,
                                      false, &other, &r->problems)),
                   &r->problems, "the account {name} is {status}: this link is not for it");
    people_stop(&p);
}

TEST(what_is_no_token_finds_no_link)
{
    struct people p;
    struct one_time_link link;
    people_start(&p);
    struct text token = make(&p, "reviewer", LINK_RESET, false, NOON);
    assert_false(find(&p, TEXT(""), NOON, &link));
    assert_false(find(&p, text_slice(token, 1, 64), NOON, &link));
    people_stop(&p);
}
