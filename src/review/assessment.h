// SPDX-License-Identifier: GPL-3.0-or-later
// One reviewer's answers on one case. A draft says that the case is assigned to the reviewer; submitted it is
// frozen for ever, by the database itself. Moderation is a third record of the same shape, made where
// assessments were submitted; it changes nobody's answer.
#pragma once

#include "instrument/instrument.h"
#include "review/act.h"

enum assessment_kind { ASSESSMENT_REVIEW, ASSESSMENT_MODERATION };
enum assessment_state { ASSESSMENT_DRAFT, ASSESSMENT_SUBMITTED };

// The answer to one criterion.
struct answer {
    struct text criterion;
    struct text criterion_hash; // of what was asked
    struct text computed;       // outcome as it was computed and shown; empty for a judged criterion
    struct text judged;         // outcome, of a judged criterion; empty: none
    // Of a computed criterion: the reviewer judges the standing differently, and why.
    bool departs;
    enum standing departure;
    struct text reason; // mandatory with a departure
    struct text comment;
};

struct assessment {
    struct text id, review, case_id, reference;
    enum assessment_kind kind;
    enum assessment_state state;
    struct text reviewer;   // or moderator
    enum language language; // in which it is written
    struct text comment;    // on the case as a whole
    int64_t submitted_at;
    int64_t version;
    struct answer *answers; // in the order of criterion ids
    size_t answer_count;
};
struct assessment_list {
    ARRAY_OF(struct assessment) list;
};

// Assigns the case: an empty draft. A reviewed case waits again until it is submitted. Refused once the case
// is moderated, carried over, replaced or excluded, or if the reviewer has one. *id lives in the write's
// arena.
bool assessment_begin(struct write *write, struct text review, struct text case_id, struct text reviewer,
                      enum language language, struct text *id, struct problems *problems);
// Moderation: refused without a submitted assessment or while a draft is open. One a case.
bool moderation_begin(struct write *write, struct text review, struct text case_id, struct text moderator,
                      enum language language, struct text *id, struct problems *problems);
// Puts an answer into a draft, in place of the one it has. Each change raises the draft's version by one.
bool assessment_answer(struct write *write, struct text id, int64_t version, const struct answer *answer,
                       struct problems *problems);
// Of one whose head was read in this very act.
bool assessment_answer_draft(struct write *write, const struct assessment *draft, int64_t version,
                             const struct answer *answer, struct problems *problems);
bool assessment_comment(struct write *write, struct text id, int64_t version, struct text comment,
                        struct problems *problems);
// Freezes it. The case becomes reviewed if no other draft is open.
bool assessment_submit(struct write *write, struct text id, int64_t version, struct problems *problems);
// Removes a draft: the case is no longer assigned to the reviewer.
bool assessment_withdraw(struct write *write, struct text id, int64_t version, struct problems *problems);

bool assessment_get(struct store *store, struct arena *arena, struct text id, struct assessment *assessment,
                    struct problems *problems);
// The assessment of a case by a reviewer, without its answers; *found says whether there is one.
bool assessment_find(struct store *store, struct arena *arena, struct text review, struct text case_id,
                     enum assessment_kind kind, struct text reviewer, bool *found,
                     struct assessment *assessment, struct problems *problems);
// All of a review, drafts as well: by case reference, reviews before moderation, by reviewer.
bool assessment_list(struct store *store, struct arena *arena, struct text review,
                     struct assessment_list *list, struct problems *problems);

// A submitted departure is in its reviewer's language; this is its reason in another, as the report prints
// it.
bool departure_translate(struct write *write, struct text assessment, struct text criterion,
                         enum language language, struct text reason, struct problems *problems);
