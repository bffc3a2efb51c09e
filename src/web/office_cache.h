// SPDX-License-Identifier: GPL-3.0-or-later
// The office as every page shows it: kept by each worker, read from the record again when it is another.
#pragma once

#include "review/office.h"
#include "web/http.h"

struct office_cache {
    struct arena *arena; // of what follows; NULL: nothing was read yet
    int64_t shown;       // when it was compared last
    bool found;
    struct office office;
    struct text logo_address;  // "/office/logo/9f86….png"; empty: there is no logo
    struct text style_address; // "/office/style/0b4f5c.css"; empty: it has no colour of its own
    struct text style;         // what stands there
};

void office_cache_dispose(struct office_cache *cache);
// The record is not asked where the number of review/shown.h is the one of the last time; 0: it is asked.
bool office_cache_renew(struct office_cache *cache, struct store *store, struct arena *scratch, int64_t shown,
                        struct problems *problems);
// The logo and the colour, under their addresses of now: for everybody, and to be kept for good.
bool office_cache_answer(const struct office_cache *cache, struct text path, struct text *content_type,
                         struct text *content);
