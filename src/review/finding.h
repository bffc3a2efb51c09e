// SPDX-License-Identifier: GPL-3.0-or-later
// Findings: best practice, areas for learning, immediate risks. Their text is a record in each language with
// placeholders ("in {n:word} the victim was pointed to …") that are filled from the linked cases, so that no
// number is typed.
#pragma once

#include "review/act.h"

enum finding_kind {
    FINDING_BEST_PRACTICE,
    FINDING_AREA_FOR_LEARNING,
    FINDING_IMMEDIATE_RISK,
    FINDING_KIND_COUNT
};
const char *finding_kind_id(enum finding_kind kind); // "area_for_learning"
bool finding_kind_from_id(struct text id, enum finding_kind *kind);

struct linked_case {
    struct text id, reference;
    struct text
        part; // of a sentence that counts its cases in parts ("{closed} closed early, {other} …"); else empty
};

struct finding {
    struct text id;
    struct text key; // by which recommendations point to it; empty: none does
    enum finding_kind kind;
    struct localised text;
    struct linked_case *cases; // by reference
    size_t case_count;
    struct text *criteria;
    size_t criterion_count;
    int64_t version;
};
struct finding_list {
    ARRAY_OF(struct finding) list; // in the order in which they were added
};

// Cases (by id) must be selected in the review. *id (NULL is allowed) lives in the write's arena.
bool finding_add(struct write *write, struct text review, const struct finding *finding, struct text *id,
                 struct problems *problems);
// Replaces kind, text and links, if the stored version is still finding->version.
bool finding_change(struct write *write, const struct finding *finding, struct problems *problems);
bool finding_remove(struct write *write, struct text id, int64_t version, struct problems *problems);
bool finding_list(struct store *store, struct arena *arena, struct text review, struct finding_list *list,
                  struct problems *problems);
