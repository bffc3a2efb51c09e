// SPDX-License-Identifier: GPL-3.0-or-later
// What was agreed on each reviewed case: a single assessment; several that say the same; else their
// moderation. Answers agree where the judged outcome is the same and the departure has the same standing, or
// is absent in all; different comments, or reasons for the same departure, are no disagreement. A submitted
// moderation that answers the criterion decides.
#pragma once

#include "review/assessment.h"

struct agreed_answer {
    struct text case_id, reference;
    struct text criterion, criterion_hash;
    struct text judged; // outcome; empty: a computed criterion, or not answered
    bool departs;
    enum standing departure;
    struct localised reason; // of the departure, in the reviewer's language and as translated
    struct text computed;    // as it was shown; the report computes again and compares
    struct text assessment;  // whence: the first submitted that says so, or the moderation
    bool moderated;
};
// Blocks the report: submitted assessments differ and no submitted moderation decides.
struct disagreement {
    struct text case_id, reference, criterion;
    struct text *reviewers;
    size_t reviewer_count;
};
struct agreed {
    ARRAY_OF(struct agreed_answer) answers; // by case reference, then criterion id
    ARRAY_OF(struct disagreement) disagreements;
};

// Of the reviewed cases of a review.
bool agreed_read(struct store *store, struct arena *arena, struct text review, struct agreed *agreed,
                 struct problems *problems);
