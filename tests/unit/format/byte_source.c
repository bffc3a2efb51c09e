// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/byte_source.h"

#include "temporary.h"
#include "test.h"
#include "workbook.h"

#include "base/buffer.h"
#include "base/file.h"
#include "base/memory.h"

#include <fcntl.h>
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

// ---- what is refused

static const char *const damaged = "the file is damaged or was cut short";

// Reads to the end, or to the failure. Blocks are small, so that there are several.
static bool read_all(struct byte_source *source, struct buffer *content, struct problems *problems)
{
    char block[7];
    size_t got;
    uint64_t number, offset;
    bool good;
    while ((good = byte_source_next(source, block, sizeof block, &got, &number, &offset, problems)) &&
           got > 0)
        buffer_add(content, (struct text){block, got});
    return good;
}

static void assert_refused_in_reading(struct text sent, const char *what)
{
    struct situation at = begin();
    struct buffer content = {0};
    write_file(at.path, sent);
    struct byte_source *source = open_source(&at);
    ASSERT_REFUSED(read_all(source, &content, &at.problems), &at.problems, what);
    ASSERT_GOOD(read_all(source, &content, &at.problems), &at.problems); // said once
    assert_finished(&at, source, sent); // what was sent can be named all the same
    byte_source_close(source);
    buffer_dispose(&content);
    end(&at);
}

static void assert_refused_in_opening(struct text sent, const char *what)
{
    struct situation at = begin();
    struct byte_source *source;
    write_file(at.path, sent);
    ASSERT_REFUSED(byte_source_open(at.path, TEXT("sent"), true, &source, &at.problems), &at.problems, what);
    end(&at);
}

TEST(gzip_that_was_cut_anywhere_is_refused)
{
    struct arena *arena = arena_new();
    struct text one = GZIP_ABC, two = joined(arena, one, one);
    for (size_t length = 2; length < two.length; length++)
        if (length != one.length)
            assert_refused_in_reading(text_slice(two, 0, length), damaged);
    arena_free(arena);
}

TEST(what_is_behind_gzip_is_refused)
{
    struct arena *arena = arena_new();
    const char *what = "behind what gzip packed comes something else";
    assert_refused_in_reading(joined(arena, GZIP_ABC, TEXT("x")), what);
    assert_refused_in_reading(joined(arena, GZIP_ABC, TEXT("\x1fx")), what);
    assert_refused_in_reading(joined(arena, GZIP_ABC, TEXT("\0\0x")), what);
    arena_free(arena);
}

TEST(what_is_packed_twice_is_refused)
{
    struct arena *arena = arena_new();
    assert_refused_in_reading(packed(arena, GZIP_ABC), "what is in the file is packed once more");
    arena_free(arena);
}

TEST(a_missing_file_and_a_folder_are_refused)
{
    struct situation at = begin();
    struct byte_source *source;
    ASSERT_REFUSED(byte_source_open(at.path, TEXT("sent"), true, &source, &at.problems), &at.problems,
                   "the file cannot be opened: {reason}");
    ASSERT_REFUSED(byte_source_open(at.folder.bytes, TEXT("sent"), true, &source, &at.problems), &at.problems,
                   "the file cannot be read: {reason}");
    byte_source_close(NULL);
    end(&at);
}

TEST(damage_is_reported_to_one_thread_only)
{
    struct situation at = begin();
    struct text content = sample(at.arena, 300000), sent = packed(at.arena, content);
    write_file(at.path, text_slice(sent, 0, 200000));
    struct byte_source *source = open_source(&at);
    struct shared shared = {source, memory_allocate_zeroed(1, content.length), content.length};
    pthread_t threads[THREADS];
    for (size_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, read_share, &shared), 0);
    for (size_t i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(shared.failures, 1);
    assert_int_equal(shared.wrong, 0);
    memory_free(shared.content);
    byte_source_close(source);
    end(&at);
}

// ---- a file that changes

static void read_one(struct situation *at, struct byte_source *source)
{
    char block[BLOCK];
    size_t got;
    uint64_t number, offset;
    ASSERT_GOOD(byte_source_next(source, block, BLOCK, &got, &number, &offset, &at->problems), &at->problems);
    assert_int_equal(got, BLOCK);
}

TEST(a_file_that_is_cut_while_it_is_read_is_refused_where_a_block_is_missing)
{
    struct situation at = begin();
    struct buffer content = {0};
    write_file(at.path, sample(at.arena, 5 * BLOCK));
    struct byte_source *source = open_source(&at);
    read_one(&at, source);
    assert_int_equal(truncate(at.path, 2 * BLOCK), 0);
    ASSERT_REFUSED(read_all(source, &content, &at.problems), &at.problems,
                   "the file was changed while it was being read");
    ASSERT_GOOD(read_all(source, &content, &at.problems), &at.problems);
    byte_source_close(source);
    buffer_dispose(&content);
    end(&at);
}

