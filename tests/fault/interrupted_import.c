// SPDX-License-Identifier: GPL-3.0-or-later
// An import is interrupted at each of its writes and at its allocations, in every way; afterwards the record is found as
// it was before or as it is after the whole import, and an import that said it succeeded is there.
#include "review/import.h"

#include "base/file.h"
#include "base/memory.h"
#include "child.h"
#include "review/audit.h"
#include "review/case.h"
#include "review/intake.h"
#include "small.h"
#include "temporary.h"
#include "test.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    CASES = 40,
    MOST_WRITES = 2000,
    EACH_ALLOCATION = 50,
    MOST_ALLOCATIONS = 200000,
    EXIT_NOT_REACHED = 9,
    EXIT_SILENT = 10
};

struct scene {
    struct arena *arena;
    struct text folder;
    const char *database, *cases, *log, *rejects;
    const struct instrument *instrument;
};

static void write_cases(struct scene *scene, const char *path, int first, int count, const char *note,
                        bool with_rejects)
{
    struct buffer out = {0};
    struct problems problems;
    problems_init(&problems, scene->arena);
    buffer_add(&out, TEXT("case_ref,reported_at,note\n"));
    for (int i = first; i < first + count; i++)
        buffer_print(&out, "C-%03d,2019-03-29 18:00,%s\n", i, note);
    for (int i = 0; with_rejects && i < 3; i++)
        buffer_print(&out, "R-%03d,never,\n", i);
    ASSERT_GOOD(file_write(text_from(path), buffer_text(&out), &problems), &problems);
    buffer_dispose(&out);
}

// An entry for each case from C-001.
static void write_log(struct scene *scene, int count)
{
    struct buffer out = {0};
    struct problems problems;
    problems_init(&problems, scene->arena);
    buffer_add(&out, TEXT("case_ref,at,kind\n"));
    for (int i = 1; i <= count; i++)
        buffer_print(&out, "C-%03d,2019-03-30 09:00,update\n", i);
    ASSERT_GOOD(file_write(text_from(scene->log), buffer_text(&out), &problems), &problems);
    buffer_dispose(&out);
}

// The import of these cases, the scene's with its log, in this process. True if it said that it succeeded.
static bool import(struct scene *scene, const char *cases, const char *rejects, FILE *said)
{
    struct problems problems;
    problems_init(&problems, scene->arena);
    struct store *store = NULL;
    struct import_answer answer;
    struct act act = act_new(scene->arena, TEXT("tester"));
    struct import asked = {.extract = TEXT("small"),
                           .request = {.instrument = scene->instrument,
                                       .cases = {.path = cases, .rejects = rejects},
                                       .log = {.path = cases == scene->cases ? scene->log : NULL}}};
    bool good = store_open(text_from(scene->database), STORE_WRITE, &store, &problems) &&
                import_run(store, scene->arena, &act, &asked, &answer, &problems);
    store_close(store); // writes too: what was acknowledged must outlive a failure here
    if (said)
        problems_print(&problems, LANGUAGE_ENGLISH, said);
    if (!good && !problems.count)
        _exit(EXIT_SILENT);
    return good;
}

static void start(struct scene *scene)
{
    *scene = (struct scene){.arena = arena_new()};
    scene->folder = fault_folder(scene->arena);
    scene->database = temporary_path(scene->arena, scene->folder, "craffu.db").bytes;
    scene->cases = temporary_path(scene->arena, scene->folder, "cases.csv").bytes;
    scene->log = temporary_path(scene->arena, scene->folder, "log.csv").bytes;
    scene->rejects = temporary_path(scene->arena, scene->folder, "cases.rejects.csv").bytes;
    scene->instrument = small_instrument(scene->arena);
}

// The record before the import: two cases, one of which the import changes.
static void begin_record(struct scene *scene)
{
    struct problems problems;
    problems_init(&problems, scene->arena);
    temporary_remove(scene->folder);
    assert_int_equal(mkdir(text_terminated(scene->arena, scene->folder), 0777), 0);
    struct store *store;
    ASSERT_GOOD(store_open(text_from(scene->database), STORE_CREATE, &store, &problems), &problems);
    store_close(store);
    write_cases(scene, scene->cases, 0, 2, "before", false);
    write_log(scene, 1);
    assert_true(import(scene, scene->cases, NULL, NULL));
    write_cases(scene, scene->cases, 1, CASES, "after", true);
    write_log(scene, CASES);
}

