// SPDX-License-Identifier: GPL-3.0-or-later
// Meetings of a review, from which the pace is measured: how many cases were reached in how many minutes.
#pragma once

#include "review/act.h"

struct meeting {
    struct text id, review, date; // "2019-08-14"
    int64_t minutes;
    int64_t cases; // reached
};
struct meeting_list {
    ARRAY_OF(struct meeting) list;
};

// The cases must be selected in the review.
bool meeting_add(struct write *write, struct text review, struct text date, int64_t minutes,
                 const struct text *case_ids, size_t count, struct problems *problems);
// Of one review, or with an empty id of all; oldest first.
bool meeting_list(struct store *store, struct arena *arena, struct text review, struct meeting_list *list,
                  struct problems *problems);

// Of several meetings together. Without a case reached there is no pace.
struct pace {
    int64_t meetings, minutes, cases;
};
struct pace meeting_pace(const struct meeting_list *list);
// How many cases a meeting of so many minutes can reach, rounded down.
int64_t pace_cases(const struct pace *pace, int64_t minutes);
// The tenths of minutes that a case takes, rounded half up.
int64_t pace_tenths(const struct pace *pace);
