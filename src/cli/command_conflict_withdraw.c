// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/accounts.h"
#include "cli/commands.h"

#include "access/conflict.h"

static const struct parameter arguments[] = {
    {.name = N_("ID"),
     .kind = VALUE_TEXT,
     .required = true,
     .help = N_("The id of the conflict; craffu conflict list prints it.")},
    {0},
};

static const struct parameter options[] = {REASON_OPTION(true), {0}};

static bool withdraw(struct write *write, void *argument, struct problems *problems)
{
    const struct invocation *invocation = argument;
    return conflict_withdraw(write, given_text(invocation, "ID"), NULL, given_text(invocation, "reason"),
                             problems);
}

static enum status run(struct invocation *invocation)
{
    enum status status;
    if (record_change(invocation, withdraw, invocation, &status))
        say(invocation,
            MESSAGE("The conflict {id} is withdrawn.", VALUE("id", given_text(invocation, "ID"))));
    return status;
}

const struct command command_conflict_withdraw = {
    .path = "conflict withdraw",
    .summary = N_("open a case again that a conflict of interest closed"),
    .description = {N_(
        "The case is open to the person again, as far as roles allow. The conflict and its end stay in the "
        "record.")},
    .arguments = arguments,
    .options = options,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
