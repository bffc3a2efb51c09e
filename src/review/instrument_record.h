// SPDX-License-Identifier: GPL-3.0-or-later
// The instruments that the record keeps, whole and for ever: those of reviews, and those that were added by themselves. They are named by
// their hash.
#pragma once

#include "review/act.h"

struct instrument;

struct kept_instrument {
    struct text hash, id;
    int64_t version;
    struct text content; // the file
    int64_t reviews;     // that use it
};
struct kept_instrument_list {
    ARRAY_OF(struct kept_instrument) list; // by id, the latest version first
};

// `content` is what it was loaded from. A problem if it is there already.
bool instrument_add(struct write *write, const struct instrument *instrument, struct text content,
                    struct problems *problems);
bool instrument_list(struct store *store, struct arena *arena, struct kept_instrument_list *list,
                     struct problems *problems);
// *found false, and no problem, if there is none.
bool instrument_get(struct store *store, struct arena *arena, struct text hash, bool *found,
                    struct kept_instrument *instrument, struct problems *problems);
// Loaded. A problem if there is none, or if this program does not understand it any more.
bool instrument_read(struct store *store, struct arena *arena, struct text hash,
                     const struct instrument **instrument, struct problems *problems);
