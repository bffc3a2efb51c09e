// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/pdf_breaks.h"

#include "test.h"

#include <math.h>

enum { ROOM = 100, PARTS_MOST = 12 };

// Parts of these heights below each other, each at the same cost.
static struct page_part *parts_of(struct arena *arena, const double *heights, size_t count, unsigned cost)
{
    struct page_part *parts = ARENA_ARRAY(arena, struct page_part, count);
    double y = 0;
    for (size_t i = 0; i < count; i++) {
        parts[i] = (struct page_part){.from = y, .to = y + heights[i], .cost = cost};
        y += heights[i];
    }
    return parts;
}

static size_t count_begun(const struct page_part *parts, size_t count)
{
    size_t begun = 0;
    for (size_t i = 0; i < count; i++)
        begun += parts[i].begins;
    return begun;
}

TEST(what_fits_on_one_page_stays_on_it)
{
    struct arena *arena = arena_new();
    struct page_part *parts = parts_of(arena, (double[]){40, 40, 20}, 3, PAGE_AT_SECTION);
    page_breaks_choose(arena, parts, 3, ROOM, ROOM);
    assert_int_equal(count_begun(parts, 3), 0);
    page_breaks_choose(arena, parts, 3, ROOM - 1, ROOM); // the first page has less room
    assert_int_equal(count_begun(parts, 3), 1);
    page_breaks_choose(arena, parts, 0, ROOM, ROOM);
    arena_free(arena);
}

TEST(a_page_begins_where_it_costs_least)
{
    struct arena *arena = arena_new();
    struct page_part *parts = parts_of(arena, (double[]){30, 30, 30, 30}, 4, PAGE_AT_BLOCK);
    parts[3].cost = PAGE_INSIDE; // a heading is before it
    page_breaks_choose(arena, parts, 4, ROOM, ROOM);
    assert_true(parts[2].begins && count_begun(parts, 4) == 1);
    arena_free(arena);
}

TEST(a_page_is_not_left_nearly_empty_for_something_small)
{
    struct arena *arena = arena_new();
    // After the first part comes what is never divided, or a row that would stand alone.
    struct page_part *parts = parts_of(arena, (double[]){20, 60, 60, 60, 60}, 5, PAGE_AT_BLOCK);
    parts[2].cost = PAGE_LEAVES_ONE;
    page_breaks_choose(arena, parts, 5, ROOM, ROOM);
    assert_true(parts[2].begins && !parts[1].begins);
    parts[2].cost = PAGE_INSIDE;
    page_breaks_choose(arena, parts, 5, ROOM, ROOM);
    assert_true(parts[2].begins); // there is no other way: both are higher than a page
    arena_free(arena);
}

TEST(a_part_that_is_higher_than_a_page_has_one_of_its_own)
{
    struct arena *arena = arena_new();
    struct page_part *parts = parts_of(arena, (double[]){10, 250, 10}, 3, PAGE_INSIDE);
    page_breaks_choose(arena, parts, 3, ROOM, ROOM);
    assert_true(parts[1].begins && parts[2].begins);
    arena_free(arena);
}

TEST(a_page_begins_where_it_must)
{
    struct arena *arena = arena_new();
    struct page_part *parts = parts_of(arena, (double[]){10, 10, 10}, 3, PAGE_INSIDE);
    parts[1].forced = true;
    page_breaks_choose(arena, parts, 3, ROOM, ROOM);
    assert_true(parts[1].begins && count_begun(parts, 3) == 1);
    arena_free(arena);
}

TEST(what_is_repeated_at_a_page_s_head_takes_room)
{
    struct arena *arena = arena_new();
    struct page_part *parts = parts_of(arena, (double[]){60, 50, 50}, 3, PAGE_AT_ROW);
    page_breaks_choose(arena, parts, 3, ROOM, ROOM);
    assert_int_equal(count_begun(parts, 3), 1);
    parts[1].above = 1;
    page_breaks_choose(arena, parts, 3, ROOM, ROOM);
    assert_int_equal(count_begun(parts, 3), 2);
    arena_free(arena);
}

// ---- Whatever comes ----------------------------------------------------------------------------------------

static uint32_t roll(uint32_t *dice, uint32_t sides)
{
    *dice = *dice * 1664525 + 1013904223;
    return (*dice >> 16) % sides;
}

static double height_of_page(const struct page_part *parts, size_t count, size_t begin, size_t end)
{
    return parts[end - 1].to - parts[begin].from + (begin ? parts[begin].above : 0) +
           (end < count ? parts[end].below : 0);
}

TEST(no_page_is_too_full_unless_by_one_part_and_each_forced_one_begins)
{
    uint32_t dice = 1;
    for (int round = 0; round < 20000; round++) {
        struct arena *arena = arena_new();
        double heights[PARTS_MOST];
        size_t count = 1 + roll(&dice, PARTS_MOST);
        for (size_t i = 0; i < count; i++)
            heights[i] = roll(&dice, 120);
        struct page_part *parts = parts_of(arena, heights, count, 0);
        for (size_t i = 0; i < count; i++) {
            static const unsigned costs[] = {PAGE_AT_SECTION, PAGE_AT_LINE, PAGE_LEAVES_ONE, PAGE_INSIDE};
            parts[i].cost = costs[roll(&dice, 4)];
            parts[i].above = roll(&dice, 30);
            parts[i].below = roll(&dice, 10);
            parts[i].forced = roll(&dice, 10) == 0;
        }
        double first = 30 + roll(&dice, 70);
        page_breaks_choose(arena, parts, count, first, ROOM);
        size_t begin = 0;
        for (size_t end = 1; end <= count; end++) {
            if (end < count && !parts[end].begins) {
                assert_false(parts[end].forced);
                continue;
            }
            double room = begin ? ROOM : first;
            assert_true(end - begin == 1 || height_of_page(parts, count, begin, end) <= room + 0.02);
            begin = end;
        }
        arena_free(arena);
    }
}
