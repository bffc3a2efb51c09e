// SPDX-License-Identifier: GPL-3.0-or-later
// What --help prints, from the table of commands.
#pragma once

#include "base/buffer.h"
#include "base/message.h"
#include "cli/command.h"

// The list of commands, or of those whose path begins with `path` ("review"; empty: all).
void help_overview(struct buffer *out, struct arena *arena, enum language language, struct text path);
void help_command(struct buffer *out, struct arena *arena, enum language language,
                  const struct command *command);

// "craffu import [--dry-run] --cases FILE REVIEW", in the language. Global options are left out.
struct text help_usage(struct arena *arena, enum language language, const struct command *command);
// "--cases FILE", "FILE...".
struct text help_term(struct arena *arena, enum language language, const struct parameter *parameter,
                      bool is_option);
