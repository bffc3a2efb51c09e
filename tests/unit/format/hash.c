// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/hash.h"

#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void assert_hash(struct hash hash, const char *expected)
{
    struct arena *arena = arena_new();
    assert_text_equal(hash_text(arena, hash), expected);
    arena_free(arena);
}

// The examples of FIPS 180-4.
static const char *const of_nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
static const char *const of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

TEST(the_standards_examples_hash_as_printed)
{
    assert_hash(hash_of((struct text){0}), of_nothing);
    assert_hash(hash_of(TEXT("abc")), of_abc);
}

TEST(pieces_hash_as_the_whole)
{
    struct hash_stream stream;
    hash_begin(&stream);
    hash_add(&stream, TEXT("a"));
    hash_add(&stream, (struct text){0});
    hash_add(&stream, TEXT("bc"));
    assert_hash(hash_end(&stream), of_abc);
}

// Texts of every length around the ends of blocks, cut into pieces of every length: by the processor, if it can, and
// by libsodium.
TEST(every_way_to_hash_gives_the_same)
{
    char bytes[400], block[HASH_BLOCK_BYTES];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * 37 + 11);
    for (size_t i = 0; i < sizeof block; i++)
        block[i] = (char)(i * 91 + 3);
    struct hash_prefix prefix = hash_prefix_of(block), slow = prefix;
    slow.native = false;
    for (size_t length = 0; length <= sizeof bytes; length++) {
        struct text text = {bytes, length};
        struct hash_stream stream, behind;
        hash_begin_portably(&stream);
        hash_add(&stream, text);
        struct hash expected = hash_end(&stream);
        assert_true(hash_equal(hash_of(text), expected));
        for (size_t piece = 1; piece <= length; piece++) {
            hash_begin(&stream);
            for (size_t at = 0; at < length; at += piece)
                hash_add(&stream, text_slice(text, at, at + piece));
            assert_true(hash_equal(hash_end(&stream), expected));
        }
        hash_begin_portably(&behind);
        hash_add(&behind, (struct text){block, sizeof block});
        hash_add(&behind, text);
        expected = hash_end(&behind);
        assert_true(hash_equal(hash_behind(&prefix, text), expected));
        assert_true(hash_equal(hash_behind(&slow, text), expected));
    }
}

TEST(a_file_hashes_as_its_bytes_and_a_missing_one_is_a_problem)
{
    char path[] = "/tmp/craffu-hash-XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, "abc", 3), 3);
    close(file);

    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    struct hash hash;
    uint64_t bytes = 0;
    assert_true(hash_of_file(path, &hash, &bytes, &problems));
    assert_hash(hash, of_abc);
    assert_int_equal(bytes, 3);

    unlink(path);
    assert_false(hash_of_file(path, &hash, NULL, &problems));
    assert_int_equal(problems.count, 1);
    arena_free(arena);
}

TEST(hexadecimal_is_read_back_and_nothing_else_is)
{
    struct arena *arena = arena_new();
    struct hash hash = hash_of(TEXT("abc")), read;
    assert_true(hash_from_text(hash_text(arena, hash), &read));
    assert_true(hash_equal(hash, read));
    assert_false(hash_from_text(TEXT("abc"), &read));
    char upper[] = "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD";
    assert_false(hash_from_text((struct text){upper, 64}, &read));
    arena_free(arena);
}
