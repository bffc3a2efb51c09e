// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/accounts.h"
#include "cli/commands.h"

static const struct parameter arguments[] = {ACCOUNT_ARGUMENT, {0}};
static const struct parameter options[] = {REASON_OPTION(true), {0}};

static enum status run(struct invocation *invocation)
{
    return change_status(invocation, ACCOUNT_SUSPENDED);
}

const struct command command_account_suspend = {
    .path = "account suspend",
    .summary = N_("keep a person out for now"),
    .description = {N_(
        "Ends the person's sessions and links. What the person did stays. craffu account restore lets the person in again. The last active administrator cannot be suspended.")},
    .arguments = arguments,
    .options = options,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
