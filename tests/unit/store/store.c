// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/store.h"

#include "base/file.h"
#include "store/engine.h"
#include "store/migration.h"
#include "store/sql.h"

#include "temporary.h"
#include "test.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct fixture {
    struct arena *arena;
    struct text folder, path;
    struct problems problems;
    struct store *store;
};

static void start(struct fixture *fixture)
{
    struct arena *arena = arena_new();
    *fixture = (struct fixture){.arena = arena, .folder = temporary_folder(arena)};
    fixture->path = temporary_path(arena, fixture->folder, "record.db");
    problems_init(&fixture->problems, arena);
}

static void start_open(struct fixture *fixture)
{
    start(fixture);
    ASSERT_GOOD(store_open(fixture->path, STORE_CREATE, &fixture->store, &fixture->problems),
                &fixture->problems);
}

static void stop(struct fixture *fixture)
{
    store_close(fixture->store);
    temporary_remove(fixture->folder);
    arena_free(fixture->arena);
}

static int64_t operations_named(struct fixture *fixture, struct store *store, const char *id)
{
    int64_t count = 0;
    struct store_rows *rows = store_query(store, fixture->arena, "operation_get",
                                          STORE_VALUES(store_text(text_from(id))));
    while (store_next(rows))
        count++;
    ASSERT_GOOD(store_finish(rows, &fixture->problems), &fixture->problems);
    return count;
}

static int64_t operations_of(struct fixture *fixture, struct store *store)
{
    return operations_named(fixture, store, "a");
}

static int64_t operations(struct fixture *fixture)
{
    return operations_of(fixture, fixture->store);
}

static bool add_operation(struct store *store, const char *id, struct problems *problems)
{
    return store_run(store, "operation_insert",
                     STORE_VALUES(store_text(text_from(id)), store_text(TEXT("clerk")), store_text(TEXT("")),
                                  store_integer(INT64_MIN)),
                     NULL, problems);
}

TEST(a_new_record_is_closed_to_others)
{
    static const char *const files[] = {"record.db", "record.db-wal", "record.db-shm"};
    struct fixture f;
    struct stat status;
    mode_t before = umask(0);
    start_open(&f);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct text path = temporary_path(f.arena, f.folder, files[i]);
        assert_int_equal(stat(text_terminated(f.arena, path), &status), 0);
        assert_int_equal(status.st_mode & 0777, 0600);
    }
    umask(before);
    stop(&f);
}

TEST(a_new_database_has_every_migration_and_opens_again)
{
    struct fixture f;
    start_open(&f);
    assert_int_equal(store_version(f.store), store_version_known());
    assert_true(store_version_known() >= 1);
    ASSERT_GOOD(add_operation(f.store, "a", &f.problems), &f.problems);
    store_close(f.store);
    ASSERT_GOOD(store_open(f.path, STORE_READ, &f.store, &f.problems), &f.problems);
    assert_int_equal(operations(&f), 1);
    ASSERT_GOOD(store_check(f.store, &f.problems), &f.problems);
    stop(&f);
}

TEST(every_named_statement_can_be_prepared)
{
    struct fixture f;
    start_open(&f);
    struct named_sqls named;
    named_sql_read(f.arena, &named);
    assert_true(named.list.count > 50);
    for (size_t i = 0; i < named.list.count; i++) {
        struct text sql = text_print(f.arena, "EXPLAIN %.*s", TEXT_PRINT(named.list.items[i].sql));
        if (!store_execute(f.store, sql, &f.problems))
            print_error("%.*s\n", TEXT_PRINT(named.list.items[i].name));
        assert_no_problems(&f.problems, __FILE__, __LINE__);
    }
    stop(&f);
}

// A query for what was done to one thing names the condition of the index (migration 16): else it goes through the whole log.
static bool goes_through_log(struct fixture *f, struct connection *connection, const struct named_sql *named)
{
    struct statement *plan = sqlite_engine.prepare(
        connection, text_print(f->arena, "EXPLAIN QUERY PLAN %.*s", TEXT_PRINT(named->sql)));
    bool goes = false;
    assert_non_null(plan);
    while (sqlite_engine.step(plan) == ENGINE_ROW) {
        struct text step = sqlite_engine.column(plan, 3).text;
        bool by_index = strstr(text_terminated(f->arena, step), " USING ") != NULL;
        goes = goes || (!by_index && (text_ends(step, TEXT(" audit")) || text_ends(step, TEXT(" a"))));
    }
    sqlite_engine.finalise(plan);
    return goes;
}

