// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/keyed_hash.h"

#include "base/keyed_hash_word.h"
#include "base/processor.h"

#include "test.h"

static const uint64_t secret[2] = {0x0706050403020100, 0x0F0E0D0C0B0A0908};
static const char zeros[256];

static bool same(struct keyed_hash a, struct keyed_hash b)
{
    return a.low == b.low && a.high == b.high;
}

TEST(a_text_has_one_hash_wherever_it_stands)
{
    char room[64];
    for (size_t shift = 0; shift < 16; shift++) {
        memset(room, 'x', sizeof room);
        memcpy(room + shift, "a reference of 23 bytes", 23);
        assert_true(same(keyed_hash(secret, TEXT("a reference of 23 bytes")),
                         keyed_hash(secret, (struct text){room + shift, 23})));
    }
}

TEST(each_bit_of_the_secret_changes_the_hash)
{
    struct keyed_hash before = keyed_hash(secret, TEXT("A-1"));
    for (size_t bit = 0; bit < 128; bit++) {
        uint64_t other[2] = {secret[0], secret[1]};
        other[bit / 64] ^= UINT64_C(1) << (bit % 64);
        struct keyed_hash hash = keyed_hash(other, TEXT("A-1"));
        assert_true(hash.low != before.low && hash.high != before.high);
    }
}

TEST(zeros_of_each_length_have_another_hash)
{
    struct keyed_hash hashes[sizeof zeros];
    for (size_t length = 0; length < sizeof zeros; length++) {
        hashes[length] = keyed_hash(secret, (struct text){zeros, length});
        assert_true(hashes[length].low != hashes[length].high);
        for (size_t other = 0; other < length; other++)
            assert_true(hashes[length].low != hashes[other].low && hashes[length].high != hashes[other].high);
    }
}

// Half of the bits of either half change, more or less, whichever bit of the text does.
TEST(each_bit_of_the_text_changes_half_of_the_bits)
{
    for (size_t length = 1; length <= 40; length++) {
        char room[40];
        for (size_t i = 0; i < length; i++)
            room[i] = (char)(i * 37);
        struct keyed_hash before = keyed_hash(secret, (struct text){room, length});
        for (size_t bit = 0; bit < 8 * length; bit++) {
            room[bit / 8] ^= (char)(1 << (bit % 8));
            struct keyed_hash hash = keyed_hash(secret, (struct text){room, length});
            room[bit / 8] ^= (char)(1 << (bit % 8));
            int low = __builtin_popcountll(hash.low ^ before.low),
                high = __builtin_popcountll(hash.high ^ before.high);
            assert_in_range(low, 10, 54);
            assert_in_range(high, 10, 54);
        }
    }
}

TEST(the_halves_are_hashes_of_their_own)
{
    int differing = 0;
    for (size_t length = 0; length < 200; length++) {
        struct keyed_hash hash = keyed_hash(secret, (struct text){zeros, length});
        differing += __builtin_popcountll(hash.low ^ hash.high);
    }
    assert_in_range(differing, 200 * 28, 200 * 36);
}

TEST(a_secret_is_made_by_chance)
{
    uint64_t one[2] = {0}, other[2] = {0};
    keyed_hash_secret(one);
    keyed_hash_secret(other);
    assert_true(one[0] != other[0] && one[1] != other[1]);
}

static void check_eight(keyed_hash_together *together, size_t words, uint32_t seed)
{
    char room[KEYED_HASH_TOGETHER][64];
    struct text texts[KEYED_HASH_TOGETHER];
    struct keyed_hash hashes[KEYED_HASH_TOGETHER];
    for (size_t i = 0; i < KEYED_HASH_TOGETHER; i++) {
        for (size_t k = 0; k < sizeof room[i]; k++)
            room[i][k] = (char)((seed = seed * 1103515245 + 12345) >> 16);
        texts[i] = (struct text){room[i], 8 * words + (seed >> 20) % 8};
    }
    together(secret, texts, hashes);
    for (size_t i = 0; i < KEYED_HASH_TOGETHER; i++)
        assert_true(same(hashes[i], keyed_hash(secret, texts[i])));
}

TEST(eight_texts_at_once_have_the_hashes_that_they_have_alone)
{
    for (size_t words = 0; words < 7; words++)
        for (uint32_t seed = 0; seed < 200; seed++) {
            check_eight(keyed_hash_fastest(), words, seed);
            if (processor_has_avx2())
                check_eight(keyed_hash_eight_avx2, words, seed);
        }
}
