// SPDX-License-Identifier: GPL-3.0-or-later
// Cases that a finding or a comment speaks of: what both share. Only src/review includes this.
#pragma once

#include "review/finding.h"

// A text in at least one language.
bool check_linked_text(struct localised text, struct problems *problems);
// The review to which a record belongs, which must be open.
bool open_review_of(struct write *write, const char *query, struct text id, struct text *review,
                    struct problems *problems);
bool link_cases(struct write *write, const char *statement, struct text review, struct text id,
                const struct linked_case *cases, size_t count, struct problems *problems);

// Links of all records of a review, taken from the front in the order of the records' ids.
struct links {
    ARRAY_OF(struct text) owners;
    ARRAY_OF(struct linked_case) cases;
    size_t next;
};
bool links_read(struct store *store, struct arena *arena, const char *query, struct text review,
                struct links *links, struct problems *problems);
void links_take(struct links *links, struct text owner, struct linked_case **cases, size_t *count);
