// SPDX-License-Identifier: GPL-3.0-or-later
#include "selection/order.h"

#include <stdlib.h>

// A text by the eight bytes behind what all of them begin with; what is shorter counts as ended by zeros.
struct item {
    uint64_t key;
    size_t index;
};
enum { KEY_BYTES = sizeof(uint64_t), VALUES = 256 };

static size_t common_length(const struct text *texts, size_t count)
{
    size_t common = texts[0].length;
    for (size_t i = 1; i < count && common; i++) {
        size_t same = 0;
        while (same < common && same < texts[i].length && texts[i].bytes[same] == texts[0].bytes[same])
            same++;
        common = same;
    }
    return common;
}

static uint64_t key_of(struct text text, size_t from)
{
    uint64_t key = 0;
    for (size_t i = 0; i < KEY_BYTES; i++)
        key = key << 8 | (from + i < text.length ? (unsigned char)text.bytes[from + i] : 0);
    return key;
}

// Sorts by one byte of the key, stably; false if all have the same there.
static bool sort_by_byte(const struct item *from, struct item *to, size_t count, unsigned shift)
{
    size_t starts[VALUES] = {0}, at = 0;
    for (size_t i = 0; i < count; i++)
        starts[from[i].key >> shift & 0xFF]++;
    for (size_t value = 0; value < VALUES; value++) {
        if (starts[value] == count)
            return false;
        size_t here = starts[value];
        starts[value] = at;
        at += here;
    }
    for (size_t i = 0; i < count; i++)
        to[starts[from[i].key >> shift & 0xFF]++] = from[i];
    return true;
}

static int by_text(const void *a, const void *b, void *texts)
{
    return text_compare(((const struct text *)texts)[((const struct item *)a)->index],
                        ((const struct text *)texts)[((const struct item *)b)->index]);
}

static bool is_in_order(const struct text *texts, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (text_compare(texts[i - 1], texts[i]) > 0)
            return false;
    return true;
}

static struct item *sort(struct item *items, struct item *spare, size_t count, const struct text *texts)
{
    for (unsigned shift = 0; shift < KEY_BYTES * 8; shift += 8)
        if (sort_by_byte(items, spare, count, shift)) {
            struct item *sorted = spare;
            spare = items;
            items = sorted;
        }
    for (size_t from = 0, to; from < count; from = to) {
        for (to = from + 1; to < count && items[to].key == items[from].key;)
            to++;
        if (to - from > 1)
            qsort_r(items + from, to - from, sizeof *items, by_text, (void *)texts);
    }
    return items;
}

size_t *order_of(struct arena *arena, const struct text *texts, size_t count)
{
    size_t *order = ARENA_ARRAY(arena, size_t, count);
    if (count == 0 || is_in_order(texts, count)) {
        for (size_t i = 0; i < count; i++)
            order[i] = i;
        return order;
    }
    struct arena *scratch = arena_new();
    struct item *items = arena_allocate(scratch, count * sizeof *items, alignof(struct item)),
                *spare = arena_allocate(scratch, count * sizeof *items, alignof(struct item));
    size_t common = common_length(texts, count);
    for (size_t i = 0; i < count; i++)
        items[i] = (struct item){key_of(texts[i], common), i};
    items = sort(items, spare, count, texts);
    for (size_t i = 0; i < count; i++)
        order[i] = items[i].index;
    arena_free(scratch);
    return order;
}
