// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/memory.h"

#include <stdlib.h>
#include <unistd.h>

void memory_exhausted(void)
{
    static const char notice[] = "craffu: out of memory. Nothing unfinished was saved.\n"
                                 "craffu: dim digon o gof. Ni chadwyd dim oedd heb ei orffen.\n";
    // Nothing may allocate here, and there is nobody left to tell if the write fails.
    ssize_t written = write(STDERR_FILENO, notice, sizeof notice - 1);
    (void)written;
    _exit(EXIT_MEMORY);
}

void *memory_allocate(size_t bytes)
{
    void *memory = malloc(bytes ? bytes : 1);
    if (!memory)
        memory_exhausted();
    return memory;
}

void *memory_allocate_zeroed(size_t count, size_t bytes)
{
    void *memory = calloc(count ? count : 1, bytes ? bytes : 1);
    if (!memory)
        memory_exhausted();
    return memory;
}

void *memory_resize(void *old, size_t bytes)
{
    void *memory = realloc(old, bytes ? bytes : 1);
    if (!memory)
        memory_exhausted();
    return memory;
}

void memory_free(void *memory)
{
    free(memory);
}