TEST(what_was_done_to_one_thing_is_found_by_an_index)
{
    struct fixture f;
    size_t index, asked = 0;
    struct named_sqls named;
    start_open(&f);
    named_sql_read(f.arena, &named);
    struct connection *connection = sqlite_engine.open(f.path, STORE_READ, &f.problems);
    assert_non_null(connection);
    for (size_t i = 0; i < named.list.count; i++) {
        const struct named_sql *one = &named.list.items[i];
        if (!strstr(text_terminated(f.arena, one->sql), "object_id = "))
            continue;
        asked++;
        bool goes = goes_through_log(&f, connection, one);
        if (goes)
            print_error("%.*s\n", TEXT_PRINT(one->name));
        assert_false(goes);
    }
    assert_true(asked > 6);
    assert_true(named_sql_find(&named, "audit_list", &index) &&
                goes_through_log(&f, connection, &named.list.items[index])); // as it must: so that is noticed
    sqlite_engine.close(connection);
    stop(&f);
}

TEST(values_come_back_as_they_went_in)
{
    struct fixture f;
    start_open(&f);
    ASSERT_GOOD(add_operation(f.store, "", &f.problems), &f.problems);
    ASSERT_GOOD(
        store_run(f.store, "audit_insert",
                  STORE_VALUES(store_integer(1), store_text(TEXT("1")), store_text(TEXT("")),
                               store_integer(INT64_MIN), store_text(TEXT("Gŵyl")), store_text(TEXT("")),
                               store_text((struct text){0}), store_text(TEXT("'; DROP TABLE audit; --")),
                               store_text(TEXT("{}")), store_null()),
                  NULL, &f.problems),
        &f.problems);
    struct store_rows *rows = store_query(f.store, f.arena, "audit_list", (struct store_values){0});
    assert_true(store_next(rows));
    assert_true(store_column_integer(rows, 2) == INT64_MIN);
    assert_text_equal(store_column_text(rows, 3), "Gŵyl");
    assert_text_equal(store_column_text(rows, 5), "");
    assert_false(store_column_is_null(rows, 5)); // an empty text is not NULL
    assert_text_equal(store_column_text(rows, 6), "'; DROP TABLE audit; --");
    assert_false(store_next(rows));
    ASSERT_GOOD(store_finish(rows, &f.problems), &f.problems);
    stop(&f);
}

TEST(queries_can_be_nested_even_with_the_same_name)
{
    struct fixture f;
    start_open(&f);
    ASSERT_GOOD(add_operation(f.store, "o", &f.problems), &f.problems);
    for (int i = 0; i < 3; i++)
        ASSERT_GOOD(store_run(f.store, "audit_insert",
                              STORE_VALUES(store_integer(i + 1), store_text(text_print(f.arena, "%d", i)),
                                           store_text(TEXT("o")), store_integer(i), store_text(TEXT("")),
                                           store_text(TEXT("")), store_text(TEXT("")), store_text(TEXT("")),
                                           store_text(TEXT("")), store_null()),
                              NULL, &f.problems),
                    &f.problems);
    int pairs = 0;
    struct store_rows *outer = store_query(f.store, f.arena, "audit_list", (struct store_values){0});
    while (store_next(outer)) {
        struct store_rows *inner = store_query(f.store, f.arena, "audit_list", (struct store_values){0});
        while (store_next(inner))
            pairs++;
        ASSERT_GOOD(store_finish(inner, &f.problems), &f.problems);
    }
    ASSERT_GOOD(store_finish(outer, &f.problems), &f.problems);
    assert_int_equal(pairs, 9);
    stop(&f);
}

static bool add_and_fail(struct store *store, void *argument, struct problems *problems)
{
    (void)argument;
    assert_true(store_is_writing(store));
    return add_operation(store, "a", problems) &&
           problem_report(problems, (struct place){0}, MESSAGE("no"), NO_MESSAGE);
}

