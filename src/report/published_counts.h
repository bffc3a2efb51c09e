// SPDX-License-Identifier: GPL-3.0-or-later
// The counts of cases that a report may print, by the names that `craffu trace` knows, and every equation between them
// that a reader can write down: outcomes that add up to the cases reviewed, bases and cases met that are sums of outcomes,
// a sentence about exactly the cases of an outcome, counts of the same cases, drawn cases among those reviewed, what the receipt of a draw tells. They
// are of the whole report, since a count withheld in one table could be worked out from another.
#pragma once

#include "report/results.h"
#include "statistics/suppression.h"

// The cases of `whole` that are not of `part`, told nowhere: who is told both can subtract.
struct published_rest {
    size_t part, whole, rest; // counts
    size_t equation; // by which alone a reader sees it, once all in it are told; SIZE_MAX: no other is needed
    size_t sum; // equation by which it is the sum of other counts, where all of them are told; SIZE_MAX: none
};

struct same_cases;
struct published_counts {
    struct arena *arena;
    struct text_map by_name;
    ARRAY_OF(struct text) names;
    ARRAY_OF(struct suppression_count) counts; // those that nothing tells yet are COUNT_UNTOLD
    ARRAY_OF(struct suppression_equation) equations;
    ARRAY_OF(struct published_rest) rests;
    struct same_cases *same;
    size_t first_sentence; // counts from here on are of sentences, and what only their equations need
    int64_t threshold;
    size_t reviewed;                // the count of all cases reviewed
    struct suppression suppression; // once it is solved
    bool solved;
};

void published_counts_read(struct arena *arena, const struct results *results,
                           struct published_counts *counts);

// The name of the base of a proportion: of "hcso.met.applicable" it is "hcso.base.applicable". Empty: all cases reviewed,
// recorded or drawn.
struct text published_base(struct arena *arena, struct text name);
// Of the drawn cases: `name` itself where every case reviewed was drawn.
struct text published_drawn(struct arena *arena, const struct results *results, struct text name);

// Of the outcome or the cases met that an estimate weighs by strata: the smallest count of a stratum that it would tell.
struct text published_strata(struct arena *arena, struct text name);

// Says that the report prints the count, in a table or in words ("fewer than five"), and its base. False: there is none of
// this name.
bool published_counts_tell(struct published_counts *counts, struct text name, bool in_words);
// Whether it is small, and so withheld wherever it is told.
bool published_count_is_small(const struct published_counts *counts, struct text name);
// How many there are; false: there is none of this name.
bool published_count_value(const struct published_counts *counts, struct text name, int64_t *value);
// How many small counts a reader works out of the counts that are told, by taking one from another; not while it is solved.
size_t published_counts_small_rests(struct published_counts *counts);
// Finds what must be withheld. False, with a problem, if a small count cannot be made safe.
bool published_counts_solve(struct published_counts *counts, struct place place, struct problems *problems);
// Whether the count or its base is withheld; or it is small and printed nowhere, so that what is made from it must not tell it.
bool published_count_is_withheld(const struct published_counts *counts, struct text name);
// Whether the count and so many other cases together make up a whole that a reader knows: its base, or all cases.
bool published_counts_make_a_whole(const struct published_counts *counts, size_t count, int64_t others);
// Whether the count is so many per cent of a whole that a reader knows, as it is rounded to these decimals: 69 with one is
// 6.9 %. Or, if `is_rest`, what it leaves of the whole is.
bool published_counts_make_a_share(const struct published_counts *counts, size_t count, int64_t share,
                                   int decimals, bool is_rest);
