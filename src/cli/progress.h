// SPDX-License-Identifier: GPL-3.0-or-later
// A line on standard error that tells how far a long reading is: a bar, the rate, and the time left where the size is known.
// It is redrawn at most ten times a second, and gone at the end. Nothing is shown where standard error is no terminal.
#pragma once

#include "cli/invocation.h"

struct progress;

// NULL, which the others take, if nothing is to be shown.
struct progress *progress_new(const struct invocation *invocation);
// So far, of a file; all_bytes is 0 where it is not known. By one thread at a time.
void progress_show(struct progress *progress, uint64_t bytes, uint64_t all_bytes, uint64_t rows);
void progress_end(struct progress *progress); // erases the line

// The line, without what moves the cursor, for a terminal of this width: for tests, too.
struct progress_state {
    uint64_t bytes, all_bytes, rows;
    uint64_t milliseconds; // since the file was begun
};
struct text progress_text(struct arena *arena, enum language language, const struct progress_state *state,
                          size_t width);
