// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/hash.h"

#include "format/input.h"

#include <assert.h>
#include <sodium.h>

static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(((struct hash_stream *)0)->state), "room for the state");
static_assert(crypto_hash_sha256_BYTES == HASH_BYTES, "length of a SHA-256");

static crypto_hash_sha256_state *state_of(struct hash_stream *stream)
{
    return (crypto_hash_sha256_state *)(void *)stream->state;
}

void hash_begin(struct hash_stream *stream)
{
    crypto_hash_sha256_init(state_of(stream));
}

void hash_add(struct hash_stream *stream, struct text text)
{
    crypto_hash_sha256_update(state_of(stream), (const unsigned char *)text.bytes, text.length);
}

struct hash hash_end(struct hash_stream *stream)
{
    struct hash hash;
    crypto_hash_sha256_final(state_of(stream), hash.bytes);
    return hash;
}

struct hash hash_of(struct text text)
{
    struct hash_stream stream;
    hash_begin(&stream);
    hash_add(&stream, text);
    return hash_end(&stream);
}

bool hash_of_file(const char *path, struct hash *hash, uint64_t *bytes, struct problems *problems)
{
    struct input input;
    if (!input_open(path, text_from(path), &input, problems))
        return false;
    struct hash_stream stream;
    hash_begin(&stream);
    char chunk[1 << 16];
    uint64_t total = 0;
    size_t got;
    bool good;
    while ((good = input_read(&input, total, chunk, sizeof chunk, &got, problems)) && got > 0) {
        hash_add(&stream, (struct text){chunk, got});
        total += got;
    }
    input_close(&input);
    if (!good)
        return false;
    *hash = hash_end(&stream);
    if (bytes)
        *bytes = total;
    return true;
}

struct text hash_text(struct arena *arena, struct hash hash)
{
    char *hex = arena_allocate(arena, HASH_HEX_BYTES + 1, 1);
    sodium_bin2hex(hex, HASH_HEX_BYTES + 1, hash.bytes, HASH_BYTES);
    return (struct text){hex, HASH_HEX_BYTES};
}

static int hex_digit(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

bool hash_from_text(struct text text, struct hash *hash)
{
    if (text.length != HASH_HEX_BYTES)
        return false;
    struct hash read;
    for (size_t i = 0; i < HASH_BYTES; i++) {
        int high = hex_digit(text.bytes[2 * i]), low = hex_digit(text.bytes[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        read.bytes[i] = (unsigned char)(high << 4 | low);
    }
    *hash = read;
    return true;
}

bool hash_equal(struct hash a, struct hash b)
{
    return memcmp(a.bytes, b.bytes, HASH_BYTES) == 0;
}
