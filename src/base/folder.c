// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/folder.h"

#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct listing {
    struct arena *arena;
    struct text root;
    struct text prefix; // of the names that are wanted, if not those in the folder's folders
    struct folder_files files;
    struct problems *problems;
};

static bool list_in(struct listing *listing, struct text below, int depth);

static bool cannot_be_read(struct listing *listing, struct text path, int error)
{
    return problem_system(listing->problems, (struct place){.source = path},
                          MESSAGE("the folder cannot be read: {reason}"), error);
}

static bool list_entry(struct listing *listing, struct text name, int depth)
{
    struct stat status;
    struct text path = path_join(listing->arena, listing->root, name);
    if (!text_starts(name, listing->prefix))
        return true;
    if (lstat(text_terminated(listing->arena, path), &status) != 0)
        return errno == ENOENT || cannot_be_read(listing, path, errno); // removed meanwhile
    if (S_ISDIR(status.st_mode) && listing->prefix.length)
        return true;
    if (S_ISDIR(status.st_mode))
        return list_in(listing, name, depth + 1);
    if (listing->files.list.count == LIMIT_FOLDER_FILES)
        return problem_report(
            listing->problems, (struct place){.source = listing->root},
            MESSAGE("the folder has more than {limit} files", NUMBER("limit", LIMIT_FOLDER_FILES)),
            MESSAGE("name a folder that has nothing else in it"));
    *ARRAY_APPEND(listing->arena, &listing->files.list) = name;
    return true;
}

static bool list_in(struct listing *listing, struct text below, int depth)
{
    struct text path = below.length ? path_join(listing->arena, listing->root, below) : listing->root;
    if (depth > LIMIT_FOLDER_DEPTH)
        return problem_report(listing->problems, (struct place){.source = path},
                              MESSAGE("folders stand in each other more than {limit} deep",
                                      NUMBER("limit", LIMIT_FOLDER_DEPTH)),
                              MESSAGE("name a folder that has nothing else in it"));
    DIR *directory = opendir(text_terminated(listing->arena, path));
    if (!directory)
        return (errno == ENOENT && depth == 0) || cannot_be_read(listing, path, errno);
    bool good = true;
    struct dirent *entry;
    while (good && (errno = 0, entry = readdir(directory))) {
        struct text name = text_from(entry->d_name);
        if (text_equal(name, TEXT(".")) || text_equal(name, TEXT("..")))
            continue;
        good = list_entry(
            listing, below.length ? path_join(listing->arena, below, name) : text_copy(listing->arena, name),
            depth);
    }
    if (good && errno)
        good = cannot_be_read(listing, path, errno);
    closedir(directory);
    return good;
}

static int compare(const void *first, const void *second)
{
    return text_compare(*(const struct text *)first, *(const struct text *)second);
}

static bool list(struct listing *listing, struct folder_files *files)
{
    if (!list_in(listing, (struct text){0}, 0))
        return false;
    if (listing->files.list.count)
        qsort(listing->files.list.items, listing->files.list.count, sizeof *listing->files.list.items,
              compare);
    *files = listing->files;
    return true;
}

bool folder_list(struct arena *arena, struct text path, struct folder_files *files, struct problems *problems)
{
    struct listing listing = {.arena = arena, .root = path, .problems = problems};
    return list(&listing, files);
}

bool folder_list_named(struct arena *arena, struct text path, struct text prefix, struct folder_files *files,
                       struct problems *problems)
{
    struct listing listing = {.arena = arena, .root = path, .prefix = prefix, .problems = problems};
    return list(&listing, files);
}

// Where the last slash is; false if there is none.
static bool parent_of(struct text *file)
{
    while (file->length && file->bytes[file->length - 1] != '/')
        file->length--;
    if (file->length == 0)
        return false;
    file->length--;
    return true;
}

bool folder_remove(struct arena *arena, struct text path, struct text file, struct problems *problems)
{
    struct text whole = path_join(arena, path, file);
    if (unlink(text_terminated(arena, whole)) != 0 && errno != ENOENT)
        return problem_system(problems, (struct place){.source = whole},
                              MESSAGE("the file cannot be removed: {reason}"), errno);
    while (parent_of(&file))
        if (rmdir(text_terminated(arena, path_join(arena, path, file))) != 0)
            break; // it is not empty
    return true;
}

bool folder_make_for(struct arena *arena, struct text path, struct text file, struct problems *problems)
{
    if (!directory_make(path, problems))
        return false;
    for (size_t i = 0; i < file.length; i++)
        if (file.bytes[i] == '/' && !directory_make(path_join(arena, path, text_slice(file, 0, i)), problems))
            return false;
    return true;
}
