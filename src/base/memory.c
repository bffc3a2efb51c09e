// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/memory.h"

#include <stdlib.h>
#include <sys/mman.h>
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

void *memory_allocate_large(size_t bytes)
{
    void *memory = mmap(NULL, bytes ? bytes : 1, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        memory_exhausted();
    (void)madvise(memory, bytes, MADV_HUGEPAGE); // a wish
    return memory;
}

void memory_free_large(void *memory, size_t bytes)
{
    if (memory)
        munmap(memory, bytes ? bytes : 1);
}

#ifdef __SANITIZE_ADDRESS__
// Asked by the sanitizer's search for leaks. It stands here because every program links this file: fontconfig, below Pango
// and cairo, keeps its lists of faces until the process ends, and reaches them by offsets that the search cannot follow.
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\nleak:argz_add_sep"; // the latter in the C library, of what names a locale
}
// And it says nothing of what it passed over: the program's messages are compared with what is expected.
const char *__lsan_default_options(void);
const char *__lsan_default_options(void)
{
    return "print_suppressions=0";
}
#endif
