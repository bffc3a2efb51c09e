// SPDX-License-Identifier: GPL-3.0-or-later
// Recommendations for readers: in the report of their review, as they stood when it was published; and the register of those of
// all reviews, as they stand now.
#pragma once

#include "document/check.h"
#include "report/results.h"
#include "review/recommendation.h"

#define TABLE_RECOMMENDATIONS "recommendations"
#define TABLE_PROGRESS "progress"

// ---- In a report -------------------------------------------------------------------------------------------

// A heading and the table; nothing where the review has no recommendation.
void recommendations_add_section(struct blocks *blocks, const struct results *results);
// Whether it is linked to the criterion, itself or through its findings.
bool recommendation_rests_on(const struct results *results, const struct recommendation *recommendation,
                             struct text criterion);
// Every finding and criterion that a recommendation rests on is there; each that is not is reported.
bool recommendations_complete(const struct results *results, struct problems *problems);

// ---- The register ------------------------------------------------------------------------------------------

struct registered {
    const struct review *review;
    const struct recommendation *recommendation;
    bool welsh_approved; // the review's texts in Welsh, by a translator
};
struct recommendation_register {
    ARRAY_OF(struct registered) list; // by review, then number
};

// Of one review, or of all where `review` is empty; with `published_only` of those that are published, and no other review is
// named as a re-test.
bool register_read(struct store *store, struct arena *arena, struct text review, bool published_only,
                   struct recommendation_register *recommendations, struct problems *problems);
// Overdue ones first, the longest overdue before; then what is open by when it is due, what is said to be done, what is closed.
void register_sort(struct recommendation_register *recommendations, struct text today);
// Somebody has yet to approve the Welsh of something in it.
bool register_awaits_translator(const struct recommendation_register *recommendations);
// The latest day of anything in it; the empty text if there is nothing.
struct text register_latest_day(const struct recommendation_register *recommendations);

struct register_look {
    struct text
        today; // what is overdue is told, and the age of each; empty: not told, so that nothing depends on the day
    bool brief; // for a narrow screen: without the words of what is asked and answered
    bool
        by_number; // a recommendation is called by its number in its review, not by the key that commands know
    const char *link_pattern; // the page of a review: before its id; NULL: no links
    const char *link_ending;  // and after it
};
bool register_has_events(const struct recommendation_register *recommendations); // answers or progress
// A table of the recommendations, and one of all answers and progress if there are any.
void register_add_tables(struct blocks *blocks, const struct recommendation_register *recommendations,
                         const struct register_look *look);

// The register as a document of its own. `date` is that of the document.
bool register_build(struct arena *arena, const struct recommendation_register *recommendations,
                    const struct localised *organisation, struct text date, const struct register_look *look,
                    const struct checked_document *checked[static LANGUAGE_COUNT], struct problems *problems);
