// SPDX-License-Identifier: GPL-3.0-or-later
#include "child.h"

#include "base/memory.h"
#include "temporary.h"
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { EXIT_NOT_REACHED = 9 };

struct text fault_folder(struct arena *arena)
{
    if (access("/dev/shm", W_OK | X_OK) == 0)
        setenv("TMPDIR", "/dev/shm", 0);
    return temporary_folder(arena);
}

static void work_and_exit(bool (*work)(void *context), void *context, enum fault fault, long at, int tell)
{
    if (!freopen("/dev/null", "w", stderr))
        _exit(EXIT_NOT_REACHED);
    fault_arm(fault, at);
    bool good = work(context);
    char came = fault_happened() ? 'y' : 'n';
    fault_arm(FAULT_OF_NOTHING, 0);
    (void)!write(tell, &came, 1);
    _exit(good ? 0 : 1);
}

int fault_in_child(bool (*work)(void *context), void *context, enum fault fault, long at, bool *reached)
{
    int pipe_ends[2], status;
    char came = 'y'; // killed or out of memory: it said nothing any more
    assert_int_equal(pipe(pipe_ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        work_and_exit(work, context, fault, at, pipe_ends[1]);
    close(pipe_ends[1]);
    assert_int_equal(waitpid(child, &status, 0), child);
    (void)!read(pipe_ends[0], &came, 1);
    close(pipe_ends[0]);
    *reached = came == 'y';
    return status;
}

bool fault_ended_well(int status)
{
    return WIFEXITED(status) && (WEXITSTATUS(status) <= 1 || WEXITSTATUS(status) == EXIT_MEMORY);
}