static bool add_and_ignore_failure(struct store *store, void *argument, struct problems *problems)
{
    (void)argument;
    add_operation(store, "a", problems);
    store_execute(store, TEXT("nonsense"), problems);
    return true;
}

TEST(work_that_fails_leaves_nothing_behind)
{
    struct fixture f;
    start_open(&f);
    ASSERT_REFUSED(store_transaction(f.store, STORE_WRITING, add_and_fail, NULL, &f.problems), &f.problems,
                   "no");
    assert_int_equal(operations(&f), 0);
    assert_false(store_is_writing(f.store));
    // Not even if the work forgets to say so.
    ASSERT_REFUSED(store_transaction(f.store, STORE_WRITING, add_and_ignore_failure, NULL, &f.problems),
                   &f.problems, "the database refused: {reason}");
    assert_int_equal(operations(&f), 0);
    stop(&f);
}

static bool fail_inside(struct store *store, void *argument, struct problems *problems)
{
    (void)argument;
    struct problems ignored;
    problems_init(&ignored, problems->arena);
    store_transaction(store, STORE_WRITING, add_and_fail, NULL, &ignored);
    return true;
}

TEST(a_part_that_fails_inside_a_transaction_takes_all_of_it_back)
{
    struct fixture f;
    start_open(&f);
    assert_false(store_transaction(f.store, STORE_WRITING, fail_inside, NULL, &f.problems));
    assert_int_equal(operations(&f), 0);
    stop(&f);
}

// ---- Migrations

static void test_migrations(struct fixture *f, struct migrations *migrations, bool second_works)
{
    migrations_shipped(f->arena, migrations);
    int64_t next = migrations_last(migrations) + 1;
    *ARRAY_APPEND(f->arena, &migrations->list) = (struct migration){
        next, TEXT("a-test.sql"), TEXT("CREATE TABLE test_a (a {int} NOT NULL) {strict};")};
    *ARRAY_APPEND(f->arena, &migrations->list) = (struct migration){
        next + 1, TEXT("b-test.sql"),
        second_works ? TEXT("ALTER TABLE test_a ADD COLUMN b TEXT;") : TEXT("CREATE TABLE test_a (a TEXT);")};
}

TEST(an_older_database_is_upgraded_and_keeps_what_it_has)
{
    struct fixture f;
    start_open(&f);
    ASSERT_GOOD(add_operation(f.store, "a", &f.problems), &f.problems);
    store_close(f.store);
    struct migrations migrations;
    test_migrations(&f, &migrations, true);
    ASSERT_GOOD(store_open_as_it_is(f.path, STORE_WRITE, &f.store, &f.problems), &f.problems);
    ASSERT_REFUSED(migration_apply(f.store, &migrations, false, &f.problems), &f.problems,
                   "the database has the older form {has}, and this command may not upgrade it");
    ASSERT_GOOD(migration_apply(f.store, &migrations, true, &f.problems), &f.problems);
    assert_int_equal(store_version(f.store), store_version_known() + 2);
    ASSERT_GOOD(store_execute(f.store, TEXT("INSERT INTO test_a (a, b) VALUES (1, 'x')"), &f.problems),
                &f.problems);
    assert_int_equal(operations(&f), 1);
    ASSERT_GOOD(migration_apply(f.store, &migrations, true, &f.problems),
                &f.problems); // once more: nothing to do
    stop(&f);
}

TEST(an_upgrade_that_fails_leaves_the_old_form)
{
    struct fixture f;
    start_open(&f);
    struct migrations migrations;
    test_migrations(&f, &migrations, false);
    ASSERT_REFUSED(migration_apply(f.store, &migrations, true, &f.problems), &f.problems,
                   "the database refused: {reason}");
    ASSERT_REFUSED(store_execute(f.store, TEXT("SELECT a FROM test_a"), &f.problems), &f.problems,
                   "the database refused: {reason}");
    store_close(f.store);
    ASSERT_GOOD(store_open(f.path, STORE_READ, &f.store, &f.problems), &f.problems);
    assert_int_equal(store_version(f.store), store_version_known());
    stop(&f);
}

