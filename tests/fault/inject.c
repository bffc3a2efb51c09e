// SPDX-License-Identifier: GPL-3.0-or-later
#include "inject.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

static enum fault armed;
static long armed_at, writes, allocations;
static int happened;

void fault_arm(enum fault fault, long at)
{
    armed = fault;
    armed_at = at;
    writes = allocations = 0;
    happened = 0;
}

long fault_writes(void)
{
    return writes;
}

int fault_happened(void)
{
    return happened;
}

// Counts a call that changes the disk; whether it must fail, with errno set.
static int write_fails(void)
{
    writes++;
    if (armed == FAULT_OF_ONE_WRITE && writes == armed_at) {
        happened = 1;
        errno = EIO;
        return 1;
    }
    if (armed == FAULT_OF_FULL_DISK && writes >= armed_at) {
        happened = 1;
        errno = ENOSPC;
        return 1;
    }
    return 0;
}

static int kills(void)
{
    return armed == FAULT_OF_KILL && writes == armed_at;
}

static void die(void)
{
    kill(getpid(), SIGKILL);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at)
{
    if (write_fails()) {
        int error = errno;
        if (armed == FAULT_OF_FULL_DISK)
            (void)syscall(SYS_pwrite64, file, bytes, count / 2, at);
        errno = error;
        return -1;
    }
    if (kills()) {
        (void)syscall(SYS_pwrite64, file, bytes, count / 2, at);
        die();
    }
    return syscall(SYS_pwrite64, file, bytes, count, at);
}

ssize_t write(int file, const void *bytes, size_t count)
{
    // What is said on standard output and error is no write to the disk.
    if (file > STDERR_FILENO && write_fails())
        return -1;
    if (file > STDERR_FILENO && kills()) {
        (void)syscall(SYS_write, file, bytes, count / 2);
        die();
    }
    return syscall(SYS_write, file, bytes, count);
}

int fsync(int file)
{
    if (write_fails())
        return -1;
    if (kills())
        die();
    return (int)syscall(SYS_fsync, file);
}

int fdatasync(int file)
{
    if (write_fails())
        return -1;
    if (kills())
        die();
    return (int)syscall(SYS_fdatasync, file);
}

int ftruncate64(int file, off64_t length)
{
    if (write_fails())
        return -1;
    if (kills())
        die();
    return (int)syscall(SYS_ftruncate, file, length);
}

int rename(const char *from, const char *to)
{
    if (write_fails())
        return -1;
    if (kills())
        die();
    return (int)syscall(SYS_rename, from, to);
}

// Where a stream's bytes reach the disk: the C library does not call its own write() by name.
int fflush(FILE *stream)
{
    if (stream && stream != stdout && stream != stderr) {
        if (write_fails())
            return EOF;
        if (kills())
            die();
    }
    return fflush_unlocked(stream);
}

#if !defined(__SANITIZE_ADDRESS__)
// glibc's own, by the names under which it exports them besides.
void *__libc_malloc(size_t bytes);
void *__libc_calloc(size_t count, size_t bytes);
void *__libc_realloc(void *old, size_t bytes);

static int allocation_fails(void)
{
    if (armed != FAULT_OF_ALLOCATION && armed != FAULT_OF_MEMORY)
        return 0;
    allocations++;
    if (armed == FAULT_OF_ALLOCATION ? allocations != armed_at : allocations < armed_at)
        return 0;
    happened = 1;
    errno = ENOMEM;
    return 1;
}

void *malloc(size_t bytes)
{
    return allocation_fails() ? NULL : __libc_malloc(bytes);
}

void *calloc(size_t count, size_t bytes)
{
    return allocation_fails() ? NULL : __libc_calloc(count, bytes);
}

void *realloc(void *old, size_t bytes)
{
    return allocation_fails() ? NULL : __libc_realloc(old, bytes);
}
#endif
