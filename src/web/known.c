// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/known.h"

#include "base/memory.h"
#include "base/text_map.h"

#include <pthread.h>

struct known_things {
    pthread_mutex_t mutex; // over all but the version
    int64_t version;
    size_t takers; // as long as it is the latest, `known` is one
    struct arena *arena;
    struct text_map indices; // of values
    ARRAY_OF(const void *) values;
    ARRAY_OF(struct arena *) arenas;
    size_t bytes, bytes_most;
    bool full;
};

struct known {
    pthread_mutex_t mutex; // over which one is the latest
    struct known_things *latest;
    size_t bytes_most;
};

static struct known_things *things_new(int64_t version, size_t bytes_most)
{
    struct known_things *things = memory_allocate_zeroed(1, sizeof *things);
    pthread_mutex_init(&things->mutex, NULL);
    things->version = version;
    things->takers = 1;
    things->bytes_most = bytes_most;
    things->arena = arena_new_small();
    text_map_init(&things->indices, things->arena);
    return things;
}

static void things_free(struct known_things *things)
{
    for (size_t i = 0; i < things->arenas.count; i++)
        arena_free(things->arenas.items[i]);
    arena_free(things->arena);
    pthread_mutex_destroy(&things->mutex);
    memory_free(things);
}

static void take(struct known_things *things)
{
    pthread_mutex_lock(&things->mutex);
    things->takers++;
    pthread_mutex_unlock(&things->mutex);
}

void known_give_back(struct known_things *things)
{
    pthread_mutex_lock(&things->mutex);
    bool last = --things->takers == 0;
    pthread_mutex_unlock(&things->mutex);
    if (last)
        things_free(things);
}

static bool is_full(struct known_things *things)
{
    pthread_mutex_lock(&things->mutex);
    bool full = things->full;
    pthread_mutex_unlock(&things->mutex);
    return full;
}

struct known *known_new(size_t bytes_most)
{
    struct known *known = memory_allocate_zeroed(1, sizeof *known);
    pthread_mutex_init(&known->mutex, NULL);
    known->bytes_most = bytes_most;
    known->latest = things_new(0, bytes_most);
    return known;
}

void known_free(struct known *known)
{
    if (!known)
        return;
    known_give_back(known->latest);
    pthread_mutex_destroy(&known->mutex);
    memory_free(known);
}

struct known_things *known_take(struct known *known, int64_t version)
{
    struct known_things *taken = NULL, *replaced = NULL;
    pthread_mutex_lock(&known->mutex);
    if (version > known->latest->version || (version == known->latest->version && is_full(known->latest))) {
        replaced = known->latest;
        known->latest = things_new(version, known->bytes_most);
    }
    if (version && version == known->latest->version) {
        taken = known->latest;
        take(taken);
    }
    pthread_mutex_unlock(&known->mutex);
    if (replaced)
        known_give_back(replaced);
    return taken ? taken : things_new(version, known->bytes_most);
}

const void *known_find(struct known_things *things, struct text key)
{
    const void *value = NULL;
    size_t index;
    pthread_mutex_lock(&things->mutex);
    if (text_map_find(&things->indices, key, &index))
        value = things->values.items[index];
    pthread_mutex_unlock(&things->mutex);
    return value;
}

static void put(struct known_things *things, struct text key, const void *value)
{
    size_t index = things->values.count, there;
    if (text_map_find(&things->indices, key, &there)) {
        things->values.items[there] = value;
        return;
    }
    text_map_put(&things->indices, text_copy(things->arena, key), index, NULL);
    *ARRAY_APPEND(things->arena, &things->values) = value;
}

void known_put(struct known_things *things, struct text key, struct arena *arena, const void *value)
{
    pthread_mutex_lock(&things->mutex);
    put(things, key, value);
    *ARRAY_APPEND(things->arena, &things->arenas) = arena;
    things->bytes += arena_bytes(arena);
    things->full = things->bytes + arena_bytes(things->arena) > things->bytes_most;
    pthread_mutex_unlock(&things->mutex);
}
