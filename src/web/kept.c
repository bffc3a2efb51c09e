// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/kept.h"

#include "review/evaluation.h"

void kept_dispose(struct kept *kept)
{
    for (size_t i = 0; i < KEPT_INSTRUMENTS; i++)
        arena_free(kept->instruments[i].arena);
    *kept = (struct kept){0};
}

static bool find(const struct kept *kept, struct text hash, const struct instrument **instrument)
{
    for (size_t i = 0; i < KEPT_INSTRUMENTS; i++)
        if (kept->instruments[i].arena && text_equal(kept->instruments[i].hash, hash)) {
            *instrument = kept->instruments[i].instrument;
            return true;
        }
    return false;
}

bool kept_instrument(struct kept *kept, struct store *store, const struct review *review,
                     const struct instrument **instrument, struct problems *problems)
{
    if (find(kept, review->instrument_hash, instrument))
        return true;
    struct arena *own = arena_new();
    struct review whole;
    if (!review_get(store, own, review->id, &whole, problems) ||
        !review_instrument(own, &whole, instrument, problems)) {
        arena_free(own);
        return false;
    }
    size_t at = kept->next++ % KEPT_INSTRUMENTS;
    arena_free(kept->instruments[at].arena);
    kept->instruments[at].arena = own;
    kept->instruments[at].hash = whole.instrument_hash;
    kept->instruments[at].instrument = *instrument;
    return true;
}
