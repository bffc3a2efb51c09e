// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/second_factor.h"

#include "access/totp.h"
#include "base/file.h"
#include "people.h"
#include "store/engine.h"

static struct text code_at(struct people *p, struct text secret, int64_t at)
{
    return totp_code(p->record.arena, secret, totp_step(at), TOTP_DIGITS);
}

static bool try_code(struct people *p, struct text code, int64_t at, bool *accepted)
{
    struct record *r = &p->record;
    // A code that is refused writes nothing, so that there is no audit row to be found: the act itself is enough.
    record_begin(r);
    r->act.at = at;
    bool good = second_factor_take(&r->write, &p->access->second_factor, p->reviewer.id, code, accepted,
                                   &r->problems);
    struct problems none;
    problems_init(&none, r->arena);
    ASSERT_GOOD(store_execute(r->store, TEXT("COMMIT"), &none), &none);
    return good;
}

static bool takes(struct people *p, struct text code, int64_t at)
{
    bool accepted = false;
    ASSERT_GOOD(try_code(p, code, at, &accepted), &p->record.problems);
    return accepted;
}

static enum second_factor_state state_of(struct people *p)
{
    enum second_factor_state now;
    struct record *r = &p->record;
    ASSERT_GOOD(second_factor_state(r->store, r->arena, p->reviewer.id, &now, &r->problems), &r->problems);
    return now;
}

TEST(a_factor_counts_once_its_first_code_was_given)
{
    struct people p;
    struct text secret, again;
    struct recovery_codes codes;
    bool accepted = true;
    people_start(&p);
    struct record *r = &p.record;
    const struct second_factor_keys *keys = &p.access->second_factor;
    assert_int_equal(state_of(&p), SECOND_FACTOR_NONE);
    ASSERT_GOOD(
        WRITE_AT(&p, NOON, second_factor_begin(&r->write, keys, p.reviewer.id, &secret, &r->problems)),
        &r->problems);
    assert_int_equal(secret.length, TOTP_SECRET_BYTES);
    assert_int_equal(state_of(&p), SECOND_FACTOR_BEGUN);
    assert_false(takes(&p, code_at(&p, secret, NOON), NOON)); // not confirmed: not a factor
    ASSERT_GOOD(second_factor_begun(r->store, r->arena, keys, p.reviewer.id, &again, &r->problems),
                &r->problems);
    assert_true(text_equal(secret, again));
    record_begin(r);
    r->act.at = NOON;
    ASSERT_GOOD(second_factor_confirm(&r->write, keys, p.reviewer.id, TEXT("000000"), &accepted, &codes,
                                      &r->problems),
                &r->problems);
    ASSERT_GOOD(store_execute(r->store, TEXT("ROLLBACK"), &r->problems), &r->problems);
    assert_false(accepted);
    people_enrol(&p, &p.reviewer, NOON, &secret);
    assert_int_equal(state_of(&p), SECOND_FACTOR_CONFIRMED);
    ASSERT_REFUSED(
        WRITE_AT(&p, NOON, second_factor_begin(&r->write, keys, p.reviewer.id, &secret, &r->problems)),
        &r->problems, "this account has a second factor already");
    people_stop(&p);
}

TEST(a_code_is_taken_once_and_not_after_the_clock_was_set_back)
{
    struct people p;
    struct text secret;
    people_start(&p);
    people_enrol(&p, &p.reviewer, NOON, &secret);
    assert_false(takes(&p, code_at(&p, secret, NOON), NOON)); // confirmed with it
    int64_t later = NOON + MINUTES(2);
    assert_true(takes(&p, code_at(&p, secret, later), later));
    assert_false(takes(&p, code_at(&p, secret, later), later));
    assert_false(takes(&p, code_at(&p, secret, NOON + MINUTES(1)), NOON + MINUTES(1)));
    assert_true(takes(&p, code_at(&p, secret, later + MINUTES(1)), later + MINUTES(1)));
    people_stop(&p);
}

TEST(recovery_codes_are_ten_and_each_is_good_once)
{
    struct people p;
    struct text secret;
    struct recovery_codes codes;
    int64_t left;
    people_start(&p);
    struct record *r = &p.record;
    people_enrol(&p, &p.reviewer, NOON, &secret);
    ASSERT_GOOD(WRITE_AT(&p, NOON,
                         second_factor_renew_codes(&r->write, &p.access->second_factor, p.reviewer.id, &codes,
                                                   &r->problems)),
                &r->problems);
    for (int i = 0; i < RECOVERY_CODES; i++) {
        ASSERT_GOOD(second_factor_codes_left(r->store, r->arena, p.reviewer.id, &left, &r->problems),
                    &r->problems);
        assert_int_equal(left, RECOVERY_CODES - i);
        assert_int_equal(codes.codes[i].length, RECOVERY_CODE_CHARACTERS + 5);
        assert_true(takes(&p, codes.codes[i], NOON));
        assert_false(takes(&p, codes.codes[i], NOON));
    }
    people_stop(&p);
}

