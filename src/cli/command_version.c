// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

static enum status run(struct invocation *invocation)
{
    (void)invocation;
    print_text(TEXT("craffu " CRAFFU_VERSION "\n"));
    return STATUS_DONE;
}

const struct command command_version = {
    .path = "version",
    .summary = N_("print the version"),
    .description = {N_("Prints the same as --version: the program's name and its version.")},
    .discloses = DISCLOSES_NOTHING,
    .run = run,
};