static void stop(struct scene *scene)
{
    temporary_remove(scene->folder);
    arena_free(scene->arena);
}

static struct text recorded(struct scene *scene)
{
    struct problems problems;
    problems_init(&problems, scene->arena);
    struct store *store;
    struct case_list cases = {0};
    struct log_list log = {0};
    struct intake_list imports = {0};
    struct audit_rows audit = {0};
    bool has_log;
    ASSERT_GOOD(store_open(text_from(scene->database), STORE_WRITE, &store, &problems), &problems);
    ASSERT_GOOD(store_check(store, &problems), &problems);
    ASSERT_GOOD(case_list_extract(store, scene->arena, TEXT("small"), &cases, &problems), &problems);
    ASSERT_GOOD(intake_list(store, scene->arena, TEXT("small"), &imports, &problems), &problems);
    ASSERT_GOOD(log_list_extract(store, scene->arena, TEXT("small"), &log, &has_log, &problems), &problems);
    ASSERT_GOOD(audit_read(store, scene->arena, (struct text){0}, (struct text){0}, &audit, &problems),
                &problems);
    store_close(store);
    struct buffer out = {0};
    for (size_t i = 0; i < cases.list.count; i++)
        buffer_print(&out, "%.*s\n", TEXT_PRINT(cases.list.items[i].content));
    buffer_print(&out, "%zu entries, %zu audited, %zu imports\n", log.list.count, audit.list.count,
                 imports.list.count);
    struct text copy = text_copy(scene->arena, buffer_text(&out));
    buffer_dispose(&out);
    return copy;
}

static struct text content_of(struct scene *scene, const char *path)
{
    struct problems problems;
    problems_init(&problems, scene->arena);
    struct text content = {0};
    return access(path, F_OK) == 0 && file_read(scene->arena, text_from(path), 1 << 20, &content, &problems)
               ? content
               : TEXT("none");
}

// What the record and the file of rejects must be.
struct states {
    struct text before, after, rejects;
};

static struct states find_states(struct scene *scene)
{
    struct states states;
    begin_record(scene);
    states.before = recorded(scene);
    assert_true(import(scene, scene->cases, scene->rejects, NULL));
    states.after = recorded(scene);
    states.rejects = content_of(scene, scene->rejects);
    assert_false(text_equal(states.before, states.after));
    assert_false(text_equal(states.rejects, TEXT("none")));
    return states;
}

static bool import_all(void *context)
{
    struct scene *scene = context;
    return import(scene, scene->cases, scene->rejects, NULL);
}

static void check_states(struct scene *scene, const struct states *states, enum fault fault, long at,
                         int status)
{
    struct text now = recorded(scene);
    bool succeeded = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    bool is_before = text_equal(now, states->before), is_after = text_equal(now, states->after);
    if (fault != FAULT_OF_KILL && !fault_ended_well(status))
        fail_msg("fault %d at %ld: the program ended with the status %d", (int)fault, at, status);
    if (!(is_after || (is_before && !succeeded)))
        fail_msg("fault %d at %ld (%s): the record is neither old nor new:\n%.*s", (int)fault, at,
                 succeeded ? "succeeded" : "failed", TEXT_PRINT(now));
    struct text rejects = content_of(scene, scene->rejects);
    bool whole = text_equal(rejects, states->rejects), none = text_equal(rejects, TEXT("none"));
    // A process that could not clean up may leave its rejects, or the name that it had reserved for them.
    bool cut_off = WIFSIGNALED(status) || (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_MEMORY);
    if (succeeded ? !whole : !(none || (cut_off && (whole || rejects.length == 0))))
        fail_msg("fault %d at %ld (%s): the rejects are neither whole nor away:\n%.*s", (int)fault, at,
                 succeeded ? "succeeded" : "failed", TEXT_PRINT(rejects));
}

