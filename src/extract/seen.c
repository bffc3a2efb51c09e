// SPDX-License-Identifier: GPL-3.0-or-later
// Open addressing with linear probing in many small parts, so that no large one is ever moved while it grows. The part is
// chosen by bits of the hash that its entries do not hold: together 74 bits tell two references apart.
#include "extract/seen.h"

#include "base/memory.h"

enum {
    PART_BITS = 10,
    PARTS = 1 << PART_BITS,
};

struct __attribute__((packed)) entry {
    uint64_t print; // 0: free
    uint32_t value; // number * SEEN_STATES + state
};

struct part {
    struct entry *entries;
    uint32_t capacity, count;
    bool is_shared; // the entries are in the memory of all parts
};

struct seen {
    uint64_t secret[2];
    struct entry *expected; // of all parts at first, where their size was known beforehand
    size_t expected_bytes;
    struct part parts[PARTS];
};

struct seen *seen_new(void)
{
    struct seen *seen = memory_allocate_zeroed(1, sizeof *seen);
    keyed_hash_secret(seen->secret);
    return seen;
}

static void free_entries(struct part *part)
{
    if (!part->is_shared)
        memory_free(part->entries);
}

void seen_free(struct seen *seen)
{
    for (size_t i = 0; seen && i < PARTS; i++)
        free_entries(&seen->parts[i]);
    if (seen)
        memory_free_large(seen->expected, seen->expected_bytes);
    memory_free(seen);
}

struct keyed_hash seen_hash(const struct seen *seen, struct text reference)
{
    struct keyed_hash hash = keyed_hash(seen->secret, reference);
    hash.low = hash.low ? hash.low : 1;
    return hash;
}

static struct part *part_of(const struct seen *seen, struct keyed_hash hash)
{
    return (struct part *)(uintptr_t)&seen->parts[hash.high >> (64 - PART_BITS)];
}

// The entry with this print, or the free one where it belongs. There is always a free one.
static struct entry *entry_of(const struct part *part, uint64_t print)
{
    uint32_t at = (uint32_t)((print >> 32) * part->capacity >> 32);
    while (part->entries[at].print && part->entries[at].print != print)
        if (++at == part->capacity)
            at = 0;
    return &part->entries[at];
}

static void resize(struct part *part, uint32_t capacity)
{
    struct part larger = {memory_allocate_zeroed(capacity, sizeof(struct entry)), capacity, part->count,
                          false};
    for (uint32_t i = 0; i < part->capacity; i++)
        if (part->entries[i].print)
            *entry_of(&larger, part->entries[i].print) = part->entries[i];
    free_entries(part);
    *part = larger;
}

// At most 85 hundredths full.
static bool is_full(const struct part *part)
{
    return part->count + 1 > part->capacity / 20 * 17;
}

static bool has_any(const struct seen *seen)
{
    for (size_t i = 0; i < PARTS; i++)
        if (seen->parts[i].count)
            return true;
    return false;
}

void seen_expect(struct seen *seen, uint64_t references)
{
    uint64_t each = references / PARTS;
    each += each / 4 + 64; // some parts get more than their share
    if (seen->expected || has_any(seen) || each >= UINT32_MAX / PARTS)
        return;
    seen->expected_bytes = PARTS * each * sizeof(struct entry);
    seen->expected = memory_allocate_large(seen->expected_bytes);
    for (size_t i = 0; i < PARTS; i++) {
        free_entries(&seen->parts[i]);
        seen->parts[i] = (struct part){seen->expected + i * each, (uint32_t)each, 0, true};
    }
}

bool seen_find(const struct seen *seen, struct keyed_hash hash, uint32_t *number, enum seen_state *state)
{
    const struct part *part = part_of(seen, hash);
    if (part->count == 0)
        return false;
    const struct entry *entry = entry_of(part, hash.low);
    if (entry->print == 0)
        return false;
    *number = entry->value / SEEN_STATES;
    *state = (enum seen_state)(entry->value % SEEN_STATES);
    return true;
}

bool seen_put(struct seen *seen, struct keyed_hash hash, uint32_t number, enum seen_state state)
{
    struct part *part = part_of(seen, hash);
    if (is_full(part))
        resize(part, part->capacity + part->capacity / 4 + 20);
    struct entry *entry = entry_of(part, hash.low);
    if (entry->print)
        return false;
    *entry = (struct entry){hash.low, number * SEEN_STATES + (uint32_t)state};
    part->count++;
    return true;
}

void seen_prefetch(const struct seen *seen, struct keyed_hash hash)
{
    const struct part *part = part_of(seen, hash);
    if (part->capacity)
        __builtin_prefetch(&part->entries[(hash.low >> 32) * part->capacity >> 32], 1);
}

size_t seen_bytes(const struct seen *seen)
{
    size_t bytes = sizeof *seen;
    for (size_t i = 0; i < PARTS; i++)
        bytes += seen->parts[i].capacity * sizeof(struct entry);
    return bytes;
}
