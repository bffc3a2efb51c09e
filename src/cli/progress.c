// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/progress.h"

#include "base/memory.h"

#include <stdio.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { REDRAW_MILLISECONDS = 100, BAR_CHARACTERS = 20, USUAL_WIDTH = 80 };

struct progress {
    struct arena *arena;
    enum language language;
    uint64_t begun, drawn; // milliseconds
    uint64_t bytes, all_bytes;
    bool is_drawn;
};

static uint64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000 + (uint64_t)time.tv_nsec / 1000000;
}

struct progress *progress_new(const struct invocation *invocation)
{
    if (invocation->quiet || !isatty(STDERR_FILENO))
        return NULL;
    struct progress *progress = memory_allocate_zeroed(1, sizeof *progress);
    progress->arena = arena_new();
    progress->language = invocation->language;
    progress->begun = progress->drawn = now();
    return progress;
}

static struct text bar(struct arena *arena, uint64_t bytes, uint64_t all_bytes)
{
    size_t full = (size_t)((double)bytes / (double)all_bytes * BAR_CHARACTERS);
    struct text text = TEXT("");
    for (size_t i = 0; i < BAR_CHARACTERS; i++)
        text = text_print(arena, "%.*s%s", TEXT_PRINT(text), i < full ? "█" : "░");
    return text;
}

// "0:07", "12:40", "1:00:00"
static struct text clock_text(struct arena *arena, uint64_t seconds)
{
    unsigned long long minutes = seconds / 60, rest = seconds % 60;
    return minutes < 60 ? text_print(arena, "%llu:%02llu", minutes, rest)
                        : text_print(arena, "%llu:%02llu:%02llu", minutes / 60, minutes % 60, rest);
}

struct text progress_text(struct arena *arena, enum language language, const struct progress_state *state,
                          size_t width)
{
    uint64_t time = state->milliseconds ? state->milliseconds : 1;
    uint64_t bytes = state->bytes < state->all_bytes ? state->bytes
                                                     : state->all_bytes; // zip: they are about so many
    int64_t row_rate = (int64_t)((double)state->rows * 1000 / (double)time),
            byte_rate = (int64_t)((double)state->bytes / 1000 / (double)time);
    struct message message =
        state->all_bytes == 0
            ? MESSAGE("{rows} rows, {row_rate} rows/s, {byte_rate} MB/s", NUMBER("rows", state->rows),
                      NUMBER("row_rate", row_rate), NUMBER("byte_rate", byte_rate))
            : MESSAGE("{bar} {percent} %, {row_rate} rows/s, {byte_rate} MB/s, {left} left",
                      VALUE("bar", bar(arena, bytes, state->all_bytes)),
                      NUMBER("percent", (double)bytes * 100 / (double)state->all_bytes),
                      NUMBER("row_rate", row_rate), NUMBER("byte_rate", byte_rate),
                      VALUE("left", bytes ? clock_text(arena, (uint64_t)((double)(state->all_bytes - bytes) /
                                                                         (double)bytes * (double)time / 1000))
                                          : TEXT("?")));
    struct text text = message_text(arena, language, &message);
    size_t end = 0, characters = 0; // a line that wraps could not be erased
    while (end < text.length && characters + 1 < width) {
        text_code_point(text, &end);
        characters++;
    }
    return text_slice(text, 0, end);
}

static size_t terminal_width(void)
{
    struct winsize size;
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col ? size.ws_col : USUAL_WIDTH;
}

void progress_show(struct progress *progress, uint64_t bytes, uint64_t all_bytes, uint64_t rows)
{
    if (!progress)
        return;
    uint64_t time = now();
    if (bytes < progress->bytes ||
        all_bytes != progress->all_bytes) // the next file, or the same from its beginning
        progress->begun = time;
    progress->bytes = bytes;
    progress->all_bytes = all_bytes;
    if (time - progress->drawn < REDRAW_MILLISECONDS)
        return;
    struct progress_state state = {bytes, all_bytes, rows, time - progress->begun};
    struct text text = progress_text(progress->arena, progress->language, &state, terminal_width());
    fprintf(stderr, "\r\033[K%.*s", TEXT_PRINT(text));
    fflush(stderr);
    arena_reset(progress->arena);
    progress->drawn = time;
    progress->is_drawn = true;
}

void progress_end(struct progress *progress)
{
    if (!progress)
        return;
    if (progress->is_drawn)
        fprintf(stderr, "\r\033[K");
    arena_free(progress->arena);
    memory_free(progress);
}
