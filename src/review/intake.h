// SPDX-License-Identifier: GPL-3.0-or-later
// Taking in an extract: the files that a force sends, row by row, in one act. A case is known by its
// reference in its extract: sent again it is created, updated or unchanged, never doubled. What a force sent
// is never overwritten by what people find out: corrections (review/correction.h) are kept apart.
#pragma once

#include "extract/extract.h"
#include "review/act.h"

enum intake_file_kind { INTAKE_CASES, INTAKE_LOG };
struct intake_file { // at most one of each kind
    enum intake_file_kind kind;
    struct text name;   // as it was given
    struct text sha256; // 64 hexadecimal digits
    int64_t bytes;      // its size
};

struct intake_counts {
    int64_t effects[EXTRACT_EFFECT_COUNT], rejected;
};

struct intake {
    struct write *write;
    struct text extract, import;
    struct intake_counts cases, log;
    // The case of the log entry before: entries of one case mostly come together.
    char last_reference[LIMIT_CASE_REFERENCE_BYTES];
    size_t last_reference_bytes;
    char last_case[LIMIT_IDENTIFIER_BYTES];
    size_t last_case_bytes;
};

// Begins an import into an extract, which is made if there is none of that name: a short id chosen by staff,
// by default the review's. The import's audit row is written here, with its files; rows that it creates are
// in the record with the import's id, rows that it changes have audit rows of their own.
bool intake_begin(struct write *write, struct text extract, struct text instrument_hash,
                  const struct intake_file *files, size_t file_count, struct intake *intake,
                  struct problems *problems);
// Memory does not grow with the number of rows. A case that is reviewed in a published review cannot change
// any more.
bool intake_case(struct intake *intake, const struct extract_row *row, enum extract_effect *effect,
                 struct problems *problems);
// The case must be in the extract; else a problem. An entry equal to one of that case that is there already
// is unchanged.
bool intake_log(struct intake *intake, const struct extract_row *row, enum extract_effect *effect,
                struct problems *problems);
bool intake_has_case(struct intake *intake, struct text reference, bool *has, struct problems *problems);
// These three for extract_read.
struct extract_taker intake_taker(struct intake *intake);
// Keeps the counts. Must be called before the act ends.
bool intake_finish(struct intake *intake, int64_t rejected_cases, int64_t rejected_log,
                   struct problems *problems);

// What was imported when, oldest first.
struct intake_record {
    struct text id, actor, instrument_hash, operation;
    int64_t at;
    struct intake_counts cases, log;
    struct intake_file files[2];
    size_t file_count;
};
struct intake_list {
    ARRAY_OF(struct intake_record) list;
};
bool intake_list(struct store *store, struct arena *arena, struct text extract, struct intake_list *list,
                 struct problems *problems);
