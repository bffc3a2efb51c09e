// SPDX-License-Identifier: GPL-3.0-or-later
// The hash of keyed_hash.c of eight texts at once, a lane each: compiled for processors that have AVX2, called only there.
#include "base/keyed_hash.h"
#include "base/keyed_hash_word.h"

#if defined(__AVX2__)

enum { LANES = KEYED_HASH_TOGETHER };
typedef uint64_t lanes
    __attribute__((vector_size(LANES * sizeof(uint64_t)))); // no structure: it is a type of register

struct state {
    lanes a, b, c, d;
};

#define ROTATE(word, bits) ((word) << (bits) | (word) >> (64 - (bits)))

static inline __attribute__((always_inline)) void mix(struct state *v)
{
    v->a += v->b;
    v->c += v->d;
    v->b = ROTATE(v->b, 13) ^ v->a;
    v->d = ROTATE(v->d, 16) ^ v->c;
    v->a = ROTATE(v->a, 32);
    v->c += v->b;
    v->a += v->d;
    v->b = ROTATE(v->b, 17) ^ v->c;
    v->d = ROTATE(v->d, 21) ^ v->a;
    v->c = ROTATE(v->c, 32);
}

static inline __attribute__((always_inline)) void absorb(struct state *v, const uint64_t words[static LANES])
{
    lanes word;
    memcpy(&word, words, sizeof word);
    v->d ^= word;
    mix(v);
    v->a ^= word;
}

static inline __attribute__((always_inline)) void finish(struct state *v, uint64_t halves[static LANES])
{
    mix(v);
    mix(v);
    mix(v);
    lanes half = v->a ^ v->b ^ v->c ^ v->d;
    memcpy(halves, &half, sizeof half);
}

void keyed_hash_eight_avx2(const uint64_t secret[static 2], const struct text *texts,
                           struct keyed_hash *hashes)
{
    const lanes none = {0};
    struct state v = {none + (secret[0] ^ 0x736f6d6570736575), none + (secret[1] ^ 0x646f72616e646f6d ^ 0xEE),
                      none + (secret[0] ^ 0x6c7967656e657261), none + (secret[1] ^ 0x7465646279746573)};
    uint64_t words[LANES], low[LANES], high[LANES];
    size_t at = 0;
    for (; at + 8 <= texts[0].length; at += 8) {
        for (size_t i = 0; i < LANES; i++)
            memcpy(&words[i], texts[i].bytes + at, sizeof words[i]);
        absorb(&v, words);
    }
    for (size_t i = 0; i < LANES; i++)
        words[i] = keyed_hash_last_word(texts[i], at);
    absorb(&v, words);
    v.c ^= 0xEE;
    finish(&v, low);
    v.b ^= 0xDD;
    finish(&v, high);
    for (size_t i = 0; i < LANES; i++)
        hashes[i] = (struct keyed_hash){low[i], high[i]};
}

#else

void keyed_hash_eight_avx2(const uint64_t secret[static 2], const struct text *texts,
                           struct keyed_hash *hashes)
{
    (void)secret, (void)texts, (void)hashes;
    __builtin_trap();
}

#endif
