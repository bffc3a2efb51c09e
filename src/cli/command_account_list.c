// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/accounts.h"
#include "cli/commands.h"

static enum status run(struct invocation *invocation)
{
    struct account_list accounts;
    if (!account_list(invocation->store, invocation->arena, &accounts, &invocation->problems))
        return STATUS_INPUT_OUTPUT;
    if (accounts.list.count == 0)
        say(invocation, MESSAGE("There are no accounts yet. craffu account add makes one."));
    for (size_t i = 0; i < accounts.list.count; i++) {
        const struct account *account = &accounts.list.items[i];
        PRINT_ROW(invocation, account->sign_in_name, account->display_name,
                  message_word(invocation->language, account_status_words(account->status)),
                  roles_text(invocation, account->roles));
    }
    return STATUS_DONE;
}

const struct command command_account_list = {
    .path = "account list",
    .summary = N_("list the people who may use the server"),
    .description = {N_(
        "Prints a line an account: the name to sign in with, the person's name, whether it is invited, "
        "active, suspended or closed, and the roles, separated by tabs.")},
    .record = RECORD_READ,
    .discloses = DISCLOSES_NOTHING,
    .run = run,
};
