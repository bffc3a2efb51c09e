// SPDX-License-Identifier: GPL-3.0-or-later
// Keeping the totals of a population check is interrupted at each of its writes and at its allocations; afterwards the
// review has the totals it had or the new ones, whole, and those that were acknowledged are there.
#include "review/population_record.h"

#include "child.h"
#include "review/audit.h"
#include "small.h"
#include "temporary.h"
#include "test.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST = 100000, EACH_ALLOCATION = 50, EXIT_SILENT = 10 };

struct scene {
    struct arena *arena;
    struct text folder, database;
    const struct instrument *instrument;
};

static bool put_review(struct write *write, void *argument, struct problems *problems)
{
    return review_add(write, argument, problems);
}

static bool add_review(struct scene *scene, struct store *store, struct problems *problems)
{
    struct act act = act_new(scene->arena, TEXT("tester"));
    struct review review = small_review(scene->instrument);
    return act_do(store, scene->arena, &act, put_review, &review, NULL, problems);
}

// True if it said that the totals are kept.
static bool keep(struct scene *scene, int64_t noted)
{
    struct problems problems;
    problems_init(&problems, scene->arena);
    struct text hash = scene->instrument->criteria[0].hash;
    struct population_source source = {TEXT("cases.csv"), {0}, 900, 100, 0, false};
    struct population_count counts[] = {{TEXT("noted"), hash, TEXT("noted"), noted},
                                        {TEXT("noted"), hash, TEXT("other"), 100 - noted}};
    struct population_totals totals = {.instrument_id = scene->instrument->id,
                                       .instrument_version = 1,
                                       .instrument_hash = scene->instrument->hash,
                                       .cases = 100,
                                       .sources = &source,
                                       .source_count = 1,
                                       .counts = counts,
                                       .count_count = 2};
    struct act act = act_new(scene->arena, TEXT("tester"));
    struct store *store = NULL;
    bool good = store_open(scene->database, STORE_WRITE, &store, &problems) &&
                population_record_save(store, scene->arena, &act, TEXT("small"), &totals, NULL, &problems);
    store_close(store);
    if (!good && !problems.count)
        _exit(EXIT_SILENT);
    return good;
}

// A review with totals of which 60 are noted.
static void begin_record(struct scene *scene)
{
    struct problems problems;
    struct store *store;
    problems_init(&problems, scene->arena);
    temporary_remove(scene->folder);
    assert_int_equal(mkdir(text_terminated(scene->arena, scene->folder), 0777), 0);
    ASSERT_GOOD(store_open(scene->database, STORE_CREATE, &store, &problems), &problems);
    ASSERT_GOOD(add_review(scene, store, &problems), &problems);
    store_close(store);
    assert_true(keep(scene, 60));
}

static void start(struct scene *scene)
{
    *scene = (struct scene){.arena = arena_new()};
    scene->folder = fault_folder(scene->arena);
    scene->database = temporary_path(scene->arena, scene->folder, "craffu.db");
    scene->instrument = small_instrument(scene->arena);
}

// How many of the kept totals are noted; they are whole, and as many acts are audited as there are.
static int64_t noted_now(struct scene *scene)
{
    struct problems problems;
    struct store *store;
    struct population_totals totals;
    struct audit_rows audit;
    bool found;
    problems_init(&problems, scene->arena);
    ASSERT_GOOD(store_open(scene->database, STORE_WRITE, &store, &problems), &problems);
    ASSERT_GOOD(store_check(store, &problems), &problems);
    ASSERT_GOOD(population_record_read(store, scene->arena, TEXT("small"), &found, &totals, &problems),
                &problems);
    ASSERT_GOOD(audit_read(store, scene->arena, (struct text){0}, (struct text){0}, &audit, &problems),
                &problems);
    store_close(store);
    assert_true(found);
    ASSERT_GOOD(population_totals_check(&totals, scene->instrument, &problems), &problems);
    assert_int_equal(totals.source_count, 1);
    int64_t noted = population_totals_count(&totals, TEXT("noted"), TEXT("noted"));
    assert_int_equal(audit.list.count, noted == 60 ? 2 : 3);
    return noted;
}

static bool keep_others(void *scene)
{
    return keep(scene, 40);
}

static void check(struct scene *scene, enum fault fault, long at, int status)
{
    bool succeeded = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    int64_t noted = noted_now(scene);
    if (fault != FAULT_OF_KILL && !fault_ended_well(status))
        fail_msg("fault %d at %ld: the program ended with the status %d", (int)fault, at, status);
    if (noted != 40 && (noted != 60 || succeeded))
        fail_msg("fault %d at %ld (%s): %lld are noted", (int)fault, at, succeeded ? "succeeded" : "failed",
                 (long long)noted);
}

// Interrupts at each call until the fault no longer comes, from `each` on in ever wider steps. How often it came.
static long interrupt_everywhere(enum fault fault, long each)
{
    struct scene scene;
    long times = 0;
    bool reached = true;
    start(&scene);
    for (long at = 1; reached && at <= MOST; at += 1 + at / each) {
        begin_record(&scene);
        int status = fault_in_child(keep_others, &scene, fault, at, &reached);
        check(&scene, fault, at, status);
        if (!reached && !(WIFEXITED(status) && WEXITSTATUS(status) == 0))
            fail_msg("without a fault the totals are not kept: status %d", status);
        times += reached;
    }
    assert_false(reached);
    temporary_remove(scene.folder);
    arena_free(scene.arena);
    return times;
}

TEST(totals_survive_the_failure_of_any_write)
{
    assert_true(interrupt_everywhere(FAULT_OF_ONE_WRITE, MOST) > 5);
}

TEST(totals_survive_a_disk_that_fills_up_at_any_write)
{
    assert_true(interrupt_everywhere(FAULT_OF_FULL_DISK, MOST) > 5);
}

TEST(totals_survive_a_kill_at_any_write)
{
    assert_true(interrupt_everywhere(FAULT_OF_KILL, MOST) > 5);
}

#if !defined(__SANITIZE_ADDRESS__)
TEST(totals_survive_the_failure_of_an_allocation)
{
    assert_true(interrupt_everywhere(FAULT_OF_ALLOCATION, EACH_ALLOCATION) > 50);
}

TEST(totals_survive_the_end_of_memory)
{
    assert_true(interrupt_everywhere(FAULT_OF_MEMORY, EACH_ALLOCATION) > 50);
}
#endif
