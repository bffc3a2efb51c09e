// SPDX-License-Identifier: GPL-3.0-or-later
// The names by which the numbers of a report are traced (report/trace.h).
#pragma once

#include "cli/invocation.h"
#include "report/results.h"

// A line a number: its name and, behind a tab, the number. False, with the problem reported, if one cannot be counted.
bool number_names_print(struct invocation *invocation, const struct results *results);
