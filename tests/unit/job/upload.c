// SPDX-License-Identifier: GPL-3.0-or-later
#include "job/upload.h"

#include "base/file.h"
#include "base/folder.h"
#include "temporary.h"
#include "test.h"

#include <pthread.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <unistd.h>

struct scene {
    struct arena *arena;
    struct text above, folder;
    struct problems problems;
};

static void start(struct scene *s)
{
    s->arena = arena_new();
    s->above = temporary_folder(s->arena);
    s->folder = path_join(s->arena, s->above, TEXT("uploads"));
    problems_init(&s->problems, s->arena);
}

static void stop(struct scene *s)
{
    if (access(text_terminated(s->arena, s->folder), F_OK) == 0)
        temporary_remove(s->folder);
    temporary_remove(s->above);
    arena_free(s->arena);
}

static struct upload *begin(struct scene *s)
{
    struct upload *upload = upload_new(s->folder, -1, &s->problems);
    ASSERT_GOOD(upload, &s->problems);
    ASSERT_GOOD(upload_add(upload, TEXT("case_ref\n"), &s->problems), &s->problems);
    ASSERT_GOOD(upload_add(upload, TEXT("C-01\n"), &s->problems), &s->problems);
    return upload;
}

static size_t count(struct scene *s)
{
    struct folder_files files;
    ASSERT_GOOD(folder_list(s->arena, s->folder, &files, &s->problems), &s->problems);
    return files.list.count;
}

static void sweep(struct scene *s, struct text needed)
{
    struct job_uploads uploads = {0};
    if (needed.length)
        *ARRAY_APPEND(s->arena, &uploads.list) = (struct job_upload){.file = needed};
    ASSERT_GOOD(uploads_sweep(s->folder, &uploads, &s->problems), &s->problems);
}

TEST(what_is_sent_is_a_file_that_only_the_program_reads_under_a_name_that_nobody_guesses)
{
    struct scene s;
    struct stat about;
    struct text content;
    start(&s);
    struct upload *upload = begin(&s), *other = begin(&s);
    ASSERT_GOOD(upload_finish(upload, &s.problems), &s.problems);
    struct text file = text_copy(s.arena, upload_file(upload));
    assert_int_equal(file.length, 64);
    assert_false(text_equal(file, upload_file(other)));
    assert_int_equal(upload_bytes(upload), 14);
    upload_keep(upload);
    struct text place = upload_place(s.arena, s.folder, file);
    assert_int_equal(stat(text_terminated(s.arena, place), &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    assert_int_equal(stat(text_terminated(s.arena, s.folder), &about), 0);
    assert_int_equal(about.st_mode & 0777, 0700);
    ASSERT_GOOD(file_read(s.arena, place, 100, &content, &s.problems), &s.problems);
    assert_text_equal(content, "case_ref\nC-01\n");
    upload_cancel(other);
    assert_int_equal(count(&s), 1);
    stop(&s);
}

TEST(one_that_is_broken_off_is_gone)
{
    struct scene s;
    start(&s);
    upload_cancel(begin(&s));
    upload_cancel(NULL);
    assert_int_equal(count(&s), 0);
    stop(&s);
}

TEST(what_no_job_needs_is_swept_away_but_not_what_is_being_received)
{
    struct scene s;
    start(&s);
    struct upload *needed = begin(&s), *left = begin(&s), *coming = begin(&s);
    struct text file = text_copy(s.arena, upload_file(needed));
    upload_keep(needed);
    upload_keep(left);
    sweep(&s, file);
    assert_int_equal(count(&s), 2);
    upload_cancel(coming);
    sweep(&s, file);
    assert_int_equal(count(&s), 1);
    sweep(&s, (struct text){0});
    assert_int_equal(count(&s), 0);
    stop(&s);
}

TEST(what_stands_beside_a_file_in_use_stays_as_long_as_it_does)
{
    static const char *const endings[] = {"-wal", "-shm", "-journal"};
    struct scene s;
    start(&s);
    struct upload *upload = begin(&s);
    for (size_t i = 0; i < 3; i++) {
        struct text beside = text_print(s.arena, "%s%s", upload_path(upload), endings[i]);
        ASSERT_GOOD(file_write(beside, TEXT("in use"), &s.problems), &s.problems);
    }
    sweep(&s, (struct text){0});
    assert_int_equal(count(&s), 4);
    upload_keep(upload);
    sweep(&s, (struct text){0});
    assert_int_equal(count(&s), 0);
    stop(&s);
}

struct sweeper {
    struct scene *scene;
    atomic_bool ended;
    size_t problems;
};

static void *sweep_on(void *context)
{
    struct sweeper *sweeper = context;
    struct job_uploads none = {0};
    struct problems problems;
    struct arena *arena = arena_new();
    problems_init(&problems, arena);
    while (!atomic_load(&sweeper->ended))
        uploads_sweep(sweeper->scene->folder, &none, &problems);
    sweeper->problems = problems.count;
    arena_free(arena);
    return NULL;
}

// As a second server on the same folder does.
TEST(a_file_that_is_being_made_while_another_sweeps_is_there)
{
    struct scene s;
    pthread_t thread;
    struct sweeper sweeper = {.scene = &s};
    start(&s);
    upload_cancel(begin(&s)); // makes the folder
    assert_int_equal(pthread_create(&thread, NULL, sweep_on, &sweeper), 0);
    for (int i = 0; i < 2000; i++) {
        struct upload *upload = upload_new(s.folder, -1, &s.problems);
        ASSERT_GOOD(upload, &s.problems);
        assert_int_equal(access(upload_path(upload), F_OK), 0);
        upload_cancel(upload);
    }
    atomic_store(&sweeper.ended, true);
    pthread_join(thread, NULL);
    assert_int_equal(sweeper.problems, 0);
    stop(&s);
}

TEST(without_a_folder_there_is_nothing_to_sweep)
{
    struct scene s;
    start(&s);
    sweep(&s, (struct text){0});
    stop(&s);
}

TEST(a_file_for_which_there_is_no_room_is_refused_before_it_comes)
{
    struct scene s;
    start(&s);
    assert_null(upload_new(s.folder, (int64_t)1 << 60, &s.problems));
    assert_true(s.problems.input_output);
    problems_init(&s.problems, s.arena);
    assert_int_equal(count(&s), 0);
    stop(&s);
}
