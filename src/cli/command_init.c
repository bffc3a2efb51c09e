// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

static enum status run(struct invocation *invocation)
{
    say(invocation, MESSAGE("The data folder {folder} is ready.", VALUE("folder", invocation->data)));
    return STATUS_DONE;
}

const struct command command_init = {
    .path = "init",
    .summary = N_("make a data folder"),
    .description = {N_(
        "Makes the data folder and the database in it. A folder that is there already is kept as it is; "
        "the database of an older version is brought up to date.")},
    .record = RECORD_CREATE,
    .run = run,
};