// Interrupts the import at each call until the fault no longer comes; from `each` on in ever wider steps, since the
// beginning is where most different ones are. How often it came.
static long interrupt_everywhere(enum fault fault, long each, long most)
{
    struct scene scene;
    start(&scene);
    struct states states = find_states(&scene);
    long times = 0;
    bool reached = true;
    for (long at = 1; reached && at <= most; at += 1 + at / each) {
        begin_record(&scene);
        int status = fault_in_child(import_all, &scene, fault, at, &reached);
        check_states(&scene, &states, fault, at, status);
        if (!reached && !(WIFEXITED(status) && WEXITSTATUS(status) == 0))
            fail_msg("without a fault the import fails: status %d", status);
        times += reached;
    }
    assert_false(reached);
    stop(&scene);
    return times;
}

TEST(an_import_survives_the_failure_of_any_write)
{
    assert_true(interrupt_everywhere(FAULT_OF_ONE_WRITE, MOST_WRITES, MOST_WRITES) > 20);
}

TEST(an_import_survives_a_disk_that_fills_up_at_any_write)
{
    assert_true(interrupt_everywhere(FAULT_OF_FULL_DISK, MOST_WRITES, MOST_WRITES) > 20);
}

TEST(an_import_survives_a_kill_at_any_write)
{
    assert_true(interrupt_everywhere(FAULT_OF_KILL, MOST_WRITES, MOST_WRITES) > 20);
}

#if !defined(__SANITIZE_ADDRESS__)
TEST(an_import_survives_the_failure_of_an_allocation)
{
    assert_true(interrupt_everywhere(FAULT_OF_ALLOCATION, EACH_ALLOCATION, MOST_ALLOCATIONS) > 200);
}

TEST(an_import_survives_the_end_of_memory)
{
    assert_true(interrupt_everywhere(FAULT_OF_MEMORY, EACH_ALLOCATION, MOST_ALLOCATIONS) > 200);
}
#endif

TEST(programs_that_import_at_once_wait_for_each_other)
{
    enum { PROGRAMS = 4 };
    struct scene scene;
    start(&scene);
    begin_record(&scene);
    pid_t children[PROGRAMS];
    for (int i = 0; i < PROGRAMS; i++) {
        char name[] = "cases-0.csv";
        name[6] = (char)('0' + i);
        const char *path = temporary_path(scene.arena, scene.folder, name).bytes;
        write_cases(&scene, path, 100 * (i + 1), CASES, "at once", false);
        children[i] = fork();
        if (children[i] == 0)
            _exit(import(&scene, path, NULL, stderr) ? 0 : 1);
    }
    for (int i = 0; i < PROGRAMS; i++) {
        int status;
        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
    struct text now = recorded(&scene);
    for (int i = 0; i < PROGRAMS; i++) {
        size_t at;
        struct text last = text_print(scene.arena, "\"C-%03d\"", 100 * (i + 1) + CASES - 1);
        assert_true(text_find(now, last, &at));
    }
    assert_true(text_ends(now, text_print(scene.arena, "%d imports\n", PROGRAMS + 1)));
    stop(&scene);
}

TEST(a_folder_that_cannot_be_written_is_said_and_nothing_changes)
{
    struct scene scene;
    start(&scene);
    begin_record(&scene);
    struct text before = recorded(&scene);
    const char *folder = text_terminated(scene.arena, scene.folder);
    assert_int_equal(chmod(scene.database, 0444), 0);
    assert_int_equal(chmod(folder, 0555), 0);
    FILE *stream = tmpfile();
    pid_t child = fork();
    if (child == 0) {
        if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) // root may write everywhere
            _exit(EXIT_NOT_REACHED);
        bool good = import(&scene, scene.cases, NULL, stream);
        fflush(stream);
        _exit(good ? 0 : 1);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    chmod(folder, 0755);
    chmod(scene.database, 0644);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 1);
    rewind(stream);
    char line[1000] = "";
    assert_non_null(fgets(line, sizeof line, stream));
    fclose(stream);
    assert_non_null(strstr(line, "the database cannot be written"));
    assert_true(text_equal(recorded(&scene), before));
    stop(&scene);
}
