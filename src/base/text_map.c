// SPDX-License-Identifier: GPL-3.0-or-later
// Open addressing with linear probing, at most three quarters full; the capacity is a power of two.
#include "base/text_map.h"

#include <sys/random.h>

struct text_map_slot {
    struct text key;
    uint64_t hash; // never 0; 0: the slot is free
    size_t value;
};

enum { FIRST_CAPACITY = 16 };

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

// SipHash-1-3 (Aumasson and Bernstein, 2012): a keyed hash made for tables whose keys an enemy chooses. A
// plain hash with a seed does not do: texts that collide under one seed may collide under all.
static uint64_t keyed_hash(const uint64_t secret[2], struct text text)
{
    uint64_t v[4] = {secret[0] ^ 0x736f6d6570736575, secret[1] ^ 0x646f72616e646f6d,
                     secret[0] ^ 0x6c7967656e657261, secret[1] ^ 0x7465646279746573};
    for (size_t at = 0; at <= text.length; at += 8) {
        size_t left = text.length - at;
        uint64_t word = 0;
        if (left >= 8)
            memcpy(&word, text.bytes + at, 8);
        else if (left)
            memcpy(&word, text.bytes + at, left);
        if (left < 8)
            word |= (uint64_t)text.length << 56; // the last word, which may hold nothing else
        v[3] ^= word;
        mix(v);
        v[0] ^= word;
    }
    v[2] ^= 0xFF;
    for (int round = 0; round < 3; round++)
        mix(v);
    uint64_t hash = v[0] ^ v[1] ^ v[2] ^ v[3];
    return hash ? hash : 1;
}

void text_map_init(struct text_map *map, struct arena *arena)
{
    *map = (struct text_map){.arena = arena};
    // Cannot fail for so few bytes on a kernel that has it; on one without, the address is better than
    // nothing.
    if (getrandom(map->secret, sizeof map->secret, 0) != (ssize_t)sizeof map->secret)
        map->secret[0] = (uint64_t)(uintptr_t)map ^ (uint64_t)(uintptr_t)arena << 20;
}

// The slot of the key, or the free one where it belongs.
static struct text_map_slot *slot_of(struct text_map_slot *slots, size_t capacity, uint64_t hash,
                                     struct text key)
{
    size_t at = hash & (capacity - 1);
    while (slots[at].hash && !(slots[at].hash == hash && text_equal(slots[at].key, key)))
        at = (at + 1) & (capacity - 1);
    return &slots[at];
}

static void grow(struct text_map *map)
{
    size_t capacity = map->capacity ? map->capacity * 2 : FIRST_CAPACITY;
    struct text_map_slot *slots = ARENA_ARRAY(map->arena, struct text_map_slot, capacity);
    for (size_t i = 0; i < map->capacity; i++)
        if (map->slots[i].hash) {
            size_t at = map->slots[i].hash & (capacity - 1);
            while (slots[at].hash) // all keys differ
                at = (at + 1) & (capacity - 1);
            slots[at] = map->slots[i];
        }
    map->slots = slots;
    map->capacity = capacity;
}

bool text_map_find(const struct text_map *map, struct text key, size_t *value)
{
    if (map->count == 0)
        return false;
    const struct text_map_slot *slot = slot_of(map->slots, map->capacity, keyed_hash(map->secret, key), key);
    if (slot->hash)
        *value = slot->value;
    return slot->hash != 0;
}

bool text_map_put(struct text_map *map, struct text key, size_t value, size_t *there)
{
    if (map->count >= map->capacity / 4 * 3)
        grow(map);
    uint64_t hash = keyed_hash(map->secret, key);
    struct text_map_slot *slot = slot_of(map->slots, map->capacity, hash, key);
    if (slot->hash) {
        if (there)
            *there = slot->value;
        return false;
    }
    *slot = (struct text_map_slot){key, hash, value};
    map->count++;
    return true;
}
