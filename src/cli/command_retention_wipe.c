// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/record.h"

#include "review/removal.h"

static enum status run(struct invocation *invocation)
{
    struct act act = record_act(invocation);
    if (!removal_wipe(invocation->store, invocation->arena, &act, &invocation->problems))
        return STATUS_BLOCKED;
    say(invocation, MESSAGE("No bytes of what was removed are left in the database."));
    return STATUS_DONE;
}

const struct command command_retention_wipe = {
    .path = "retention wipe",
    .summary = N_("write over the bytes of what was removed"),
    .description = {N_(
        "craffu retention remove does this itself. If it says that it could not, because the server was reading or "
        "there was no room, this does it. It needs as much room as the database has.")},
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
