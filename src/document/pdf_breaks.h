// SPDX-License-Identifier: GPL-3.0-or-later
// Where pages begin. The document is laid out twice: first on one page without end, which tells how high its parts are and
// what it costs to begin a page with each; then on the pages that cost least in all. Here alone is it weighed
// what is worse: a page that is half empty, or a row that stands alone.
#pragma once

#include "base/arena.h"

#include <stdbool.h>

// What it costs to begin a page with a part. A page that is half empty costs about 260, one of which less than a third is
// filled more than 2,000.
enum page_cost {
    PAGE_AT_SECTION = 0,
    PAGE_AT_HEADING = 4,
    PAGE_AT_BLOCK = 8,
    PAGE_AT_ITEM = 15,      // of a list
    PAGE_AT_LINE = 20,      // of a paragraph, or of a row that is higher than a page
    PAGE_AT_ROW = 20,       // of a table, or at a bar of a figure that is higher than a page
    PAGE_AT_NEIGHBOUR = 60, // it leaves the first or last of a list or group alone, or a high row
    PAGE_IN_SMALL = 300,    // what is read as one: the contents, a table of less than half a page
    PAGE_AFTER_LEAD = 500,  // from its table, list or figure the paragraph that leads to it
    PAGE_LEAVES_ONE = 900,  // a line of a paragraph or a row of a table stands alone
    PAGE_AT_IMPRINT = 3000, // which would stand alone
    PAGE_INSIDE = 100000,   // what is never divided where there is any other way: a heading and what follows
};

struct page_part {
    double from, to; // on the page without end
    double above;    // what is repeated at the head of a page that begins with it
    double below;    // what is left free at the foot of the page before
    unsigned cost;
    bool forced; // a page must begin here
    bool begins; // a page does
};

// Sets `begins` of all parts. The first page has less room than the others.
void page_breaks_choose(struct arena *arena, struct page_part *parts, size_t count, double first_room,
                        double room);
