// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/accounts.h"
#include "cli/commands.h"

static const struct parameter arguments[] = {ACCOUNT_ARGUMENT, {0}};
static const struct parameter options[] = {REASON_OPTION(true), {0}};

static enum status run(struct invocation *invocation)
{
    return change_status(invocation, ACCOUNT_CLOSED);
}

const struct command command_account_close = {
    .path = "account close",
    .summary = N_("close an account for good"),
    .description = {N_(
        "For somebody who has left. An account is never deleted and its name is not given to anybody else, because the audit log speaks of people by that name.")},
    .arguments = arguments,
    .options = options,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
