// SPDX-License-Identifier: GPL-3.0-or-later
// A disk for SQLite that fails when it is told to: writes, truncations and syncs are counted, over the real one.
#pragma once

#include <stdbool.h>

// Puts it between SQLite and the system, for every database that is opened afterwards.
void disk_install(void);
// The next so many writes work, then one fails, or all do. 0: nothing fails.
void disk_fail_after(int writes, bool all);
bool disk_has_failed(void);
