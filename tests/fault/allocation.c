// SPDX-License-Identifier: GPL-3.0-or-later
// Preloaded (LD_PRELOAD) it makes the Nth allocation of a program fail: N is in FAIL_ALLOCATION, from 1. With
// FAIL_ALL_LATER set all later ones fail too. When it fails one, the file named by FAIL_REPORT is made, so that a test
// knows when N is more than the program asks for. Needs glibc.
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

extern void *__libc_malloc(size_t bytes);
extern void *__libc_calloc(size_t count, size_t bytes);
extern void *__libc_realloc(void *old, size_t bytes);
extern void *__libc_memalign(size_t alignment, size_t bytes);

static const char *report;
static long left, every_later; // read once, before the program begins
static atomic_long asked;

__attribute__((constructor)) static void read_environment(void)
{
    const char *n = getenv("FAIL_ALLOCATION");
    left = n ? strtol(n, NULL, 10) : 0;
    every_later = getenv("FAIL_ALL_LATER") != NULL;
    report = getenv("FAIL_REPORT");
}

static int fails(void)
{
    if (!left)
        return 0;
    long number = atomic_fetch_add(&asked, 1) + 1;
    if (number < left || (number > left && !every_later))
        return 0;
    int file = number == left && report ? open(report, O_WRONLY | O_CREAT | O_CLOEXEC, 0600) : -1;
    if (file >= 0)
        close(file);
    errno = ENOMEM;
    return 1;
}

void *malloc(size_t bytes)
{
    return fails() ? NULL : __libc_malloc(bytes);
}
void *calloc(size_t count, size_t bytes)
{
    return fails() ? NULL : __libc_calloc(count, bytes);
}
void *realloc(void *old, size_t bytes)
{
    return fails() ? NULL : __libc_realloc(old, bytes);
}
void *aligned_alloc(size_t alignment, size_t bytes)
{
    return fails() ? NULL : __libc_memalign(alignment, bytes);
}
