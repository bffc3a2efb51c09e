// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/disclosed.h"

#include "base/buffer.h"
#include "base/file.h"
#include "base/folder.h"
#include "base/memory.h"
#include "cli/record.h"
#include "format/hash.h"
#include "review/audit.h"

#include <stdio.h>
#include <stdlib.h>

struct disclosure {
    const struct invocation *invocation;
    struct hash hash;
    int64_t files, bytes; // no files: it was printed
};

// For programs: without separators.
static struct text digits(struct arena *arena, int64_t number)
{
    return text_print(arena, "%lld", (long long)number);
}

static bool tell(struct write *write, void *argument, struct problems *problems)
{
    const struct disclosure *disclosure = argument;
    const struct invocation *invocation = disclosure->invocation;
    struct arena *arena = write->arena;
    struct text review = given_text(invocation, "REVIEW");
    struct text files = disclosure->files ? digits(arena, disclosure->files) : (struct text){0};
    struct audited audited = {"disclosure", review.length ? "review" : "record",
                              review.length ? review : TEXT("record"),
                              AUDIT_DETAIL(arena, {"command", text_from(invocation->command->path)},
                                           {"edition", given_text(invocation, "edition")},
                                           {"format", given_text(invocation, "format")},
                                           {"to", disclosure->files ? TEXT("files") : TEXT("screen")},
                                           {"files", files}, {"bytes", digits(arena, disclosure->bytes)},
                                           {"sha256", hash_text(arena, disclosure->hash)})};
    return audit_tell(write, audited, problems);
}

// Each time it is handed out there is a row: an operation that is given again is no excuse.
static bool record(struct invocation *invocation, struct disclosure *disclosure)
{
    struct act act = record_act(invocation);
    act.operation = act_new(invocation->arena, invocation->actor).operation;
    return act_do(invocation->store, invocation->arena, &act, tell, disclosure, NULL, &invocation->problems);
}

bool disclosed_files(struct invocation *invocation, const struct handed_files *files)
{
    struct disclosure disclosure = {.invocation = invocation, .files = (int64_t)files->list.count};
    struct buffer lines = {0};
    for (size_t i = 0; i < files->list.count; i++) {
        const struct handed_file *file = &files->list.items[i];
        buffer_print(&lines, "%.*s  %.*s\n", TEXT_PRINT(hash_text(invocation->arena, hash_of(file->content))),
                     TEXT_PRINT(file->name));
        disclosure.bytes += (int64_t)file->content.length;
    }
    disclosure.hash = hash_of(buffer_text(&lines));
    buffer_dispose(&lines);
    return !files->list.count || record(invocation, &disclosure);
}

bool handed_files_keep(void *context, struct text name, struct text content, struct problems *problems)
{
    struct handed_files *files = context;
    (void)problems;
    *ARRAY_APPEND(files->arena, &files->list) = (struct handed_file){text_copy(files->arena, name),
                                                                     text_copy(files->arena, content)};
    return true;
}

bool handed_files_write(struct invocation *invocation, const struct handed_files *files)
{
    struct arena *arena = invocation->arena;
    struct text folder = given_text(invocation, "to");
    if (!directory_make(folder, &invocation->problems) || !disclosed_files(invocation, files))
        return false;
    for (size_t i = 0; i < files->list.count; i++) {
        const struct handed_file *file = &files->list.items[i];
        struct text path = path_join(arena, folder, file->name);
        if (!folder_make_for(arena, folder, file->name, &invocation->problems) ||
            !file_write(path, file->content, &invocation->problems))
            return false;
        print_text(text_print(arena, "%.*s\n", TEXT_PRINT(path)));
    }
    return true;
}

struct screen {
    FILE *shown, *held;
    char *bytes;
    size_t length;
};

// The stream, not the descriptor, so that what asks whether it prints to a terminal is told the truth.
struct screen *screen_hold(void)
{
    struct screen *screen = memory_allocate_zeroed(1, sizeof *screen);
    screen->held = open_memstream(&screen->bytes, &screen->length);
    if (!screen->held)
        memory_exhausted();
    screen->shown = stdout;
    stdout = screen->held;
    return screen;
}

bool screen_show(struct screen *screen, struct invocation *invocation)
{
    stdout = screen->shown;
    if (fclose(screen->held) != 0)
        memory_exhausted();
    struct text text = {screen->bytes, screen->length};
    struct disclosure disclosure = {
        .invocation = invocation, .hash = hash_of(text), .bytes = (int64_t)text.length};
    bool told = !text.length || record(invocation, &disclosure);
    if (told)
        print_text(text);
    free(screen->bytes);
    memory_free(screen);
    return told;
}
