// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/keyed_hash.h"

#include <sys/random.h>

static uint64_t rotate(uint64_t word, int bits)
{
    return word << bits | word >> (64 - bits);
}

static void mix(uint64_t v[4])
{
    v[0] += v[1];
    v[2] += v[3];
    v[1] = rotate(v[1], 13) ^ v[0];
    v[3] = rotate(v[3], 16) ^ v[2];
    v[0] = rotate(v[0], 32);
    v[2] += v[1];
    v[0] += v[3];
    v[1] = rotate(v[1], 17) ^ v[2];
    v[3] = rotate(v[3], 21) ^ v[0];
    v[2] = rotate(v[2], 32);
}

void keyed_hash_secret(uint64_t secret[static 2])
{
    // Cannot fail for so few bytes on a kernel that has it; on one without, the address is better than nothing.
    if (getrandom(secret, 2 * sizeof *secret, 0) != (ssize_t)(2 * sizeof *secret)) {
        secret[0] = (uint64_t)(uintptr_t)secret;
        secret[1] = (uint64_t)(uintptr_t)&secret << 20;
    }
}

// The last word holds what is left of the text and, in its highest byte, the length.
static uint64_t last_word(struct text text, size_t at)
{
    uint64_t word = 0;
    if (text.length > at)
        memcpy(&word, text.bytes + at, text.length - at);
    return word | (uint64_t)text.length << 56;
}

static uint64_t finish(uint64_t v[4], uint64_t mark)
{
    v[mark == 0xDD ? 1 : 2] ^= mark;
    for (int round = 0; round < 3; round++)
        mix(v);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

struct keyed_hash keyed_hash(const uint64_t secret[static 2], struct text text)
{
    uint64_t v[4] = {secret[0] ^ 0x736f6d6570736575, secret[1] ^ 0x646f72616e646f6d ^ 0xEE,
                     secret[0] ^ 0x6c7967656e657261, secret[1] ^ 0x7465646279746573};
    size_t at = 0;
    for (; at + 8 <= text.length; at += 8) {
        uint64_t word;
        memcpy(&word, text.bytes + at, sizeof word);
        v[3] ^= word;
        mix(v);
        v[0] ^= word;
    }
    uint64_t word = last_word(text, at);
    v[3] ^= word;
    mix(v);
    v[0] ^= word;
    struct keyed_hash hash;
    hash.low = finish(v, 0xEE);
    hash.high = finish(v, 0xDD);
    return hash;
}
