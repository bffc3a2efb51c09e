// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the audio of the documents that a YAML file describes (tests/golden/document/README.md), and its page, as
// LANGUAGE.mp3 and LANGUAGE.html. Status 69: the libraries are not installed.
//
//     write_audio FILE FOLDER
#include "base/file.h"
#include "document/audio.h"
#include "document_read.h"

#include <stdlib.h>

enum { DOCUMENT_BYTES = 1 << 20, NOT_INSTALLED = 69 };

static bool write(struct arena *arena, const struct document *document,
                  const struct checked_document *checked, struct text folder, struct problems *problems)
{
    const char *language = language_code(document->language);
    struct buffer sound = {0}, page = {0};
    bool written = document_write_mp3(checked, audio_libraries(), &sound, problems) &&
                   document_write_audio_page(checked, audio_libraries(), &page, problems) &&
                   file_write(path_join(arena, folder, text_print(arena, "%s.mp3", language)),
                              buffer_text(&sound), problems) &&
                   file_write(path_join(arena, folder, text_print(arena, "%s.html", language)),
                              buffer_text(&page), problems);
    buffer_dispose(&sound);
    buffer_dispose(&page);
    return written;
}

static bool write_all(struct arena *arena, struct text file, struct text folder, struct problems *problems)
{
    struct document *documents[DOCUMENTS_MOST];
    const struct checked_document *checked[DOCUMENTS_MOST];
    struct text content;
    size_t count;
    if (!file_read(arena, file, DOCUMENT_BYTES, &content, problems) ||
        !document_read(arena, file, content, documents, &count, problems) ||
        !document_check(arena, (const struct document *const *)documents, count, checked, problems))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!write(arena, documents[i], checked[i], folder, problems))
            return false;
    return true;
}

int main(int argc, char **argv)
{
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    bool written = argc == 3 && write_all(arena, text_from(argv[1]), text_from(argv[2]), &problems);
    problems_print(&problems, LANGUAGE_ENGLISH, stderr);
    int status = written ? EXIT_SUCCESS : problems.unavailable ? NOT_INSTALLED : EXIT_FAILURE;
    arena_free(arena);
    return status;
}
