// SPDX-License-Identifier: GPL-3.0-or-later
// The file of rejects: the header and the rejected rows as they were sent, with two columns more that say in which line
// a row stood and why it was rejected. Mended, it can be imported as it is. UTF-8 with byte order mark, so that
// spreadsheets read Welsh; the separator is the sent file's. It appears whole or not at all, and never over another.
#pragma once

#include "extract/header.h"

struct rejects;

// Whether such a file can be made, and is not there yet: for who reads for hours before the first row is rejected. Leaves
// nothing behind. NULL is allowed.
bool rejects_check_wanted(const char *wanted, struct problems *problems);

// `wanted` is where the file goes; NULL: "cases.rejects.csv" beside "cases.csv", or "cases.rejects-2.csv" if that is
// there already, and so on. Nothing is made before the first row.
struct rejects *rejects_new(struct arena *arena, struct table_reader *table, const struct header *header,
                            const char *path, const char *wanted, enum language language);
// The same lines, handed to a function one by one, the header first: no file is made. False ends it.
struct rejects *rejects_new_handed(struct arena *arena, struct table_reader *table,
                                   const struct header *header, enum language language,
                                   bool (*take)(void *context, struct text line, struct problems *problems),
                                   void *context);
// The table's current row, damaged or not, and why.
bool rejects_add(struct rejects *rejects, const struct table_row *row, const struct problems *why,
                 struct problems *problems);
// The file stands in its place, flushed to the disk; *name is empty if there was no row.
bool rejects_finish(struct rejects *rejects, struct text *name, struct problems *problems);
void rejects_cancel(struct rejects *rejects); // NULL is allowed; nothing after finish
// All problems of a row on one line, as they stand in the file.
struct text rejects_reasons(struct arena *arena, const struct problems *why, enum language language);
