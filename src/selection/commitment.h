// SPDX-License-Identifier: GPL-3.0-or-later
// What is fixed before the seed exists: the frame, by its hash, and how many cases are drawn from it by which
// rule. Its text is what an office publishes; the same facts always give the same text.
#pragma once

#include "base/buffer.h"
#include "base/civil.h"
#include "selection/allocation.h"
#include "selection/frame.h"

struct commitment {
    struct text review; // its id
    struct text sealed; // "2019-08-05T09:30:00Z"
    struct hash frame;
    size_t cases;
    bool stratified;
    enum allocation_rule rule;
    int64_t size;                      // of all strata
    struct allocation_stratum *strata; // in the order of their names; one, FRAME_WHOLE, where there are none
    int64_t *places;                   // of the first round, by stratum
    size_t stratum_count;
};

// How cases are to be drawn. Strata that are not named have the factor 1; for a quota each must be named.
struct named_stratum {
    struct text stratum;
    int64_t number; // factor of over-sampling, or quota
};
struct draw_plan {
    enum allocation_rule rule;
    int64_t size; // ignored for a quota
    struct named_stratum *named;
    size_t named_count;
};

// "STRATUM=NUMBER", as people write it.
bool named_stratum_read(struct text written, struct named_stratum *named, struct problems *problems);

// Problems: a stratum is named that the frame does not have, or twice; what allocate refuses. It points into
// the frame.
bool commitment_make(struct arena *arena, const struct frame *frame, struct text review, struct text sealed,
                     const struct draw_plan *plan, struct commitment *commitment, struct problems *problems);

void commitment_add_facts(struct buffer *out, const struct commitment *commitment); // lines "key: value"
// The whole text: the facts, and the same in plain words in every language.
struct text commitment_text(struct arena *arena, const struct commitment *commitment);

// "2019-08-05T09:30:00Z" of an instant; and the day on which that was in London.
struct text sealed_text(struct arena *arena, int64_t instant);
bool sealed_date(struct text sealed, struct civil_date *date);
