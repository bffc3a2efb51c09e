// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/session.h"

#include "base/file.h"
#include "people.h"
#include "store/engine.h"

static struct text begin(struct people *p, const struct account *account, enum session_stage stage,
                         int64_t at)
{
    struct record *r = &p->record;
    struct session_start start = {.stage = stage, .origin = {TEXT("192.0.2.1"), TEXT("Browser")}};
    struct text token = {0};
    ASSERT_GOOD(
        WRITE_AT(p, at,
                 session_begin(&r->write, &p->access->settings, account, &start, &token, &r->problems)),
        &r->problems);
    return token;
}

static bool is_in(struct people *p, struct text token, int64_t at)
{
    struct session session;
    struct account account;
    return people_find(p, token, at, &session, &account);
}

TEST(a_token_finds_its_session_and_its_person_and_is_not_in_the_store)
{
    struct people p;
    struct session session;
    struct account account;
    people_start(&p);
    struct text token = begin(&p, &p.reviewer, SESSION_WHOLE, NOON);
    assert_int_equal(token.length, 64);
    assert_true(people_find(&p, token, NOON, &session, &account));
    assert_text_equal(account.sign_in_name, "reviewer");
    assert_int_equal(account.roles, ROLE_BIT(ROLE_REVIEWER));
    assert_text_equal(session.address, "192.0.2.1");
    assert_int_equal(session.stage, SESSION_WHOLE);
    struct text content;
    size_t at;
    ASSERT_GOOD(store_execute(p.record.store, TEXT("PRAGMA wal_checkpoint(TRUNCATE)"), &p.record.problems),
                &p.record.problems);
    ASSERT_GOOD(file_read(p.record.arena, p.record.path, (size_t)64 << 20, &content, &p.record.problems),
                &p.record.problems);
    assert_true(text_find(content, session.id, &at));
    assert_false(text_find(content, token, &at));
    people_stop(&p);
}

TEST(what_is_no_token_is_nobody)
{
    struct people p;
    people_start(&p);
    struct text token = begin(&p, &p.reviewer, SESSION_WHOLE, NOON);
    assert_false(is_in(&p, text_slice(token, 0, 63), NOON));
    assert_false(is_in(&p, TEXT(""), NOON));
    assert_false(is_in(&p, TEXT("0000000000000000000000000000000000000000000000000000000000000000"), NOON));
    assert_false(is_in(&p, text_print(p.record.arena, "%.*s ", TEXT_PRINT(token)), NOON));
    people_stop(&p);
}

TEST(a_session_that_is_not_used_ends)
{
    struct people p;
    people_start(&p);
    struct text token = begin(&p, &p.reviewer, SESSION_WHOLE, NOON);
    assert_true(is_in(&p, token, NOON + MINUTES(60) - 1));
    assert_false(is_in(&p, token, NOON + MINUTES(60)));
    token = begin(&p, &p.administrator, SESSION_WHOLE, NOON);
    assert_true(is_in(&p, token, NOON + MINUTES(30) - 1));
    assert_false(is_in(&p, token, NOON + MINUTES(30)));
    people_stop(&p);
}

TEST(a_session_that_is_used_goes_on_until_it_has_lasted_long_enough)
{
    struct people p;
    struct session session;
    struct account account;
    people_start(&p);
    struct record *r = &p.record;
    struct text token = begin(&p, &p.reviewer, SESSION_WHOLE, NOON);
    int64_t at = NOON;
    while (people_find(&p, token, at, &session, &account)) {
        ASSERT_GOOD(session_seen(r->store, &p.access->settings, &session, at, &r->problems), &r->problems);
        assert_int_equal(session_warning(&session, &p.access->settings, &account, at),
                         at >= NOON + HOURS(12) - MINUTES(5));
        at += MINUTES(5);
    }
    assert_int_equal(at, NOON + HOURS(12));
    people_stop(&p);
}

TEST(a_use_is_kept_at_most_once_a_minute)
{
    struct people p;
    struct session session, again;
    struct account account;
    people_start(&p);
    struct record *r = &p.record;
    struct text token = begin(&p, &p.reviewer, SESSION_WHOLE, NOON);
    assert_true(people_find(&p, token, NOON, &session, &account));
    ASSERT_GOOD(session_seen(r->store, &p.access->settings, &session, NOON + SECONDS(59), &r->problems),
                &r->problems);
    assert_true(people_find(&p, token, NOON, &again, &account));
    assert_int_equal(again.seen_at, NOON);
    ASSERT_GOOD(session_seen(r->store, &p.access->settings, &session, NOON + SECONDS(60), &r->problems),
                &r->problems);
    assert_true(people_find(&p, token, NOON, &again, &account));
    assert_int_equal(again.seen_at, NOON + SECONDS(60));
    people_stop(&p);
}

TEST(the_warning_comes_before_the_end)
{
    struct people p;
    struct session session;
    struct account account;
    people_start(&p);
    const struct access_settings *settings = &p.access->settings;
    struct text token = begin(&p, &p.reviewer, SESSION_WHOLE, NOON);
    assert_true(people_find(&p, token, NOON, &session, &account));
    assert_false(session_warning(&session, settings, &account, NOON + MINUTES(55) - 1));
    assert_true(session_warning(&session, settings, &account, NOON + MINUTES(55)));
    assert_int_equal(session_left(&session, settings, &account, NOON + MINUTES(55)), MINUTES(5));
    assert_int_equal(session_left(&session, settings, &account, NOON + DAYS(1)), 0);
    people_stop(&p);
}

