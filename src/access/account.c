// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/account.h"

#include "access/account_read.h"
#include "format/unicode.h"
#include "review/audit.h"

static const struct {
    const char *id, *words;
} statuses[ACCOUNT_STATUS_COUNT] = {
    [ACCOUNT_INVITED] = {"invited", N_("invited")},
    [ACCOUNT_ACTIVE] = {"active", N_("active")},
    [ACCOUNT_SUSPENDED] = {"suspended", N_("suspended")},
    [ACCOUNT_CLOSED] = {"closed", N_("closed")},
};

const char *account_status_id(enum account_status status)
{
    return statuses[status].id;
}

const char *account_status_words(enum account_status status)
{
    return statuses[status].words;
}

struct act account_act(const struct account *account, struct text operation, struct text request, int64_t at)
{
    return (struct act){.actor = account->sign_in_name, .operation = operation, .request = request, .at = at};
}

struct text account_fold(struct arena *arena, struct text sign_in_name)
{
    return unicode_fold(arena, text_trim(sign_in_name));
}

void account_from_row(const struct store_rows *rows, size_t column, struct account *account)
{
    struct text role_name = store_column_text(rows, column + 6);
    enum role role;
    if (!account->id.length) {
        struct text status = store_column_text(rows, column + 4);
        account->id = store_column_text(rows, column);
        account->sign_in_name = store_column_text(rows, column + 1);
        account->display_name = store_column_text(rows, column + 2);
        language_from_code(store_column_text(rows, column + 3), &account->language);
        account->status = ACCOUNT_CLOSED;
        for (int i = 0; i < ACCOUNT_STATUS_COUNT; i++)
            if (text_equal(status, text_from(statuses[i].id)))
                account->status = (enum account_status)i;
        account->version = store_column_integer(rows, column + 5);
    }
    if (role_from_id(role_name, &role))
        account->roles |= ROLE_BIT(role);
}

static bool is_plain(struct text text)
{
    size_t bad;
    if (!text_is_utf8(text, &bad))
        return false;
    for (size_t i = 0; i < text.length; i++)
        if ((unsigned char)text.bytes[i] < ' ' || text.bytes[i] == 0x7f)
            return false;
    return true;
}

static bool check_display_name(const struct account *account, struct problems *problems)
{
    struct text name = text_trim(account->display_name);
    return (name.length && is_plain(name) && text_characters(name) <= LIMIT_DISPLAY_NAME) ||
           problem_report_value(problems, (struct place){0}, name,
                                MESSAGE("the name of a person has from 1 to {limit} characters, on one line",
                                        NUMBER("limit", LIMIT_DISPLAY_NAME)),
                                NO_MESSAGE);
}

static bool check_sign_in_name(struct text name, struct problems *problems)
{
    size_t blank;
    return (name.length && is_plain(name) && text_characters(name) <= LIMIT_SIGN_IN_NAME &&
            !text_find(name, TEXT(" "), &blank)) ||
           problem_report_value(
               problems, (struct place){0}, name,
               MESSAGE("the name to sign in with has from 1 to {limit} characters, without blanks",
                       NUMBER("limit", LIMIT_SIGN_IN_NAME)),
               MESSAGE("an e-mail address does, or a name at work"));
}

static struct text roles_text(struct arena *arena, unsigned roles)
{
    struct text text = {0};
    for (int i = 0; i < ROLE_COUNT; i++)
        if (roles & ROLE_BIT(i))
            text = text_print(arena, "%.*s%s%s", TEXT_PRINT(text), text.length ? " " : "",
                              role_id((enum role)i));
    return text;
}

static bool insert_roles(struct write *write, struct text id, unsigned roles, struct problems *problems)
{
    for (int i = 0; i < ROLE_COUNT; i++)
        if (roles & ROLE_BIT(i) &&
            !write_part(write, "account_role_insert",
                        STORE_VALUES(store_text(id), store_text(text_from(role_id((enum role)i)))), NULL,
                        problems))
            return false;
    return true;
}

bool account_add(struct write *write, const struct account *account, struct text *id,
                 struct problems *problems)
{
    struct text made = write_identifier(write), name = text_trim(account->sign_in_name);
    if (!check_sign_in_name(name, problems) || !check_display_name(account, problems))
        return false;
    struct audited audited = {
        "account.add", "account", made,
        AUDIT_DETAIL(write->arena, {"name", name}, {"roles", roles_text(write->arena, account->roles)})};
    if (!write_row(write, audited, "account_insert",
                   STORE_VALUES(store_text(made), store_text(name),
                                store_text(account_fold(write->arena, name)),
                                store_text(text_trim(account->display_name)),
                                store_text(text_from(language_code(account->language)))),
                   MESSAGE("there is an account {name} already", VALUE("name", name)), problems) ||
        !insert_roles(write, made, account->roles, problems))
        return false;
    write_result(write, made);
    if (id)
        *id = made;
    return true;
}

bool account_change(struct write *write, const struct account *account, struct problems *problems)
{
    struct audited audited = {"account.change", "account", account->id, {0}};
    return check_display_name(account, problems) &&
           write_row(write, audited, "account_change",
                     STORE_VALUES(store_text(account->id), store_integer(account->version),
                                  store_text(text_trim(account->display_name)),
                                  store_text(text_from(language_code(account->language)))),
                     message_changed_meanwhile(), problems);
}

static bool check_administrator_left(struct write *write, const struct account *account,
                                     struct problems *problems)
{
    int64_t others = 0;
    struct store_rows *rows = store_query(write->store, write->arena, "account_other_administrators",
                                          STORE_VALUES(store_text(account->id)));
    if (store_next(rows))
        others = store_column_integer(rows, 0);
    if (!store_finish(rows, problems))
        return false;
    return others > 0 ||
           problem_report(problems, (struct place){0}, MESSAGE("this is the last active administrator"),
                          MESSAGE("make somebody else an administrator first"));
}

