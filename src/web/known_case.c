// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/known_case.h"

// The length tells where the one ends and the other begins.
static struct text key_of(const struct visit *visit)
{
    return text_print(visit->arena, "case %zu %.*s%.*s", visit->parts[0].length, TEXT_PRINT(visit->parts[0]),
                      TEXT_PRINT(visit->parts[1]));
}

static bool read_case(const struct visit *visit, struct arena *arena, struct known_case *found,
                      struct problems *problems)
{
    struct text review = visit->parts[0], reference = visit->parts[1];
    return review_get_head(visit->store, arena, review, &found->review, problems) &&
           case_find_selected(visit->store, arena, review, reference, (struct place){0}, &found->record,
                              problems);
}

const struct known_case *known_case_find(struct visit *visit)
{
    struct text key = key_of(visit);
    const struct known_case *known = known_find(visit->known, key);
    if (known)
        return known;
    struct arena *arena = arena_new_small();
    struct known_case *found = ARENA_NEW(arena, struct known_case);
    if (!read_case(visit, arena, found, &visit->problems)) {
        arena_free(arena);
        return NULL;
    }
    known_put(visit->known, key, arena, found);
    return found;
}
