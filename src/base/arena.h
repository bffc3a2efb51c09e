// SPDX-License-Identifier: GPL-3.0-or-later
// Memory that lives as long as a request or a command and is freed all at once. A function that takes an
// arena returns memory of that arena; nobody frees the pieces.
#pragma once

#include <stdalign.h>
#include <stddef.h>
#include <string.h>

struct arena;
struct arena_mark {
    void *block;
    size_t used;
};

struct arena *arena_new(void);
struct arena *arena_new_small(void);  // begins with a kilobyte: for many that are kept
void arena_free(struct arena *arena); // NULL is allowed
// Forgets everything but keeps the blocks for the next use.
void arena_reset(struct arena *arena);
// Where the arena stands, and back to there: for scratch work inside a longer-lived arena.
struct arena_mark arena_mark(const struct arena *arena);
void arena_release(struct arena *arena, struct arena_mark mark);
// Bytes held from the system, for tests and for figures.
size_t arena_bytes(const struct arena *arena);

// Not zeroed; aligned to a power of two.
void *arena_allocate(struct arena *arena, size_t bytes, size_t alignment)
    __attribute__((malloc, alloc_size(2), returns_nonnull, warn_unused_result));
// Zeroed; count * bytes is checked for overflow.
void *arena_allocate_zeroed(struct arena *arena, size_t count, size_t bytes, size_t alignment)
    __attribute__((malloc, alloc_size(2, 3), returns_nonnull, warn_unused_result));

#define ARENA_NEW(arena, type) ((type *)arena_allocate_zeroed((arena), 1, sizeof(type), alignof(type)))
#define ARENA_ARRAY(arena, type, count) \
    ((type *)arena_allocate_zeroed((arena), (count), sizeof(type), alignof(type)))

// A growable array on an arena: struct { type *items; size_t count, capacity; }, zeroed is empty.
#define ARRAY_OF(type) \
    struct { \
        type *items; \
        size_t count, capacity; \
    }
// Appends a zeroed item and yields a pointer to it. Growing moves the items: keep indices, not pointers.
#define ARRAY_APPEND(arena, array) \
    (arena_grow((arena), (void **)&(array)->items, (array)->count, &(array)->capacity, \
                sizeof *(array)->items, alignof(max_align_t)), \
     &(array)->items[(array)->count++])
void arena_grow(struct arena *arena, void **items, size_t count, size_t *capacity, size_t bytes,
                size_t alignment);
