// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/folder.h"

#include "base/file.h"
#include "temporary.h"
#include "test.h"

#include <sys/stat.h>
#include <unistd.h>

struct fixture {
    struct arena *arena;
    struct text folder;
    struct problems problems;
};

static struct fixture start(void)
{
    struct fixture f = {.arena = arena_new()};
    f.folder = temporary_folder(f.arena);
    problems_init(&f.problems, f.arena);
    return f;
}

static void stop(struct fixture *f)
{
    temporary_remove(f->folder);
    arena_free(f->arena);
}

static void put(struct fixture *f, const char *name)
{
    ASSERT_GOOD(folder_make_for(f->arena, f->folder, text_from(name), &f->problems), &f->problems);
    ASSERT_GOOD(file_write(path_join(f->arena, f->folder, text_from(name)), TEXT("x"), &f->problems),
                &f->problems);
}

TEST(files_are_listed_at_any_depth_in_their_order_and_removed_with_their_folders)
{
    struct fixture f = start();
    struct folder_files files = {0};
    put(&f, "b");
    put(&f, "a/y/z");
    put(&f, "a/x");
    ASSERT_GOOD(folder_list(f.arena, f.folder, &files, &f.problems), &f.problems);
    assert_int_equal(files.list.count, 3);
    assert_text_equal(files.list.items[0], "a/x");
    assert_text_equal(files.list.items[1], "a/y/z");
    assert_text_equal(files.list.items[2], "b");
    ASSERT_GOOD(folder_remove(f.arena, f.folder, TEXT("a/y/z"), &f.problems), &f.problems);
    assert_int_not_equal(access(temporary_path(f.arena, f.folder, "a/y").bytes, F_OK), 0);
    assert_int_equal(access(temporary_path(f.arena, f.folder, "a/x").bytes, F_OK), 0);
    ASSERT_GOOD(folder_remove(f.arena, f.folder, TEXT("a/x"), &f.problems), &f.problems);
    ASSERT_GOOD(folder_remove(f.arena, f.folder, TEXT("a/x"), &f.problems), &f.problems); // it is gone: good
    stop(&f);
}

TEST(files_whose_names_begin_so_are_listed_without_those_in_folders)
{
    struct fixture f = start();
    struct folder_files files = {0};
    put(&f, "a.en.pdf");
    put(&f, "a.en.csv");
    put(&f, "a.eng");
    put(&f, "a.en.folder/a.en.md");
    put(&f, "b/a.en.html");
    ASSERT_GOOD(folder_list_named(f.arena, f.folder, TEXT("a.en."), &files, &f.problems), &f.problems);
    assert_int_equal(files.list.count, 2);
    assert_text_equal(files.list.items[0], "a.en.csv");
    assert_text_equal(files.list.items[1], "a.en.pdf");
    stop(&f);
}

TEST(a_folder_that_is_not_there_has_no_files)
{
    struct fixture f = start();
    struct folder_files files = {0};
    ASSERT_GOOD(folder_list(f.arena, temporary_path(f.arena, f.folder, "none"), &files, &f.problems),
                &f.problems);
    assert_int_equal(files.list.count, 0);
    put(&f, "file");
    ASSERT_REFUSED(folder_list(f.arena, temporary_path(f.arena, f.folder, "file"), &files, &f.problems),
                   &f.problems, "the folder cannot be read: {reason}");
    stop(&f);
}

TEST(links_are_listed_and_not_followed)
{
    struct fixture f = start();
    struct folder_files files = {0};
    assert_int_equal(symlink(".", temporary_path(f.arena, f.folder, "round").bytes), 0);
    ASSERT_GOOD(folder_list(f.arena, f.folder, &files, &f.problems), &f.problems);
    assert_int_equal(files.list.count, 1);
    assert_text_equal(files.list.items[0], "round");
    stop(&f);
}

TEST(folders_in_folders_have_a_limit)
{
    struct fixture f = start();
    struct folder_files files = {0};
    put(&f, "1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/file");
    ASSERT_REFUSED(folder_list(f.arena, f.folder, &files, &f.problems), &f.problems,
                   "folders stand in each other more than {limit} deep");
    ASSERT_GOOD(
        folder_remove(f.arena, f.folder, TEXT("1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/file"), &f.problems),
        &f.problems);
    stop(&f);
}
