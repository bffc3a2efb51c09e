// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/account.h"

#include "people.h"
#include "review/audit.h"
#include "store/engine.h"

static bool add(struct people *p, const char *name, const char *display_name)
{
    struct account account = {.sign_in_name = text_from(name),
                              .display_name = text_from(display_name),
                              .language = LANGUAGE_WELSH,
                              .roles = ROLE_BIT(ROLE_AUDITOR) | ROLE_BIT(ROLE_READER)};
    return WRITE_AT(p, NOON, account_add(&p->record.write, &account, NULL, &p->record.problems));
}

TEST(an_account_comes_back_as_it_was_made)
{
    struct people p;
    people_start(&p);
    ASSERT_GOOD(add(&p, " Auditor@office.example ", "Rhywun"), &p.record.problems);
    struct account account = people_read(&p, "AUDITOR@office.example");
    assert_text_equal(account.sign_in_name, "Auditor@office.example");
    assert_text_equal(account.display_name, "Rhywun");
    assert_int_equal(account.language, LANGUAGE_WELSH);
    assert_int_equal(account.status, ACCOUNT_INVITED);
    assert_int_equal(account.roles, ROLE_BIT(ROLE_AUDITOR) | ROLE_BIT(ROLE_READER));
    struct account_list list;
    ASSERT_GOOD(account_list(p.record.store, p.record.arena, &list, &p.record.problems), &p.record.problems);
    assert_int_equal(list.list.count, 3);
    assert_text_equal(list.list.items[0].sign_in_name, "admin@office.example");
    assert_int_equal(list.list.items[1].roles, account.roles);
    people_stop(&p);
}

TEST(a_name_is_one_person_s_whatever_its_case_and_accents)
{
    struct people p;
    people_start(&p);
    ASSERT_GOOD(add(&p, "sion@office.example", "A"), &p.record.problems);
    ASSERT_REFUSED(add(&p, "Si\xc3\xb4n@OFFICE.example", "B"), &p.record.problems,
                   "there is an account {name} already");
    people_stop(&p);
}

TEST(what_cannot_be_a_name_is_refused)
{
    struct people p;
    people_start(&p);
    static const char *const names[] = {"", "   ", "two words", "line\nend", "bad\xff"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        ASSERT_REFUSED(add(&p, names[i], "A"), &p.record.problems,
                       "the name to sign in with has from 1 to {limit} characters, without blanks");
    ASSERT_REFUSED(add(&p, "a", " "), &p.record.problems,
                   "the name of a person has from 1 to {limit} characters, on one line");
    people_stop(&p);
}

TEST(roles_are_replaced_and_sessions_end)
{
    struct people p;
    struct session session;
    struct account account;
    people_start(&p);
    struct record *r = &p.record;
    struct sign_in_answer answer = people_sign_in(&p, "reviewer", PASSWORD, "192.0.2.1", NOON);
    assert_true(people_find(&p, answer.token, NOON, &session, &account));
    ASSERT_GOOD(WRITE_AT(&p, NOON + 1,
                         account_set_roles(&r->write, &p.reviewer, ROLE_BIT(ROLE_MODERATOR), &r->problems)),
                &r->problems);
    assert_false(people_find(&p, answer.token, NOON + 2, &session, &account));
    assert_int_equal(people_read(&p, "reviewer").roles, ROLE_BIT(ROLE_MODERATOR));
    ASSERT_REFUSED(WRITE_AT(&p, NOON + 1,
                            account_set_roles(&r->write, &p.reviewer, ROLE_BIT(ROLE_READER), &r->problems)),
                   &r->problems,
                   "somebody else has changed or removed this meanwhile: look at it again, then decide");
    people_stop(&p);
}

TEST(the_last_administrator_stays_one)
{
    struct people p;
    people_start(&p);
    struct record *r = &p.record;
    ASSERT_REFUSED(WRITE_AT(&p, NOON, account_set_roles(&r->write, &p.administrator, 0, &r->problems)),
                   &r->problems, "this is the last active administrator");
    ASSERT_REFUSED(
        WRITE_AT(&p, NOON,
                 account_set_status(&r->write, &p.administrator, ACCOUNT_SUSPENDED, TEXT("x"), &r->problems)),
        &r->problems, "this is the last active administrator");
    people_add(&p, "second", ROLE_BIT(ROLE_ADMINISTRATOR));
    ASSERT_GOOD(
        WRITE_AT(&p, NOON,
                 account_set_status(&r->write, &p.administrator, ACCOUNT_SUSPENDED, TEXT("x"), &r->problems)),
        &r->problems);
    people_stop(&p);
}

TEST(a_suspended_person_is_out_at_once_and_may_come_back_but_a_closed_account_stays_closed)
{
    struct people p;
    struct session session;
    struct account account;
    people_start(&p);
    struct record *r = &p.record;
    struct sign_in_answer answer = people_sign_in(&p, "reviewer", PASSWORD, "192.0.2.1", NOON);
    ASSERT_GOOD(
        WRITE_AT(&p, NOON,
                 account_set_status(&r->write, &p.reviewer, ACCOUNT_SUSPENDED, TEXT("away"), &r->problems)),
        &r->problems);
    assert_false(people_find(&p, answer.token, NOON, &session, &account));
    assert_int_equal(people_sign_in(&p, "reviewer", PASSWORD, "192.0.2.1", NOON).outcome, SIGN_IN_REFUSED);
    account = people_read(&p, "reviewer");
    ASSERT_GOOD(
        WRITE_AT(&p, NOON, account_set_status(&r->write, &account, ACCOUNT_ACTIVE, TEXT(""), &r->problems)),
        &r->problems);
    assert_false(people_find(&p, answer.token, NOON, &session, &account)); // the old session stays ended
    assert_int_equal(people_sign_in(&p, "reviewer", PASSWORD, "192.0.2.1", NOON).outcome, SIGN_IN_BEGUN);
    account = people_read(&p, "reviewer");
    ASSERT_GOOD(WRITE_AT(&p, NOON,
                         account_set_status(&r->write, &account, ACCOUNT_CLOSED, TEXT("left"), &r->problems)),
                &r->problems);
    account = people_read(&p, "reviewer");
    ASSERT_REFUSED(
        WRITE_AT(&p, NOON, account_set_status(&r->write, &account, ACCOUNT_ACTIVE, TEXT(""), &r->problems)),
        &r->problems, "the account {name} is closed, and stays so");
    people_stop(&p);
}

TEST(nobody_deletes_an_account_or_gives_it_another_name_whoever_writes)
{
    struct people p;
    people_start(&p);
    struct record *r = &p.record;
    struct problems refused;
    problems_init(&refused, r->arena);
    assert_false(store_execute(r->store, TEXT("DELETE FROM account"), &refused));
    assert_false(store_execute(r->store, TEXT("UPDATE account SET sign_in_name = 'x'"), &refused));
    assert_false(
        store_execute(r->store,
                      TEXT("INSERT OR REPLACE INTO account SELECT id, 'x', 'x', 'x', 'en', 'active', 1 "
                           "FROM account"),
                      &refused));
    assert_text_equal(people_read(&p, "reviewer").sign_in_name, "reviewer");
    people_stop(&p);
}
