// SPDX-License-Identifier: GPL-3.0-or-later
// Comments on an outcome of a criterion: text in each language with placeholders ("{n:word} agreed no further action")
// that are filled from the linked cases.
#pragma once

#include "review/finding.h"

// The report checks that its cases have that outcome.
struct outcome_comment {
    struct text id;
    struct text criterion, outcome;
    struct localised text;
    struct linked_case *cases;
    size_t case_count;
    int64_t version;
};
struct outcome_comment_list {
    ARRAY_OF(struct outcome_comment) list; // in the order in which they were added
};

bool outcome_comment_add(struct write *write, struct text review, const struct outcome_comment *comment,
                         struct text *id, struct problems *problems);
bool outcome_comment_change(struct write *write, const struct outcome_comment *comment,
                            struct problems *problems);
bool outcome_comment_remove(struct write *write, struct text id, int64_t version, struct problems *problems);
bool outcome_comment_list(struct store *store, struct arena *arena, struct text review,
                          struct outcome_comment_list *list, struct problems *problems);
