// SPDX-License-Identifier: GPL-3.0-or-later
// Checks every table of a directory (CSV, or a report as JSON) and compares what was found with NAME.expected
// beside it.
//
//     golden_lint DIRECTORY [--update]
#include "base/buffer.h"
#include "base/file.h"
#include "statistics/lint.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { GOLDEN_BYTES = 1 << 20 };

static void add_problem(struct buffer *out, struct arena *arena, const char *kind,
                        const struct problem *problem)
{
    buffer_print(out, "%s: ", kind);
    buffer_add(out, problem_text_for_commands(arena, LANGUAGE_ENGLISH, problem));
    buffer_add_character(out, '\n');
}

static struct text find(struct arena *arena, const char *name, struct buffer *out)
{
    struct lint_findings findings = {0};
    struct problems problems;
    problems_init(&problems, arena);
    if (lint_file(arena, name, &findings, &problems))
        buffer_print(out, "tables %zu, rows %zu, findings %zu\n", findings.tables, findings.rows,
                     findings.list.count);
    for (size_t i = 0; i < problems.list.count; i++)
        add_problem(out, arena, "problem", &problems.list.items[i]);
    for (size_t i = 0; i < findings.list.count; i++)
        add_problem(out, arena, lint_code(findings.list.items[i].kind), &findings.list.items[i].problem);
    return buffer_text(out);
}

static bool check(struct arena *arena, const char *name, bool update)
{
    struct problems problems;
    struct text source = text_from(name), dot = TEXT("."), expected = {0};
    struct buffer out = {0};
    size_t at = 0;
    problems_init(&problems, arena);
    text_find(source, dot, &at);
    struct text beside = text_print(arena, "%.*s.expected", (int)at, name);
    struct text found = find(arena, name, &out);
    if (update)
        file_write(beside, found, &problems);
    file_read(arena, beside, GOLDEN_BYTES, &expected, &problems);
    bool same = text_equal(found, expected) && problems.count == 0;
    if (!same)
        printf("# found:\n%.*s", TEXT_PRINT(found));
    buffer_dispose(&out);
    return same;
}

static int is_table(const struct dirent *entry)
{
    struct text name = text_from(entry->d_name);
    return text_ends(name, TEXT(".csv")) || text_ends(name, TEXT(".json"));
}

int main(int count, char **words)
{
    struct dirent **entries;
    bool update = count > 2 && text_equal(text_from(words[2]), TEXT("--update"));
    if (count < 2 || chdir(words[1]) != 0)
        return 2;
    int tables = scandir(".", &entries, is_table, alphasort), failed = 0;
    for (int i = 0; i < tables; i++) {
        struct arena *arena = arena_new();
        bool same = check(arena, entries[i]->d_name, update);
        printf("%s %d - %s\n", same ? "ok" : "not ok", i + 1, entries[i]->d_name);
        failed += !same;
        free(entries[i]);
        arena_free(arena);
    }
    free(entries);
    printf("1..%d\n", tables);
    return failed || tables < 1;
}
