// SPDX-License-Identifier: GPL-3.0-or-later
// Every case of an extract, run through an instrument in one pass: which rows are wrong, how many cases have each
// outcome, and the cases of one outcome that somebody asks for. Nothing of a case is kept. Rows are accepted and rejected
// exactly as extract.h does; outcomes are those of instrument_evaluate.
#pragma once

#include "format/byte_source.h"
#include "format/hash.h"
#include "format/table_reader.h"
#include "instrument/instrument.h"

#include <stdatomic.h>

// A way to divide the cases: by the values of a category, or by the months of a time or a date.
struct population_split {
    size_t field; // of the case
    bool by_month;
};

struct population_progress {
    uint64_t bytes, all_bytes; // of the files as sent; all_bytes is 0 where it is not known
    uint64_t rows;
};

struct population_request {
    const struct instrument *instrument;
    const char *const *cases; // files; "-" is standard input
    size_t case_count;
    const char *const *logs;
    size_t log_count;
    const struct text *names;      // what is told of the files, cases then logs; NULL: their paths
    struct text sheet, log_sheet;  // of workbooks; the first if empty
    const enum encoding *encoding; // of CSV files without a byte order mark; NULL: what their bytes speak for
    size_t threads;                // at least 1
    bool portable;                 // without the instructions that only some processors have: for tests
    bool wants_hash;               // of the files as sent
    enum language language;        // of the reasons in the file of rejects
    const char *rejects; // where rejected rows of cases go, as extract/rejects.h says; NULL: nowhere
    const char *log_rejects;
    const char *keep; // where the accepted cases go as columns, to be counted again; NULL: nowhere
    const struct population_split *splits;
    size_t split_count;
    // The cases of one outcome, those first for which the measure is largest.
    bool wants_exceptions;
    size_t criterion, outcome, most_exceptions;
    const struct expression *measure; // NULL: in the order of the file
    // Called now and then, by one thread at a time; NULL: not.
    void (*progress)(void *context, const struct population_progress *progress);
    // Called for each rejected row, in the order of the file, by one thread at a time; NULL: not.
    void (*rejected)(void *context, const struct table_row *row, struct text source,
                     const struct problems *why);
    // Called where everything is read again, because the bytes of a file turned out to speak for another encoding than those at
    // its beginning: the rows rejected so far do not count. NULL: not.
    void (*restarted)(void *context);
    // Called with each source before it is read, and with NULL before it is closed: byte_source_stop ends its waiting, which
    // `stop` alone cannot. NULL: not.
    void (*waits_for)(void *context, struct byte_source *source);
    void *context;
    const atomic_bool *stop; // becomes true: end as soon as possible; NULL: never
};

struct population_file {
    bool is_log;
    struct text source;
    struct hash hash;
    bool has_hash;
    uint64_t bytes; // as sent
    struct table_facts facts;
    uint64_t read, rejected;
    struct text *ignored; // columns that the instrument does not know
    size_t ignored_count;
    struct text rejects; // the file that was written; empty if there is none
};

// Counts of one split: counts[class * slots + slot]. A criterion's slots begin at first_slots[criterion]: its outcomes,
// then, if it is judged, one for the cases that a reviewer would have to judge.
struct population_table {
    struct population_split split;
    size_t class_count;  // the last one: not known
    int32_t first_month; // of months: class 0, counted from January of year 0
    const uint64_t *cases;
    const uint64_t *counts;
};

struct population_exception {
    struct text reference;
    struct text source;
    uint64_t line;
    bool is_known;         // the measure
    struct column measure; // of one row
};

struct population {
    const struct instrument *instrument;
    struct population_file *files;
    size_t file_count;
    bool has_log;
    uint64_t cases;       // accepted
    uint64_t log_entries; // accepted
    const size_t *first_slots;
    size_t slot_count;
    const uint64_t *counts;                // of all cases, by slot
    const struct population_table *tables; // as request->splits
    size_t table_count;
    const struct population_exception *exceptions;
    size_t exception_count;
    uint64_t exceptions_found; // of which those above are the first
};

// Where the only file of cases is one that `keep` wrote, its cases are counted, and told of are the files that they came from.
// False, with the problems, if a file cannot be read to its end, lacks a column, or the reading was stopped: nothing may
// then count, and no file of rejects is left. Rejected rows are problems too (LIMIT_ROW_PROBLEMS_KEPT).
bool population_read(struct arena *arena, const struct population_request *request,
                     struct population *population, struct problems *problems);
