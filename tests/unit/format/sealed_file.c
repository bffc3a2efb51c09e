// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/sealed_file.h"

#include "temporary.h"
#include "test.h"

enum { HEAD = 16 + 24, PIECE = 64 << 10, SEALED = PIECE + 17 };

struct fixture {
    struct arena *arena;
    struct problems problems;
    struct text folder, plain, sealed;
    struct secret_key key;
};

static void start(struct fixture *fixture)
{
    struct arena *arena = arena_new();
    *fixture = (struct fixture){.arena = arena, .folder = temporary_folder(arena), .key = {{1, 2, 3}}};
    fixture->plain = temporary_path(arena, fixture->folder, "plain");
    fixture->sealed = temporary_path(arena, fixture->folder, "sealed");
    problems_init(&fixture->problems, arena);
}

static void stop(struct fixture *fixture)
{
    temporary_remove(fixture->folder);
    arena_free(fixture->arena);
}

// Bytes of which no two pieces are the same.
static struct text bytes_of(struct fixture *fixture, size_t length)
{
    char *bytes = arena_allocate(fixture->arena, length + 1, 1);
    for (size_t i = 0; i < length; i++)
        bytes[i] = (char)(i * 31 + i / PIECE);
    return (struct text){bytes, length};
}

static struct text seal(struct fixture *fixture, struct text plain)
{
    struct text sealed;
    ASSERT_GOOD(file_write(fixture->plain, plain, &fixture->problems), &fixture->problems);
    struct file_writer *writer = file_writer_new_private(fixture->sealed, &fixture->problems);
    ASSERT_GOOD(writer && sealed_file_write(fixture->plain, &fixture->key, writer, &fixture->problems) &&
                    file_writer_commit(writer, &fixture->problems) &&
                    file_read(fixture->arena, fixture->sealed, (size_t)1 << 30, &sealed, &fixture->problems),
                &fixture->problems);
    return sealed;
}

static void take(void *hash, struct text piece)
{
    hash_add(hash, piece);
}

static bool open_sealed(struct fixture *fixture, struct hash *hash)
{
    struct hash_stream stream;
    hash_begin(&stream);
    bool good = sealed_file_read(fixture->sealed, &fixture->key, take, &stream, &fixture->problems);
    *hash = hash_end(&stream);
    return good;
}

static void assert_refused(struct fixture *fixture, struct text sealed, const char *what)
{
    struct hash hash;
    ASSERT_GOOD(file_write(fixture->sealed, sealed, &fixture->problems), &fixture->problems);
    ASSERT_REFUSED(open_sealed(fixture, &hash), &fixture->problems, what);
    problems_init(&fixture->problems, fixture->arena);
}

static const char changed[] = "the file was changed, or its end is missing";
static const char closed[] = "the key does not open the file, or the file was changed";

TEST(what_was_sealed_opens_to_the_same_bytes_at_any_length)
{
    static const size_t lengths[] = {0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 7};
    struct fixture fixture;
    start(&fixture);
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        struct text plain = bytes_of(&fixture, lengths[i]);
        struct hash hash;
        bool sealed;
        seal(&fixture, plain);
        ASSERT_GOOD(open_sealed(&fixture, &hash), &fixture.problems);
        assert_true(hash_equal(hash, hash_of(plain)));
        assert_true(sealed_file_is(fixture.sealed, &sealed, &fixture.problems) && sealed);
        assert_true(sealed_file_is(fixture.plain, &sealed, &fixture.problems) && !sealed);
    }
    stop(&fixture);
}

TEST(a_sealed_file_that_was_cut_anywhere_is_refused)
{
    struct fixture fixture;
    start(&fixture);
    struct text sealed = text_copy(fixture.arena, seal(&fixture, bytes_of(&fixture, 2 * PIECE)));
    assert_refused(&fixture, text_slice(sealed, 0, 0), "the file is not encrypted");
    assert_refused(&fixture, text_slice(sealed, 0, 20), changed);
    assert_refused(&fixture, text_slice(sealed, 0, HEAD), closed);
    assert_refused(&fixture, text_slice(sealed, 0, HEAD + SEALED), changed);
    assert_refused(&fixture, text_slice(sealed, 0, HEAD + 2 * SEALED), changed);
    assert_refused(&fixture, text_slice(sealed, 0, sealed.length - 1), changed);
    stop(&fixture);
}

TEST(pieces_that_were_changed_exchanged_repeated_or_added_are_refused)
{
    struct fixture fixture;
    start(&fixture);
    struct text sealed = text_copy(fixture.arena, seal(&fixture, bytes_of(&fixture, 2 * PIECE + 5)));
    const char *bytes = sealed.bytes;
    char *other = arena_allocate(fixture.arena, sealed.length + 1, 1);
    struct text text = {other, sealed.length};
    memcpy(other, bytes, sealed.length);
    other[HEAD + SEALED + 100] ^= 1;
    assert_refused(&fixture, text, changed);
    memcpy(other, bytes, sealed.length);
    other[HEAD - 1] ^= 1;
    assert_refused(&fixture, text, closed);
    memcpy(other, bytes, sealed.length);
    memcpy(other + HEAD + SEALED, bytes + HEAD, SEALED);
    assert_refused(&fixture, text, changed);
    memcpy(other + HEAD, bytes + HEAD + SEALED, SEALED);
    assert_refused(&fixture, text, closed);
    memcpy(other, bytes, sealed.length);
    other[sealed.length] = 0;
    assert_refused(&fixture, (struct text){other, sealed.length + 1}, changed);
    stop(&fixture);
}

TEST(another_key_opens_nothing)
{
    struct fixture fixture;
    struct hash hash;
    start(&fixture);
    seal(&fixture, TEXT("names"));
    fixture.key.bytes[31] = 1;
    ASSERT_REFUSED(open_sealed(&fixture, &hash), &fixture.problems, closed);
    assert_true(hash_equal(hash, hash_of(TEXT(""))));
    stop(&fixture);
}
