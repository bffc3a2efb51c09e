// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/accounts.h"
#include "cli/commands.h"

static const struct parameter arguments[] = {ACCOUNT_ARGUMENT, {0}};
static const struct parameter options[] = {REASON_OPTION(false), {0}};

static enum status run(struct invocation *invocation)
{
    return change_status(invocation, ACCOUNT_ACTIVE);
}

const struct command command_account_restore = {
    .path = "account restore",
    .summary = N_("let a suspended person in again"),
    .description = {N_("The password and the second factor are what they were.")},
    .arguments = arguments,
    .options = options,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
