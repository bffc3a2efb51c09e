// SPDX-License-Identifier: GPL-3.0-or-later
#include "unpacked.h"

#include "format/zip.h"

#include <stdio.h>
#include <stdlib.h>

static void demand(bool good, const struct problems *problems)
{
    if (good)
        return;
    problems_print(problems, LANGUAGE_ENGLISH, stderr);
    abort();
}

struct text unpacked(struct arena *arena, const struct buffer *file, const char *name)
{
    struct problems problems;
    struct zip_reader *zip;
    struct zip_entry *entry;
    struct buffer content = {0};
    char piece[4096];
    size_t got = 1;
    struct input input = input_memory(buffer_text(file), TEXT("file"));
    problems_init(&problems, arena);
    demand(zip_reader_open(&input, &zip, &problems), &problems);
    if (zip_reader_has(zip, text_from(name))) {
        demand(zip_entry_open(zip, text_from(name), &entry, &problems), &problems);
        while (got) {
            demand(zip_entry_read(entry, piece, sizeof piece, &got, &problems), &problems);
            buffer_add(&content, (struct text){piece, got});
        }
        zip_entry_close(entry);
    }
    zip_reader_close(zip);
    struct text copy = text_copy(arena, buffer_text(&content));
    buffer_dispose(&content);
    return copy;
}