TEST(a_recovery_code_may_be_typed_in_capitals_and_without_hyphens)
{
    struct people p;
    struct text secret;
    struct recovery_codes codes;
    char typed[RECOVERY_CODE_CHARACTERS];
    size_t length = 0;
    people_start(&p);
    struct record *r = &p.record;
    people_enrol(&p, &p.reviewer, NOON, &secret);
    ASSERT_GOOD(WRITE_AT(&p, NOON,
                         second_factor_renew_codes(&r->write, &p.access->second_factor, p.reviewer.id, &codes,
                                                   &r->problems)),
                &r->problems);
    for (size_t i = 0; i < codes.codes[0].length; i++) {
        char byte = codes.codes[0].bytes[i];
        if (byte != '-')
            typed[length++] = byte >= 'a' ? (char)(byte - 'a' + 'A') : byte;
    }
    assert_false(takes(&p, (struct text){typed, length - 1}, NOON));
    assert_true(takes(&p, (struct text){typed, length}, NOON));
    people_stop(&p);
}

TEST(old_recovery_codes_are_worth_nothing_once_there_are_new_ones)
{
    struct people p;
    struct text secret;
    struct recovery_codes old, new;
    people_start(&p);
    struct record *r = &p.record;
    const struct second_factor_keys *keys = &p.access->second_factor;
    people_enrol(&p, &p.reviewer, NOON, &secret);
    ASSERT_GOOD(
        WRITE_AT(&p, NOON, second_factor_renew_codes(&r->write, keys, p.reviewer.id, &old, &r->problems)),
        &r->problems);
    ASSERT_GOOD(
        WRITE_AT(&p, NOON, second_factor_renew_codes(&r->write, keys, p.reviewer.id, &new, &r->problems)),
        &r->problems);
    assert_false(takes(&p, old.codes[0], NOON));
    assert_true(takes(&p, new.codes[0], NOON));
    ASSERT_REFUSED(
        WRITE_AT(&p, NOON,
                 second_factor_renew_codes(&r->write, keys, p.administrator.id, &new, &r->problems)),
        &r->problems, "this account has no second factor");
    people_stop(&p);
}

TEST(the_secret_is_not_in_the_database_and_does_not_open_with_another_key)
{
    struct people p;
    struct text secret, content;
    size_t at;
    bool accepted;
    people_start(&p);
    struct record *r = &p.record;
    people_enrol(&p, &p.reviewer, NOON, &secret);
    ASSERT_GOOD(store_execute(r->store, TEXT("PRAGMA wal_checkpoint(TRUNCATE)"), &r->problems), &r->problems);
    ASSERT_GOOD(file_read(r->arena, r->path, (size_t)64 << 20, &content, &r->problems), &r->problems);
    assert_true(text_find(content, TEXT("reviewer"), &at));
    assert_false(text_find(content, secret, &at));
    struct secret_key other = secret_key_new();
    p.access->second_factor = second_factor_keys(&other);
    assert_false(try_code(&p, TEXT("123456"), NOON, &accepted));
    assert_string_equal(r->problems.list.items[0].what.text,
                        "the key file does not open the second factor of this account");
    problems_init(&r->problems, r->arena);
    people_stop(&p);
}

TEST(a_factor_is_taken_away_with_its_codes)
{
    struct people p;
    struct text secret;
    int64_t left;
    people_start(&p);
    struct record *r = &p.record;
    people_enrol(&p, &p.reviewer, NOON, &secret);
    ASSERT_GOOD(WRITE_AT(&p, NOON, second_factor_remove(&r->write, p.reviewer.id, &r->problems)),
                &r->problems);
    assert_int_equal(state_of(&p), SECOND_FACTOR_NONE);
    ASSERT_GOOD(second_factor_codes_left(r->store, r->arena, p.reviewer.id, &left, &r->problems),
                &r->problems);
    assert_int_equal(left, 0);
    ASSERT_REFUSED(WRITE_AT(&p, NOON, second_factor_remove(&r->write, p.reviewer.id, &r->problems)),
                   &r->problems, "this account has no second factor");
    people_stop(&p);
}
