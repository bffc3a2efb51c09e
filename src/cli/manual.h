// SPDX-License-Identifier: GPL-3.0-or-later
// The manual, from the table of commands.
#pragma once

#include "base/buffer.h"
#include "cli/command.h"

void manual_mdoc(struct buffer *out, struct arena *arena);     // craffu(1), as mdoc(7)
void manual_markdown(struct buffer *out, struct arena *arena); // docs/commands.md
