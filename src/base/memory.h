// SPDX-License-Identifier: GPL-3.0-or-later
// The one place that asks the system for memory. What a stranger controls is limited by name (limits.h)
// and reported as a problem; when the system itself has no memory left the process ends at once with
// EXIT_MEMORY. Everything durable is written in transactions, so the old state or the new one is found
// afterwards, never half of one. docs/decisions/0002-memory.md says why.
#pragma once

#include <stddef.h>

enum { EXIT_MEMORY = 71 }; // EX_OSERR of sysexits.h

// Never NULL. Free with memory_free.
void *memory_allocate(size_t bytes)
    __attribute__((malloc, alloc_size(1), returns_nonnull, warn_unused_result));
// Zeroed; count * bytes is checked for overflow.
void *memory_allocate_zeroed(size_t count, size_t bytes)
    __attribute__((malloc, alloc_size(1, 2), returns_nonnull, warn_unused_result));
void *memory_resize(void *old, size_t bytes)
    __attribute__((alloc_size(2), returns_nonnull, warn_unused_result));
void memory_free(void *memory);
// Says so on standard error and ends the process. For libraries whose own allocation failed.
void memory_exhausted(void) __attribute__((noreturn, cold));

// For a table of many megabytes that is looked into at random: zeroed, in pages as large as the system has. Free with
// memory_free_large and the same number of bytes; NULL is allowed.
void *memory_allocate_large(size_t bytes) __attribute__((returns_nonnull, warn_unused_result));
void memory_free_large(void *memory, size_t bytes);
