// SPDX-License-Identifier: GPL-3.0-or-later
// What the reference programs share: how near is equal, and the files of a folder.
#pragma once

#include "base/file.h"
#include "format/json.h"
#include "test.h"

#include <dirent.h>
#include <math.h>

// Relative, and absolute below 1; a beta or t quantile costs a digit.
static const double EXACT = 1e-9, AFTER_QUANTILE = 1e-8;

static inline bool is_close(double actual, double expected, double tolerance)
{
    return fabs(actual - expected) <= tolerance * fmax(fabs(expected), 1e-300) ||
           (expected == 0 && fabs(actual) < 1e-15);
}

static inline struct text read_whole(struct arena *arena, struct text path)
{
    struct problems problems;
    struct text content = {0};
    problems_init(&problems, arena);
    if (!file_read(arena, path, 1 << 20, &content, &problems)) {
        problems_print(&problems, LANGUAGE_ENGLISH, stderr);
        fail();
    }
    return content;
}

static inline struct json_node read_json(struct arena *arena, struct text path)
{
    struct problems problems;
    struct json_node root;
    problems_init(&problems, arena);
    if (!json_node_read(arena, path, read_whole(arena, path), &root, &problems)) {
        problems_print(&problems, LANGUAGE_ENGLISH, stderr);
        fail();
    }
    return root;
}

static inline double number_at(const struct json_node *object, const char *name)
{
    double number = 0;
    const struct json_node *node = json_node_find(object, name);
    assert_non_null(node);
    assert_true(json_node_number(node, &number));
    return number;
}

// Calls `visit` for each file of the folder whose name ends so; returns how many there were.
static inline size_t each_file(const char *folder, const char *end,
                               void (*visit)(struct arena *, struct text path))
{
    DIR *directory = opendir(folder);
    size_t count = 0;
    assert_non_null(directory);
    for (struct dirent *entry; (entry = readdir(directory));)
        if (text_ends(text_from(entry->d_name), text_from(end))) {
            struct arena *arena = arena_new();
            visit(arena, path_join(arena, text_from(folder), text_from(entry->d_name)));
            arena_free(arena);
            count++;
        }
    closedir(directory);
    return count;
}
