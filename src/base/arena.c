// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/arena.h"

#include "base/memory.h"

#include <stdbool.h>
#include <stdint.h>

#if defined(__has_feature)
#define HAS_ADDRESS_SANITIZER __has_feature(address_sanitizer) // clang
#elif defined(__SANITIZE_ADDRESS__)
#define HAS_ADDRESS_SANITIZER 1 // gcc
#else
#define HAS_ADDRESS_SANITIZER 0
#endif
#if HAS_ADDRESS_SANITIZER
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(address, size) ((void)(address), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(address, size) ((void)(address), (void)(size))
#endif

enum { FIRST_BLOCK_BYTES = 16 << 10, SMALL_BLOCK_BYTES = 1 << 10, LARGEST_BLOCK_BYTES = 1 << 20 };

// Under the sanitizer a poisoned gap follows every allocation, so that running over its end is noticed.
enum { GAP_BYTES = HAS_ADDRESS_SANITIZER ? 16 : 0 };

// Blocks form a list in the order they were made; those after the current one are empty, kept by a reset.
struct block {
    struct block *next;
    size_t capacity;
    alignas(max_align_t) unsigned char bytes[];
};

struct arena {
    struct block *first;
    struct block *current;
    size_t used; // of the current block
    size_t held;
    bool small;
};

struct arena *arena_new(void)
{
    return memory_allocate_zeroed(1, sizeof(struct arena));
}

struct arena *arena_new_small(void)
{
    struct arena *arena = arena_new();
    arena->small = true;
    return arena;
}

void arena_free(struct arena *arena)
{
    if (!arena)
        return;
    for (struct block *block = arena->first, *next; block; block = next) {
        next = block->next;
        ASAN_UNPOISON_MEMORY_REGION(block->bytes, block->capacity);
        memory_free(block);
    }
    memory_free(arena);
}

size_t arena_bytes(const struct arena *arena)
{
    return arena->held;
}

struct arena_mark arena_mark(const struct arena *arena)
{
    return (struct arena_mark){arena->current, arena->used};
}

static void poison(struct block *block, size_t from)
{
    ASAN_POISON_MEMORY_REGION(block->bytes + from, block->capacity - from);
}

void arena_release(struct arena *arena, struct arena_mark mark)
{
    struct block *block = mark.block ? mark.block : arena->first;
    arena->current = block;
    arena->used = mark.block ? mark.used : 0;
    if (!block)
        return;
    poison(block, arena->used);
    for (block = block->next; block; block = block->next)
        poison(block, 0);
}

void arena_reset(struct arena *arena)
{
    arena_release(arena, (struct arena_mark){NULL, 0});
}

static struct block *block_new(struct arena *arena, size_t bytes)
{
    size_t first = arena->small ? SMALL_BLOCK_BYTES : FIRST_BLOCK_BYTES;
    size_t capacity = arena->current ? arena->current->capacity * 2 : first;
    if (capacity > LARGEST_BLOCK_BYTES)
        capacity = LARGEST_BLOCK_BYTES;
    if (capacity < bytes)
        capacity = bytes;
    if (capacity > SIZE_MAX - sizeof(struct block))
        memory_exhausted();
    struct block *block = memory_allocate(sizeof *block + capacity);
    block->capacity = capacity;
    arena->held += sizeof *block + capacity;
    poison(block, 0);
    return block;
}

// Makes current a block with room for so many bytes: the next kept one, or a new one put after the current.
static void next_block(struct arena *arena, size_t bytes)
{
    struct block *next = arena->current ? arena->current->next : arena->first;
    if (!next || next->capacity < bytes) {
        struct block *made = block_new(arena, bytes);
        made->next = next;
        if (arena->current)
            arena->current->next = made;
        else
            arena->first = made;
        next = made;
    }
    arena->current = next;
    arena->used = 0;
}

static size_t padding(const struct block *block, size_t used, size_t alignment)
{
    uintptr_t address = (uintptr_t)block->bytes + used;
    return (size_t)(-address & (alignment - 1));
}

void *arena_allocate(struct arena *arena, size_t bytes, size_t alignment)
{
    if (bytes > SIZE_MAX - alignment - GAP_BYTES)
        memory_exhausted();
    struct block *block = arena->current;
    size_t pad = block ? padding(block, arena->used, alignment) : 0;
    if (!block || block->capacity - arena->used < pad ||
        block->capacity - arena->used - pad < bytes + GAP_BYTES) {
        next_block(arena, bytes + GAP_BYTES + alignment);
        block = arena->current;
        pad = padding(block, 0, alignment);
    }
    unsigned char *memory = block->bytes + arena->used + pad;
    ASAN_UNPOISON_MEMORY_REGION(memory, bytes);
    arena->used += pad + bytes + GAP_BYTES;
    return memory;
}

void *arena_allocate_zeroed(struct arena *arena, size_t count, size_t bytes, size_t alignment)
{
    size_t total;
    if (__builtin_mul_overflow(count, bytes, &total))
        memory_exhausted();
    return memset(arena_allocate(arena, total, alignment), 0, total);
}

void arena_grow(struct arena *arena, void **items, size_t count, size_t *capacity, size_t bytes,
                size_t alignment)
{
    if (count == *capacity) {
        size_t wider = *capacity ? *capacity * 2 : 8;
        void *moved = arena_allocate_zeroed(arena, wider, bytes, alignment);
        if (count) {
            memcpy(moved, *items, count * bytes);
            ASAN_POISON_MEMORY_REGION(*items, *capacity * bytes); // a pointer kept into it is a mistake
        }
        *items = moved;
        *capacity = wider;
    }
    memset((unsigned char *)*items + count * bytes, 0, bytes);
}
