// SPDX-License-Identifier: GPL-3.0-or-later
// Leaves of 512 bytes, one after the other; the first entry of a leaf stands in full. So a leaf is found by halving, and
// then looked through.
#include "extract/ascending.h"

#include "base/memory.h"

#include <assert.h>

enum {
    LEAF_BYTES = 512,
    CHUNK_LEAVES = ASCENDING_BYTES_FREE / LEAF_BYTES, // that are allocated together
    NUMBER_BYTES = 5,                                 // that a number takes at most
};

// An entry: twice the number of bytes that it shares with the reference before, and one more if it has another length, which
// follows; the bytes that it does not share; then by how much its number is greater than the one before, seven bits a byte,
// the lowest first, each byte but the last with its highest bit.
struct leaf {
    uint16_t used;
    uint8_t bytes[LEAF_BYTES - sizeof(uint16_t)];
};
static_assert(2 + ASCENDING_LONGEST + NUMBER_BYTES <= sizeof((struct leaf *)NULL)->bytes,
              "a leaf holds any reference");

struct ascending {
    struct leaf **chunks;
    size_t chunk_count, leaf_count;
    struct leaf *leaf; // the last
    uint64_t count;
    uint32_t number; // of the last reference
    size_t length;
    uint8_t last[ASCENDING_LONGEST];
};

struct ascending *ascending_new(void)
{
    return memory_allocate_zeroed(1, sizeof(struct ascending));
}

void ascending_free(struct ascending *ascending)
{
    for (size_t i = 0; ascending && i < ascending->chunk_count; i++)
        memory_free(ascending->chunks[i]);
    if (ascending)
        memory_free(ascending->chunks);
    memory_free(ascending);
}

uint64_t ascending_count(const struct ascending *ascending)
{
    return ascending->count;
}

size_t ascending_bytes(const struct ascending *ascending)
{
    return sizeof *ascending + ascending->chunk_count * CHUNK_LEAVES * sizeof(struct leaf);
}

static struct leaf *leaf_at(const struct ascending *ascending, size_t leaf)
{
    return &ascending->chunks[leaf / CHUNK_LEAVES][leaf % CHUNK_LEAVES];
}

// ---- comparing

static inline uint64_t word_at(const void *bytes, size_t at)
{
    uint64_t word;
    memcpy(&word, (const char *)bytes + at, sizeof word);
    return word;
}

static inline size_t equal_bytes(const void *a, const void *b, size_t length)
{
    const size_t word = sizeof(uint64_t);
    size_t at = 0;
    for (; length - at >= word; at += word) {
        uint64_t differ = word_at(a, at) ^ word_at(b, at);
        if (differ)
            return at + (size_t)__builtin_ctzll(differ) / 8;
    }
    if (at < length && length >= word) { // with what was compared already, in one piece
        uint64_t differ = word_at(a, length - word) ^ word_at(b, length - word);
        return differ ? length - word + (size_t)__builtin_ctzll(differ) / 8 : length;
    }
    while (at < length && ((const char *)a)[at] == ((const char *)b)[at])
        at++;
    return at;
}

static inline size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

// ---- adding

// False if more bytes would be needed than were promised.
static bool add_leaf(struct ascending *ascending)
{
    if (ascending->leaf_count == ascending->chunk_count * CHUNK_LEAVES) {
        size_t bytes = ascending->chunk_count * CHUNK_LEAVES * sizeof(struct leaf);
        if (bytes > ascending->count * ASCENDING_BYTES_EACH)
            return false;
        ascending->chunks = memory_resize(ascending->chunks,
                                          (ascending->chunk_count + 1) * sizeof(struct leaf *));
        ascending->chunks[ascending->chunk_count++] = memory_allocate(CHUNK_LEAVES * sizeof(struct leaf));
    }
    ascending->leaf = leaf_at(ascending, ascending->leaf_count++);
    ascending->leaf->used = 0;
    ascending->number = 0;
    ascending->length = 0;
    return true;
}

static uint8_t *write_number(uint8_t *to, uint32_t number)
{
    for (; number >= 128; number >>= 7)
        *to++ = (uint8_t)(number | 128);
    *to++ = (uint8_t)number;
    return to;
}

static void add_entry(struct ascending *ascending, size_t shared, struct text reference, uint32_t number)
{
    struct leaf *leaf = ascending->leaf;
    uint8_t *to = leaf->bytes + leaf->used;
    bool has_length = reference.length != ascending->length;
    *to++ = (uint8_t)(shared << 1 | has_length);
    if (has_length)
        *to++ = (uint8_t)reference.length;
    for (size_t i = shared; i < reference.length; i++)
        *to++ = ascending->last[i] = (uint8_t)reference.bytes[i];
    to = write_number(to, number - ascending->number);
    leaf->used = (uint16_t)(to - leaf->bytes);
    ascending->length = reference.length;
    ascending->number = number;
    ascending->count++;
}

