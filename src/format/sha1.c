// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/sha1.h"

enum { BLOCK_BYTES = 64, LENGTH_BYTES = 8, ROUNDS = 80, WORDS = 5 };

struct state {
    uint32_t words[WORDS];
    unsigned char block[BLOCK_BYTES];
    uint64_t bytes;
};

static uint32_t turned(uint32_t word, int bits)
{
    return word << bits | word >> (32 - bits);
}

static uint32_t mixed(int round, uint32_t b, uint32_t c, uint32_t d)
{
    if (round < 20)
        return ((b & c) | (~b & d)) + 0x5a827999;
    if (round < 40)
        return (b ^ c ^ d) + 0x6ed9eba1;
    if (round < 60)
        return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
    return (b ^ c ^ d) + 0xca62c1d6;
}

static void take_block(struct state *state)
{
    uint32_t schedule[ROUNDS], now[WORDS];
    for (int i = 0; i < 16; i++)
        schedule[i] = (uint32_t)state->block[4 * i] << 24 | (uint32_t)state->block[4 * i + 1] << 16 |
                      (uint32_t)state->block[4 * i + 2] << 8 | state->block[4 * i + 3];
    for (int i = 16; i < ROUNDS; i++)
        schedule[i] = turned(schedule[i - 3] ^ schedule[i - 8] ^ schedule[i - 14] ^ schedule[i - 16], 1);
    memcpy(now, state->words, sizeof now);
    for (int i = 0; i < ROUNDS; i++) {
        uint32_t next = turned(now[0], 5) + mixed(i, now[1], now[2], now[3]) + now[4] + schedule[i];
        now[4] = now[3];
        now[3] = now[2];
        now[2] = turned(now[1], 30);
        now[1] = now[0];
        now[0] = next;
    }
    for (int i = 0; i < WORDS; i++)
        state->words[i] += now[i];
}

static void add(struct state *state, struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        state->block[state->bytes++ % BLOCK_BYTES] = (unsigned char)text.bytes[i];
        if (state->bytes % BLOCK_BYTES == 0)
            take_block(state);
    }
}

static struct state begin(void)
{
    return (struct state){.words = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0}};
}

static struct sha1 end(struct state *state)
{
    struct sha1 hash;
    uint64_t bits = state->bytes * 8;
    char length[LENGTH_BYTES];
    for (int i = 0; i < LENGTH_BYTES; i++)
        length[i] = (char)(bits >> (56 - 8 * i));
    add(state, TEXT("\x80"));
    while (state->bytes % BLOCK_BYTES != BLOCK_BYTES - LENGTH_BYTES)
        add(state, (struct text){"\0", 1});
    add(state, (struct text){length, LENGTH_BYTES});
    for (size_t i = 0; i < SHA1_BYTES; i++)
        hash.bytes[i] = (unsigned char)(state->words[i / 4] >> (24 - 8 * (i % 4)));
    return hash;
}

struct sha1 sha1_of(struct text text)
{
    struct state state = begin();
    add(&state, text);
    return end(&state);
}

struct sha1 sha1_sign(struct text key, struct text text)
{
    struct sha1 short_key;
    if (key.length > BLOCK_BYTES) {
        short_key = sha1_of(key);
        key = (struct text){(const char *)short_key.bytes, SHA1_BYTES};
    }
    char inner[BLOCK_BYTES], outer[BLOCK_BYTES];
    for (size_t i = 0; i < BLOCK_BYTES; i++) {
        char byte = i < key.length ? key.bytes[i] : 0;
        inner[i] = (char)(byte ^ 0x36);
        outer[i] = (char)(byte ^ 0x5c);
    }
    struct state state = begin();
    add(&state, (struct text){inner, BLOCK_BYTES});
    add(&state, text);
    struct sha1 hash = end(&state);
    state = begin();
    add(&state, (struct text){outer, BLOCK_BYTES});
    add(&state, (struct text){(const char *)hash.bytes, SHA1_BYTES});
    return end(&state);
}
