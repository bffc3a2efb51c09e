// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/pdf_breaks.h"

#include <math.h>

#define ROUNDING 0.01 // points by which a page may be too full

enum {
    EACH_PAGE = 30,
    EMPTY_PAGE = 1500, // times the square of the part of it that is empty
    NEARLY_EMPTY = 2000,
    NEARLY_EMPTY_LAST = 100,
    POINT_TOO_HIGH = 10000,
};

struct choice {
    double cost;  // of all pages before the part
    size_t begin; // of the last of them
};

static double cost_of_emptiness(double height, double room, double whole, bool last)
{
    const double unseen = 0.08, third = 1.0 / 3;
    double empty = fmax(0, room - height) / whole, filled = 1 - empty;
    if (last)
        return filled < third ? NEARLY_EMPTY_LAST : 0;
    double cost = empty > unseen ? EMPTY_PAGE * (empty - unseen) * (empty - unseen) : 0;
    return filled < third ? cost + NEARLY_EMPTY : cost;
}

// Of the page that begins with one part and ends before another, and of beginning a page there. Below 0: there is too much for it.
static double cost_of_page(const struct page_part *parts, size_t count, size_t begin, size_t end, double room,
                           double whole)
{
    double height = parts[end - 1].to - parts[begin].from;
    if (begin > 0)
        height += parts[begin].above;
    bool last = end == count || parts[end].forced;
    if (end < count)
        height += parts[end].below;
    double over = height - room - ROUNDING;
    if (over > 0 && end - begin > 1)
        return -1;
    double cost = EACH_PAGE + cost_of_emptiness(height, room, whole, last);
    if (over > 0)
        cost += over * POINT_TOO_HIGH;
    return last ? cost : cost + parts[end].cost;
}

// The best page that ends before the part. The loop ends where a page is full, so that time grows with the number of parts.
static struct choice best_page(const struct page_part *parts, size_t count, size_t end,
                               const struct choice *choices, double first_room, double room)
{
    struct choice best = {.cost = INFINITY};
    for (size_t begin = end; begin-- > 0;) {
        double here = begin == 0 ? first_room : room;
        if (begin + 1 < end && parts[end - 1].to - parts[begin].from > room + ROUNDING)
            break;
        double cost = cost_of_page(parts, count, begin, end, here, room);
        if (cost >= 0 && choices[begin].cost + cost < best.cost)
            best = (struct choice){choices[begin].cost + cost, begin};
        if (parts[begin].forced)
            break;
    }
    return best;
}

void page_breaks_choose(struct arena *arena, struct page_part *parts, size_t count, double first_room,
                        double room)
{
    struct choice *choices = ARENA_ARRAY(arena, struct choice, count + 1);
    for (size_t end = 1; end <= count; end++)
        choices[end] = best_page(parts, count, end, choices, first_room, room);
    for (size_t begin = count; begin > 0;) {
        begin = choices[begin].begin;
        parts[begin].begins = begin > 0;
    }
}