// Whoever was signed in signs in again, and a link that was handed over is worth nothing any more.
static bool end_all(struct write *write, struct text id, const char *why, bool links,
                    struct problems *problems)
{
    return write_part(write, "session_end_others",
                      STORE_VALUES(store_text(id), store_text(TEXT("")), store_integer(write->act->at),
                                   store_text(text_from(why))),
                      NULL, problems) &&
           (!links ||
            write_part(write, "one_time_link_end_all",
                       STORE_VALUES(store_text(id), store_integer(write->act->at)), NULL, problems));
}

bool account_set_roles(struct write *write, const struct account *account, unsigned roles,
                       struct problems *problems)
{
    bool steps_down = account->status == ACCOUNT_ACTIVE && account_has(account, ROLE_ADMINISTRATOR) &&
                      !(roles & ROLE_BIT(ROLE_ADMINISTRATOR));
    struct audited audited = {"account.roles", "account", account->id,
                              AUDIT_DETAIL(write->arena, {"before", roles_text(write->arena, account->roles)},
                                           {"roles", roles_text(write->arena, roles)})};
    return (!steps_down || check_administrator_left(write, account, problems)) &&
           write_row(write, audited, "account_touch",
                     STORE_VALUES(store_text(account->id), store_integer(account->version)),
                     message_changed_meanwhile(), problems) &&
           write_part(write, "account_role_delete_all", STORE_VALUES(store_text(account->id)), NULL,
                      problems) &&
           insert_roles(write, account->id, roles, problems) &&
           end_all(write, account->id, "roles", false, problems);
}

// Let in again: to where the account was.
static bool status_let_in(struct write *write, struct text id, enum account_status *status,
                          struct problems *problems)
{
    struct store_rows *rows = store_query(write->store, write->arena, "password_get",
                                          STORE_VALUES(store_text(id)));
    *status = store_next(rows) ? ACCOUNT_ACTIVE : ACCOUNT_INVITED;
    return store_finish(rows, problems);
}

bool account_set_status(struct write *write, const struct account *account, enum account_status status,
                        struct text reason, struct problems *problems)
{
    if (account->status == ACCOUNT_CLOSED)
        return problem_report(
            problems, (struct place){0},
            MESSAGE("the account {name} is closed, and stays so", VALUE("name", account->sign_in_name)),
            MESSAGE("give the person a new account, with another name"));
    if (status == ACCOUNT_ACTIVE && !status_let_in(write, account->id, &status, problems))
        return false;
    bool leaves = account->status == ACCOUNT_ACTIVE && status != ACCOUNT_ACTIVE &&
                  account_has(account, ROLE_ADMINISTRATOR);
    struct audited audited = {
        "account.status", "account", account->id,
        AUDIT_DETAIL(write->arena, {"status", text_from(account_status_id(status))}, {"reason", reason})};
    return (!leaves || check_administrator_left(write, account, problems)) &&
           write_row(write, audited, "account_status",
                     STORE_VALUES(store_text(account->id), store_integer(account->version),
                                  store_text(text_from(account_status_id(status)))),
                     message_changed_meanwhile(), problems) &&
           end_all(write, account->id, "status", true, problems);
}

static bool find(struct store *store, struct arena *arena, const char *query, struct text key, bool *found,
                 struct account *account, struct problems *problems)
{
    struct account read = {0};
    struct store_rows *rows = store_query(store, arena, query, STORE_VALUES(store_text(key)));
    while (store_next(rows))
        account_from_row(rows, 0, &read);
    if (!store_finish(rows, problems))
        return false;
    *found = read.id.length > 0;
    if (*found)
        *account = read;
    return true;
}

static bool need(bool found, struct text name, struct problems *problems)
{
    return found || problem_report(problems, (struct place){0},
                                   MESSAGE("there is no account {name}", VALUE("name", name)),
                                   MESSAGE("craffu account list shows those there are"));
}

bool account_get(struct store *store, struct arena *arena, struct text id, struct account *account,
                 struct problems *problems)
{
    bool found;
    return find(store, arena, "account_get", id, &found, account, problems) && need(found, id, problems);
}

bool account_find(struct store *store, struct arena *arena, struct text sign_in_name, bool *found,
                  struct account *account, struct problems *problems)
{
    return find(store, arena, "account_find", account_fold(arena, sign_in_name), found, account, problems);
}

bool account_by_name(struct store *store, struct arena *arena, struct text sign_in_name,
                     struct account *account, struct problems *problems)
{
    bool found;
    return account_find(store, arena, sign_in_name, &found, account, problems) &&
           need(found, sign_in_name, problems);
}

bool account_list(struct store *store, struct arena *arena, struct account_list *list,
                  struct problems *problems)
{
    struct account_list read = {0};
    struct store_rows *rows = store_query(store, arena, "account_list", (struct store_values){0});
    while (store_next(rows)) {
        size_t count = read.list.count;
        if (!count || !text_equal(read.list.items[count - 1].id, store_column_text(rows, 0)))
            ARRAY_APPEND(arena, &read.list);
        account_from_row(rows, 0, &read.list.items[read.list.count - 1]);
    }
    if (!store_finish(rows, problems))
        return false;
    *list = read;
    return true;
}

bool account_count(struct store *store, struct arena *arena, int64_t *count, struct problems *problems)
{
    int64_t counted = 0;
    struct store_rows *rows = store_query(store, arena, "account_count", (struct store_values){0});
    if (store_next(rows))
        counted = store_column_integer(rows, 0);
    if (!store_finish(rows, problems))
        return false;
    *count = counted;
    return true;
}
