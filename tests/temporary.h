// SPDX-License-Identifier: GPL-3.0-or-later
// A folder for one test.
#pragma once

#include "base/problem.h"

// A new empty folder, below TMPDIR or /tmp.
struct text temporary_folder(struct arena *arena);
// Removes it with all files in it (no folders inside).
void temporary_remove(struct text folder);
struct text temporary_path(struct arena *arena, struct text folder, const char *name);
// Fails the test, with the problems, if there are any.
void assert_no_problems(const struct problems *problems, const char *file, int line);
// Fails the test unless the list has exactly one problem with these English words (before its placeholders are filled).
void assert_problem(const struct problems *problems, const char *what, const char *file, int line);
#define ASSERT_GOOD(call, problems) \
    do { \
        bool good_ = (call); \
        assert_no_problems((problems), __FILE__, __LINE__); \
        assert_true(good_); \
    } while (0)
#define ASSERT_REFUSED(call, problems, what) \
    do { \
        problems_init((problems), (problems)->arena); \
        assert_false(call); \
        assert_problem((problems), (what), __FILE__, __LINE__); \
        problems_init((problems), (problems)->arena); \
    } while (0)
