// SPDX-License-Identifier: GPL-3.0-or-later
// What a worker keeps from one request to the next, since to read it again takes longer than all else: instruments and the
// office, each under the hash of its text. What is kept under a hash never changes; which hash counts is asked of the record in each
// request.
#pragma once

#include "instrument/instrument.h"
#include "review/office.h"
#include "review/review.h"

enum { KEPT_INSTRUMENTS = 8 };

struct kept {
    struct {
        struct arena *arena; // NULL: none is kept here
        struct text hash;
        const struct instrument *instrument;
    } instruments[KEPT_INSTRUMENTS];
    size_t next; // to be given up
    struct arena *office_arena;
    struct office office; // with its hash; without its logo
};
void kept_dispose(struct kept *kept);

// The instrument of a review, for this request: it stays for at least KEPT_INSTRUMENTS - 1 others.
bool kept_instrument(struct kept *kept, struct store *store, const struct review *review,
                     const struct instrument **instrument, struct problems *problems);
// As office_get of the latest, without the logo; *office is NULL where nobody has said anything of the office. For this request.
bool kept_office(struct kept *kept, struct store *store, struct arena *arena, const struct office **office,
                 struct problems *problems);
