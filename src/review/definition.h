// SPDX-License-Identifier: GPL-3.0-or-later
// What staff write in YAML files (docs/reviews.md): a review with its narrative, and the findings and comments that came
// of it. Read and checked wholly, then put into the record in one act.
#pragma once

#include "review/disclosure.h"
#include "review/finding.h"
#include "review/outcome_comment.h"
#include "review/review.h"
#include "review/section.h"

struct review_definition {
    struct review review;
    struct text instrument_file; // as written: relative to the definition
    struct section *sections;
    size_t section_count;
    struct disclosure disclosure;
};
// The instrument's fields of `review` are not filled: the caller loads instrument_file.
bool review_definition_read(struct arena *arena, struct text source, struct text content,
                            struct review_definition *definition, struct problems *problems);
// Adds the review, or changes it; its sections and its decision on disclosure become those of the definition.
bool review_definition_put(struct write *write, const struct review_definition *definition,
                           struct problems *problems);

struct findings_definition {
    struct text source;
    struct text review;
    struct finding *findings; // cases by reference only
    struct place *finding_places;
    size_t finding_count;
    struct outcome_comment *comments; // cases by reference only
    struct place *comment_places;
    size_t comment_count;
};
bool findings_definition_read(struct arena *arena, struct text source, struct text content,
                              struct findings_definition *definition, struct problems *problems);
// The review's findings and comments become those of the definition. Every case must be selected in the review.
bool findings_definition_put(struct write *write, const struct findings_definition *definition,
                             struct problems *problems);
