// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/accounts.h"

#include "access/password.h"

const char *const role_choices[] = {"administrator", "scrutiny_manager", "reviewer",
                                    "moderator",     "panel_chair",      "force_liaison",
                                    "auditor",       "reader",           NULL};

bool account_given(struct account_change *change, struct write *write, struct problems *problems)
{
    return account_by_name(write->store, write->arena, given_text(change->invocation, "NAME"),
                           &change->account, problems);
}

bool password_given(struct invocation *invocation, struct text *password)
{
    struct text content, line = {0};
    if (!read_input(invocation, given_text(invocation, "password-file"), LIMIT_PASSWORD_BYTES + 2, &content))
        return false;
    text_split(&content, '\n', &line);
    *password = text_ends(line, TEXT("\r")) ? text_slice(line, 0, line.length - 1) : line;
    return true;
}

bool password_made(struct invocation *invocation, const struct account *account, struct text password,
                   struct text *stored)
{
    struct access_settings settings = access_settings_default();
    struct secret_key key;
    bool busy;
    if (!record_key(invocation, &key))
        return false;
    struct access *access = access_new(&settings, &key);
    bool made = password_prepare(access, invocation->arena, password, account, (struct text){0}, &busy,
                                 stored, &invocation->problems);
    access_free(access);
    secret_forget(&key, sizeof key);
    return made;
}

bool account_add_active(struct write *write, void *active_account, struct problems *problems)
{
    const struct active_account *active = active_account;
    struct account added;
    struct text id;
    return account_add(write, &active->account, &id, problems) &&
           password_put(write, id, active->stored, (struct text){0}, problems) &&
           account_get(write->store, write->arena, id, &added, problems) &&
           account_set_status(write, &added, ACCOUNT_ACTIVE, (struct text){0}, problems);
}

void print_link(const struct invocation *invocation, enum link_kind kind, struct text token)
{
    struct access_settings settings = access_settings_default();
    struct text server = given_text(invocation, "server");
    while (text_ends(server, TEXT("/")))
        server = text_slice(server, 0, server.length - 1);
    print_text(
        text_print(invocation->arena, "%.*s" LINK_PATH "%.*s\n", TEXT_PRINT(server), TEXT_PRINT(token)));
    int64_t lasts = kind == LINK_INVITATION ? settings.invitation : settings.reset;
    say(invocation,
        MESSAGE_COUNT("Hand this link over to the person alone. It is good once, for one hour, and is "
                      "not shown again.",
                      "Hand this link over to the person alone. It is good once, for {n} hours, and is "
                      "not shown again.",
                      lasts / HOURS(1)));
}

struct text roles_text(const struct invocation *invocation, unsigned roles)
{
    struct text text = {0};
    for (int i = 0; i < ROLE_COUNT; i++)
        if (roles & ROLE_BIT(i))
            text = text_print(invocation->arena, "%.*s%s%.*s", TEXT_PRINT(text), text.length ? ", " : "",
                              TEXT_PRINT(message_word(invocation->language, role_words((enum role)i))));
    return text;
}

struct status_change {
    struct account_change change;
    enum account_status status;
};

static bool set_status(struct write *write, void *argument, struct problems *problems)
{
    struct status_change *to = argument;
    return account_given(&to->change, write, problems) &&
           account_set_status(write, &to->change.account, to->status,
                              given_text(to->change.invocation, "reason"), problems) &&
           account_get(write->store, write->arena, to->change.account.id, &to->change.account, problems);
}

enum status change_status(struct invocation *invocation, enum account_status status)
{
    struct status_change to = {{.invocation = invocation}, status};
    enum status ended;
    if (record_change(invocation, set_status, &to, &ended))
        say(invocation,
            MESSAGE("The account {name} is {status} now.", VALUE("name", to.change.account.sign_in_name),
                    WORD("status", account_status_words(to.change.account.status))));
    return ended;
}
