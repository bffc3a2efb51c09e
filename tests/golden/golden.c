// SPDX-License-Identifier: GPL-3.0-or-later
#include "golden.h"

#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>

enum { SHOWN_BYTES = 2000 };

static void show_difference(struct text path, struct text actual, struct text expected)
{
    size_t at = 0, line = 0;
    while (at < actual.length && at < expected.length && actual.bytes[at] == expected.bytes[at]) {
        at++;
        if (actual.bytes[at - 1] == '\n')
            line = at;
    }
    fprintf(stderr, "%.*s\n--- expected\n%.*s\n--- actual\n%.*s\n", TEXT_PRINT(path),
            TEXT_PRINT(text_slice(expected, line, line + SHOWN_BYTES)),
            TEXT_PRINT(text_slice(actual, line, line + SHOWN_BYTES)));
}

bool golden_compare(struct arena *arena, struct text path, struct text actual, bool update)
{
    struct problems problems;
    struct text expected = {0};
    problems_init(&problems, arena);
    bool good = update ? file_write(path, actual, &problems)
                       : file_read(arena, path, GOLDEN_BYTES, &expected, &problems);
    problems_print(&problems, LANGUAGE_ENGLISH, stderr);
    if (!good || update || text_equal(actual, expected))
        return good;
    show_difference(path, actual, expected);
    return false;
}

int golden_run(int argc, char **argv, golden_filter *is_input, golden_check *check)
{
    bool update = argc == 3 && text_equal(text_from(argv[2]), TEXT("--update"));
    if (argc != 2 && !update) {
        fprintf(stderr, "usage: %s DIRECTORY [--update]\n", argv[0]);
        return 2;
    }
    struct dirent **entries;
    int count = scandir(argv[1], &entries, is_input, alphasort);
    if (count <= 0) {
        fprintf(stderr, "%s: nothing to test\n", argv[1]);
        return 1;
    }
    bool all = true;
    printf("1..%d\n", count);
    for (int i = 0; i < count; i++) {
        bool good = check(text_from(argv[1]), text_from(entries[i]->d_name), update);
        printf("%s %d - %s\n", good ? "ok" : "not ok", i + 1, entries[i]->d_name);
        all = all && good;
        free(entries[i]);
    }
    free(entries);
    return all ? 0 : 1;
}
