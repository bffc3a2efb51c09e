// SPDX-License-Identifier: GPL-3.0-or-later
// The Nth allocation of a program that imports fails: it ends at once with EXIT_MEMORY, or says what is wrong, or does
// without; and the old state is found or the new one. FAULT_PROGRAM and FAULT_LIBRARY are set by the build.
#include "import.h"

#include "base/memory.h"
#include "temporary.h"
#include "test.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

struct trial {
    struct arena *arena;
    struct text folder, path, report;
    struct problems problems;
    int ended_for_memory;
};

static void make_old_state(struct trial *trial)
{
    struct store *store = NULL;
    const char *names[] = {"record.db", "record.db-wal", "record.db-shm"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        remove(temporary_path(trial->arena, trial->folder, names[i]).bytes);
    ASSERT_GOOD(store_open(trial->path, STORE_CREATE, &store, &trial->problems), &trial->problems);
    ASSERT_GOOD(fault_import(store, trial->arena, false, &trial->problems), &trial->problems);
    store_close(store);
}

static int run_program(const struct trial *trial, int n, bool all)
{
    pid_t child = fork();
    if (child == 0) {
        char number[20];
        snprintf(number, sizeof number, "%d", n);
        setenv("FAIL_ALLOCATION", number, 1);
        setenv("FAIL_REPORT", trial->report.bytes, 1);
        setenv("LD_PRELOAD", getenv("FAULT_LIBRARY"), 1);
        if (all)
            setenv("FAIL_ALL_LATER", "1", 1);
        int nowhere = open("/dev/null", O_WRONLY);
        dup2(nowhere, STDERR_FILENO);
        execl(getenv("FAULT_PROGRAM"), "import_once", trial->path.bytes, (char *)NULL);
        _exit(127);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    if (!WIFEXITED(status))
        fail_msg("allocation %d: the program was ended by signal %d", n, WTERMSIG(status));
    return WEXITSTATUS(status);
}

// False when the program never asked for so many.
static bool fail_one(struct trial *trial, int n, bool all)
{
    int status = run_program(trial, n, all);
    trial->ended_for_memory += status == EXIT_MEMORY;
    if (status != 0 && status != 1 && status != EXIT_MEMORY)
        fail_msg("allocation %d: status %d", n, status);
    bool failed = access(trial->report.bytes, F_OK) == 0;
    remove(trial->report.bytes);
    struct store *store = NULL;
    ASSERT_GOOD(store_open(trial->path, STORE_WRITE, &store, &trial->problems), &trial->problems);
    int state = fault_state(store, trial->arena, &trial->problems);
    store_close(store);
    if (state == 0 || (status == 0 && state != 2))
        fail_msg("allocation %d: status %d, and the state is %d", n, status, state);
    if (state == 2)
        make_old_state(trial);
    else
        assert_int_not_equal(status, 0);
    return failed;
}

static void fail_many(bool all)
{
    struct trial trial = {.arena = arena_new()};
    trial.folder = temporary_folder(trial.arena);
    trial.path = temporary_path(trial.arena, trial.folder, "record.db");
    trial.report = temporary_path(trial.arena, trial.folder, "report");
    problems_init(&trial.problems, trial.arena);
    assert_non_null(getenv("FAULT_PROGRAM"));
    assert_non_null(getenv("FAULT_LIBRARY"));
    make_old_state(&trial);
    // Each of the first fifty, then ever wider steps: opening is where most different ones are.
    int n = 1;
    while (fail_one(&trial, n, all))
        n += 1 + n / 50;
    assert_true(n > 200);
    assert_true(trial.ended_for_memory > 50);
    print_message("# up to allocation %d; %d ended for want of memory\n", n, trial.ended_for_memory);
    temporary_remove(trial.folder);
    arena_free(trial.arena);
}

TEST(one_allocation_that_fails_leaves_the_old_state_or_the_new)
{
    fail_many(false);
}

TEST(memory_that_runs_out_for_good_leaves_the_old_state_or_the_new)
{
    fail_many(true);
}
