// SPDX-License-Identifier: GPL-3.0-or-later
// Buckets of one cache line each, in many small parts, so that no large one is ever moved while it grows. A reference whose
// bucket is full goes into the next that is not: few do, and all others cost one line and no branch that cannot be
// foreseen. The part is chosen by bits of the hash that its buckets do not hold: together 74 bits tell two references
// apart.
//
// While an order is kept, the table holds those few that were not above all before them: what is above the last one of the
// order is in neither.
#include "extract/seen.h"

#include "base/memory.h"
#include "extract/numbered.h"

#include <stdatomic.h>

enum {
    PART_BITS = 10,
    PARTS = 1 << PART_BITS,
    BUCKET_ENTRIES = 5,
    TOGETHER = 64, // are turned or looked up in step; the bits of a word
};

// Its entries are filled from the first on.
struct bucket {
    uint64_t prints[BUCKET_ENTRIES];
    uint32_t values[BUCKET_ENTRIES]; // number * SEEN_STATES + state
    uint32_t count;
};
_Static_assert(sizeof(struct bucket) == 64, "a line");

// While nothing is out of its place, only buckets are written: threads then need not pass this on to each other.
struct part {
    struct bucket *buckets;
    uint32_t count;
    uint32_t displaced; // entries that stand in another bucket than theirs
};

struct seen {
    uint64_t secret[2];
    keyed_hash_together *hash_together;
    struct ascending *order;   // NULL: none is kept, or no more
    struct numbered *numbered; // what the order holds, once it is complete; NULL: nothing
    atomic_bool keeps_order;
    uint64_t misplaced, expected_references; // of the order
    struct bucket *expected;                 // of all parts at first, where their size was known beforehand
    size_t expected_bytes;
    struct part parts[PARTS];
};

struct seen *seen_new(void)
{
    struct seen *seen = memory_allocate_zeroed(1, sizeof *seen);
    keyed_hash_secret(seen->secret);
    seen->hash_together = keyed_hash_fastest();
    return seen;
}

static void free_buckets(const struct seen *seen, struct part *part)
{
    uintptr_t from = (uintptr_t)seen->expected, at = (uintptr_t)part->buckets;
    if (!seen->expected || at < from || at >= from + seen->expected_bytes)
        memory_free(part->buckets);
}

void seen_free(struct seen *seen)
{
    for (size_t i = 0; seen && i < PARTS; i++)
        free_buckets(seen, &seen->parts[i]);
    if (seen)
        memory_free_large(seen->expected, seen->expected_bytes);
    if (seen)
        ascending_free(seen->order);
    if (seen)
        numbered_free(seen->numbered);
    memory_free(seen);
}

static struct keyed_hash hash_one(const struct seen *seen, struct text reference)
{
    struct keyed_hash hash = keyed_hash(seen->secret, reference);
    hash.low += hash.low == 0;
    return hash;
}

// Whether all have the same number of whole words of eight bytes.
static bool go_together(const struct text *references)
{
    size_t differ = 0;
    for (size_t i = 1; i < KEYED_HASH_TOGETHER; i++)
        differ |= references[i].length ^ references[0].length;
    return differ < sizeof(uint64_t);
}

void seen_hash(const struct seen *seen, const struct text *references, size_t count,
               struct keyed_hash *hashes)
{
    for (size_t i = 0; i < count;) {
        if (count - i < KEYED_HASH_TOGETHER || !go_together(references + i)) {
            hashes[i] = hash_one(seen, references[i]);
            i++;
            continue;
        }
        seen->hash_together(seen->secret, references + i, hashes + i);
        for (size_t end = i + KEYED_HASH_TOGETHER; i < end; i++)
            hashes[i].low += hashes[i].low == 0;
    }
}

static struct part *part_of(const struct seen *seen, struct keyed_hash hash)
{
    return (struct part *)(uintptr_t)&seen->parts[hash.high >> (64 - PART_BITS)];
}

static uint32_t home_of(const struct part *part, uint64_t print)
{
    return (uint32_t)((print >> 32) * part->count >> 32);
}

// Where a print stands, or would have to be put.
struct spot {
    struct bucket *bucket;
    uint32_t entry; // BUCKET_ENTRIES: it is not there, and there is no room
    bool found, displaced;
};

static uint32_t entries_with(const struct bucket *bucket, uint64_t print)
{
    uint32_t equal = 0;
    for (uint32_t i = 0; i < BUCKET_ENTRIES; i++)
        equal |= (uint32_t)(bucket->prints[i] == print) << i;
    return equal;
}

