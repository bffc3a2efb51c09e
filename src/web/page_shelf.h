// SPDX-License-Identifier: GPL-3.0-or-later
// Pages that were made, to be sent once more to the same session while nothing that they show has changed. Whether it has is not
// remembered here but asked of the record in each request (review/shown.h): a correction, a conflict of interest, the end of the
// session count at once, whoever wrote them. A page is here only if its handler said until when it may be sent again.
// For all workers at once.
#pragma once

#include "web/http.h"

// The same session, the same address: no two people share a page.
struct shelf_key {
    struct text token, path;
};

// Microseconds UTC: from when it was made, and before when it is to be made anew. A clock that was set back finds no page.
struct shelf_time {
    int64_t from, until;
};

struct page_shelf;
struct page_shelf *page_shelf_new(size_t bytes_most);
void page_shelf_free(struct page_shelf *shelf);

// The page made at this version, if it is there: its status, headers and body, in the arena. Else *response is untouched.
bool page_shelf_find(struct page_shelf *shelf, struct shelf_key key, int64_t version, int64_t at,
                     struct arena *arena, struct http_response *response);
// Copies the page. All pages of an earlier version are forgotten, and all pages where there is no room for this one; a page of an
// earlier version than others have is not kept.
void page_shelf_put(struct page_shelf *shelf, struct shelf_key key, int64_t version, struct shelf_time time,
                    const struct http_response *response);
