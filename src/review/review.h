// SPDX-License-Identifier: GPL-3.0-or-later
// A review: one exercise with one method and one instrument. Functions that write are called inside act_do.
// A published review does not change any more: every write to it is refused.
#pragma once

#include "review/act.h"

enum review_method {
    METHOD_INFORMATION_REQUEST, // at a governance meeting
    METHOD_PANEL_REVIEW,
    METHOD_DEEP_DIVE,
    METHOD_SNAPSHOT,
    METHOD_COUNT,
};
const char *review_method_id(enum review_method method);    // "snapshot"
const char *review_method_words(enum review_method method); // marked for translation: "snapshot review"
bool review_method_from_id(struct text id, enum review_method *method);

enum review_status { REVIEW_OPEN, REVIEW_PUBLISHED };

// Where the cases came from, if not from an extract of this review's own: a review in this database
// (`review`) or another one, by its title and address. All empty: none.
struct review_origin {
    struct text review;
    struct localised title;
    struct text link;
};

struct review {
    struct text id; // short, chosen by staff: lower-case letters, digits, '-', begins with a letter
    struct localised title;
    enum review_method method;
    struct text period_from, period_to; // ISO dates "2019-02-01", inclusive; both may be empty
    struct localised organisation;      // who reviews: the office
    struct localised force;             // whose cases
    struct review_origin origin;
    // The instrument exactly as it was: its text is kept, so that the review can be computed again.
    struct text instrument_id;
    int64_t instrument_version;
    struct text instrument_hash;
    struct text instrument_content; // review_get fills it, review_get_head and review_list do not
    enum review_status status;
    int64_t version; // of this record, for review_change
};
struct review_list {
    ARRAY_OF(struct review) list;
};

bool review_id_is_valid(struct text id); // the same form for extracts and keys of sections
// For functions that write to a review: a problem if there is none, or if it is published.
bool review_check_open(struct write *write, struct text id, struct problems *problems);
bool review_refuse_published(struct text id, struct problems *problems); // reports it; false
// `status` and `version` are ignored.
bool review_add(struct write *write, const struct review *review, struct problems *problems);
// Replaces title, method, period, organisation, force and origin, if the stored version is still
// review->version.
bool review_change(struct write *write, const struct review *review, struct problems *problems);
// Asks that nothing waits in the ledger; afterwards nothing changes.
bool review_publish(struct write *write, struct text review, int64_t version, struct problems *problems);
// False with a problem if there is none.
bool review_get(struct store *store, struct arena *arena, struct text id, struct review *review,
                struct problems *problems);
bool review_get_head(struct store *store, struct arena *arena, struct text id, struct review *review,
                     struct problems *problems);
bool review_list(struct store *store, struct arena *arena, struct review_list *list,
                 struct problems *problems);
// When the review was marked as published, microseconds UTC; INT64_MAX while it is not.
bool review_published_at(struct store *store, struct arena *arena, struct text review, int64_t *at,
                         struct problems *problems);