static inline struct spot look_for(const struct part *part, uint64_t print)
{
    uint32_t at = home_of(part, print);
    for (uint32_t passed = 0; passed < part->count; passed++) {
        struct bucket *bucket = &part->buckets[at];
        uint32_t equal = entries_with(bucket, print);
        if (equal)
            return (struct spot){bucket, (uint32_t)__builtin_ctz(equal), true, passed > 0};
        if (bucket->count < BUCKET_ENTRIES)
            return (struct spot){bucket, bucket->count, false, passed > 0};
        at = at + 1 == part->count ? 0 : at + 1;
    }
    return (struct spot){part->buckets, BUCKET_ENTRIES, false, true};
}

static void add(struct part *part, struct spot spot, uint64_t print, uint32_t value)
{
    spot.bucket->prints[spot.entry] = print;
    spot.bucket->values[spot.entry] = value;
    spot.bucket->count++;
    if (spot.displaced)
        part->displaced++;
}

static void move_to(const struct seen *seen, struct part *part, struct part larger)
{
    for (uint32_t i = 0; i < part->count; i++)
        for (uint32_t k = 0; k < part->buckets[i].count; k++) {
            uint64_t print = part->buckets[i].prints[k];
            add(&larger, look_for(&larger, print), print, part->buckets[i].values[k]);
        }
    free_buckets(seen, part);
    *part = larger;
}

// A quarter more. Always enough: all that was there fits, and one more.
static void grow(struct seen *seen, struct part *part)
{
    uint32_t count = part->count + part->count / 4 + 4;
    move_to(seen, part, (struct part){memory_allocate_zeroed(count, sizeof(struct bucket)), count, 0});
}

// Parts that are as large already stay where they are.
static void make_room(struct seen *seen, uint64_t references)
{
    uint64_t each = references / PARTS;
    each += each / 5 + 64; // some parts get more than their share
    each = each / BUCKET_ENTRIES + 1;
    if (seen->expected || each >= UINT32_MAX / PARTS)
        return;
    size_t bytes = PARTS * each * sizeof(struct bucket);
    struct bucket *buckets = memory_allocate_large(bytes);
    for (size_t i = 0; i < PARTS; i++)
        if (seen->parts[i].count < each)
            move_to(seen, &seen->parts[i], (struct part){buckets + i * each, (uint32_t)each, 0});
    seen->expected = buckets;
    seen->expected_bytes = bytes;
}

static uint32_t value_of(uint32_t number, enum seen_state state)
{
    return number * SEEN_STATES + (uint32_t)state;
}

static void read_value(uint32_t value, uint32_t *number, enum seen_state *state)
{
    *number = value / SEEN_STATES;
    *state = (enum seen_state)(value % SEEN_STATES);
}

bool seen_find_hash(const struct seen *seen, struct keyed_hash hash, uint32_t *number, enum seen_state *state)
{
    struct spot spot = look_for(part_of(seen, hash), hash.low);
    if (spot.found)
        read_value(spot.bucket->values[spot.entry], number, state);
    return spot.found;
}

static bool put_value(struct seen *seen, struct keyed_hash hash, uint32_t value)
{
    struct part *part = part_of(seen, hash);
    struct spot spot = look_for(part, hash.low);
    if (spot.found)
        return false;
    // Where more than one a bucket had to go elsewhere, it is nine tenths full.
    if (spot.entry == BUCKET_ENTRIES || (spot.displaced && part->displaced >= part->count)) {
        grow(seen, part);
        spot = look_for(part, hash.low);
    }
    add(part, spot, hash.low, value);
    return true;
}

bool seen_put_hash(struct seen *seen, struct keyed_hash hash, uint32_t number, enum seen_state state)
{
    return put_value(seen, hash, value_of(number, state));
}

void seen_prefetch(const struct seen *seen, struct keyed_hash hash)
{
    const struct part *part = part_of(seen, hash);
    __builtin_prefetch(&part->buckets[home_of(part, hash.low)], 1);
}

size_t seen_bytes(const struct seen *seen)
{
    size_t bytes = sizeof *seen;
    for (size_t i = 0; i < PARTS; i++)
        bytes += seen->parts[i].count * sizeof(struct bucket);
    bytes += seen->numbered ? numbered_bytes(seen->numbered) : 0;
    return bytes + (seen->order ? ascending_bytes(seen->order) : 0);
}

// ---- the order

void seen_expect_order(struct seen *seen)
{
    seen->order = ascending_new();
    atomic_store(&seen->keeps_order, true);
}

bool seen_keeps_order(const struct seen *seen)
{
    return atomic_load_explicit(&seen->keeps_order, memory_order_relaxed);
}

void seen_expect(struct seen *seen, uint64_t references)
{
    seen->expected_references += references;
    if (!seen->order)
        make_room(seen, references);
}

// References on their way into the table.
struct turning {
    struct seen *seen;
    size_t count;
    struct text references[TOGETHER];
    uint32_t values[TOGETHER];
    char bytes[TOGETHER][ASCENDING_LONGEST];
};

