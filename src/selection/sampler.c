// SPDX-License-Identifier: GPL-3.0-or-later
#include "selection/sampler.h"

#include "base/buffer.h"

#include <stdlib.h>

enum { LIMBS = 8, CHUNK = 1000000000, CHUNK_DIGITS = 9, LEAST_DIGITS = 64, MOST_DIGITS = 81 };

// ---- The value of a hash --------------------------------------------------------------------------------

static void limbs_of(const struct hash *hash, uint32_t limbs[static LIMBS])
{
    for (size_t i = 0; i < LIMBS; i++) {
        const unsigned char *b = &hash->bytes[4 * i];
        limbs[i] = (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
    }
}

// Divides by CHUNK in place; the remainder is the next nine digits from the end.
static uint32_t take_chunk(uint32_t limbs[static LIMBS])
{
    uint64_t rest = 0;
    for (size_t i = 0; i < LIMBS; i++) {
        uint64_t value = rest << 32 | limbs[i];
        limbs[i] = (uint32_t)(value / CHUNK);
        rest = value % CHUNK;
    }
    return (uint32_t)rest;
}

static bool is_zero(const uint32_t limbs[static LIMBS])
{
    uint32_t any = 0;
    for (size_t i = 0; i < LIMBS; i++)
        any |= limbs[i];
    return any == 0;
}

// The decimal digits, last first, padded to LEAST_DIGITS with the zeros that then stand at the end.
static size_t digits_of(const struct hash *hash, char digits[static MOST_DIGITS])
{
    uint32_t limbs[LIMBS];
    size_t count = 0, significant = 0;
    limbs_of(hash, limbs);
    while (!is_zero(limbs)) {
        uint32_t chunk = take_chunk(limbs);
        for (int i = 0; i < CHUNK_DIGITS; i++, chunk /= 10) {
            digits[count++] = (char)('0' + chunk % 10);
            if (chunk % 10)
                significant = count;
        }
    }
    count = significant;
    while (count < LEAST_DIGITS)
        digits[count++] = '0';
    return count;
}

// The first nine digits of a ticket as a number, from which nearly every comparison of tickets can be told.
// They are the last nine of the value: its remainder, by the remainders of the powers of 2^32, with its
// digits turned round.
static uint32_t key_of(const struct hash *hash)
{
    static const uint32_t powers[LIMBS] = {610249216, 34512896,  932542976, 768211456,
                                           543950336, 709551616, 294967296, 1};
    uint32_t limbs[LIMBS], key = 0;
    uint64_t high = 0, low = 0;
    limbs_of(hash, limbs);
    for (size_t i = 0; i < LIMBS / 2; i++) {
        high += (uint64_t)limbs[i] * powers[i];
        low += (uint64_t)limbs[i + LIMBS / 2] * powers[i + LIMBS / 2];
    }
    uint32_t rest = (uint32_t)((high % CHUNK + low % CHUNK) % CHUNK);
    for (int i = 0; i < CHUNK_DIGITS; i++, rest /= 10)
        key = key * 10 + rest % 10;
    return key;
}

static struct text fraction(struct arena *arena, struct text before, const struct hash *hash)
{
    char digits[MOST_DIGITS];
    size_t count = digits_of(hash, digits);
    char *bytes = arena_allocate(arena, before.length + count, 1);
    memcpy(bytes, before.bytes, before.length);
    memcpy(bytes + before.length, digits, count);
    return (struct text){bytes, before.length + count};
}

// ---- One ticket -----------------------------------------------------------------------------------------

struct ticket_seed ticket_seed_of(struct text seed)
{
    char hex[HASH_HEX_BYTES + 1];
    hash_print(hash_of(seed), hex);
    return (struct ticket_seed){hash_prefix_of(hex)};
}

static struct hash hash_id(const struct ticket_seed *seed, struct text id)
{
    return hash_behind(&seed->prefix, id);
}

struct text ticket_uniform(struct arena *arena, struct text hashed)
{
    struct hash hash = hash_of(hashed);
    return fraction(arena, TEXT("0."), &hash);
}

struct text ticket_first(struct arena *arena, const struct ticket_seed *seed, struct text id)
{
    struct hash hash = hash_id(seed, id);
    return fraction(arena, TEXT("0."), &hash);
}

static size_t after_nines(struct text ticket)
{
    size_t at = 2;
    while (at < ticket.length && ticket.bytes[at] == '9')
        at++;
    return at;
}

struct text ticket_next(struct arena *arena, struct text ticket)
{
    struct text floor = text_print(arena, "%.*s0", TEXT_PRINT(ticket));
    struct text kept = text_slice(floor, 0, after_nines(floor));
    struct arena_mark mark = arena_mark(arena);
    for (unsigned long long attempt = 1;; attempt++) {
        arena_release(arena, mark);
        struct hash hash = hash_of(text_print(arena, "%.*s:%llu", TEXT_PRINT(ticket), attempt));
        struct text next = fraction(arena, kept, &hash);
        if (text_compare(next, floor) > 0)
            return next;
    }
}

struct text ticket_trim(struct arena *arena, struct text ticket, size_t digits)
{
    return text_copy(arena, text_slice(ticket, 0, after_nines(ticket) + digits));
}

// ---- Without replacement: the lowest of each group ------------------------------------------------------

struct candidate {
    uint32_t key;
    size_t id;
    struct hash hash;
};

// The lowest so far of one group: a heap with the highest of them on top.
struct lowest {
    struct candidate *items;
    size_t count, capacity;
};

static int compare_digits(const struct hash *a, const struct hash *b)
{
    char left[MOST_DIGITS], right[MOST_DIGITS];
    size_t left_count = digits_of(a, left), right_count = digits_of(b, right);
    return text_compare((struct text){left, left_count}, (struct text){right, right_count});
}

// No two different ids have ever had the same hash: the order of ids, which would decide then, is not asked.
static int compare_candidates(const void *a, const void *b)
{
    const struct candidate *left = a, *right = b;
    if (left->key != right->key)
        return left->key < right->key ? -1 : 1;
    return compare_digits(&left->hash, &right->hash);
}

static void sink(struct lowest *lowest, size_t at)
{
    struct candidate moved = lowest->items[at];
    for (size_t child; (child = 2 * at + 1) < lowest->count; at = child) {
        if (child + 1 < lowest->count &&
            compare_candidates(&lowest->items[child], &lowest->items[child + 1]) < 0)
            child++;
        if (compare_candidates(&moved, &lowest->items[child]) >= 0)
            break;
        lowest->items[at] = lowest->items[child];
    }
    lowest->items[at] = moved;
}

static void offer(struct lowest *lowest, uint32_t key, const struct hash *hash, size_t id)
{
    if (lowest->count == lowest->capacity && (!lowest->capacity || key > lowest->items[0].key))
        return; // nearly always
    struct candidate candidate = {key, id, *hash};
    if (lowest->count < lowest->capacity) {
        lowest->items[lowest->count++] = candidate;
        if (lowest->count == lowest->capacity)
            for (size_t i = lowest->count / 2; i-- > 0;)
                sink(lowest, i);
    } else if (compare_candidates(&candidate, &lowest->items[0]) < 0) {
        lowest->items[0] = candidate;
        sink(lowest, 0);
    }
}

static struct tickets tickets_of(struct arena *arena, struct lowest *lowest)
{
    struct tickets drawn = {ARENA_ARRAY(arena, struct ticket, lowest->count), lowest->count};
    if (lowest->count)
        qsort(lowest->items, lowest->count, sizeof *lowest->items, compare_candidates);
    for (size_t i = 0; i < drawn.count; i++)
        drawn.items[i] = (struct ticket){fraction(arena, TEXT("0."), &lowest->items[i].hash),
                                         lowest->items[i].id, 1};
    return drawn;
}

void tickets_draw(struct arena *arena, struct text seed, const struct text *ids, const uint32_t *groups,
                  size_t count, const size_t *take, size_t group_count, struct tickets *drawn)
{
    struct ticket_seed prepared = ticket_seed_of(seed);
    struct lowest *lowest = ARENA_ARRAY(arena, struct lowest, group_count);
    for (size_t i = 0; i < group_count; i++) {
        lowest[i].capacity = take[i] < count ? take[i] : count;
        lowest[i].items = ARENA_ARRAY(arena, struct candidate, lowest[i].capacity);
    }
    for (size_t i = 0; i < count; i++) {
        struct hash hash = hash_id(&prepared, ids[i]);
        offer(&lowest[groups ? groups[i] : 0], key_of(&hash), &hash, i);
    }
    for (size_t i = 0; i < group_count; i++)
        drawn[i] = tickets_of(arena, &lowest[i]);
}

// ---- With replacement: a drawn id comes back with its next ticket ---------------------------------------

struct urn {
    struct ticket *items; // a heap with the lowest on top
    size_t count;
    const struct text *ids;
};

static bool is_before(const struct urn *urn, const struct ticket *a, const struct ticket *b)
{
    int order = text_compare(a->text, b->text);
    if (order == 0)
        order = text_compare(urn->ids[a->id], urn->ids[b->id]);
    return order < 0 || (order == 0 && a->generation < b->generation);
}

static void settle(struct urn *urn, size_t at)
{
    struct ticket moved = urn->items[at];
    for (size_t child; (child = 2 * at + 1) < urn->count; at = child) {
        if (child + 1 < urn->count && is_before(urn, &urn->items[child + 1], &urn->items[child]))
            child++;
        if (!is_before(urn, &urn->items[child], &moved))
            break;
        urn->items[at] = urn->items[child];
    }
    urn->items[at] = moved;
}

static struct tickets sample_with_replacement(struct arena *arena, const struct sampling *sampling,
                                              const struct text *ids, size_t count)
{
    struct ticket_seed seed = ticket_seed_of(sampling->seed);
    struct urn urn = {ARENA_ARRAY(arena, struct ticket, count), count, ids};
    struct tickets drawn = {ARENA_ARRAY(arena, struct ticket, count ? sampling->take : 0), 0};
    for (size_t i = 0; i < count; i++)
        urn.items[i] = (struct ticket){ticket_first(arena, &seed, ids[i]), i, 1};
    for (size_t i = count / 2; i-- > 0;)
        settle(&urn, i);
    for (size_t i = 0; count && i < sampling->drop + sampling->take; i++) {
        struct ticket *top = &urn.items[0];
        if (i >= sampling->drop)
            drawn.items[drawn.count++] = *top;
        *top = (struct ticket){ticket_next(arena, top->text), top->id, top->generation + 1};
        settle(&urn, 0);
    }
    return drawn;
}

struct tickets tickets_sample(struct arena *arena, const struct sampling *sampling, const struct text *ids,
                              size_t count)
{
    if (sampling->with_replacement)
        return sample_with_replacement(arena, sampling, ids, count);
    size_t drop = sampling->drop < count ? sampling->drop : count;
    size_t take = sampling->take < count - drop ? drop + sampling->take : count;
    struct tickets drawn;
    tickets_draw(arena, sampling->seed, ids, NULL, count, &take, 1, &drawn);
    return (struct tickets){drawn.items + drop, drawn.count - drop};
}
