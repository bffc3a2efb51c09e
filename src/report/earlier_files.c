// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/earlier_files.h"

#include "base/file.h"
#include "base/text_map.h"
#include "report/report.h"

struct looking {
    struct arena *arena;
    struct text folder, name;
    const struct checked_document *const *checked;
    struct manifest manifest;
    struct text_map listed; // by name: the index in the manifest
    struct earlier_files found;
    struct problems *problems;
};

// Looked for among the folder's files, so that its absence is no problem.
static bool read_manifest(struct looking *looking)
{
    struct text file = text_print(looking->arena, "%.*s.sha256", TEXT_PRINT(looking->name)), content;
    struct folder_files there = {0};
    if (!folder_list_named(looking->arena, looking->folder, file, &there, looking->problems))
        return false;
    if (there.list.count == 0 || !text_equal(there.list.items[0], file))
        return true;
    struct text path = path_join(looking->arena, looking->folder, file);
    struct problems not_understood; // it is about to be replaced
    problems_init(&not_understood, looking->arena);
    if (!file_read(looking->arena, path, LIMIT_MANIFEST_BYTES, &content, looking->problems))
        return false;
    manifest_read(looking->arena, path, content, &looking->manifest, &not_understood);
    for (size_t i = 0; i < looking->manifest.files.count; i++)
        text_map_put(&looking->listed, looking->manifest.files.items[i].name, i, NULL);
    return true;
}

static const struct manifest_entry *find_listed(const struct looking *looking, struct text file)
{
    size_t at;
    return text_map_find(&looking->listed, file, &at) ? &looking->manifest.files.items[at] : NULL;
}

static bool sort_one(struct looking *looking, struct text file, bool same_document)
{
    const struct manifest_entry *entry = same_document ? find_listed(looking, file) : NULL;
    struct text path = path_join(looking->arena, looking->folder, file);
    struct hash hash;
    uint64_t bytes = 0;
    if (entry && !hash_of_file(text_terminated(looking->arena, path), &hash, &bytes, looking->problems))
        return false;
    if (entry && hash_equal(hash, entry->hash)) {
        struct manifest_entry *same = ARRAY_APPEND(looking->arena, &looking->found.same);
        *same = *entry;
        same->bytes = bytes;
    } else
        *ARRAY_APPEND(looking->arena, &looking->found.others.list) = file;
    return true;
}

static bool sort_language(struct looking *looking, enum language language)
{
    struct text stem = report_stem(looking->arena, looking->name, language);
    bool same_document = text_equal(looking->manifest.content[language],
                                    document_content_hash(looking->checked[language]));
    struct folder_files files = {0};
    if (!folder_list_named(looking->arena, looking->folder,
                           text_print(looking->arena, "%.*s.", TEXT_PRINT(stem)), &files, looking->problems))
        return false;
    for (size_t i = 0; i < files.list.count; i++)
        if (!sort_one(looking, files.list.items[i], same_document))
            return false;
    return true;
}

bool earlier_files_read(struct arena *arena, struct text folder, struct text name,
                        const struct checked_document *const *checked, struct earlier_files *earlier,
                        struct problems *problems)
{
    struct looking looking = {
        .arena = arena, .folder = folder, .name = name, .checked = checked, .problems = problems};
    text_map_init(&looking.listed, arena);
    if (!read_manifest(&looking))
        return false;
    for (int language = 0; language < LANGUAGE_COUNT; language++)
        if (!sort_language(&looking, (enum language)language))
            return false;
    *earlier = looking.found;
    return true;
}
