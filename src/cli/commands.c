// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

const struct command *const commands[] = {
    &command_help,
    &command_version,
    &command_manual,
    &command_completion,
};
const size_t command_count = sizeof commands / sizeof *commands;
