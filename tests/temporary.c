// SPDX-License-Identifier: GPL-3.0-or-later
#include "temporary.h"

#include "test.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct text temporary_folder(struct arena *arena)
{
    const char *parent = getenv("TMPDIR");
    struct text pattern = text_print(arena, "%s/craffu-test-XXXXXX", parent ? parent : "/tmp");
    char *path = arena_allocate(arena, pattern.length + 1, 1);
    memcpy(path, pattern.bytes, pattern.length);
    path[pattern.length] = '\0';
    if (!mkdtemp(path))
        fail_msg("no temporary folder %s", path);
    return text_from(path);
}

struct text temporary_path(struct arena *arena, struct text folder, const char *name)
{
    struct text path = text_print(arena, "%.*s/%s", TEXT_PRINT(folder), name);
    return (struct text){text_terminated(arena, path), path.length};
}

void temporary_remove(struct text folder)
{
    struct arena *arena = arena_new();
    const char *path = text_terminated(arena, folder);
    DIR *open = opendir(path);
    for (struct dirent *entry; open && (entry = readdir(open));)
        if (entry->d_name[0] != '.')
            unlink(temporary_path(arena, folder, entry->d_name).bytes);
    if (open)
        closedir(open);
    rmdir(path);
    arena_free(arena);
}

void assert_no_problems(const struct problems *problems, const char *file, int line)
{
    if (!problems->count)
        return;
    for (size_t i = 0; i < problems->list.count; i++)
        print_error("%.*s\n", TEXT_PRINT(problem_text_for_commands(problems->arena, LANGUAGE_ENGLISH,
                                                                   &problems->list.items[i])));
    _fail(file, line);
}

void assert_problem(const struct problems *problems, const char *what, const char *file, int line)
{
    if (problems->count == 1 && strcmp(problems->list.items[0].what.text, what) == 0)
        return;
    print_error("expected one problem: %s\n", what);
    for (size_t i = 0; i < problems->list.count; i++)
        print_error("%.*s\n", TEXT_PRINT(problem_text_for_commands(problems->arena, LANGUAGE_ENGLISH,
                                                                   &problems->list.items[i])));
    _fail(file, line);
}
