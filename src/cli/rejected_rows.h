// SPDX-License-Identifier: GPL-3.0-or-later
// Rejected rows as JSON lines, kept until the reading has succeeded: in a temporary file without a name, for there may be
// millions. Whatever ends the program, nothing of it stays.
#pragma once

#include "cli/invocation.h"
#include "format/table_reader.h"

struct rejected_rows;

// NULL, and a problem, if there is no room for temporary files.
struct rejected_rows *rejected_rows_new(enum language language, struct problems *problems);
void rejected_rows_free(struct rejected_rows *rows); // NULL is allowed
void rejected_rows_add(struct rejected_rows *rows, const struct table_row *row, struct text source,
                       const struct problems *why);
void rejected_rows_clear(struct rejected_rows *rows); // the reading begins again
// To standard output. False, and a problem, if they could not be kept or be read again.
bool rejected_rows_print(struct rejected_rows *rows, struct problems *problems);
