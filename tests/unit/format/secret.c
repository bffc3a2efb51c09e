// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/secret.h"

#include "test.h"

#include <sodium.h>

TEST(what_was_sealed_opens_with_its_key_and_its_context_only)
{
    struct arena *arena = arena_new();
    struct secret_key key = secret_key_new(), other = secret_key_new();
    struct text sealed = secret_seal(arena, &key, TEXT("seed"), TEXT("row 1")), plain = TEXT("untouched");
    assert_int_equal(sealed.length, 4 + SECRET_SEALED_MORE);
    assert_false(secret_open(arena, &other, sealed, TEXT("row 1"), &plain));
    assert_false(secret_open(arena, &key, sealed, TEXT("row 2"), &plain));
    assert_false(secret_open(arena, &key, text_slice(sealed, 0, sealed.length - 1), TEXT("row 1"), &plain));
    assert_false(secret_open(arena, &key, TEXT("short"), TEXT("row 1"), &plain));
    assert_text_equal(plain, "untouched");
    assert_true(secret_open(arena, &key, sealed, TEXT("row 1"), &plain));
    assert_text_equal(plain, "seed");
    arena_free(arena);
}

TEST(one_changed_bit_is_seen)
{
    struct arena *arena = arena_new();
    struct secret_key key = secret_key_new();
    struct text sealed = secret_seal(arena, &key, TEXT("seed"), TEXT("")), plain;
    char *bytes = arena_allocate(arena, sealed.length, 1);
    for (size_t i = 0; i < sealed.length; i++) {
        memcpy(bytes, sealed.bytes, sealed.length);
        bytes[i] ^= 1;
        assert_false(secret_open(arena, &key, (struct text){bytes, sealed.length}, TEXT(""), &plain));
    }
    arena_free(arena);
}

TEST(the_same_is_never_sealed_twice_alike)
{
    struct arena *arena = arena_new();
    struct secret_key key = secret_key_new();
    assert_false(text_equal(secret_seal(arena, &key, TEXT("seed"), TEXT("")),
                            secret_seal(arena, &key, TEXT("seed"), TEXT(""))));
    arena_free(arena);
}

// RFC 4231, 4.3: HMAC-SHA-256. Its key is shorter than ours, and a shorter key is one with zeros behind it.
TEST(signatures_are_those_of_the_standard)
{
    struct arena *arena = arena_new();
    struct secret_key key = {"Jefe"};
    assert_text_equal(hash_text(arena, secret_sign(&key, TEXT("what do ya want for nothing?"))),
                      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    arena_free(arena);
}

TEST(keys_of_different_purposes_differ_and_stay_the_same)
{
    struct secret_key key = secret_key_new(), one = secret_key_for(&key, "one"),
                      again = secret_key_for(&key, "one"), two = secret_key_for(&key, "two");
    assert_memory_equal(one.bytes, again.bytes, sizeof one.bytes);
    assert_memory_not_equal(one.bytes, two.bytes, sizeof one.bytes);
    assert_memory_not_equal(one.bytes, key.bytes, sizeof one.bytes);
}

TEST(texts_are_compared)
{
    assert_true(secret_same(TEXT("abc"), TEXT("abc")));
    assert_true(secret_same(TEXT(""), (struct text){0}));
    assert_false(secret_same(TEXT("abc"), TEXT("abd")));
    assert_false(secret_same(TEXT("abc"), TEXT("ab")));
}

TEST(signatures_of_any_length_are_those_of_the_library)
{
    static char text[300];
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)(i * 37);
    for (size_t length = 0; length <= sizeof text; length++) {
        struct secret_key key = secret_key_new();
        struct hash ours = secret_sign(&key, (struct text){text, length}), theirs;
        crypto_auth_hmacsha256(theirs.bytes, (const unsigned char *)text, length, key.bytes);
        assert_memory_equal(ours.bytes, theirs.bytes, HASH_BYTES);
    }
}
