// SPDX-License-Identifier: GPL-3.0-or-later
#include "selection/order.h"

#include "test.h"

#include <stdlib.h>

static int compare(const void *a, const void *b)
{
    return text_compare(*(const struct text *)a, *(const struct text *)b);
}

static void assert_ordered(const struct text *texts, size_t count)
{
    struct arena *arena = arena_new();
    struct text *sorted = ARENA_ARRAY(arena, struct text, count);
    memcpy(sorted, texts, count * sizeof *texts);
    qsort(sorted, count, sizeof *sorted, compare);
    size_t *order = order_of(arena, texts, count);
    for (size_t i = 0; i < count; i++)
        assert_true(text_equal(texts[order[i]], sorted[i]));
    arena_free(arena);
}

TEST(texts_of_all_lengths_come_in_the_order_of_their_bytes)
{
    const struct text texts[] = {TEXT("b"),         TEXT("a"),         TEXT("aa"),        TEXT(""),
                                 TEXT("\xC3\xA9"),  TEXT("Z"),         TEXT("abcdefghi"), TEXT("abcdefgh"),
                                 TEXT("abcdefghz"), TEXT("abcdefgha"), TEXT("a"),         TEXT("\x7F")};
    assert_ordered(texts, sizeof texts / sizeof *texts);
    assert_ordered(texts, 0);
    assert_ordered(texts, 1);
}

TEST(random_texts_with_common_beginnings_come_in_order)
{
    struct arena *arena = arena_new();
    enum { COUNT = 20000 };
    struct text *texts = ARENA_ARRAY(arena, struct text, COUNT);
    unsigned next = 7;
    for (size_t i = 0; i < COUNT; i++) {
        next = next * 1103515245 + 12345;
        texts[i] = text_print(arena, "DP-2019-%u-the same-%u", (next >> 16) % 50, (next >> 8) % 9000);
    }
    assert_ordered(texts, COUNT);
    arena_free(arena);
}
