// SPDX-License-Identifier: GPL-3.0-or-later
// Draws in the record: an extract is sealed as a frame, with the sizes and rules of the draw, before the seed
// exists; cases are then drawn by tickets that anyone can draw again (selection/receipt.h), in rounds, and
// replaced by the next ticket. A review has at most one draw. Functions that write are called inside act_do.
#pragma once

#include "review/ledger.h"
#include "selection/receipt.h"

struct draw_request {
    struct text review, extract;
    struct text stratum_field; // of the case, by its id; empty: no strata. Cases without a value are in one
                               // of their own
    struct draw_plan plan;
};
#define STRATUM_NOT_RECORDED TEXT("not-recorded")

// Whether the draw may have the values of this field as its strata: its list, which is published, has the value of each case. A problem if
// the review's instrument has no such field of cases, or calls it personal. Empty: no strata.
bool draw_check_strata(struct store *store, struct arena *arena, struct text review, struct text field,
                       struct problems *problems);

// Seals the extract: nothing in it changes any more, a later import needs another extract. It may be sealed
// already, for another review's draw. Every id that a frame cannot have is a problem.
bool draw_seal(struct write *write, const struct draw_request *request, struct commitment *commitment,
               struct problems *problems);

// The first round. Problems: what seed_check refuses; a seed of a day to come; a draw before under the same
// seed from any of the same ids, which would begin with the same cases.
bool draw_first(struct write *write, struct text review, const struct seed *seed, struct problems *problems);
// A further round: the next tickets, `size` in all by the rule that was fixed; of a quota, as `named` says by
// stratum.
bool draw_more(struct write *write, struct text review, int64_t size, const struct draw_plan *named,
               struct problems *problems);
// A case that was drawn and waits is replaced by the next ticket of its stratum. `version` is the ledger
// entry's.
bool draw_replace(struct write *write, struct text review, struct text case_id, int64_t version,
                  struct localised reason, struct problems *problems);

struct draw {
    bool exists; // the extract is sealed for this review
    bool drawn;  // and there is a seed
    struct text extract, stratum_field;
    struct frame frame;
    struct draw_plan plan;
    struct receipt receipt; // drawn again, not read back; without a seed only its commitment
};
bool draw_get(struct store *store, struct arena *arena, struct text review, struct draw *draw,
              struct problems *problems);

// SHA-256 of the commitment under which the review's frame was sealed, in hexadecimal digits; empty if none was.
bool draw_commitment(struct store *store, struct arena *arena, struct text review, struct text *commitment,
                     struct problems *problems);

// Over a draw each case counts once, in its latest state, wherever it was carried on to. Tickets that
// replaced others count among the selected. All zero if nothing is drawn.
bool draw_ledger(struct store *store, struct arena *arena, struct text review, struct ledger_counts *counts,
                 struct problems *problems);

// Whether the reviewed cases of a review are a random sample, so that anything may be estimated from them:
// they were drawn, and in each stratum those reviewed are the first of its order, replaced ones left out.
// Cases that were chosen otherwise are counted apart and never among these.
struct random_stratum {
    struct text name;
    int64_t cases;    // N, in the frame
    int64_t reviewed; // n
};
struct random_case {
    struct text case_id;
    size_t stratum;
};
struct random_sample {
    bool is_random;
    struct message why_not; // NO_MESSAGE if it is
    struct random_stratum *strata;
    size_t stratum_count;
    struct random_case *cases; // those reviewed
    size_t case_count;
    int64_t drawn;  // that stand, read or not: a case that was replaced counts no more, its replacement does
    int64_t chosen; // reviewed cases that were not drawn
};
bool draw_sample(struct store *store, struct arena *arena, struct text review, struct random_sample *sample,
                 struct problems *problems);

// Cases that somebody chose: by name, or because a rule points to them (officers earlier rated red), which
// needs the rule as its reason. They are selected as nominated.
enum nomination_kind { NOMINATED, TARGETED };
bool draw_nominate(struct write *write, struct text review, struct text case_id, enum nomination_kind kind,
                   struct localised reason, struct problems *problems);
