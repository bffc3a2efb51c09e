// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/one_time_link.h"

#include "access/session.h"
#include "review/audit.h"

static const char *const kinds[] = {[LINK_INVITATION] = "invitation", [LINK_RESET] = "reset"};

static struct text token_hash(struct arena *arena, struct text token)
{
    return hash_text(arena, hash_of(token));
}

static enum account_status status_for(enum link_kind kind)
{
    return kind == LINK_INVITATION ? ACCOUNT_INVITED : ACCOUNT_ACTIVE;
}

static bool check_status(const struct account *account, enum link_kind kind, struct problems *problems)
{
    return account->status == status_for(kind) ||
           problem_report(problems, (struct place){0},
                          MESSAGE("the account {name} is {status}: this link is not for it",
                                  VALUE("name", account->sign_in_name),
                                  WORD("status", account_status_words(account->status))),
                          MESSAGE("invited people are invited, active people are reset"));
}

bool link_make(struct write *write, const struct access_settings *settings, const struct account *account,
               enum link_kind kind, bool removes_second_factor, struct text *token, struct problems *problems)
{
    int64_t at = write->act->at;
    int64_t lasts = kind == LINK_INVITATION ? settings->invitation : settings->reset;
    struct text id = write_identifier(write);
    struct hash random;
    if (!check_status(account, kind, problems))
        return false;
    secret_random(random.bytes, sizeof random.bytes);
    struct text made = hash_text(write->arena, random);
    struct audited audited = {
        kind == LINK_INVITATION ? "account.invite" : "account.reset", "account", account->id,
        AUDIT_DETAIL(write->arena, {"link", id},
                     {"second_factor", removes_second_factor ? TEXT("removed") : (struct text){0}})};
    if (!store_run(write->store, "one_time_link_end_all",
                   STORE_VALUES(store_text(account->id), store_integer(at)), NULL, problems) ||
        !write_row(write, audited, "one_time_link_insert",
                   STORE_VALUES(store_text(id), store_text(token_hash(write->arena, made)),
                                store_text(account->id), store_text(text_from(kinds[kind])),
                                store_integer(removes_second_factor), store_integer(at),
                                store_integer(at + lasts)),
                   message_changed_meanwhile(), problems))
        return false;
    write_result(write, id);
    *token = made;
    return true;
}

struct read_link {
    struct one_time_link link;
    struct text account;
    int64_t made_at;
};

static bool read(struct store *store, struct arena *arena, struct text token, struct read_link *link,
                 struct problems *problems)
{
    struct store_rows *rows = store_query(store, arena, "one_time_link_find",
                                          STORE_VALUES(store_text(token_hash(arena, token))));
    if (store_next(rows)) {
        bool invitation = text_equal(store_column_text(rows, 2), text_from(kinds[LINK_INVITATION]));
        link->link.id = store_column_text(rows, 0);
        link->account = store_column_text(rows, 1);
        link->link.kind = invitation ? LINK_INVITATION : LINK_RESET;
        link->link.removes_second_factor = store_column_integer(rows, 3) != 0;
        link->made_at = store_column_integer(rows, 4);
        link->link.expires_at = store_column_integer(rows, 5);
    }
    return store_finish(rows, problems);
}

bool link_find(struct store *store, struct arena *arena, const struct access_settings *settings,
               struct text token, int64_t at, bool *found, struct one_time_link *link,
               struct problems *problems)
{
    struct read_link got = {0};
    if (session_token_is_valid(token) && !read(store, arena, token, &got, problems))
        return false;
    // One that was made in the future was made before the clock was set back: that adds no time.
    bool good = got.link.id.length && at < got.link.expires_at &&
                at >= got.made_at - settings->clock_tolerance;
    if (good && !account_get(store, arena, got.account, &got.link.account, problems))
        return false;
    *found = good && got.link.account.status == status_for(got.link.kind);
    if (*found)
        *link = got.link;
    return true;
}

static bool make_active(struct write *write, const struct account *account, struct problems *problems)
{
    struct audited audited = {"account.accept", "account", account->id, {0}};
    return account->status == ACCOUNT_ACTIVE ||
           write_row(write, audited, "account_status",
                     STORE_VALUES(store_text(account->id), store_integer(account->version),
                                  store_text(text_from(account_status_id(ACCOUNT_ACTIVE)))),
                     message_changed_meanwhile(), problems);
}

static bool remove_second_factor(struct write *write, const struct one_time_link *link,
                                 struct problems *problems)
{
    enum second_factor_state state = SECOND_FACTOR_NONE;
    if (!link->removes_second_factor)
        return true;
    return second_factor_state(write->store, write->arena, link->account.id, &state, problems) &&
           (state == SECOND_FACTOR_NONE || second_factor_remove(write, link->account.id, problems));
}

bool link_use(struct write *write, const struct one_time_link *link, struct text stored,
              struct problems *problems)
{
    struct audited audited = {"link.use", "account", link->account.id,
                              AUDIT_DETAIL(write->arena, {"link", link->id})};
    return write_row(write, audited, "one_time_link_use",
                     STORE_VALUES(store_text(link->id), store_integer(write->act->at)),
                     MESSAGE("this link was used already, or is too old"), problems) &&
           make_active(write, &link->account, problems) && remove_second_factor(write, link, problems) &&
           password_put(write, link->account.id, stored, (struct text){0}, problems);
}
