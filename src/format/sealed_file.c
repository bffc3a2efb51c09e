// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/sealed_file.h"

#include "base/memory.h"
#include "format/libsodium.h"
#include "format/sent_file.h"

#include <assert.h>

#define HEADING "craffu sealed 1\n"
enum {
    HEADING_BYTES = sizeof HEADING - 1,
    START_BYTES = crypto_secretstream_xchacha20poly1305_HEADERBYTES,
    PIECE_BYTES = 64 << 10,
    SEALED_BYTES = PIECE_BYTES + crypto_secretstream_xchacha20poly1305_ABYTES
};
static_assert(SECRET_KEY_BYTES == crypto_secretstream_xchacha20poly1305_KEYBYTES, "length of a key");

// One at a time is in memory: what was read, and what it became.
struct work {
    struct sent_file file;
    crypto_secretstream_xchacha20poly1305_state state;
    unsigned char read[SEALED_BYTES], made[SEALED_BYTES];
};

static struct work *work_new(struct text path, struct arena *arena, struct problems *problems)
{
    struct work *work = memory_allocate_zeroed(1, sizeof *work);
    if (sent_file_open(text_terminated(arena, path), path, false, &work->file, problems))
        return work;
    memory_free(work);
    return NULL;
}

static void work_free(struct work *work)
{
    sent_file_close(&work->file);
    secret_forget(work, sizeof *work);
    memory_free(work);
}

static bool finish(struct work *work, struct problems *problems)
{
    uint64_t bytes;
    return sent_file_finish(&work->file, NULL, &bytes, problems); // nobody wrote to it meanwhile
}

// Fills the room; less comes only at the end.
static bool fill(struct work *work, size_t room, size_t *got, struct problems *problems)
{
    size_t count = 0, more = 1;
    while (count < room && more) {
        if (!sent_file_read(&work->file, (char *)work->read + count, room - count, &more, problems))
            return false;
        count += more;
    }
    *got = count;
    return true;
}

static bool seal_pieces(struct work *work, struct file_writer *to, struct problems *problems)
{
    for (size_t got = PIECE_BYTES; got == PIECE_BYTES;) {
        unsigned long long length = 0;
        if (!fill(work, PIECE_BYTES, &got, problems))
            return false;
        // A piece that is not full ends the file, so an end that was cut off at a full one is seen.
        unsigned char tag = got < PIECE_BYTES ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
                                              : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;
        crypto_secretstream_xchacha20poly1305_push(&work->state, work->made, &length, work->read, got,
                                                   (const unsigned char *)HEADING, HEADING_BYTES, tag);
        file_writer_add(to, (struct text){(const char *)work->made, (size_t)length});
    }
    return finish(work, problems);
}

bool sealed_file_write(struct text from, const struct secret_key *key, struct file_writer *to,
                       struct problems *problems)
{
    struct arena *arena = arena_new();
    struct work *work = work_new(from, arena, problems);
    bool good = work != NULL;
    if (good) {
        unsigned char start[START_BYTES];
        crypto_secretstream_xchacha20poly1305_init_push(&work->state, start, key->bytes);
        file_writer_add(to, TEXT(HEADING));
        file_writer_add(to, (struct text){(const char *)start, sizeof start});
        good = seal_pieces(work, to, problems);
        work_free(work);
    }
    arena_free(arena);
    return good;
}

static bool starts_sealed(const struct work *work, size_t got)
{
    return text_starts((struct text){(const char *)work->read, got}, TEXT(HEADING));
}

bool sealed_file_is(struct text path, bool *sealed, struct problems *problems)
{
    struct arena *arena = arena_new();
    struct work *work = work_new(path, arena, problems);
    size_t got;
    bool good = work && fill(work, HEADING_BYTES, &got, problems);
    if (good)
        *sealed = starts_sealed(work, got);
    if (work)
        work_free(work);
    arena_free(arena);
    return good;
}

static bool refuse_changed(struct text path, struct problems *problems)
{
    return problem_report(problems, (struct place){.source = path},
                          MESSAGE("the file was changed, or its end is missing"),
                          MESSAGE("take another copy of it; nothing of this one is used"));
}

static bool begin_reading(struct work *work, struct text path, const struct secret_key *key,
                          struct problems *problems)
{
    size_t got;
    if (!fill(work, HEADING_BYTES + START_BYTES, &got, problems))
        return false;
    if (!starts_sealed(work, got))
        return problem_report(problems, (struct place){.source = path}, MESSAGE("the file is not encrypted"),
                              MESSAGE("name one that was made with --key, or leave --key out"));
    if (got < HEADING_BYTES + START_BYTES)
        return refuse_changed(path, problems);
    return crypto_secretstream_xchacha20poly1305_init_pull(&work->state, work->read + HEADING_BYTES,
                                                           key->bytes) == 0 ||
           refuse_changed(path, problems);
}

static bool open_pieces(struct work *work, struct text path, sealed_file_take *take, void *context,
                        struct problems *problems)
{
    unsigned char tag = 0;
    for (bool first = true; tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL; first = false) {
        unsigned long long length = 0;
        size_t got;
        if (!fill(work, SEALED_BYTES, &got, problems))
            return false;
        bool good = got >= crypto_secretstream_xchacha20poly1305_ABYTES &&
                    crypto_secretstream_xchacha20poly1305_pull(
                        &work->state, work->made, &length, &tag, work->read, got,
                        (const unsigned char *)HEADING, HEADING_BYTES) == 0;
        if (!good && first)
            return problem_report(problems, (struct place){.source = path},
                                  MESSAGE("the key does not open the file, or the file was changed"),
                                  MESSAGE("name the key file that it was made with"));
        if (!good)
            return refuse_changed(path, problems);
        take(context, (struct text){(const char *)work->made, (size_t)length});
    }
    size_t more;
    return fill(work, 1, &more, problems) && (more == 0 || refuse_changed(path, problems));
}

bool sealed_file_read(struct text path, const struct secret_key *key, sealed_file_take *take, void *context,
                      struct problems *problems)
{
    struct arena *arena = arena_new();
    struct work *work = work_new(path, arena, problems);
    bool good = work && begin_reading(work, path, key, problems) &&
                open_pieces(work, path, take, context, problems) && finish(work, problems);
    if (work)
        work_free(work);
    arena_free(arena);
    return good;
}
