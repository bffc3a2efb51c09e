// SPDX-License-Identifier: GPL-3.0-or-later
// The ledger of a review: no selected case disappears. At all times, in each review,
//     selected = waiting + reviewed + carried over + replaced + excluded
// A case is reviewed when everyone to whom it is assigned has submitted (review/assessment.h): at least one
// assessment, and no draft left. A carried case is selected again in the review that receives it.
#pragma once

#include "review/case.h"

enum ledger_state {
    LEDGER_WAITING,
    LEDGER_REVIEWED,
    LEDGER_CARRIED_OVER,
    LEDGER_REPLACED,
    LEDGER_EXCLUDED,
    LEDGER_STATE_COUNT,
};
const char *ledger_state_id(enum ledger_state state);    // "carried_over"
const char *ledger_state_words(enum ledger_state state); // marked for translation: "carried over"

enum selected_by {
    SELECTED_BY_DRAW,
    SELECTED_WHOLE_EXTRACT,
    SELECTED_BY_NOMINATION, // somebody named it
    SELECTED_BY_TARGETING,  // a rule points to it; draw_nominate keeps which (review/draw.h)
    SELECTED_BY_CARRYING,   // carried over from another review
    SELECTED_AS_REPLACEMENT,
    SELECTED_BY_COUNT,
};
const char *selected_by_id(enum selected_by how);
const char *selected_by_words(enum selected_by how); // marked for translation

struct ledger_entry {
    struct case_record record;
    enum ledger_state state;
    enum selected_by how;
    struct text from_review;    // SELECTED_BY_CARRYING: a review of this database, or empty
    struct localised reason;    // of carrying, replacing, excluding
    struct text to_review;      // carried over: to a review of this database,
    struct localised elsewhere; // or to where, in words
    struct text replaced_by;    // reference of the replacing case
    int64_t version;            // of this entry
};
struct ledger {
    ARRAY_OF(struct ledger_entry) list;
};
struct ledger_counts {
    int64_t selected, in[LEDGER_STATE_COUNT];
};

// Every case of the extract that is not selected yet; *count (NULL is allowed) is how many.
bool ledger_select_extract(struct write *write, struct text review, struct text extract, int64_t *count,
                           struct problems *problems);
bool ledger_select(struct write *write, struct text review, struct text case_id, enum selected_by how,
                   struct problems *problems);
// Whether the case is selected in the review, in whatever state.
bool ledger_has(struct write *write, struct text review, struct text case_id, bool *selected,
                struct problems *problems);
// These change waiting cases only; `version` is the entry's. The reason is mandatory, in at least one
// language.
bool ledger_exclude(struct write *write, struct text review, struct text case_id, int64_t version,
                    struct localised reason, struct problems *problems);
// The replacing case is selected by this; one that is selected already cannot take another's place. A case
// that was drawn by lot is replaced by the next ticket only: draw_replace (review/draw.h).
bool ledger_replace(struct write *write, struct text review, struct text case_id, int64_t version,
                    struct text by_case, struct localised reason, struct problems *problems);
// To a review of this database, in which the case is then selected and waits, or elsewhere, in words: exactly
// one of both.
bool ledger_carry_over(struct write *write, struct text review, struct text case_id, int64_t version,
                       struct text to_review, struct localised elsewhere, struct localised reason,
                       struct problems *problems);
// Words anew, or in a further language, why a case left and where it went; empty texts leave what is there. The audit
// tells that there were others, and not what they were.
bool ledger_word(struct write *write, struct text review, struct text case_id, int64_t version,
                 struct localised reason, struct localised elsewhere, struct problems *problems);

// Where the case stands; a problem if it is not selected. *reference (NULL is allowed) lives in the write's
// arena.
bool ledger_state_of(struct write *write, struct text review, struct text case_id, enum ledger_state *state,
                     struct text *reference, struct problems *problems);
// After its assessments have changed: waiting or reviewed, by the rule above. Other states stay.
bool ledger_settle(struct write *write, struct text review, struct text case_id, struct problems *problems);

// In the order of references.
bool ledger_read(struct store *store, struct arena *arena, struct text review, struct ledger *ledger,
                 struct problems *problems);
// Where the case stands in the end: in the last of the reviews of this record to which it was carried on from this one.
bool ledger_latest(struct store *store, struct text review, struct text case_id, enum ledger_state *state,
                   struct problems *problems);
bool ledger_count(struct store *store, struct text review, struct ledger_counts *counts,
                  struct problems *problems);
