// SPDX-License-Identifier: GPL-3.0-or-later
// A draw and its receipt: what was fixed when, every ticket, and how anyone draws again with other tools. A
// receipt is a text; all of it follows from what was fixed, the frame and the seed, so that it is verified by
// writing it again. docs/selection.md describes its lines.
#pragma once

#include "selection/commitment.h"
#include "selection/sampler.h"
#include "selection/seed.h"

// What happened, in order: rounds and replacements. The first is a round, of the commitment's places.
struct draw_event {
    bool is_replacement;
    struct text date;        // "2019-08-12"
    int64_t size;            // of a round: how many more
    int64_t *places;         // of a round: how many more of each stratum
    size_t replaced;         // of a replacement: the number of the ticket whose case is replaced
    struct localised reason; // of a replacement
    size_t line;             // of the receipt that was read; 0: of none
};

struct drawn_ticket {
    struct text ticket, id;
    size_t line; // of the frame
    size_t stratum;
    size_t event;       // by which it was drawn
    size_t replaced_by; // number of the ticket that took its place; 0: none
};

struct receipt {
    struct commitment commitment;
    struct seed seed;
    ARRAY_OF(struct draw_event) events;
    struct drawn_ticket *tickets; // ticket number i + 1; of receipt_draw
    size_t ticket_count;
    size_t *taken; // tickets of each stratum
};

// How the places of a further round of `size` follow from those before, by the commitment's rule; not for a
// quota, whose rounds are given by stratum.
bool receipt_extend(struct arena *arena, const struct receipt *receipt, int64_t size, int64_t *places,
                    struct problems *problems);
// Draws the tickets of all events. Problems: the frame is not the commitment's, a stratum has not so many
// cases, a ticket is replaced that was not drawn or is replaced already.
bool receipt_draw(struct arena *arena, const struct frame *frame, struct receipt *receipt,
                  struct problems *problems);

struct text receipt_text(struct arena *arena, const struct receipt *receipt);

// What a receipt's text says, without drawing: commitment, seed and events. Lines are those of the frame's hash, the
// first stratum and the seed.
struct receipt_reading {
    struct receipt receipt;
    struct draw_plan plan;
    size_t hash_line, strata_line, seed_line, drawn_line;
    struct text *ids; // as its ticket lines say
    size_t id_count;
};
bool receipt_read(struct arena *arena, struct text source, struct text content,
                  struct receipt_reading *reading, struct problems *problems);

// Whether the receipt is the one of this frame: reads both, draws again, and reports the first line that
// differs.
bool receipt_verify(struct arena *arena, struct text receipt_source, struct text receipt,
                    struct text frame_source, struct text frame, struct receipt *verified,
                    struct problems *problems);
