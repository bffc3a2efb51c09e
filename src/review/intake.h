// SPDX-License-Identifier: GPL-3.0-or-later
// Taking in an extract: the files that a force sends, row by row, in one act. A case is known by its reference in
// its extract: sent again it is created, updated or unchanged, never doubled. What a force sent is never overwritten by
// what people find out: corrections (review/correction.h) are kept apart.
#pragma once

#include "review/act.h"

enum intake_file_kind { INTAKE_CASES, INTAKE_LOG };
struct intake_file {
    enum intake_file_kind kind;
    struct text name;   // as it was given
    struct text sha256; // 64 hexadecimal digits
};

// Fields of one row as they were read and decoded: a JSON object in canonical form (keys sorted, no blanks), made by
// src/extract; the same facts give the same bytes.
struct intake_row {
    struct text reference; // of the case
    struct text content;
    struct text file;      // whence it came
    uint64_t line;
};

enum intake_result { INTAKE_CREATED, INTAKE_UPDATED, INTAKE_UNCHANGED };
struct intake_counts {
    int64_t created, updated, unchanged;
};

struct intake {
    struct write *write;
    struct text extract, import;
    struct intake_counts cases, log;
    // for the running case of the log
    struct text last_reference, last_case;
};

// Begins an import into an extract, which is made if there is none of that name. `extract` is a short id chosen by staff,
// by default the review's.
bool intake_begin(struct write *write, struct text extract, struct text instrument_hash,
                  const struct intake_file *files, size_t file_count, struct intake *intake, struct problems *problems);
// *case_id (NULL is allowed) lives in the write's arena. Memory does not grow with the number of rows except by these ids.
bool intake_case(struct intake *intake, const struct intake_row *row, enum intake_result *result,
                 struct problems *problems);
// The case must be in the extract; else a problem and false. An entry equal to one that is there already is unchanged.
bool intake_log(struct intake *intake, const struct intake_row *row, enum intake_result *result,
                struct problems *problems);
// Keeps the counts and audits the import. Must be called before the act ends; without it the import does not exist.
bool intake_finish(struct intake *intake, int64_t rejected_cases, int64_t rejected_log, struct problems *problems);

// Before the real thing: what a row would do. Used by a dry run, which writes nothing.
bool intake_preview_case(struct store *store, struct text extract, struct text reference, struct text content,
                         enum intake_result *result, struct problems *problems);
bool intake_preview_log(struct store *store, struct text extract, struct text reference, struct text content,
                        bool *case_known, enum intake_result *result, struct problems *problems);
