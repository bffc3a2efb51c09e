// SPDX-License-Identifier: GPL-3.0-or-later
// The import that faults are put into: an old state and a new one, which can be told apart.
#pragma once

#include "store/store.h"

// The old state: FAULT_CASES cases, each with a log entry. The new one: every case changed, as many more, as many entries.
enum { FAULT_CASES = 60 };
bool fault_import(struct store *store, struct arena *arena, bool is_new, struct problems *problems);
// Which of the two the database is in: 1 old, 2 new, 0 neither, or damaged. Says on standard error what is wrong.
int fault_state(struct store *store, struct arena *arena, struct problems *problems);
