// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/sha1.h"

#include "test.h"

static struct text hexadecimal(struct arena *arena, struct sha1 hash)
{
    struct text text = {0};
    for (size_t i = 0; i < SHA1_BYTES; i++)
        text = text_print(arena, "%.*s%02x", TEXT_PRINT(text), hash.bytes[i]);
    return text;
}

static struct text repeated(struct arena *arena, char byte, size_t count)
{
    char *bytes = arena_allocate(arena, count, 1);
    memset(bytes, byte, count);
    return (struct text){bytes, count};
}

TEST(hashes_are_those_of_the_standard)
{
    struct arena *arena = arena_new();
    assert_text_equal(hexadecimal(arena, sha1_of(TEXT("abc"))), "a9993e364706816aba3e25717850c26c9cd0d89d");
    assert_text_equal(hexadecimal(arena, sha1_of(TEXT(""))), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    assert_text_equal(
        hexadecimal(arena, sha1_of(TEXT("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"))),
        "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
    assert_text_equal(hexadecimal(arena, sha1_of(repeated(arena, 'a', 1000000))),
                      "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
    arena_free(arena);
}

// RFC 2202, 3.
TEST(signatures_are_those_of_the_standard)
{
    struct arena *arena = arena_new();
    assert_text_equal(hexadecimal(arena, sha1_sign(repeated(arena, 0x0b, 20), TEXT("Hi There"))),
                      "b617318655057264e28bc0b6fb378c8ef146be00");
    assert_text_equal(hexadecimal(arena, sha1_sign(TEXT("Jefe"), TEXT("what do ya want for nothing?"))),
                      "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
    assert_text_equal(
        hexadecimal(arena, sha1_sign(repeated(arena, (char)0xaa, 20), repeated(arena, (char)0xdd, 50))),
        "125d7342b9ac11cd91a39af48aa17b4f63f175d3");
    assert_text_equal(
        hexadecimal(arena, sha1_sign(repeated(arena, (char)0xaa, 80),
                                     TEXT("Test Using Larger Than Block-Size Key - Hash Key First"))),
        "aa4ae5e15272d00e95705637ce8a3b55ed402112");
    arena_free(arena);
}
