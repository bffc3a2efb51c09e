// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/keyed_hash.h"

#include "base/keyed_hash_word.h"
#include "base/processor.h"

#include <sys/random.h>

static inline uint64_t rotate(uint64_t word, int bits)
{
    return word << bits | word >> (64 - bits);
}

struct state {
    uint64_t a, b, c, d;
};

static inline struct state mix(struct state v)
{
    v.a += v.b;
    v.c += v.d;
    v.b = rotate(v.b, 13) ^ v.a;
    v.d = rotate(v.d, 16) ^ v.c;
    v.a = rotate(v.a, 32);
    v.c += v.b;
    v.a += v.d;
    v.b = rotate(v.b, 17) ^ v.c;
    v.d = rotate(v.d, 21) ^ v.a;
    v.c = rotate(v.c, 32);
    return v;
}

static inline struct state absorb(struct state v, uint64_t word)
{
    v.d ^= word;
    v = mix(v);
    v.a ^= word;
    return v;
}

void keyed_hash_secret(uint64_t secret[static 2])
{
    // Cannot fail for so few bytes on a kernel that has it; on one without, the address is better than nothing.
    if (getrandom(secret, 2 * sizeof *secret, 0) != (ssize_t)(2 * sizeof *secret)) {
        secret[0] = (uint64_t)(uintptr_t)secret;
        secret[1] = (uint64_t)(uintptr_t)&secret << 20;
    }
}

struct keyed_hash keyed_hash(const uint64_t secret[static 2], struct text text)
{
    struct state v = {secret[0] ^ 0x736f6d6570736575, secret[1] ^ 0x646f72616e646f6d ^ 0xEE,
                      secret[0] ^ 0x6c7967656e657261, secret[1] ^ 0x7465646279746573};
    size_t at = 0;
    for (; at + 8 <= text.length; at += 8) {
        uint64_t word;
        memcpy(&word, text.bytes + at, sizeof word);
        v = absorb(v, word);
    }
    v = absorb(v, keyed_hash_last_word(text, at));
    struct keyed_hash hash;
    v.c ^= 0xEE;
    v = mix(mix(mix(v)));
    hash.low = v.a ^ v.b ^ v.c ^ v.d;
    v.b ^= 0xDD;
    v = mix(mix(mix(v)));
    hash.high = v.a ^ v.b ^ v.c ^ v.d;
    return hash;
}

static void one_by_one(const uint64_t secret[static 2], const struct text *texts, struct keyed_hash *hashes)
{
    for (size_t i = 0; i < KEYED_HASH_TOGETHER; i++)
        hashes[i] = keyed_hash(secret, texts[i]);
}

keyed_hash_together *keyed_hash_fastest(void)
{
    return processor_has_avx2() ? keyed_hash_eight_avx2 : one_by_one;
}
