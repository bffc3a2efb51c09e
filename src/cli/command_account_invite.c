// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/accounts.h"
#include "cli/commands.h"

static const struct parameter arguments[] = {ACCOUNT_ARGUMENT, {0}};
static const struct parameter options[] = {SERVER_OPTION, {0}};

static bool invite(struct write *write, void *argument, struct problems *problems)
{
    struct account_change *change = argument;
    struct access_settings settings = access_settings_default();
    return account_given(change, write, problems) &&
           link_make(write, &settings, &change->account, LINK_INVITATION, false, &change->token, problems);
}

static enum status run(struct invocation *invocation)
{
    struct account_change change = {.invocation = invocation};
    enum status status;
    if (record_change(invocation, invite, &change, &status))
        print_link(invocation, LINK_INVITATION, change.token);
    return status;
}

const struct command command_account_invite = {
    .path = "account invite",
    .summary = N_("print another invitation for a person"),
    .description = {N_(
        "For somebody who was invited and has not used the link. The link before this one ends.")},
    .arguments = arguments,
    .options = options,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
