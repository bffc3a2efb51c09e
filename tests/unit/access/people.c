// SPDX-License-Identifier: GPL-3.0-or-later
#include "people.h"

#include "access/totp.h"

void people_start(struct people *people)
{
    struct access_settings settings = access_settings_default();
    *people = (struct people){.key = secret_key_new()};
    record_start(&people->record);
    settings.hasher = (struct hasher_settings){PASSWORD_COST_LEAST, 2, 0};
    people->access = access_new(&settings, &people->key);
    people->record.audit_key = &people->access->audit;
    people->administrator = people_add(people, "admin@office.example", ROLE_BIT(ROLE_ADMINISTRATOR));
    people->reviewer = people_add(people, "reviewer", ROLE_BIT(ROLE_REVIEWER));
}

void people_stop(struct people *people)
{
    access_free(people->access);
    record_stop(&people->record);
}

static bool add(struct people *people, const struct account *account, struct text *id)
{
    struct record *r = &people->record;
    struct text stored;
    struct account added;
    return hasher_make(people->access->hasher, r->arena, PASSWORD, &stored) == HASHER_YES &&
           account_add(&r->write, account, id, &r->problems) &&
           password_put(&r->write, *id, stored, (struct text){0}, &r->problems) &&
           account_get(r->store, r->arena, *id, &added, &r->problems) &&
           account_set_status(&r->write, &added, ACCOUNT_ACTIVE, (struct text){0}, &r->problems);
}

struct account people_read(struct people *people, const char *name)
{
    struct record *r = &people->record;
    struct account account = {0};
    ASSERT_GOOD(account_by_name(r->store, r->arena, text_from(name), &account, &r->problems), &r->problems);
    return account;
}

struct account people_add(struct people *people, const char *name, unsigned roles)
{
    struct account account = {
        .sign_in_name = text_from(name), .display_name = TEXT("Somebody"), .roles = roles};
    struct text id;
    ASSERT_GOOD(WRITE_AT(people, NOON, add(people, &account, &id)), &people->record.problems);
    return people_read(people, name);
}

struct sign_in_answer people_sign_in(struct people *people, const char *name, struct text password,
                                     const char *address, int64_t at)
{
    struct record *r = &people->record;
    struct sign_in_attempt attempt = {
        .name = text_from(name), .password = password, .origin = {text_from(address), TEXT("Browser")}};
    struct sign_in_answer answer = {0};
    ASSERT_GOOD(sign_in(people->access, r->store, r->arena, &attempt, at, &answer, &r->problems),
                &r->problems);
    return answer;
}

bool people_find(struct people *people, struct text token, int64_t at, struct session *session,
                 struct account *account)
{
    struct record *r = &people->record;
    bool found;
    ASSERT_GOOD(session_find(r->store, r->arena, &people->access->settings, token, at, &found, session,
                             account, &r->problems),
                &r->problems);
    return found;
}

void people_enrol(struct people *people, const struct account *account, int64_t at, struct text *secret)
{
    struct record *r = &people->record;
    const struct second_factor_keys *keys = &people->access->second_factor;
    struct recovery_codes codes;
    bool accepted = false;
    ASSERT_GOOD(WRITE_AT(people, at, second_factor_begin(&r->write, keys, account->id, secret, &r->problems)),
                &r->problems);
    struct text code = totp_code(r->arena, *secret, totp_step(at), TOTP_DIGITS);
    ASSERT_GOOD(
        WRITE_AT(people, at,
                 second_factor_confirm(&r->write, keys, account->id, code, &accepted, &codes, &r->problems)),
        &r->problems);
    assert_true(accepted);
}
