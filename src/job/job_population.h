// SPDX-License-Identifier: GPL-3.0-or-later
// A population check in the background, as `craffu population` does it: extract/population.h. Its files are "cases" and "log". What
// stays of it: the tables in both languages and in each format of tables, the SHA-256 of the files, and the cases of the one outcome
// that was asked for. Its subject is the review with which its totals are kept, or nothing.
#pragma once

#include "instrument/instrument.h"
#include "job/job.h"

#define JOB_POPULATION "population"

struct job_population {
    struct text instrument;         // its hash: of one that the record has
    ARRAY_OF(struct text) by;       // ways to divide the cases: extract/population_choice.h
    struct text criterion, outcome; // whose cases are listed; empty: none
    int64_t most;                   // of them
};
struct text job_population_input(struct arena *arena, const struct job_population *population);
bool job_population_read(struct arena *arena, const struct job *job, struct job_population *population,
                         struct problems *problems);

// What may be asked of an instrument: ways to divide the cases, and outcomes whose cases can be listed.
struct job_split {
    struct text id; // for `by`
    struct localised label;
    bool by_month;
};
struct job_splits {
    ARRAY_OF(struct job_split) list;
};
void job_splits(struct arena *arena, const struct instrument *instrument, struct job_splits *splits);
bool job_outcome_is_computed(const struct criterion *criterion, size_t outcome);

// The formats in which its tables are kept.
struct job_table_format {
    const char *suffix;     // "csv"
    const char *name;       // marked N_()
    const char *media_type; // IANA's
};
const struct job_table_format *job_table_formats(size_t *count);
const struct job_table_format *job_table_format_find(struct text suffix); // NULL: none
// *found false, and no problem, if there is none.
bool job_output_get(struct store *store, struct arena *arena, struct text job, enum language language,
                    const char *suffix, bool *found, struct text *content, struct problems *problems);

struct job_exception {
    int64_t number;
    struct text reference, source;
    int64_t line;
    struct localised measure; // empty: not known
};
struct job_exceptions {
    ARRAY_OF(struct job_exception) list;
};
// What an account has a conflict of interest with is left out.
bool job_exceptions(struct store *store, struct arena *arena, struct text job, struct text account,
                    struct job_exceptions *exceptions, struct problems *problems);

// How many cases were counted, rows rejected, and cases of the outcome found: of a job that is done.
struct job_population_result {
    int64_t cases, rejected, exceptions_found;
};
bool job_population_result(struct arena *arena, const struct job *job, struct job_population_result *result,
                           struct problems *problems);