TEST(a_newer_database_is_refused_and_not_changed)
{
    struct fixture f;
    start_open(&f);
    ASSERT_GOOD(store_execute(f.store,
                              TEXT("INSERT INTO schema_version (number, name) VALUES (999, 'later')"),
                              &f.problems),
                &f.problems);
    store_close(f.store);
    f.store = NULL;
    for (int access = STORE_READ; access <= STORE_CREATE; access++)
        ASSERT_REFUSED(
            store_open(f.path, (enum store_access)access, &f.store, &f.problems), &f.problems,
            "the database was written by a newer version of the program: it has form {has}, and this "
            "program knows forms up to {known}");
    assert_null(f.store);
    stop(&f);
}

// ---- What is not a database

static void write_file(struct text path, const char *content, size_t length)
{
    FILE *file = fopen(path.bytes, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(content, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

TEST(a_file_that_is_something_else_is_refused_and_not_changed)
{
    struct fixture f;
    start(&f);
    char content[5000];
    memset(content, 'x', sizeof content);
    write_file(f.path, content, sizeof content);
    ASSERT_REFUSED(store_open(f.path, STORE_CREATE, &f.store, &f.problems), &f.problems,
                   "the file is not a database of this program");
    struct stat status;
    assert_int_equal(stat(f.path.bytes, &status), 0);
    assert_int_equal(status.st_size, sizeof content);
    stop(&f);
}

TEST(an_empty_file_is_no_database_unless_one_is_to_be_made)
{
    struct fixture f;
    start(&f);
    write_file(f.path, "", 0);
    ASSERT_REFUSED(store_open(f.path, STORE_WRITE, &f.store, &f.problems), &f.problems,
                   "the file is not a database of this program");
    ASSERT_GOOD(store_open(f.path, STORE_CREATE, &f.store, &f.problems), &f.problems);
    stop(&f);
}

TEST(a_database_of_another_program_is_refused)
{
    struct fixture f;
    start_open(&f);
    ASSERT_GOOD(store_execute(f.store, TEXT("PRAGMA application_id = 0"), &f.problems), &f.problems);
    store_close(f.store);
    f.store = NULL;
    ASSERT_REFUSED(store_open(f.path, STORE_CREATE, &f.store, &f.problems), &f.problems,
                   "the file is not a database of this program");
    stop(&f);
}

TEST(a_database_that_is_missing_is_not_made_unasked)
{
    struct fixture f;
    start(&f);
    ASSERT_REFUSED(store_open(f.path, STORE_WRITE, &f.store, &f.problems), &f.problems,
                   "the database cannot be opened: {reason}");
    assert_int_equal(access(f.path.bytes, F_OK), -1);
    struct text nowhere = temporary_path(f.arena, f.folder, "no-such-folder/record.db");
    ASSERT_REFUSED(store_open(nowhere, STORE_CREATE, &f.store, &f.problems), &f.problems,
                   "the database cannot be opened: {reason}");
    stop(&f);
}

TEST(a_damaged_database_is_told_as_such)
{
    struct fixture f;
    start_open(&f);
    for (int i = 0; i < 200; i++) {
        char id[600];
        memset(id, 'a', sizeof id);
        snprintf(id + 590, 10, "%09d", i);
        ASSERT_GOOD(add_operation(f.store, id, &f.problems), &f.problems);
    }
    store_close(f.store);
    f.store = NULL;
    int file = open(f.path.bytes, O_WRONLY);
    struct stat status;
    assert_int_equal(fstat(file, &status), 0);
    char noise[4096];
    memset(noise, 0x5a, sizeof noise);
    for (off_t at = 4096; at + 4096 <= status.st_size; at += 4096) // every page but the first
        assert_int_equal(pwrite(file, noise, sizeof noise, at), sizeof noise);
    close(file);
    ASSERT_REFUSED(store_open(f.path, STORE_WRITE, &f.store, &f.problems), &f.problems,
                   "the database is damaged");
    stop(&f);
}

// ---- Other programs

static bool hold(struct store *store, void *argument, struct problems *problems)
{
    int *pipes = argument;
    char byte = 'h';
    return add_operation(store, "held", problems) && write(pipes[1], &byte, 1) == 1 &&
           read(pipes[2], &byte, 1) == 1;
}

TEST(a_database_that_is_locked_for_too_long_is_told_as_such)
{
    struct fixture f;
    start_open(&f);
    store_close(f.store);
    int ready[2], go[2];
    assert_int_equal(pipe(ready), 0);
    assert_int_equal(pipe(go), 0);
    pid_t child = fork();
    if (child == 0) {
        int pipes[3] = {ready[0], ready[1], go[0]};
        bool good = store_open(f.path, STORE_WRITE, &f.store, &f.problems) &&
                    store_transaction(f.store, STORE_WRITING, hold, pipes, &f.problems);
        _exit(good ? 0 : 1);
    }
    char byte = 'g';
    assert_int_equal(read(ready[0], &byte, 1), 1);
    ASSERT_GOOD(store_open(f.path, STORE_WRITE, &f.store, &f.problems), &f.problems);
    store_set_patience(f.store, 20);
    ASSERT_REFUSED(store_transaction(f.store, STORE_WRITING, add_and_fail, NULL, &f.problems), &f.problems,
                   "another program has been using the database for too long");
    assert_int_equal(operations(&f), 0); // reading goes on meanwhile
    assert_int_equal(write(go[1], &byte, 1), 1);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    for (int i = 0; i < 2; i++) {
        close(ready[i]);
        close(go[i]);
    }
    stop(&f);
}

struct counting {
    int process, round;
};

static bool add_one(struct store *store, void *argument, struct problems *problems)
{
    struct counting *counting = argument;
    char id[40];
    snprintf(id, sizeof id, "%d-%d", counting->process, counting->round);
    return add_operation(store, id, problems);
}

enum { PROCESSES = 4, ROUNDS = 25 };

static void write_rounds(struct fixture *f, int process)
{
    bool good = store_open(f->path, STORE_CREATE, &f->store, &f->problems);
    for (int round = 0; good && round < ROUNDS; round++) {
        struct counting counting = {process, round};
        good = store_transaction(f->store, STORE_WRITING, add_one, &counting, &f->problems);
    }
    problems_print(&f->problems, LANGUAGE_ENGLISH, stderr);
    store_close(f->store);
    _exit(good ? 0 : 1);
}

TEST(several_programs_may_make_and_write_the_same_database_at_once)
{
    struct fixture f;
    start(&f);
    pid_t children[PROCESSES];
    for (int i = 0; i < PROCESSES; i++)
        if ((children[i] = fork()) == 0)
            write_rounds(&f, i);
    for (int i = 0; i < PROCESSES; i++) {
        int status;
        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
    ASSERT_GOOD(store_open(f.path, STORE_READ, &f.store, &f.problems), &f.problems);
    for (int process = 0; process < PROCESSES; process++)
        for (int round = 0; round < ROUNDS; round++) {
            struct store_rows *rows = store_query(
                f.store, f.arena, "operation_get",
                STORE_VALUES(store_text(text_print(f.arena, "%d-%d", process, round))));
            assert_true(store_next(rows));
            ASSERT_GOOD(store_finish(rows, &f.problems), &f.problems);
        }
    stop(&f);
}

// ---- Disks

TEST(a_read_only_folder_is_told_as_such)
{
    struct fixture f;
    start_open(&f);
    store_close(f.store);
    f.store = NULL;
    assert_int_equal(chmod(f.path.bytes, 0444), 0);
    assert_int_equal(chmod(text_terminated(f.arena, f.folder), 0555), 0);
    pid_t child = fork();
    if (child == 0) { // permissions do not bind root
        bool dropped = geteuid() != 0 || (setgid(65534) == 0 && setuid(65534) == 0);
        bool refused = !store_open(f.path, STORE_WRITE, &f.store, &f.problems);
        bool told = f.problems.count == 1 &&
                    strcmp(f.problems.list.items[0].what.text,
                           "the database cannot be written: its file or its folder is read-only") == 0;
        if (!told)
            problems_print(&f.problems, LANGUAGE_ENGLISH, stderr);
        _exit(dropped && refused && told ? 0 : 1);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    assert_int_equal(chmod(text_terminated(f.arena, f.folder), 0755), 0);
    stop(&f);
}

static bool add_many(struct store *store, void *argument, struct problems *problems)
{
    (void)argument;
    char id[2000];
    for (int i = 0; i < 20000; i++) {
        memset(id, 'a', sizeof id);
        snprintf(id + 1900, 100, "%d", i);
        if (!add_operation(store, id, problems))
            return false;
    }
    return add_operation(store, "a", problems);
}

TEST(a_disk_without_room_is_told_as_such_and_the_old_state_stays)
{
    struct fixture f;
    start_open(&f);
    ASSERT_GOOD(add_operation(f.store, "before", &f.problems), &f.problems);
    signal(SIGXFSZ, SIG_IGN);
    struct rlimit old, small;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    small = (struct rlimit){4 << 20, old.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    bool kept = store_transaction(f.store, STORE_WRITING, add_many, NULL, &f.problems);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    assert_false(kept);
    assert_problem(&f.problems, "the database may not grow: a limit on file sizes is reached", __FILE__,
                   __LINE__);
    problems_init(&f.problems, f.arena);
    assert_int_equal(operations(&f), 0);
    ASSERT_GOOD(store_check(f.store, &f.problems), &f.problems);
    ASSERT_GOOD(add_operation(f.store, "a", &f.problems), &f.problems); // and it goes on once there is room
    assert_int_equal(operations(&f), 1);
    stop(&f);
}

TEST(a_copy_is_one_private_file_with_all_that_was_written_and_replaces_nothing)
{
    struct fixture f;
    struct store *copy;
    struct stat status;
    start_open(&f);
    struct text path = temporary_path(f.arena, f.folder, "copy");
    const char *name = text_terminated(f.arena, path);
    ASSERT_GOOD(add_operation(f.store, "a", &f.problems), &f.problems);
    ASSERT_GOOD(store_copy(f.store, path, &f.problems), &f.problems);
    assert_int_equal(stat(name, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    assert_int_not_equal(access(text_print(f.arena, "%s-wal", name).bytes, F_OK), 0);
    ASSERT_GOOD(store_open(path, STORE_READ, &copy, &f.problems) && store_check(copy, &f.problems),
                &f.problems);
    assert_int_equal(operations_of(&f, copy), 1);
    store_close(copy);
    ASSERT_REFUSED(store_copy(f.store, path, &f.problems), &f.problems,
                   "the file cannot be written: {reason}");
    assert_int_equal(access(name, F_OK), 0);
    stop(&f);
}

// As after the program was killed: the database and its log, without what the programs that used them shared.
static void copy_as_it_lies(struct fixture *f, const char *from, const char *to)
{
    struct text content;
    ASSERT_GOOD(
        file_read(f->arena, temporary_path(f->arena, f->folder, from), 64 << 20, &content, &f->problems),
        &f->problems);
    ASSERT_GOOD(file_write(temporary_path(f->arena, f->folder, to), content, &f->problems), &f->problems);
}

enum { MORE_THAN_MEMORY = 60000 };

// Far apart, so that pages that were put into the log already are put there again.
static bool add_more_than_memory(struct store *store, void *argument, struct problems *problems)
{
    bool good = true;
    (void)argument;
    for (uint32_t i = 0; good && i < MORE_THAN_MEMORY; i++) {
        char id[200];
        snprintf(id, sizeof id, "%010u%0150d", i * 2654435761U, 0);
        good = add_operation(store, id, problems);
    }
    return good && add_operation(store, "a", problems);
}

TEST(what_is_larger_than_the_memory_for_it_is_in_the_log_when_it_is_done)
{
    struct fixture f;
    struct store *copy;
    start_open(&f);
    store_write_much(f.store); // the log is not carried over at once
    ASSERT_GOOD(store_transaction(f.store, STORE_WRITING, add_more_than_memory, NULL, &f.problems),
                &f.problems);
    copy_as_it_lies(&f, "record.db", "killed");
    copy_as_it_lies(&f, "record.db-wal", "killed-wal");
    struct text path = temporary_path(f.arena, f.folder, "killed");
    ASSERT_GOOD(store_open(path, STORE_WRITE, &copy, &f.problems) && store_check(copy, &f.problems),
                &f.problems);
    assert_int_equal(operations_of(&f, copy), 1);
    store_close(copy);
    stop(&f);
}

static bool add_more_than_memory_and_fail(struct store *store, void *argument, struct problems *problems)
{
    ASSERT_GOOD(add_more_than_memory(store, argument, problems), problems);
    return false;
}

static bool add_a(struct store *store, void *argument, struct problems *problems)
{
    (void)argument;
    return add_operation(store, "a", problems);
}

TEST(what_is_done_with_something_large_that_fails_is_there_after_the_program_was_killed)
{
    struct fixture f;
    struct store *copy;
    start_open(&f);
    store_write_much(f.store);
    struct store_piece small = {.work = add_a, .problems = &f.problems},
                       large = {
                           .work = add_more_than_memory_and_fail, .problems = &f.problems, .next = &small};
    store_transaction_of_pieces(f.store, &large);
    assert_false(large.done);
    assert_true(small.done);
    copy_as_it_lies(&f, "record.db", "killed");
    copy_as_it_lies(&f, "record.db-wal", "killed-wal");
    struct text path = temporary_path(f.arena, f.folder, "killed");
    ASSERT_GOOD(store_open(path, STORE_WRITE, &copy, &f.problems) && store_check(copy, &f.problems),
                &f.problems);
    assert_int_equal(operations_of(&f, copy), 1);
    store_close(copy);
    stop(&f);
}

// Somewhat more than the memory for it, so that some pages are put into the log; then it fails.
static bool add_much_and_fail(struct store *store, void *argument, struct problems *problems)
{
    const uint32_t *count = argument;
    bool good = true;
    for (uint32_t i = 0; good && i < *count; i++) {
        char id[200];
        snprintf(id, sizeof id, "%010u%0150d", i * 2654435761U, 0);
        good = add_operation(store, id, problems);
    }
    return false;
}

enum { FAILED_FIRST = 3000, FAILED_LAST = 6000, FAILED_STEP = 100 };

static const char *name_of(struct fixture *f, uint32_t count)
{
    return text_print(f->arena, "kept %u", count).bytes;
}

// All of the record lies in the database, and nothing in the log, when they begin.
static void fail_before_another_writes(struct fixture *f, uint32_t count)
{
    struct store *failing, *other;
    ASSERT_GOOD(store_open(f->path, STORE_WRITE, &failing, &f->problems) &&
                    store_open(f->path, STORE_WRITE, &other, &f->problems),
                &f->problems);
    assert_false(store_transaction(failing, STORE_WRITING, add_much_and_fail, &count, &f->problems));
    ASSERT_GOOD(add_operation(other, name_of(f, count), &f->problems), &f->problems);
    assert_int_equal(operations_named(f, failing, name_of(f, count)), 1);
    ASSERT_GOOD(store_check(failing, &f->problems) && store_check(other, &f->problems), &f->problems);
    assert_int_equal(operations_named(f, other, name_of(f, count)), 1);
    store_close(failing);
    store_close(other);
}

TEST(what_was_given_up_is_not_written_over_what_others_wrote_since)
{
    struct fixture f;
    start_open(&f);
    store_close(f.store);
    for (uint32_t count = FAILED_FIRST; count < FAILED_LAST; count += FAILED_STEP)
        fail_before_another_writes(&f, count);
    ASSERT_GOOD(store_open(f.path, STORE_WRITE, &f.store, &f.problems), &f.problems);
    for (uint32_t count = FAILED_FIRST; count < FAILED_LAST; count += FAILED_STEP)
        assert_int_equal(operations_named(&f, f.store, name_of(&f, count)), 1);
    stop(&f);
}

TEST(a_copy_for_which_there_is_no_room_leaves_nothing)
{
    struct fixture f;
    struct rlimit old, small;
    start_open(&f);
    struct text path = temporary_path(f.arena, f.folder, "copy");
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    small = (struct rlimit){64 << 10, old.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    bool copied = store_copy(f.store, path, &f.problems);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    assert_false(copied);
    assert_problem(&f.problems, "the database may not grow: a limit on file sizes is reached", __FILE__,
                   __LINE__);
    assert_int_not_equal(access(text_terminated(f.arena, path), F_OK), 0);
    stop(&f);
}
