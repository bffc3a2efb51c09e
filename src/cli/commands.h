// SPDX-License-Identifier: GPL-3.0-or-later
// The commands by name. Their order in commands.c is the order of help, the manual and docs/commands.md.
#pragma once

#include "cli/invocation.h"

extern const struct command command_help;
extern const struct command command_version;
extern const struct command command_manual;
extern const struct command command_completion;

// What --help prints, for the words that were given.
enum status help_requested(struct invocation *invocation);
