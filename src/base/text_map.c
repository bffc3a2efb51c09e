// SPDX-License-Identifier: GPL-3.0-or-later
// Open addressing with linear probing, at most three quarters full; the capacity is a power of two.
#include "base/text_map.h"

#include "base/keyed_hash.h"

struct text_map_slot {
    struct text key;
    uint64_t hash; // never 0; 0: the slot is free
    size_t value;
};

enum { FIRST_CAPACITY = 16 };

static uint64_t hash_of(const struct text_map *map, struct text key)
{
    uint64_t hash = keyed_hash(map->secret, key).low;
    return hash ? hash : 1;
}

void text_map_init(struct text_map *map, struct arena *arena)
{
    *map = (struct text_map){.arena = arena};
    keyed_hash_secret(map->secret);
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
    const struct text_map_slot *slot = slot_of(map->slots, map->capacity, hash_of(map, key), key);
    if (slot->hash)
        *value = slot->value;
    return slot->hash != 0;
}

bool text_map_put(struct text_map *map, struct text key, size_t value, size_t *there)
{
    if (map->count >= map->capacity / 4 * 3)
        grow(map);
    uint64_t hash = hash_of(map, key);
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
