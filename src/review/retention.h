// SPDX-License-Identifier: GPL-3.0-or-later
// How long an extract is kept. Each may have a day on which somebody looks again at whether it is needed still, and holds: reasons for
// which nothing of it is removed, whatever the day. docs/retention.md says what the law asks. Functions that write are called inside act_do.
#pragma once

#include "review/act.h"

struct retained {
    struct text extract;
    bool sealed;
    int64_t cases;
    struct text review_on;        // "2027-03-31"; empty: nobody has said
    int64_t version;              // of that day; 0: there is none
    int64_t holds;                // that stand
    int64_t received_at;          // its latest import
    int64_t removed_at, wiped_at; // 0: not
};
struct retained_list {
    ARRAY_OF(struct retained) list;
};
// Extracts without a day come first, then by their days; those that are removed come last.
bool retention_list(struct store *store, struct arena *arena, struct retained_list *list,
                    struct problems *problems);
// A problem if there is none.
bool retention_get(struct store *store, struct arena *arena, struct text extract, struct retained *retained,
                   struct problems *problems);
// Whether somebody has to look at it: the day has come, or there is none.
bool retention_is_due(const struct retained *retained, struct text today);

// `version` is what was seen; 0: no day yet.
bool retention_set(struct write *write, struct text extract, struct text review_on, int64_t version,
                   struct problems *problems);

struct hold {
    struct text id, extract, reason, placed_by;
    int64_t placed_at;
    struct text lifted_by, lifted_reason; // empty: it stands
    int64_t lifted_at;
};
struct hold_list {
    ARRAY_OF(struct hold) list;
};
// *id (NULL is allowed) is also the act's result.
bool hold_place(struct write *write, struct text extract, struct text reason, struct text *id,
                struct problems *problems);
bool hold_lift(struct write *write, struct text id, struct text reason, struct problems *problems);
bool hold_list(struct store *store, struct arena *arena, struct text extract, struct hold_list *list,
               struct problems *problems);
