// SPDX-License-Identifier: GPL-3.0-or-later
// What a worker keeps from one request to the next, since to read it again takes longer than all else: instruments, each
// under the hash of its text. What is kept under a hash never changes; which hash counts is asked of the record in each request.
// The office is kept so as well, by office_cache.h.
#pragma once

#include "instrument/instrument.h"
#include "review/review.h"

enum { KEPT_INSTRUMENTS = 8 };

struct kept {
    struct {
        struct arena *arena; // NULL: none is kept here
        struct text hash;
        const struct instrument *instrument;
    } instruments[KEPT_INSTRUMENTS];
    size_t next; // to be given up
};
void kept_dispose(struct kept *kept);

// The instrument of a review, for this request: it stays for at least KEPT_INSTRUMENTS - 1 others.
bool kept_instrument(struct kept *kept, struct store *store, const struct review *review,
                     const struct instrument **instrument, struct problems *problems);
