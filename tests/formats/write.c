// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the editions of a golden document in every format that has one file, for the checkers of those formats:
//
//     write_formats NAME.yaml... DIRECTORY
//
// A document that the check must refuse is passed over. The names are printed.
#include "base/file.h"
#include "document/formats.h"
#include "document_read.h"
#include "golden.h"

#include <stdio.h>

static bool write_format(struct arena *arena, struct text path, const struct checked_document *checked,
                         const struct document_format_kind *format, struct problems *problems)
{
    struct buffer out = {0};
    struct text file = text_print(arena, "%.*s.%s", TEXT_PRINT(path), format->suffix);
    bool written = format->write(checked, format->sheet, &out, problems) &&
                   file_write(file, buffer_text(&out), problems);
    if (written)
        printf("%.*s\n", TEXT_PRINT(file));
    buffer_dispose(&out);
    return written;
}

static bool write_document(struct arena *arena, struct text stem, struct text content,
                           struct problems *problems)
{
    struct document *documents[DOCUMENTS_MOST];
    const struct checked_document *checked[DOCUMENTS_MOST];
    struct problems refused;
    size_t count;
    problems_init(&refused, arena);
    if (!document_read(arena, stem, content, documents, &count, problems))
        return false;
    if (!document_check(arena, (const struct document *const *)documents, count, checked, &refused))
        return true;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < document_format_count(); j++) {
            const struct document_format_kind *format = document_format_at(j);
            struct text path = text_print(arena, "%.*s.%s", TEXT_PRINT(stem),
                                          language_code(documents[i]->language));
            if (format->write && !write_format(arena, path, checked[i], format, problems))
                return false;
        }
    return true;
}

static struct text stem_of(struct arena *arena, struct text directory, struct text path)
{
    struct text name = path;
    for (size_t i = 0; i < path.length; i++)
        if (path.bytes[i] == '/')
            name = text_slice(path, i + 1, path.length);
    return path_join(arena, directory, text_slice(name, 0, name.length - TEXT(".yaml").length));
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_new();
    struct problems problems;
    bool written = argc > 2;
    problems_init(&problems, arena);
    struct text directory = text_from(argv[argc - 1]);
    written = written && directory_make(directory, &problems);
    for (int i = 1; i < argc - 1 && written; i++) {
        struct text content, path = text_from(argv[i]);
        written = file_read(arena, path, GOLDEN_BYTES, &content, &problems) &&
                  write_document(arena, stem_of(arena, directory, path), content, &problems);
    }
    problems_print(&problems, LANGUAGE_ENGLISH, stderr);
    arena_free(arena);
    return written ? 0 : 1;
}
