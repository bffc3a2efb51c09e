// SPDX-License-Identifier: GPL-3.0-or-later
#include "selection/positions.h"

#include "format/hash.h"

static uint64_t pick(struct arena *arena, struct text seed, uint64_t range, unsigned long long counter)
{
    struct hash hash = hash_of(text_print(arena, "%.*s,%llu", TEXT_PRINT(seed), counter));
    unsigned __int128 rest = 0;
    for (size_t i = 0; i < HASH_BYTES; i++)
        rest = (rest << 8 | hash.bytes[i]) % range;
    return (uint64_t)rest;
}

static bool mark_picked(uint8_t *picked, uint64_t position)
{
    bool before = picked[position / 8] >> (position % 8) & 1;
    picked[position / 8] |= (uint8_t)(1u << (position % 8));
    return !before;
}

void positions_draw(struct text seed, uint64_t from, uint64_t to, bool with_replacement, size_t skip,
                    size_t count, uint64_t *positions)
{
    struct arena *arena = arena_new();
    uint64_t range = to - from + 1;
    uint8_t *picked = with_replacement ? NULL : ARENA_ARRAY(arena, uint8_t, range / 8 + 1);
    struct arena_mark mark = arena_mark(arena);
    size_t found = 0;
    for (unsigned long long counter = 1; found < skip + count; counter++) {
        uint64_t position = pick(arena, seed, range, counter);
        arena_release(arena, mark);
        if (!with_replacement && !mark_picked(picked, position))
            continue;
        if (found >= skip)
            positions[found - skip] = from + position;
        found++;
    }
    arena_free(arena);
}
