// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"

#include "test.h"

#include <signal.h>
#include <stdlib.h>

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static struct text folder(struct arena *arena)
{
    struct text path = text_print(arena, "%s/craffu-file-XXXXXX",
                                  getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
    assert_non_null(mkdtemp((char *)path.bytes));
    return path;
}

TEST(what_is_written_is_read_back)
{
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    struct text directory = folder(arena), path = path_join(arena, directory, TEXT("a.txt")), content = {0};
    assert_true(file_write(path, TEXT("one"), &problems));
    assert_true(file_write(path, TEXT("two\n"), &problems));
    assert_true(file_read(arena, path, 100, &content, &problems));
    assert_text_equal(content, "two\n");
    assert_false(file_read(arena, path, 3, &content, &problems));
    assert_false(file_read(arena, directory, 100, &content, &problems));
    assert_false(file_read(arena, path_join(arena, directory, TEXT("none")), 100, &content, &problems));
    assert_int_equal(problems.count, 3);
    unlink(path.bytes);
    rmdir(directory.bytes);
    arena_free(arena);
}

TEST(a_file_that_cannot_be_written_whole_leaves_the_old_one)
{
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    struct text directory = folder(arena), path = path_join(arena, directory, TEXT("a.txt")), content = {0};
    assert_true(file_write(path, TEXT("old"), &problems));
    struct rlimit before, small;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = before;
    small.rlim_cur = 1000;
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
    struct file_writer *writer = file_writer_new(path, &problems);
    assert_non_null(writer);
    for (int i = 0; i < 10000; i++)
        file_writer_add(writer, TEXT("much more than fits"));
    bool written = file_writer_commit(writer, &problems);
    setrlimit(RLIMIT_FSIZE, &before);
    assert_false(written);
    assert_int_equal(problems.count, 1);
    assert_true(file_read(arena, path, 100, &content, &problems));
    assert_text_equal(content, "old");
    unlink(path.bytes);
    assert_int_equal(rmdir(directory.bytes), 0); // nothing was left beside it
    arena_free(arena);
}

TEST(a_written_file_has_the_usual_permissions)
{
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    struct text directory = folder(arena), path = path_join(arena, directory, TEXT("a.txt"));
    mode_t mask = umask(027);
    assert_true(file_write(path, TEXT("one"), &problems));
    umask(mask);
    struct stat status;
    assert_int_equal(stat(path.bytes, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0640);
    unlink(path.bytes);
    rmdir(directory.bytes);
    arena_free(arena);
}

TEST(a_cancelled_file_leaves_nothing)
{
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    struct text directory = folder(arena);
    struct file_writer *writer = file_writer_new(path_join(arena, directory, TEXT("a.txt")), &problems);
    assert_non_null(writer);
    file_writer_add(writer, TEXT("one"));
    file_writer_cancel(writer);
    assert_int_equal(rmdir(directory.bytes), 0);
    assert_null(file_writer_new(path_join(arena, directory, TEXT("a.txt")), &problems));
    assert_int_equal(problems.count, 1);
    arena_free(arena);
}

TEST(paths_are_joined)
{
    struct arena *arena = arena_new();
    assert_text_equal(path_beside(arena, TEXT("a/b/c.yaml"), TEXT("d.csv")), "a/b/d.csv");
    assert_text_equal(path_beside(arena, TEXT("c.yaml"), TEXT("../d.csv")), "../d.csv");
    assert_text_equal(path_beside(arena, TEXT("a/c.yaml"), TEXT("/d.csv")), "/d.csv");
    assert_text_equal(path_join(arena, TEXT("a/"), TEXT("b")), "a/b");
    arena_free(arena);
}

TEST(a_file_takes_another_name_over_what_stands_there_and_keeps_its_own_where_it_cannot)
{
    struct arena *arena = arena_new();
    struct problems problems;
    struct text directory = folder(arena), to = path_join(arena, directory, TEXT("to")), content = {0};
    struct text from = path_unused(arena, to, TEXT(".part"));
    problems_init(&problems, arena);
    assert_true(text_starts(from, to) && text_ends(from, TEXT(".part")));
    assert_false(text_equal(from, path_unused(arena, to, TEXT(".part"))));
    assert_true(file_write(from, TEXT("new"), &problems) && file_write(to, TEXT("old"), &problems));
    assert_false(file_rename(from, path_join(arena, directory, TEXT("nowhere/to")), &problems));
    assert_true(file_rename(from, to, &problems));
    assert_true(file_read(arena, to, 10, &content, &problems) && text_equal(content, TEXT("new")));
    assert_false(file_rename(from, to, &problems));
    unlink(text_terminated(arena, to));
    rmdir(text_terminated(arena, directory));
    arena_free(arena);
}
