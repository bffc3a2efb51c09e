// SPDX-License-Identifier: GPL-3.0-or-later
// What the command line of `population` asks for.
#pragma once

#include "cli/invocation.h"
#include "extract/population.h"

// Reads the instrument and fills the request, but for its callbacks. Otherwise than STATUS_DONE: every mistake was reported.
enum status population_given(struct invocation *invocation, struct population_request *request);
