// SPDX-License-Identifier: GPL-3.0-or-later
// Work that a fault interrupts, in a process of its own.
#pragma once

#include "base/text.h"
#include "inject.h"

// A folder as temporary_folder gives it, in memory if there is such a place: thousands of times something is written there,
// and the order of flushes counts, not their time.
struct text fault_folder(struct arena *arena);

// A child does the work with the fault armed. Its status, of which 0 is that the work said it succeeded, and 1 that it did
// not; *reached is false if the fault never came.
int fault_in_child(bool (*work)(void *context), void *context, enum fault fault, long at, bool *reached);
// Whether a process with this status ended by itself as it should: done, refused, or out of memory.
bool fault_ended_well(int status);
