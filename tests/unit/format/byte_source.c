// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/byte_source.h"

#include "temporary.h"
#include "test.h"

#include "base/buffer.h"
#include "base/file.h"
#include "base/memory.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct situation {
    struct arena *arena;
    struct problems problems;
    struct text folder;
    const char *path;
};

static struct situation begin(void)
{
    struct situation at = {.arena = arena_new()};
    problems_init(&at.problems, at.arena);
    at.folder = temporary_folder(at.arena);
    at.path = temporary_path(at.arena, at.folder, "sent").bytes;
    return at;
}

static void end(struct situation *at)
{
    temporary_remove(at->folder);
    arena_free(at->arena);
}

static void write_file(const char *path, struct text content)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(content.bytes, 1, content.length, file), content.length);
    assert_int_equal(fclose(file), 0);
}

static struct byte_source *open_source(struct situation *at)
{
    struct byte_source *source = NULL;
    ASSERT_GOOD(byte_source_open(at->path, TEXT("sent"), true, &source, &at->problems), &at->problems);
    return source;
}

// Numbers that do not repeat at the distance of any block.
static struct text sample(struct arena *arena, size_t length)
{
    char *bytes = arena_allocate(arena, length + 1, 1);
    uint32_t state = 12345;
    for (size_t i = 0; i < length; i++) {
        state = state * 1664525 + 1013904223;
        bytes[i] = (char)('a' + (state >> 24) % 26);
    }
    return (struct text){bytes, length};
}

// `abc`, and the empty text, as gzip packs them.
#define GZIP_ABC TEXT("\x1f\x8b\x08\0\0\0\0\0\0\x03\x4b\x4c\x4a\x06\0\xc2\x41\x24\x35\x03\0\0\0")
#define GZIP_EMPTY TEXT("\x1f\x8b\x08\0\0\0\0\0\0\x03\x03\0\0\0\0\0\0\0\0\0")

static struct text joined(struct arena *arena, struct text a, struct text b)
{
    char *bytes = arena_allocate(arena, a.length + b.length + 1, 1);
    memcpy(bytes, a.bytes, a.length);
    memcpy(bytes + a.length, b.bytes, b.length);
    return (struct text){bytes, a.length + b.length};
}

// gzip without compression: stored blocks of a Deflate stream, with its sum.
static struct text packed(struct arena *arena, struct text content)
{
    enum { PIECE = 65535 };
    size_t blocks = content.length / PIECE + 1;
    char *to = arena_allocate(arena, content.length + blocks * 5 + 18, 1);
    char *at = to;
    memcpy(at, "\x1f\x8b\x08\0\0\0\0\0\0\x03", 10);
    at += 10;
    uint32_t sum = ~0U;
    for (size_t i = 0; i < content.length; i++) {
        sum ^= (unsigned char)content.bytes[i];
        for (int bit = 0; bit < 8; bit++)
            sum = (sum >> 1) ^ (sum & 1 ? 0xedb88320U : 0);
    }
    sum = ~sum;
    for (size_t i = 0; i < blocks; i++) {
        struct text piece = text_slice(content, i * PIECE, (i + 1) * PIECE);
        uint16_t length = (uint16_t)piece.length, inverse = (uint16_t)~length;
        *at++ = i + 1 == blocks;
        memcpy(at, &length, 2);
        memcpy(at + 2, &inverse, 2);
        if (piece.length > 0)
            memcpy(at + 4, piece.bytes, piece.length);
        at += 4 + piece.length;
    }
    uint32_t length = (uint32_t)content.length;
    memcpy(at, &sum, 4);
    memcpy(at + 4, &length, 4);
    return (struct text){to, (size_t)(at + 8 - to)};
}

// ---- reading by several threads

enum { THREADS = 4, BLOCK = 1000 };

struct shared {
    struct byte_source *source;
    char *content; // every byte where it belongs
    size_t length;
    _Atomic uint64_t blocks, given;
    _Atomic unsigned wrong, failures;
};

static void *read_share(void *argument)
{
    struct shared *shared = argument;
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    char block[BLOCK];
    size_t got;
    uint64_t number, offset;
    bool good;
    while ((good = byte_source_next(shared->source, block, BLOCK, &got, &number, &offset, &problems)) &&
           got > 0) {
        shared->blocks++;
        shared->given += got;
        if (offset != number * BLOCK || offset + got > shared->length ||
            (got < BLOCK && offset + got != shared->length))
            shared->wrong++;
        else
            memcpy(shared->content + offset, block, got);
    }
    shared->failures += !good;
    arena_free(arena);
    return NULL;
}

static void assert_shared_out(struct byte_source *source, struct text expected)
{
    struct shared shared = {source, memory_allocate_zeroed(1, expected.length + 1), expected.length};
    pthread_t threads[THREADS];
    for (size_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, read_share, &shared), 0);
    for (size_t i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(shared.wrong, 0);
    assert_int_equal(shared.failures, 0);
    assert_int_equal(shared.given, expected.length);
    assert_int_equal(shared.blocks, (expected.length + BLOCK - 1) / BLOCK);
    assert_memory_equal(shared.content, expected.bytes, expected.length);
    memory_free(shared.content);
}

static void assert_finished(struct situation *at, struct byte_source *source, struct text sent)
{
    struct hash hash;
    uint64_t bytes = 0;
    ASSERT_GOOD(byte_source_finish(source, &hash, &bytes, &at->problems), &at->problems);
    assert_int_equal(bytes, sent.length);
    assert_true(hash_equal(hash, hash_of(sent)));
}

static void check_file(struct text sent, struct text expected, enum byte_source_kind kind)
{
    struct situation at = begin();
    write_file(at.path, sent);
    struct byte_source *source = open_source(&at);
    assert_int_equal(byte_source_kind(source), kind);
    assert_true(byte_source_is_file(source));
    assert_int_equal(byte_source_size(source), sent.length);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(byte_source_consumed(source), 0);
        assert_shared_out(source, expected);
        assert_int_equal(byte_source_consumed(source), sent.length);
        ASSERT_GOOD(byte_source_rewind(source, &at.problems), &at.problems);
    }
    assert_finished(&at, source, sent);
    byte_source_close(source);
    end(&at);
}

TEST(a_plain_file_is_shared_out_among_threads)
{
    struct arena *arena = arena_new();
    static const size_t lengths[] = {1, BLOCK - 1, BLOCK, BLOCK + 1, 700001};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
        check_file(sample(arena, lengths[i]), sample(arena, lengths[i]), BYTES_PLAIN);
    check_file((struct text){"", 0}, (struct text){"", 0}, BYTES_PLAIN);
    arena_free(arena);
}

TEST(a_gzip_file_is_unpacked_for_several_threads)
{
    struct arena *arena = arena_new();
    struct text content = sample(arena, 700001);
    check_file(packed(arena, content), content, BYTES_GZIP);
    check_file(GZIP_ABC, TEXT("abc"), BYTES_GZIP);
    check_file(GZIP_EMPTY, (struct text){"", 0}, BYTES_GZIP);
    arena_free(arena);
}

TEST(members_of_gzip_are_one_text_and_zeros_behind_them_padding)
{
    struct arena *arena = arena_new();
    struct text twice = joined(arena, GZIP_ABC, GZIP_ABC);
    check_file(twice, TEXT("abcabc"), BYTES_GZIP);
    check_file(joined(arena, joined(arena, GZIP_EMPTY, twice), TEXT("\0\0\0\0")), TEXT("abcabc"), BYTES_GZIP);
    arena_free(arena);
}
