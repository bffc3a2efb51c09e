// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/secret_file.h"

#include "base/file.h"
#include "temporary.h"
#include "test.h"

#include <sys/stat.h>

TEST(a_key_file_is_made_once_for_its_owner_and_read_again)
{
    struct arena *arena = arena_new();
    struct problems problems;
    struct text folder = temporary_folder(arena), path = temporary_path(arena, folder, "craffu.key");
    struct secret_key first = {0}, again = {0};
    struct stat status;
    bool made;
    problems_init(&problems, arena);
    ASSERT_GOOD(secret_file_make(path, &made, &problems), &problems);
    assert_true(made);
    assert_int_equal(stat(text_terminated(arena, path), &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    ASSERT_GOOD(secret_file_read(path, &first, &problems), &problems);
    ASSERT_GOOD(secret_file_make(path, &made, &problems), &problems);
    assert_false(made);
    ASSERT_GOOD(secret_file_read(path, &again, &problems), &problems);
    assert_memory_equal(first.bytes, again.bytes, sizeof first.bytes);
    temporary_remove(folder);
    arena_free(arena);
}

TEST(a_key_file_that_others_may_read_or_that_is_none_is_refused)
{
    struct arena *arena = arena_new();
    struct problems problems;
    struct text folder = temporary_folder(arena), path = temporary_path(arena, folder, "craffu.key");
    struct secret_key key = {{7}};
    bool made;
    problems_init(&problems, arena);
    ASSERT_REFUSED(secret_file_read(path, &key, &problems), &problems,
                   "the key file cannot be opened: {reason}");
    ASSERT_GOOD(secret_file_make(path, &made, &problems), &problems);
    assert_int_equal(chmod(text_terminated(arena, path), 0640), 0);
    ASSERT_REFUSED(secret_file_read(path, &key, &problems), &problems,
                   "others than its owner may use the key file");
    ASSERT_GOOD(file_write(path, TEXT("craffu key 1\n0123\n"), &problems), &problems);
    assert_int_equal(chmod(text_terminated(arena, path), 0600), 0);
    ASSERT_REFUSED(secret_file_read(path, &key, &problems), &problems, "this is not a key file");
    assert_int_equal(key.bytes[0], 7);
    temporary_remove(folder);
    arena_free(arena);
}
