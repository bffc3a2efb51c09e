// SPDX-License-Identifier: GPL-3.0-or-later
// SQLite writes each page of its write-ahead log by two calls of the system, its head and its bytes, and a commit has some ten pages. Here
// the head waits for the bytes, which SQLite writes next, and both are written by one call.
#pragma once

// The name under which SQLite opens files so; to be asked for before the first database is opened. NULL: SQLite refuses, and writes as ever.
const char *sqlite_log_register(void);
