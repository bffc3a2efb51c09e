// SPDX-License-Identifier: GPL-3.0-or-later
// Finds a number by a text: the row of a case reference, the index of a header. The keys may come from a
// stranger: they are hashed with a secret of the process, so that nobody can choose keys that collide. A map has no
// order, and nothing in its interface shows one.
#pragma once

#include "base/text.h"

struct text_map_slot;

struct text_map {
    struct arena *arena;
    struct text_map_slot *slots;
    size_t count, capacity;
    uint64_t secret[2];
};

// The map grows on the arena, and leaves there what it outgrew: together at most as much as it holds.
void text_map_init(struct text_map *map, struct arena *arena);
// False, *value untouched, if the key is not there.
bool text_map_find(const struct text_map *map, struct text key, size_t *value);
// True: the key is there now, with this value. False: it was there before and keeps its value, which is put into *there
// unless that is NULL. The bytes of the key are not copied: they must live as long as the map.
bool text_map_put(struct text_map *map, struct text key, size_t value, size_t *there);