TEST(a_file_that_is_written_to_while_it_is_read_is_refused_at_the_end)
{
    struct situation at = begin();
    struct hash hash;
    uint64_t bytes;
    write_file(at.path, sample(at.arena, 5 * BLOCK));
    struct timespec long_ago[2] = {{.tv_sec = 1000000000}, {.tv_sec = 1000000000}};
    assert_int_equal(utimensat(AT_FDCWD, at.path, long_ago, 0), 0);
    struct byte_source *source = open_source(&at);
    read_one(&at, source);
    write_file(at.path, sample(at.arena, 5 * BLOCK));
    ASSERT_REFUSED(byte_source_finish(source, &hash, &bytes, &at.problems), &at.problems,
                   "the file was changed while it was being read");
    byte_source_close(source);
    end(&at);
}

// ---- ZIP

static struct text zipped(struct arena *arena, struct text description)
{
    struct buffer file = {0};
    assert_true(workbook_make_zip(description, &file));
    struct text copy = text_copy(arena, buffer_text(&file));
    buffer_dispose(&file);
    return copy;
}

static void check_zip(const char *description, const char *expected)
{
    struct arena *arena = arena_new();
    check_file(zipped(arena, text_from(description)), text_from(expected), BYTES_ZIP);
    arena_free(arena);
}

TEST(the_one_file_in_a_zip_file_is_read)
{
    check_zip("--- cases.csv\na,b\n1,2\n", "a,b\n1,2\n");
    check_zip("--- cases.csv stored\na,b\n", "a,b\n");
    check_zip("--- empty.csv\n", "");
    check_zip("--- sent/\n--- sent/.hidden\nx\n--- __MACOSX/sent/._cases.csv\nx\n--- sent/cases.csv\na,b\n",
              "a,b\n");
}

TEST(a_zip_file_with_several_files_or_none_is_refused)
{
    struct arena *arena = arena_new();
    assert_refused_in_opening(zipped(arena, TEXT("--- a.csv\na\n--- b.csv\nb\n")),
                              "there are several files in the ZIP file");
    assert_refused_in_opening(zipped(arena, TEXT("--- .a\na\n")), "there is no file in the ZIP file");
    assert_refused_in_opening(zipped(arena, TEXT("--- a.csv encrypted\na\n")),
                              "the file is protected by a password");
    assert_refused_in_opening(TEXT("PK\3\4, and then nothing of the kind"), damaged);
    arena_free(arena);
}

// The method is at 8 of a local header, and at 10 of the directory's entry.
TEST(a_zip_file_packed_in_an_unknown_way_is_refused)
{
    struct arena *arena = arena_new();
    struct text sent = zipped(arena, TEXT("--- a.csv\naaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"));
    char *bytes = (char *)sent.bytes;
    size_t entry;
    assert_true(text_find(sent, TEXT("PK\1\2"), &entry));
    bytes[8] = bytes[entry + 10] = 97;
    assert_refused_in_opening(sent, "the file is packed in a way that cannot be read here");
    arena_free(arena);
}

TEST(a_workbook_is_only_hashed)
{
    struct situation at = begin();
    struct buffer content = {0};
    struct text sent = zipped(at.arena, TEXT("--- [Content_Types].xml\n<a/>\n--- xl/workbook.xml\n<b/>\n"));
    write_file(at.path, sent);
    struct byte_source *source = open_source(&at);
    assert_int_equal(byte_source_kind(source), BYTES_WORKBOOK);
    for (int i = 0; i < 2; i++) {
        ASSERT_GOOD(read_all(source, &content, &at.problems), &at.problems);
        assert_int_equal(content.length, 0);
        ASSERT_GOOD(byte_source_rewind(source, &at.problems), &at.problems);
    }
    assert_finished(&at, source, sent);
    byte_source_close(source);
    buffer_dispose(&content);
    end(&at);
}

// Zeros, which pack as well as anything can, as the one entry's bytes.
TEST(what_only_a_bomb_unpacks_to_is_refused)
{
    struct situation at = begin();
    const struct text heading = TEXT("--- a\n");
    enum { ZEROS = 80 << 20, PIECE = 1 << 20 };
    char *description = memory_allocate_zeroed(1, heading.length + ZEROS), *block = memory_allocate(PIECE);
    memcpy(description, heading.bytes, heading.length);
    write_file(at.path, zipped(at.arena, (struct text){description, heading.length + ZEROS}));
    struct byte_source *source = open_source(&at);
    size_t got = 1;
    uint64_t number = 0, offset;
    while (got > 0 && byte_source_next(source, block, PIECE, &got, &number, &offset, &at.problems)) {
    }
    assert_problem(&at.problems, "the file grows too much when it is unpacked, as one made to do harm would",
                   __FILE__, __LINE__);
    assert_true(number > 64);
    byte_source_close(source);
    memory_free(description);
    memory_free(block);
    end(&at);
}