TEST(a_clock_that_is_set_back_does_not_make_a_session_longer)
{
    struct people p;
    people_start(&p);
    struct text token = begin(&p, &p.reviewer, SESSION_WHOLE, NOON);
    assert_true(is_in(&p, token, NOON - MINUTES(5)));
    assert_false(is_in(&p, token, NOON - MINUTES(5) - 1));
    assert_false(is_in(&p, token, NOON - DAYS(30)));
    people_stop(&p);
}

TEST(what_is_unfinished_ends_soon_and_pushes_no_whole_session_out)
{
    struct people p;
    people_start(&p);
    struct text whole = begin(&p, &p.reviewer, SESSION_WHOLE, NOON), first = {0};
    for (int i = 0; i < 2 * LIMIT_SESSIONS; i++) {
        struct text token = begin(&p, &p.reviewer, SESSION_SECOND_FACTOR, NOON + i);
        first = first.length ? first : token;
    }
    assert_true(is_in(&p, whole, NOON + 30));
    assert_false(is_in(&p, first, NOON + 30));
    first = begin(&p, &p.reviewer, SESSION_SECOND_FACTOR, NOON);
    assert_true(is_in(&p, first, NOON + MINUTES(10) - 1));
    assert_false(is_in(&p, first, NOON + MINUTES(10)));
    people_stop(&p);
}

TEST(the_oldest_of_too_many_ends)
{
    struct people p;
    struct text tokens[LIMIT_SESSIONS + 1];
    people_start(&p);
    for (int i = 0; i <= LIMIT_SESSIONS; i++)
        tokens[i] = begin(&p, &p.reviewer, SESSION_WHOLE, NOON + i);
    assert_false(is_in(&p, tokens[0], NOON + 20));
    for (int i = 1; i <= LIMIT_SESSIONS; i++)
        assert_true(is_in(&p, tokens[i], NOON + 20));
    people_stop(&p);
}

TEST(a_person_sees_and_ends_ones_own_sessions_and_nobody_elses)
{
    struct people p;
    struct session session;
    struct account account;
    struct session_list list;
    people_start(&p);
    struct record *r = &p.record;
    struct text one = begin(&p, &p.reviewer, SESSION_WHOLE, NOON);
    struct text other = begin(&p, &p.administrator, SESSION_WHOLE, NOON);
    ASSERT_GOOD(session_list(r->store, r->arena, &p.access->settings, &p.reviewer, NOON, &list, &r->problems),
                &r->problems);
    assert_int_equal(list.list.count, 1);
    assert_true(people_find(&p, other, NOON, &session, &account));
    ASSERT_REFUSED(WRITE_AT(&p, NOON, session_end(&r->write, p.reviewer.id, session.id, &r->problems)),
                   &r->problems, "this session has ended already");
    assert_true(is_in(&p, other, NOON));
    ASSERT_GOOD(
        WRITE_AT(&p, NOON, session_end(&r->write, p.reviewer.id, list.list.items[0].id, &r->problems)),
        &r->problems);
    assert_false(is_in(&p, one, NOON));
    people_stop(&p);
}

TEST(what_is_over_is_forgotten)
{
    struct people p;
    people_start(&p);
    struct record *r = &p.record;
    struct text old = begin(&p, &p.reviewer, SESSION_WHOLE, NOON);
    struct text later = begin(&p, &p.reviewer, SESSION_WHOLE, NOON + HOURS(1));
    ASSERT_GOOD(session_forget(r->store, NOON + HOURS(12) + 1, &r->problems), &r->problems);
    assert_false(is_in(&p, old, NOON));
    assert_true(is_in(&p, later, NOON + HOURS(1)));
    people_stop(&p);
}

TEST(a_form_is_bound_to_its_session)
{
    struct arena *arena = arena_new();
    struct text one = TEXT("00000000000000000000000000000000000000000000000000000000000000aa"),
                other = TEXT("00000000000000000000000000000000000000000000000000000000000000ab");
    struct text form = csrf_new(arena, one), again = csrf_new(arena, one);
    assert_false(text_equal(form, again));
    assert_true(csrf_check(one, form));
    assert_true(csrf_check(one, again));
    assert_false(csrf_check(other, form));
    assert_false(csrf_check(one, TEXT("")));
    assert_false(csrf_check(TEXT(""), form));
    assert_false(csrf_check(one, text_slice(form, 0, form.length - 1)));
    char *bytes = arena_allocate(arena, form.length, 1);
    for (size_t i = 0; i < form.length; i++) {
        memcpy(bytes, form.bytes, form.length);
        bytes[i] = bytes[i] == '0' ? '1' : '0';
        assert_false(csrf_check(one, (struct text){bytes, form.length}));
    }
    arena_free(arena);
}

TEST(a_session_of_an_account_that_is_not_active_is_nobody_s_even_if_it_was_not_ended)
{
    struct people p;
    people_start(&p);
    struct text token = begin(&p, &p.reviewer, SESSION_WHOLE, NOON);
    ASSERT_GOOD(
        store_execute(p.record.store, TEXT("UPDATE account SET status = 'suspended'"), &p.record.problems),
        &p.record.problems);
    assert_false(is_in(&p, token, NOON));
    people_stop(&p);
}
