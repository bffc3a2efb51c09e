// SPDX-License-Identifier: GPL-3.0-or-later
// What a population check found, for programs: ids in place of labels, and only what has cases.
#pragma once

#include "cli/invocation.h"
#include "extract/population.h"

// A long table a split, a blank line between; then the exceptions, if there are any.
void population_print_csv(const struct invocation *invocation, const struct population *population,
                          const struct population_request *request);
// JSON lines: the files; and what follows the rejected rows: counts, exceptions, and the end.
void population_print_files(const struct population *population);
void population_print_counts(const struct invocation *invocation, const struct population *population,
                             const struct population_request *request);
