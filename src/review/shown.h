// SPDX-License-Identifier: GPL-3.0-or-later
// Whether what pages show of people, reviews and cases may have changed, whoever changed it: a number in the record that
// triggers of the database raise (store/migrations/014-shown.sql).
#pragma once

#include "store/store.h"

// 0: the record cannot tell.
bool shown_version(struct store *store, struct arena *arena, int64_t *version, struct problems *problems);
