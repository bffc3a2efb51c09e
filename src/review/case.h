// SPDX-License-Identifier: GPL-3.0-or-later
// Cases as they are read back: what was received, what was corrected, and the effect of both.
#pragma once

#include "review/act.h"

struct case_correction {
    struct text field;  // id of a field of the case
    struct text value;  // JSON value as in the content; empty: the field is not known after all
    struct text source; // where the right value was seen: mandatory
    struct text actor;
    int64_t at;
};

struct case_record {
    struct text id, extract, reference;
    struct text received; // canonical JSON object, as imported
    struct text content;  // the same with corrections applied: what is evaluated
    struct text file;     // whence it came
    uint64_t line;
    struct case_correction *corrections; // all: by field, oldest first
    size_t correction_count;
};
struct case_list {
    ARRAY_OF(struct case_record) list;
};
struct log_record {
    struct text id, case_id;
    struct text content; // canonical JSON object
    struct text file;
    uint64_t line;
};
struct log_list {
    ARRAY_OF(struct log_record) list;
};

// By reference, in one extract. False with a problem if there is none.
bool case_find(struct store *store, struct arena *arena, struct text extract, struct text reference,
               struct case_record *record, struct problems *problems);
// Among the cases selected in a review: by reference. False if none, or two of different extracts; the problem
// stands at `place`, where the reference was written.
bool case_find_selected(struct store *store, struct arena *arena, struct text review, struct text reference,
                        struct place place, struct case_record *record, struct problems *problems);
// In the order of their references, by bytes.
bool case_list_extract(struct store *store, struct arena *arena, struct text extract, struct case_list *list,
                       struct problems *problems);
// The other cases of every extract from which the review's cases were selected or drawn, in the same order.
bool case_list_beside(struct store *store, struct arena *arena, struct text review, struct case_list *list,
                      struct problems *problems);
// Log entries of the cases selected in a review, or of an extract: by case reference, then as they came.
// *has_log: whether a log was ever sent for the extract; without one, log functions answer "not known".
bool log_list_review(struct store *store, struct arena *arena, struct text review, struct log_list *list,
                     bool *has_log, struct problems *problems);
// Of all cases of these extracts, selected or not.
bool log_list_known(struct store *store, struct arena *arena, struct text review, struct log_list *list,
                    struct problems *problems);
// Of one case.
bool log_list_case(struct store *store, struct arena *arena, struct text case_id, struct log_list *list,
                   struct problems *problems);
bool log_list_extract(struct store *store, struct arena *arena, struct text extract, struct log_list *list,
                      bool *has_log, struct problems *problems);

// A wrong input is corrected as a fact, with its source, and computed again. `value` is the JSON value, or
// empty for "not known". Assessments that were submitted keep what they showed.
bool case_correct(struct write *write, struct text case_id, struct text field, struct text value,
                  struct text source, struct problems *problems);
