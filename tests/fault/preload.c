// SPDX-License-Identifier: GPL-3.0-or-later
// Loaded before the C library into a server that runs: its clock is off by what the file FAULT_FOLDER/clock says, in microseconds, and its
// disk is full as long as there is a file FAULT_FOLDER/full. Both may change while it runs.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int clock_gettime(clockid_t clock, struct timespec *now);
ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at);
int ftruncate64(int file, off64_t length);

static int open_named(const char *name)
{
    char path[4096];
    const char *folder = getenv("FAULT_FOLDER");
    if (!folder || snprintf(path, sizeof path, "%s/%s", folder, name) >= (int)sizeof path)
        return -1;
    return open(path, O_RDONLY | O_CLOEXEC);
}

static long long clock_offset(void)
{
    char digits[32] = {0};
    int error = errno, file = open_named("clock");
    if (file < 0) {
        errno = error;
        return 0;
    }
    ssize_t got = read(file, digits, sizeof digits - 1);
    close(file);
    errno = error;
    return got > 0 ? strtoll(digits, NULL, 10) : 0;
}

static int is_full(void)
{
    int error = errno, file = open_named("full");
    errno = error;
    if (file < 0)
        return 0;
    close(file);
    return 1;
}

int clock_gettime(clockid_t clock, struct timespec *now)
{
    int done = (int)syscall(SYS_clock_gettime, clock, now);
    if (done != 0 || clock != CLOCK_REALTIME)
        return done;
    long long at = (long long)now->tv_sec * 1000000 + now->tv_nsec / 1000 + clock_offset();
    now->tv_sec = (time_t)(at / 1000000);
    now->tv_nsec = (long)(at % 1000000) * 1000;
    return 0;
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at)
{
    if (!is_full())
        return syscall(SYS_pwrite64, file, bytes, count, at);
    (void)syscall(SYS_pwrite64, file, bytes, count / 2, at); // as far as there was room
    errno = ENOSPC;
    return -1;
}

int ftruncate64(int file, off64_t length)
{
    if (is_full()) {
        errno = ENOSPC;
        return -1;
    }
    return (int)syscall(SYS_ftruncate, file, length);
}
