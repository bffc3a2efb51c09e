// SPDX-License-Identifier: GPL-3.0-or-later
// SQLite writes each page of its write-ahead log by two calls of the system, its head and its bytes, and a commit has some ten pages. Here
// what follows each other waits until the log is synchronised, read or cut, or much has come together, and is written by one call. Nobody reads
// a page of the log before its commit was synchronised (synchronous=FULL, in every connection that writes).
#pragma once

// The name under which SQLite opens files so; to be asked for before the first database is opened. NULL: SQLite refuses, and writes as ever.
const char *sqlite_log_register(void);
