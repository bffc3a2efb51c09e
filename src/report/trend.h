// SPDX-License-Identifier: GPL-3.0-or-later
// How many cases met each criterion from review to review: this review and the earlier published ones with the same
// instrument. A criterion is the same only if its id and the hash of what it asks are (docs/instruments.md): where its
// wording changed, one line ends and another begins.
#pragma once

#include "document/document.h"
#include "store/store.h"

#define TABLE_TREND "trend"

struct results;

struct trend_value {
    bool known;
    int64_t met, base; // of all cases reviewed
};

struct trend_line {
    struct text criterion, hash;
    struct localised title;
    struct trend_value *values; // by review
};

struct trend_review {
    struct localised title;
    struct text period_from, period_to; // ISO dates; empty: not known
    struct text commitment;             // of the draw that its cases come from; empty: none
    bool withholds;                     // small counts of its own public report
};

struct trend {
    ARRAY_OF(struct trend_review) reviews; // the earliest first
    ARRAY_OF(struct trend_line) lines;
};

// Reads what earlier published reviews found. `results` are this review's, which comes last.
bool trend_read(struct store *store, struct arena *arena, const struct results *results, struct trend *trend,
                struct problems *problems);
// Without the earlier reviews that withhold counts: what their own reports do not print, no other public one may.
struct trend trend_public(struct arena *arena, const struct trend *trend);
// Whether each review is of a later time than the one before it, and of another draw: only then is a difference between two
// of them a change. Halves of one draw, and reviews whose periods overlap or are not known, stand side by side.
bool trend_is_in_time(const struct trend *trend);
// Adds the table, and where the reviews are not in time a sentence that says so. There must be two reviews.
void table_trend(struct blocks *blocks, const struct trend *trend);
