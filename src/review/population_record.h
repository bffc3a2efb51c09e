// SPDX-License-Identifier: GPL-3.0-or-later
// What a population check counted (every case that a force has, by the review's own criteria), kept with the review
// so that its report can set the cases reviewed beside all cases. Only totals, hashes and names of files: no case.
#pragma once

#include "instrument/instrument.h"
#include "review/act.h"

// How many cases have an outcome of a computed criterion. An outcome that is not named has none.
struct population_count {
    struct text criterion, criterion_hash, outcome; // ids
    int64_t cases;
};

// A file that was read.
struct population_source {
    struct text name;   // without the folders that it lay in
    struct text sha256; // 64 hexadecimal digits; empty: not taken
    int64_t bytes;
    int64_t read, rejected; // rows
    bool is_log;            // else it held cases
};

struct population_totals {
    struct text id;            // of the check; population_record_read fills it
    int64_t at;                // when it was kept, microseconds UTC; the same
    struct text instrument_id; // by which was counted
    int64_t instrument_version;
    struct text instrument_hash;
    int64_t cases; // accepted: the base of every criterion
    struct population_source *sources;
    size_t source_count;
    struct population_count *counts; // of a criterion together
    size_t count_count;
};

// Keeps the totals with the review, inside an act; they are then its current ones, and those before stay in the record.
// False, with every reason, if the review is published; a criterion is not in the review's copy of its instrument, asks
// something else there (its hash), or is judged there; a computed criterion of it is missing; the counts of a criterion
// do not sum to `cases`; or `cases` is not the rows of cases that were read and not rejected.
bool population_record_put(struct write *write, struct text review, const struct population_totals *totals,
                           struct problems *problems);

// The same as one act, whose request says what is kept: the operation repeated with other totals is refused. `answer`
// (NULL is allowed) tells the id of the check, now or the first time.
bool population_record_save(struct store *store, struct arena *arena, const struct act *act,
                            struct text review, const struct population_totals *totals,
                            struct act_answer *answer, struct problems *problems);

// The review's current totals; *found is false, and the totals untouched, if it has none.
bool population_record_read(struct store *store, struct arena *arena, struct text review, bool *found,
                            struct population_totals *totals, struct problems *problems);

// Whether these totals answer what the instrument asks: the conditions on criteria and sums above.
bool population_totals_check(const struct population_totals *totals, const struct instrument *instrument,
                             struct problems *problems);

// How many cases have an outcome of a criterion.
int64_t population_totals_count(const struct population_totals *totals, struct text criterion,
                                struct text outcome);