static void put_turning(struct turning *turning)
{
    struct keyed_hash hashes[TOGETHER];
    seen_hash(turning->seen, turning->references, turning->count, hashes);
    for (size_t i = 0; i < turning->count; i++)
        seen_prefetch(turning->seen, hashes[i]);
    for (size_t i = 0; i < turning->count; i++)
        put_value(turning->seen, hashes[i], turning->values[i]);
    turning->count = 0;
}

static void turn(void *context, struct text reference, uint32_t value)
{
    struct turning *turning = context;
    size_t at = turning->count++;
    memcpy(turning->bytes[at], reference.bytes, reference.length);
    turning->references[at] = (struct text){turning->bytes[at], reference.length};
    turning->values[at] = value;
    if (turning->count == TOGETHER)
        put_turning(turning);
}

// From here on everything is in the table.
static void give_up_order(struct seen *seen)
{
    struct turning turning;
    turning.seen = seen;
    turning.count = 0;
    uint64_t count = ascending_count(seen->order);
    make_room(seen, count > seen->expected_references ? count : seen->expected_references);
    ascending_end(seen->order, turn, &turning);
    put_turning(&turning);
    seen->order = NULL;
    atomic_store(&seen->keeps_order, false);
}

// ---- looking up

static bool find_ordered(const struct seen *seen, struct text reference, uint32_t *value)
{
    if (!seen->numbered)
        return seen->order && ascending_find(seen->order, reference, value);
    numbered_find(seen->numbered, &reference, 1, value);
    return *value != NUMBERED_NONE ||
           (!numbered_is_whole(seen->numbered) && ascending_find(seen->order, reference, value));
}

bool seen_find(const struct seen *seen, struct text reference, uint32_t *number, enum seen_state *state)
{
    uint32_t value;
    if (find_ordered(seen, reference, &value)) {
        read_value(value, number, state);
        return true;
    }
    return seen_find_hash(seen, hash_one(seen, reference), number, state);
}

static void find_hashed(const struct seen *seen, const struct text *references, size_t count,
                        uint32_t *numbers, bool *accepted)
{
    struct keyed_hash hashes[TOGETHER];
    enum seen_state state;
    seen_hash(seen, references, count, hashes);
    for (size_t i = 0; i < count; i++)
        seen_prefetch(seen, hashes[i]);
    for (size_t i = 0; i < count; i++)
        accepted[i] = seen_find_hash(seen, hashes[i], &numbers[i], &state) && state == SEEN_ACCEPTED;
}

static void find_numbered(const struct seen *seen, const struct text *references, size_t count,
                          uint32_t *numbers, bool *accepted)
{
    uint32_t values[TOGETHER];
    enum seen_state state;
    numbered_find(seen->numbered, references, count, values);
    for (size_t i = 0; i < count; i++) {
        if (values[i] != NUMBERED_NONE)
            read_value(values[i], &numbers[i], &state);
        else if (!seen_find(seen, references[i], &numbers[i], &state))
            state = SEEN_NOWHERE;
        accepted[i] = state == SEEN_ACCEPTED;
    }
}

void seen_find_accepted(const struct seen *seen, const struct text *references, size_t count,
                        uint32_t *numbers, uint64_t *accepted)
{
    for (size_t first = 0; first < count; first += TOGETHER) {
        bool found[TOGETHER];
        size_t some = count - first < TOGETHER ? count - first : TOGETHER;
        uint64_t bits = 0;
        (seen->numbered ? find_numbered : find_hashed)(seen, references + first, some, numbers + first,
                                                       found);
        for (size_t i = 0; i < some; i++)
            bits |= (uint64_t)found[i] << i;
        accepted[first / TOGETHER] = bits;
    }
}

// ---- putting

void seen_complete(struct seen *seen)
{
    if (seen->order)
        seen->numbered = numbered_new(seen->order);
    if (seen->order && !seen->numbered)
        give_up_order(seen);
}

// One more reference is not above all others.
static bool is_too_much(struct seen *seen)
{
    return ++seen->misplaced > SEEN_MISPLACED_FREE + ascending_count(seen->order) / SEEN_MISPLACED_SHARE;
}

bool seen_put(struct seen *seen, struct text reference, uint32_t number, enum seen_state state)
{
    uint32_t value = value_of(number, state), found;
    if (seen->order) {
        enum ascending_step step = ascending_add(seen->order, reference, value);
        if (step == ASCENDING_ADDED)
            return true;
        if (step == ASCENDING_NO_ROOM || is_too_much(seen))
            give_up_order(seen);
        else if (ascending_find(seen->order, reference, &found))
            return false;
    }
    return put_value(seen, hash_one(seen, reference), value);
}
