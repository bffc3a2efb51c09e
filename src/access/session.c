// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/session.h"

#include "access/account_read.h"
#include "format/secret.h"
#include "review/audit.h"

static const char *const stages[SESSION_STAGE_COUNT] = {
    [SESSION_SECOND_FACTOR] = "second_factor",
    [SESSION_ENROLMENT] = "enrolment",
    [SESSION_WHOLE] = "whole",
};

static enum session_stage stage_from(struct text text)
{
    for (int i = 0; i < SESSION_STAGE_COUNT; i++)
        if (text_equal(text, text_from(stages[i])))
            return (enum session_stage)i;
    return SESSION_SECOND_FACTOR; // that of which least may be done
}

static const struct session_limits *limits_of(const struct access_settings *settings,
                                              const struct account *account)
{
    return account_has(account, ROLE_ADMINISTRATOR) ? &settings->administrators : &settings->limits;
}

static struct session session_from_row(const struct store_rows *rows)
{
    return (struct session){
        .id = store_column_text(rows, 0),
        .stage = stage_from(store_column_text(rows, 1)),
        .began_at = store_column_integer(rows, 2),
        .seen_at = store_column_integer(rows, 3),
        .expires_at = store_column_integer(rows, 4),
        .proved_at = store_column_integer(rows, 5),
        .address = store_column_text(rows, 6),
        .agent = store_column_text(rows, 7),
    };
}

bool session_token_is_valid(struct text token)
{
    struct hash read;
    return hash_from_text(token, &read);
}

// A hash without salt does: what is hashed is 256 random bits.
static struct text token_hash(struct arena *arena, struct text token)
{
    return hash_text(arena, hash_of(token));
}

int64_t session_left(const struct session *session, const struct access_settings *settings,
                     const struct account *account, int64_t at)
{
    // A clock that was set back adds no time: a session that was seen in the future has ended.
    if (at < session->began_at - settings->clock_tolerance ||
        at < session->seen_at - settings->clock_tolerance)
        return 0;
    int64_t idle = session->seen_at + limits_of(settings, account)->idle - at;
    int64_t absolute = session->expires_at - at;
    int64_t left = idle < absolute ? idle : absolute;
    return left > 0 ? left : 0;
}

bool session_warning(const struct session *session, const struct access_settings *settings,
                     const struct account *account, int64_t at)
{
    return session_left(session, settings, account, at) <= settings->warning;
}

bool session_is_proved(const struct session *session, const struct access_settings *settings, int64_t at)
{
    return session->stage == SESSION_WHOLE && at - session->proved_at <= settings->proof &&
           session->proved_at - at <= settings->clock_tolerance;
}

bool session_list(struct store *store, struct arena *arena, const struct access_settings *settings,
                  const struct account *account, int64_t at, struct session_list *list,
                  struct problems *problems)
{
    struct session_list read = {0};
    struct store_rows *rows = store_query(store, arena, "session_list",
                                          STORE_VALUES(store_text(account->id)));
    while (store_next(rows)) {
        struct session session = session_from_row(rows);
        if (session_left(&session, settings, account, at) > 0)
            *ARRAY_APPEND(arena, &read.list) = session;
    }
    if (!store_finish(rows, problems))
        return false;
    *list = read;
    return true;
}

// Room for one more. Whole sessions and those that are not are counted apart: whoever knows only the password ends none of the
// person's own.
static bool end_oldest(struct write *write, const struct account *account, enum session_stage stage,
                       struct problems *problems)
{
    struct text oldest = {0};
    size_t count = 0;
    struct store_rows *rows = store_query(write->store, write->arena, "session_list",
                                          STORE_VALUES(store_text(account->id)));
    while (store_next(rows)) {
        bool whole = session_from_row(rows).stage == SESSION_WHOLE;
        if (whole == (stage == SESSION_WHOLE) && ++count == LIMIT_SESSIONS)
            oldest = store_column_text(rows, 0);
    }
    return store_finish(rows, problems) &&
           (!oldest.length ||
            write_row(write, (struct audited){"session.end", "session", oldest, {0}}, "session_end",
                      STORE_VALUES(store_text(oldest), store_text(account->id), store_integer(write->act->at),
                                   store_text(TEXT("number"))),
                      message_changed_meanwhile(), problems));
}

bool session_begin(struct write *write, const struct access_settings *settings, const struct account *account,
                   const struct session_start *start, struct text *token, struct problems *problems)
{
    const struct session_origin *origin = &start->origin;
    enum session_stage stage = start->stage;
    int64_t at = write->act->at;
    int64_t lasts = stage == SESSION_WHOLE ? limits_of(settings, account)->absolute : settings->unfinished;
    int64_t expires_at = at + lasts;
    if (start->expires_at && start->expires_at < expires_at)
        expires_at = start->expires_at;
    struct text id = write_identifier(write);
    struct hash random;
    secret_random(random.bytes, sizeof random.bytes);
    struct text made = hash_text(write->arena, random);
    struct audited audited = {"session.begin", "session", id,
                              AUDIT_DETAIL(write->arena, {"account", account->id},
                                           {"stage", text_from(stages[stage])},
                                           {"address", origin->address})};
    if (!end_oldest(write, account, stage, problems) ||
        !write_row(write, audited, "session_insert",
                   STORE_VALUES(store_text(id), store_text(token_hash(write->arena, made)),
                                store_text(account->id), store_text(text_from(stages[stage])),
                                store_integer(at), store_integer(expires_at), store_integer(at),
                                store_text(text_slice(origin->address, 0, LIMIT_ADDRESS_BYTES)),
                                store_text(text_slice(origin->agent, 0, LIMIT_AGENT_BYTES))),
                   message_changed_meanwhile(), problems))
        return false;
    *token = made;
    return true;
}

