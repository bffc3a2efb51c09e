// SPDX-License-Identifier: GPL-3.0-or-later
// Counting kept cases again, by several threads. Private to population*.c.
#pragma once

#include "extract/population_cache.h"

// As population_read, of a request whose cases are one file for which cache_is() or cache_is_cut() holds.
bool population_read_kept(struct arena *arena, const struct population_request *request,
                          struct population *population, struct problems *problems);
