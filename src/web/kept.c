// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/kept.h"

#include "review/evaluation.h"

void kept_dispose(struct kept *kept)
{
    for (size_t i = 0; i < KEPT_INSTRUMENTS; i++)
        arena_free(kept->instruments[i].arena);
    arena_free(kept->office_arena);
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

static bool read_office(struct kept *kept, struct store *store, struct problems *problems)
{
    struct arena *own = arena_new();
    struct office office;
    bool found;
    if (!office_get(store, own, (struct text){0}, &found, &office, problems) || !found) {
        arena_free(own);
        return false;
    }
    arena_free(kept->office_arena);
    kept->office_arena = own;
    kept->office = office;
    return true;
}

bool kept_office(struct kept *kept, struct store *store, struct arena *arena, const struct office **office,
                 struct problems *problems)
{
    struct text hash;
    if (!office_hash(store, arena, &hash, problems))
        return false;
    if (!hash.length) {
        *office = NULL;
        return true;
    }
    if ((!kept->office_arena || !text_equal(kept->office.hash, hash)) && !read_office(kept, store, problems))
        return false;
    *office = &kept->office;
    return true;
}
