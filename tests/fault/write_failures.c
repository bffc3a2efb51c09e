// SPDX-License-Identifier: GPL-3.0-or-later
// The Nth write of an import fails, for every N: the old state is found or the new one, never half of one.
#include "disk.h"
#include "import.h"

#include "temporary.h"
#include "test.h"

#include <stdio.h>

static void remove_database(struct arena *arena, struct text folder)
{
    const char *names[] = {"record.db", "record.db-wal", "record.db-shm"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        remove(temporary_path(arena, folder, names[i]).bytes);
}

// One import whose Nth write fails; false when it came to its end without a failure.
static bool import_fails(struct text folder, int n, bool all)
{
    struct arena *arena = arena_new();
    struct text path = temporary_path(arena, folder, "record.db");
    struct problems problems;
    struct store *store = NULL;
    problems_init(&problems, arena);
    remove_database(arena, folder);
    disk_fail_after(0, false);
    ASSERT_GOOD(store_open(path, STORE_CREATE, &store, &problems), &problems);
    ASSERT_GOOD(fault_import(store, arena, false, &problems), &problems);
    store_close(store);

    disk_fail_after(n, all);
    store = NULL;
    bool opened = store_open(path, STORE_WRITE, &store, &problems);
    bool done = opened && fault_import(store, arena, true, &problems);
    assert_true(done == (problems.count == 0)); // a failure is never silent
    store_close(store); // writes too: what was acknowledged must outlive a failure here
    bool failed = disk_has_failed();
    disk_fail_after(0, false);

    problems_init(&problems, arena);
    ASSERT_GOOD(store_open(path, STORE_WRITE, &store, &problems), &problems);
    int state = fault_state(store, arena, &problems);
    if (state == 0 || (done && state != 2))
        fail_msg("write %d%s: %s, and the state is %d", n, all ? " and all later ones" : "",
                 done ? "acknowledged" : "refused", state);
    store_close(store);
    arena_free(arena);
    return failed;
}

static void fail_each(bool all)
{
    struct arena *arena = arena_new();
    struct text folder = temporary_folder(arena);
    disk_install();
    int n = 1;
    while (import_fails(folder, n, all))
        n += all && n > 50 ? 5 : 1;
    assert_true(n > 20); // an import writes at least its pages
    print_message("# %d writes\n", n - 1);
    temporary_remove(folder);
    arena_free(arena);
}

TEST(one_write_that_fails_leaves_the_old_state_or_the_new)
{
    fail_each(false);
}

TEST(a_disk_that_fails_for_good_leaves_the_old_state_or_the_new)
{
    fail_each(true);
}