static bool end_expired(struct store *store, void *argument, struct problems *problems)
{
    const struct session *session = argument;
    return store_run(store, "session_expire",
                     STORE_VALUES(store_text(session->id), store_integer(session->expires_at)), NULL,
                     problems);
}

bool session_find(struct store *store, struct arena *arena, const struct access_settings *settings,
                  struct text token, int64_t at, bool *found, struct session *session,
                  struct account *account, struct problems *problems)
{
    struct session read = {0};
    struct account whose = {0};
    if (!session_token_is_valid(token)) {
        *found = false;
        return true;
    }
    struct store_rows *rows = store_query(store, arena, "session_find",
                                          STORE_VALUES(store_text(token_hash(arena, token))));
    while (store_next(rows)) {
        read = session_from_row(rows);
        account_from_row(rows, 8, &whose);
    }
    if (!store_finish(rows, problems))
        return false;
    bool there = read.id.length, left = there && session_left(&read, settings, &whose, at) > 0;
    // What has ended once stays so, whatever the clock says later.
    if (there && !left && !store_transaction(store, STORE_WRITING, end_expired, &read, problems))
        return false;
    *found = left && whose.status == ACCOUNT_ACTIVE;
    if (*found) {
        *session = read;
        *account = whose;
    }
    return true;
}

struct seen {
    struct text session;
    int64_t at;
};

static bool put_seen(struct store *store, void *argument, struct problems *problems)
{
    const struct seen *seen = argument;
    return store_run(store, "session_touch", STORE_VALUES(store_text(seen->session), store_integer(seen->at)),
                     NULL, problems);
}

bool session_seen(struct store *store, const struct access_settings *settings, const struct session *session,
                  int64_t at, struct problems *problems)
{
    struct seen seen = {session->id, at};
    return at - session->seen_at < settings->seen_every ||
           store_transaction(store, STORE_WRITING, put_seen, &seen, problems);
}

bool session_end(struct write *write, struct text account, struct text session, struct problems *problems)
{
    struct audited audited = {"session.end", "session", session,
                              AUDIT_DETAIL(write->arena, {"account", account})};
    return write_row(write, audited, "session_end",
                     STORE_VALUES(store_text(session), store_text(account), store_integer(write->act->at),
                                  store_text(TEXT("hand"))),
                     MESSAGE("this session has ended already"), problems);
}

bool session_end_others(struct write *write, struct text account, struct text session, const char *why,
                        struct problems *problems)
{
    return write_part(write, "session_end_others",
                      STORE_VALUES(store_text(account), store_text(session), store_integer(write->act->at),
                                   store_text(text_from(why))),
                      NULL, problems);
}

static bool forget(struct store *store, void *argument, struct problems *problems)
{
    const int64_t *before = argument;
    return store_run(store, "session_forget", STORE_VALUES(store_integer(*before)), NULL, problems);
}

bool session_forget(struct store *store, int64_t before, struct problems *problems)
{
    return store_transaction(store, STORE_WRITING, forget, &before, problems);
}

static struct hash csrf_of(struct text token)
{
    struct hash bytes = {0};
    struct secret_key key;
    hash_from_text(token, &bytes);
    memcpy(key.bytes, bytes.bytes, sizeof key.bytes);
    return secret_sign(&key, TEXT("form"));
}

// A random half, and the signature hidden by it.
struct text csrf_new(struct arena *arena, struct text token)
{
    struct hash half, hidden, signature = csrf_of(token);
    secret_random(half.bytes, sizeof half.bytes);
    for (size_t i = 0; i < HASH_BYTES; i++)
        hidden.bytes[i] = half.bytes[i] ^ signature.bytes[i];
    return text_print(arena, "%s%s", hash_text(arena, half).bytes, hash_text(arena, hidden).bytes);
}

bool csrf_check(struct text token, struct text given)
{
    struct hash half, hidden;
    if (!session_token_is_valid(token) || given.length != 2 * HASH_HEX_BYTES ||
        !hash_from_text(text_slice(given, 0, HASH_HEX_BYTES), &half) ||
        !hash_from_text(text_slice(given, HASH_HEX_BYTES, given.length), &hidden))
        return false;
    for (size_t i = 0; i < HASH_BYTES; i++)
        hidden.bytes[i] ^= half.bytes[i];
    return secret_same_hash(hidden, csrf_of(token));
}
