// SPDX-License-Identifier: GPL-3.0-or-later
// Importing an extract in the background, as `craffu import` does it: review/import.h. The rows that it rejects are kept in the
// record, in the import's own act. Its files are "cases" and "log"; its subject is the review.
#pragma once

#include "job/job.h"

#define JOB_IMPORT "import"

struct job_import {
    struct text extract;          // a short id; empty: the review's
    struct text sheet, log_sheet; // of workbooks; the first if empty
    bool dry_run;                 // only looked at: nothing is imported, the rejects are kept all the same
};
struct text job_import_input(struct arena *arena, const struct job_import *import);
bool job_import_read(struct arena *arena, const struct job *job, struct job_import *import,
                     struct problems *problems);

// What became of the rows of one file.
struct job_import_counts {
    bool sent;
    struct text name, sha256; // sha256 is empty in a job's result
    int64_t read, created, updated, unchanged, rejected;
};
struct job_import_result {
    struct job_import_counts cases, log;
};
bool job_import_result(struct arena *arena, const struct job *job, struct job_import_result *result,
                       struct problems *problems); // of a job that is done

// What was imported, in the background or by a command.
struct job_import_record {
    struct text operation; // the job's id, if it was one
    struct text extract;
    struct text actor;
    int64_t at;
    struct job_import_counts cases, log; // without `read`
};
struct job_import_records {
    ARRAY_OF(struct job_import_record) list;
};
// Into an extract: put among the records, which stay in their order, the latest first.
bool job_import_history(struct store *store, struct arena *arena, struct text extract,
                        struct job_import_records *records, struct problems *problems);

// The rows that were rejected, in the order of the files: cases, then log.
struct job_reject {
    struct text part; // "cases" or "log"
    int64_t record, line;
    struct localised reason;
};
struct job_rejects {
    ARRAY_OF(struct job_reject) list;
};
// What an account has a conflict of interest with is left out.
bool job_reject_count(struct store *store, struct arena *arena, struct text job, struct text account,
                      int64_t *count, struct problems *problems);
bool job_reject_list(struct store *store, struct arena *arena, struct text job, struct text account,
                     int64_t from, int64_t most, struct job_rejects *rejects, struct problems *problems);
// The file of rejects of one of its files, header first, line by line; nothing if no row was rejected. False ends it.
bool job_reject_lines(struct store *store, struct text job, const char *part, struct text account,
                      bool (*take)(void *context, struct text line, struct problems *problems), void *context,
                      struct problems *problems);
