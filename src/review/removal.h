// SPDX-License-Identifier: GPL-3.0-or-later
// The removal of an extract's cases, with all that tells of one of them: log entries, corrections, assessments and their answers, places
// in ledgers, tickets, findings' links, conflicts of interest. What stays, and why, stands in docs/retention.md. report/extract_removal.h, which
// keeps what was published first, is the way to do it.
#pragma once

#include "review/act.h"

struct removal_review {
    struct text review;
    bool published;
};
struct removal_reviews {
    ARRAY_OF(struct removal_review) list;
};
// The reviews that have cases of the extract, or a draw from it.
bool removal_reviews_of(struct store *store, struct arena *arena, struct text extract,
                        struct removal_reviews *reviews, struct problems *problems);

struct removal_order {
    struct text extract;
    struct text confirmation; // the extract's name again, as whoever asks typed it
    struct text reason;       // stays in the certificate
    bool open_too;            // also where a review that has cases of it is not published: it never will be
    const struct removal_reviews *seen; // those whose published report is kept
};
// What would be refused, before anything is prepared for it; true as well where it is done already.
bool removal_check(struct store *store, struct arena *arena, const struct removal_order *order,
                   struct problems *problems);
// Removes, issues the certificate and writes the audit row "erasure". Problems: a hold stands, a review is open, no reason, the
// confirmation is another, the cases are removed already.
bool removal_perform(struct write *write, const struct removal_order *order, struct problems *problems);

// Whether the cases of a review were removed, some of them or all: its figures cannot be computed any more. *at is 0 if not.
bool removal_of_review(struct store *store, struct arena *arena, struct text review, int64_t *at,
                       struct text *extract, struct problems *problems);

struct removal_row_count {
    const char *words; // marked for translation
    int64_t rows;
};
struct received_file {
    bool log;
    struct text sha256;
    int64_t bytes, at;
};
// What stays of the removal itself.
struct certificate {
    int64_t number, at;
    struct text extract, removed_by, reason;
    struct text extract_sha256; // over the hash of each case's and entry's content
    struct text rows_sha256;    // over the id of each case and entry
    int64_t wiped_at;           // when the file of the database was written anew; 0: not yet
    ARRAY_OF(struct removal_row_count) counts;
    ARRAY_OF(struct removal_review) reviews;
    ARRAY_OF(struct received_file) files;
};
// A problem if nothing of the extract was removed.
bool certificate_read(struct store *store, struct arena *arena, struct text extract,
                      struct certificate *certificate, struct problems *problems);

// After the removal: writes the database's file anew and then records that of every removal for which it was not. Not inside an act; it
// may be done again if others were reading.
bool removal_wipe(struct store *store, struct arena *arena, const struct act *act, struct problems *problems);
