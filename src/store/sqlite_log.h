// SPDX-License-Identifier: GPL-3.0-or-later
// SQLite writes each page of its write-ahead log by two calls of the system, its head and its bytes, and a commit has some ten pages. Here
// what follows each other is gathered, and written by one call before SQLite has it synced, reads it, or goes on elsewhere. So this is for
// connections with synchronous=FULL only: in any other way others are told of pages that are not there yet.
#pragma once

// The name under which SQLite opens files so; to be asked for before the first database is opened. NULL: SQLite refuses, and writes as ever.
const char *sqlite_log_register(void);
