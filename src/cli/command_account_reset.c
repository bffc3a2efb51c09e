// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/accounts.h"
#include "cli/commands.h"

static const struct parameter arguments[] = {ACCOUNT_ARGUMENT, {0}};

static const struct parameter options[] = {
    {.name = "remove-second-factor",
     .kind = VALUE_NONE,
     .help = N_(
         "Take the second factor away as well, when the link is used: for a lost telephone without recovery "
         "codes, once you are sure who asks.")},
    SERVER_OPTION,
    {0},
};

static bool reset(struct write *write, void *argument, struct problems *problems)
{
    struct account_change *change = argument;
    struct access_settings settings = access_settings_default();
    return account_given(change, write, problems) &&
           link_make(write, &settings, &change->account, LINK_RESET,
                     given(change->invocation, "remove-second-factor"), &change->token, problems);
}

static enum status run(struct invocation *invocation)
{
    struct account_change change = {.invocation = invocation};
    enum status status;
    if (record_change(invocation, reset, &change, &status))
        print_link(invocation, LINK_RESET, change.token);
    return status;
}

const struct command command_account_reset = {
    .path = "account reset",
    .summary = N_("print a link to choose a new password"),
    .description = {N_(
        "The old password goes on being good until the link is used; then all sessions of the person "
        "end. The second factor stays, unless told otherwise.")},
    .arguments = arguments,
    .options = options,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