// ---- pipes

struct writer {
    int to;
    struct text content;
    pthread_t thread;
};

static void *write_in_pieces(void *argument)
{
    struct writer *writer = argument;
    size_t length = 1;
    while (writer->content.length > 0) {
        struct text piece = text_slice(writer->content, 0, length);
        if (write(writer->to, piece.bytes, piece.length) != (ssize_t)piece.length)
            break;
        writer->content = text_slice(writer->content, piece.length, writer->content.length);
        length = length % 3000 * 2 + 1;
    }
    close(writer->to);
    return NULL;
}

// A source at the reading end of a pipe, which the source then holds alone.
static struct byte_source *open_pipe(struct situation *at, int *to)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    at->path = text_terminated(at->arena, text_print(at->arena, "/dev/fd/%d", ends[0]));
    struct byte_source *source = open_source(at);
    close(ends[0]);
    *to = ends[1];
    return source;
}

static void check_pipe(struct text sent, struct text expected, enum byte_source_kind kind)
{
    struct situation at = begin();
    struct writer writer = {.content = sent};
    struct byte_source *source = open_pipe(&at, &writer.to);
    assert_int_equal(pthread_create(&writer.thread, NULL, write_in_pieces, &writer), 0);
    assert_shared_out(source, expected);
    assert_int_equal(byte_source_kind(source), kind);
    assert_false(byte_source_is_file(source));
    assert_int_equal(byte_source_size(source), 0);
    assert_int_equal(byte_source_consumed(source), sent.length);
    ASSERT_REFUSED(byte_source_rewind(source, &at.problems), &at.problems,
                   "this is not a file on a disk, but a pipe or a device");
    assert_finished(&at, source, sent);
    pthread_join(writer.thread, NULL);
    byte_source_close(source);
    end(&at);
}

TEST(a_pipe_is_read_whatever_the_pieces_in_which_it_is_written)
{
    struct arena *arena = arena_new();
    struct text content = sample(arena, 200001);
    check_pipe(content, content, BYTES_PLAIN);
    check_pipe(packed(arena, content), content, BYTES_GZIP);
    check_pipe(joined(arena, GZIP_ABC, GZIP_ABC), TEXT("abcabc"), BYTES_GZIP);
    check_pipe(TEXT("a"), TEXT("a"), BYTES_PLAIN);
    check_pipe(TEXT("PK,name\n"), TEXT("PK,name\n"), BYTES_PLAIN);
    check_pipe((struct text){"", 0}, (struct text){"", 0}, BYTES_PLAIN);
    arena_free(arena);
}

TEST(a_zip_file_from_a_pipe_is_refused)
{
    struct situation at = begin();
    struct buffer content = {0};
    struct writer writer = {.content = zipped(at.arena, TEXT("--- a.csv\na,b\n"))};
    struct byte_source *source = open_pipe(&at, &writer.to);
    write_in_pieces(&writer);
    ASSERT_REFUSED(read_all(source, &content, &at.problems), &at.problems,
                   "this is not a file on a disk, but a pipe or a device");
    byte_source_close(source);
    end(&at);
}

static void assert_stopped(struct situation *at, struct byte_source *source)
{
    struct shared shared = {.source = source, .content = memory_allocate(BLOCK), .length = BLOCK};
    struct hash hash;
    uint64_t bytes;
    pthread_t threads[THREADS];
    for (size_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, read_share, &shared), 0);
    byte_source_stop(source);
    for (size_t i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(shared.failures, 0);
    assert_int_equal(shared.given, 0);
    ASSERT_REFUSED(byte_source_finish(source, &hash, &bytes, &at->problems), &at->problems,
                   "the file was not read to its end");
    byte_source_close(source);
    memory_free(shared.content);
}

TEST(stopping_ends_the_wait_for_a_pipe)
{
    struct situation at = begin();
    int to;
    struct byte_source *source = open_pipe(&at, &to);
    assert_int_equal(write(to, "abcdefgh", 8), 8);
    assert_stopped(&at, source);
    close(to);
    end(&at);
}

TEST(stopping_ends_the_wait_in_the_middle_of_gzip)
{
    struct situation at = begin();
    int to;
    struct byte_source *source = open_pipe(&at, &to);
    assert_int_equal(write(to, GZIP_ABC.bytes, 12), 12);
    assert_stopped(&at, source);
    close(to);
    end(&at);
}

TEST(stopping_ends_the_wait_for_somebody_to_write_at_all)
{
    struct situation at = begin();
    assert_int_equal(mkfifo(at.path, 0600), 0);
    assert_stopped(&at, open_source(&at));
    end(&at);
}

TEST(a_source_is_closed_in_the_middle)
{
    struct situation at = begin();
    write_file(at.path, sample(at.arena, 3000000));
    struct byte_source *source = open_source(&at);
    read_one(&at, source);
    byte_source_close(source);
    end(&at);
}
