// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/backup_list.h"

#include "base/file.h"
#include "base/folder.h"
#include "format/json.h"
#include "format/sealed_file.h"

#include <errno.h>
#include <sys/stat.h>

#define ENDING TEXT(".backup")

struct told {
    struct text name, hash, end;
    int64_t bytes, at;
};
struct told_list {
    ARRAY_OF(struct told) list;
};

// All that the log tells of a thing are texts.
static struct text member(const struct json_node *root, const char *name)
{
    const struct json_node *node = json_node_find(root, name);
    return node && node->kind == JSON_NODE_TEXT ? node->text : (struct text){0};
}

static bool read_told(struct store *store, struct arena *arena, struct told_list *told,
                      struct problems *problems)
{
    struct store_rows *rows = store_query(store, arena, "backup_told", (struct store_values){0});
    bool good = true;
    while (good && store_next(rows)) {
        struct told one = {.at = store_column_integer(rows, 0)};
        struct json_node root;
        good = json_node_read(arena, TEXT("audit"), store_column_text(rows, 1), &root, problems);
        if (!good)
            break;
        one.name = member(&root, "file");
        one.hash = member(&root, "sha256");
        one.end = member(&root, "end");
        text_to_int64(member(&root, "bytes"), &one.bytes);
        *ARRAY_APPEND(arena, &told->list) = one;
    }
    return store_finish(rows, problems) && good;
}

static void take_told(const struct told_list *told, struct listed_backup *backup)
{
    for (size_t i = 0; i < told->list.count && !backup->told; i++) {
        const struct told *one = &told->list.items[i];
        if (!text_equal(one->name, backup->name) || one->bytes != backup->bytes)
            continue;
        backup->told = true;
        backup->at = one->at;
        backup->hash = one->hash;
        backup->end = one->end;
    }
}

static bool look_at(struct arena *arena, struct text path, struct listed_backup *backup,
                    struct problems *problems)
{
    struct stat status;
    if (stat(text_terminated(arena, path), &status) != 0)
        return problem_system(problems, (struct place){.source = path},
                              MESSAGE("the file cannot be read: {reason}"), errno);
    backup->bytes = status.st_size;
    return sealed_file_is(path, &backup->encrypted, problems);
}

bool backup_list(struct store *store, struct arena *arena, struct text folder, struct backup_list *list,
                 struct problems *problems)
{
    struct backup_list read = {0};
    struct told_list told = {0};
    struct folder_files files = {0};
    if (!read_told(store, arena, &told, problems) ||
        !folder_list_named(arena, folder, (struct text){0}, &files, problems))
        return false;
    for (size_t i = files.list.count; i > 0; i--) {
        struct listed_backup backup = {.name = files.list.items[i - 1]};
        if (!text_ends(backup.name, ENDING))
            continue;
        if (!look_at(arena, path_join(arena, folder, backup.name), &backup, problems))
            return false;
        take_told(&told, &backup);
        *ARRAY_APPEND(arena, &read.list) = backup;
    }
    *list = read;
    return true;
}
