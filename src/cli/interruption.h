// SPDX-License-Identifier: GPL-3.0-or-later
// Ctrl-C while a command works: SIGINT and SIGTERM raise a flag that the work looks at, and the command then ends in
// order. A thread waits for them, since a handler could only reach what is global. A second one ends the program at once.
#pragma once

#include <stdatomic.h>

struct interruption;
struct byte_source;

// Call before any other thread is started. A signal that the parent had ignored stays ignored.
struct interruption *interruption_begin(void);
const atomic_bool *interruption_flag(const struct interruption *interruption);
// The source whose waiting for bytes ends, too; NULL: none any more. It must be called before the source is closed.
void interruption_waits_for(struct interruption *interruption, struct byte_source *source);
// The signals do again what they did before.
void interruption_end(struct interruption *interruption);
