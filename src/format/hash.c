// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/hash.h"

#include "format/input.h"
#include "format/libsodium.h"
#include "format/sha256.h"

#include <assert.h>

static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(((struct hash_stream *)0)->state),
              "room for the state");
static_assert(crypto_hash_sha256_BYTES == HASH_BYTES, "length of a SHA-256");

static crypto_hash_sha256_state *state_of(struct hash_stream *stream)
{
    return (crypto_hash_sha256_state *)(void *)stream->state;
}

static const uint32_t first_words[SHA256_WORDS] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                                   0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

// The rest of a message, `before` bytes of which are in the words already: whole blocks, then the end with its padding.
static struct hash finish_natively(const uint32_t before_words[static SHA256_WORDS], struct text text,
                                   uint64_t before)
{
    uint32_t words[SHA256_WORDS];
    unsigned char end[2 * SHA256_BLOCK_BYTES] = {0};
    struct hash hash;
    size_t blocks = text.length / SHA256_BLOCK_BYTES, rest = text.length % SHA256_BLOCK_BYTES;
    size_t end_blocks = rest < SHA256_BLOCK_BYTES - 8 ? 1 : 2;
    uint64_t bits = (before + text.length) * 8;
    memcpy(words, before_words, sizeof words);
    sha256_blocks(words, (const unsigned char *)text.bytes, blocks);
    if (rest)
        memcpy(end, text.bytes + text.length - rest, rest);
    end[rest] = 0x80;
    for (size_t i = 0; i < 8; i++)
        end[end_blocks * SHA256_BLOCK_BYTES - 1 - i] = (unsigned char)(bits >> (8 * i));
    sha256_blocks(words, end, end_blocks);
    for (size_t i = 0; i < HASH_BYTES; i++)
        hash.bytes[i] = (unsigned char)(words[i / 4] >> (24 - 8 * (i % 4)));
    return hash;
}

void hash_begin_portably(struct hash_stream *stream)
{
    stream->native = false;
    crypto_hash_sha256_init(state_of(stream));
}

void hash_begin(struct hash_stream *stream)
{
    if (!sha256_is_native()) {
        hash_begin_portably(stream);
        return;
    }
    *stream = (struct hash_stream){.native = true};
    memcpy(stream->taken.words, first_words, sizeof first_words);
}

// Whole blocks go to the processor from where they are; what is left over waits for the next piece.
static void add_natively(struct hash_stream *stream, struct text text)
{
    size_t waiting = (size_t)(stream->taken.bytes % SHA256_BLOCK_BYTES);
    stream->taken.bytes += text.length;
    if (waiting > 0) {
        struct text front = text_slice(text, 0, SHA256_BLOCK_BYTES - waiting);
        memcpy(stream->taken.block + waiting, front.bytes, front.length);
        if (waiting + front.length < SHA256_BLOCK_BYTES)
            return;
        sha256_blocks(stream->taken.words, stream->taken.block, 1);
        text = text_slice(text, front.length, text.length);
    }
    size_t blocks = text.length / SHA256_BLOCK_BYTES;
    sha256_blocks(stream->taken.words, (const unsigned char *)text.bytes, blocks);
    text = text_slice(text, blocks * SHA256_BLOCK_BYTES, text.length);
    if (text.length > 0)
        memcpy(stream->taken.block, text.bytes, text.length);
}

void hash_add(struct hash_stream *stream, struct text text)
{
    if (text.length == 0)
        return;
    if (stream->native)
        add_natively(stream, text);
    else
        crypto_hash_sha256_update(state_of(stream), (const unsigned char *)text.bytes, text.length);
}

struct hash hash_end(struct hash_stream *stream)
{
    struct hash hash;
    if (stream->native) {
        size_t waiting = (size_t)(stream->taken.bytes % SHA256_BLOCK_BYTES);
        return finish_natively(stream->taken.words, (struct text){(char *)stream->taken.block, waiting},
                               stream->taken.bytes - waiting);
    }
    crypto_hash_sha256_final(state_of(stream), hash.bytes);
    return hash;
}

struct hash_prefix hash_prefix_of(const char block[static HASH_BLOCK_BYTES])
{
    struct hash_prefix prefix = {.native = sha256_is_native()};
    hash_begin_portably(&prefix.stream);
    hash_add(&prefix.stream, (struct text){block, HASH_BLOCK_BYTES});
    memcpy(prefix.words, first_words, sizeof first_words);
    if (prefix.native)
        sha256_blocks(prefix.words, (const unsigned char *)block, 1);
    return prefix;
}

struct hash hash_behind(const struct hash_prefix *prefix, struct text text)
{
    if (prefix->native)
        return finish_natively(prefix->words, text, HASH_BLOCK_BYTES);
    struct hash_stream stream = prefix->stream;
    hash_add(&stream, text);
    return hash_end(&stream);
}

struct hash hash_of(struct text text)
{
    if (sha256_is_native())
        return finish_natively(first_words, text, 0);
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

void hash_print(struct hash hash, char hex[static HASH_HEX_BYTES + 1])
{
    sodium_bin2hex(hex, HASH_HEX_BYTES + 1, hash.bytes, HASH_BYTES);
}

struct text hash_text(struct arena *arena, struct hash hash)
{
    char *hex = arena_allocate(arena, HASH_HEX_BYTES + 1, 1);
    hash_print(hash, hex);
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
