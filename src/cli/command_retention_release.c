// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/record.h"
#include "cli/retention_parameters.h"

#include "review/retention.h"

static const struct parameter arguments[] = {
    {.name = N_("HOLD"),
     .kind = VALUE_TEXT,
     .required = true,
     .help = N_("The hold's id, as craffu retention list --extract ID prints it.")},
    {0},
};

static const struct parameter options[] = {
    RETENTION_REASON,
    {0},
};

static bool release(struct write *write, void *argument, struct problems *problems)
{
    const struct invocation *invocation = argument;
    return hold_lift(write, given_text(invocation, "HOLD"), given_text(invocation, "reason"), problems);
}

static enum status run(struct invocation *invocation)
{
    enum status status;
    if (record_change(invocation, release, invocation, &status))
        say(invocation, MESSAGE("The hold {id} is lifted.", VALUE("id", given_text(invocation, "HOLD"))));
    return status;
}

const struct command command_retention_release = {
    .path = "retention release",
    .summary = N_("lift a hold"),
    .description = {N_(
        "The hold, who lifted it, when and why stay in the record until the extract is removed.")},
    .arguments = arguments,
    .options = options,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
