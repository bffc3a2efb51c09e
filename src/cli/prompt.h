// SPDX-License-Identifier: GPL-3.0-or-later
// Questions on a terminal.
#pragma once

#include "cli/invocation.h"

bool prompt_is_possible(void); // standard input and output are a terminal
// The answer without its line's end. False: the input ended, or Ctrl-C.
bool prompt_line(const struct invocation *invocation, struct message question, struct text *answer);
// The same, and what is typed is not shown.
bool prompt_secret(const struct invocation *invocation, struct message question, struct text *answer);