enum ascending_step ascending_add(struct ascending *ascending, struct text reference, uint32_t number)
{
    const struct leaf *leaf = ascending->leaf;
    size_t shared = equal_bytes(ascending->last, reference.bytes, least(ascending->length, reference.length));
    if (shared == reference.length ||
        (shared < ascending->length && (uint8_t)reference.bytes[shared] < ascending->last[shared]))
        return ASCENDING_NOT_ABOVE;
    if (reference.length > ASCENDING_LONGEST)
        return ASCENDING_NO_ROOM;
    if (!leaf || sizeof leaf->bytes - leaf->used < 2 + reference.length - shared + NUMBER_BYTES) {
        if (!add_leaf(ascending))
            return ASCENDING_NO_ROOM;
        shared = 0;
    }
    add_entry(ascending, shared, reference, number);
    return ASCENDING_ADDED;
}

// ---- reading

// Zeroed before the first of a leaf.
struct entry {
    size_t length, shared;
    struct text rest; // not shared
    uint32_t number;
};

static inline const uint8_t *read_entry(const uint8_t *at, struct entry *entry)
{
    uint8_t head = *at++;
    entry->shared = head >> 1;
    if (head & 1)
        entry->length = *at++;
    entry->rest = (struct text){(const char *)at, entry->length - entry->shared};
    at += entry->rest.length;
    uint32_t more = 0, shift = 0;
    for (; *at & 128; shift += 7)
        more |= (uint32_t)(*at++ & 127) << shift;
    entry->number += more | (uint32_t)*at << shift;
    return at + 1;
}

// The last leaf that begins at the reference or before it; NULL if none does.
static const struct leaf *leaf_of(const struct ascending *ascending, struct text reference)
{
    size_t from = 0, until = ascending->leaf_count;
    while (from < until) {
        struct entry first = {0};
        size_t middle = from + (until - from) / 2;
        read_entry(leaf_at(ascending, middle)->bytes, &first);
        if (text_compare(first.rest, reference) <= 0)
            from = middle + 1;
        else
            until = middle;
    }
    return from ? leaf_at(ascending, from - 1) : NULL;
}

bool ascending_find(const struct ascending *ascending, struct text reference, uint32_t *number)
{
    struct text last = {(const char *)ascending->last, ascending->length};
    const struct leaf *leaf = text_compare(reference, last) <= 0 ? leaf_of(ascending, reference) : NULL;
    if (!leaf)
        return false;
    struct entry entry = {0};
    size_t equal = 0; // bytes in which the entry before, which is below, is equal
    for (const uint8_t *at = leaf->bytes; at < leaf->bytes + leaf->used;) {
        at = read_entry(at, &entry);
        if (entry.shared < equal)
            return false; // it is above
        if (entry.shared > equal)
            continue; // it is below, as the one before is
        struct text rest = text_slice(reference, equal, reference.length);
        size_t more = equal_bytes(entry.rest.bytes, rest.bytes, least(entry.rest.length, rest.length));
        equal += more;
        if (more == entry.rest.length && more == rest.length) {
            *number = entry.number;
            return true;
        }
        if (more == rest.length ||
            (more < entry.rest.length && (uint8_t)entry.rest.bytes[more] > (uint8_t)rest.bytes[more]))
            return false;
    }
    return false;
}

static void hand_over(const struct leaf *leaf, ascending_taker *taker, void *context)
{
    char room[ASCENDING_LONGEST];
    struct entry entry = {0};
    for (const uint8_t *at = leaf->bytes; at < leaf->bytes + leaf->used;) {
        at = read_entry(at, &entry);
        memcpy(room + entry.shared, entry.rest.bytes, entry.rest.length);
        taker(context, (struct text){room, entry.length}, entry.number);
    }
}

void ascending_walk(const struct ascending *ascending, ascending_taker *taker, void *context)
{
    for (size_t i = 0; i < ascending->leaf_count; i++)
        hand_over(leaf_at(ascending, i), taker, context);
}

void ascending_end(struct ascending *ascending, ascending_taker *taker, void *context)
{
    for (size_t i = 0; i < ascending->leaf_count; i++) {
        hand_over(leaf_at(ascending, i), taker, context);
        if ((i + 1) % CHUNK_LEAVES == 0) {
            memory_free(ascending->chunks[i / CHUNK_LEAVES]);
            ascending->chunks[i / CHUNK_LEAVES] = NULL;
        }
    }
    ascending_free(ascending);
}
