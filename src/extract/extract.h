// SPDX-License-Identifier: GPL-3.0-or-later
// A force's extract: a file of cases and, where one was sent, a file of their log entries, CSV or XLSX. Rows are read
// one by one, checked wholly, and handed to a taker, which says what became of each; a dry run is the same reading with
// a taker whose work is thrown away (review/import.h). docs/extracts.md tells staff what a force may send.
//
// Memory grows with the number of different case references, not with the size of the files.
#pragma once

#include "format/hash.h"
#include "format/table_reader.h"
#include "instrument/instrument.h"

#include <stdatomic.h>

// A row that passed every check.
struct extract_row {
    struct text reference; // of the case
    struct text
        content; // canonical JSON object, keys sorted, no blanks; values as extract/value.h says; what is not
                 // known is left out
    struct text source;
    uint64_t line;
};
enum extract_effect { EXTRACT_CREATED, EXTRACT_UPDATED, EXTRACT_UNCHANGED, EXTRACT_EFFECT_COUNT };

// Who takes the rows. A function that answers false has reported why, and ends the reading.
struct extract_taker {
    void *context;
    bool (*take_case)(void *context, const struct extract_row *row, enum extract_effect *effect,
                      struct problems *problems);
    bool (*take_log)(void *context, const struct extract_row *row, enum extract_effect *effect,
                     struct problems *problems);
    // Whether the record has the case from an earlier import.
    bool (*has_case)(void *context, struct text reference, bool *has, struct problems *problems);
};

struct extract_file {
    const char *path; // NULL: not sent
    struct table_choice choice;
    const char *rejects; // where rejected rows go; NULL: beside the file (extract/rejects.h)
};
// A row that was rejected, for who keeps the rejects himself.
struct extract_reject {
    bool is_log;
    uint64_t record, line;      // 0: the header
    struct text reference;      // of the case; empty if it could not be read
    const struct problems *why; // NULL of the header; rejects_reasons tells them in words
    struct text csv;            // as it stands in a file of rejects, with its line's end
};
// How far the reading is. all_bytes 0: not known, as of workbooks.
struct extract_progress {
    uint64_t rows, bytes, all_bytes;
};
struct extract_request {
    const struct instrument *instrument;
    struct extract_file cases, log;
    enum language language; // of the reasons in the files of rejects
    bool keep_no_rejects;   // rejected rows are only reported
    // Takes the rejects instead of a file, each file's header before its first one. False ends the reading. NULL: not.
    bool (*keep_reject)(void *context, const struct extract_reject *reject, struct problems *problems);
    void *keep_context;
    void (*progress)(void *context, const struct extract_progress *progress); // now and then; NULL: not
    void *context;                                                            // of `progress`
    const atomic_bool *stop; // becomes true: end before the next row, which is a problem; NULL: never
};

// What became of one file. Always read = rejected + the sum of effects.
struct extract_outcome {
    bool sent;
    struct text source;
    struct hash hash; // of the file as received
    uint64_t bytes;
    struct table_facts facts;
    uint64_t read, rejected;
    uint64_t effects[EXTRACT_EFFECT_COUNT];
    struct text *ignored; // columns that the instrument does not know, by their headers
    size_t ignored_count;
    struct text rejects; // the file that was written; empty if no row was rejected
};
struct extract_report {
    struct extract_outcome cases, log;
};

// Opens both files, takes their hashes and matches their headers; every problem of either is reported. NULL if they cannot
// be imported. The request and the arena, in which the report lives, must outlive the reader.
struct extract_reader;
struct extract_reader *extract_open(struct arena *arena, const struct extract_request *request,
                                    struct problems *problems);
void extract_close(struct extract_reader *reader); // NULL is allowed
// What is known so far: sources, hashes, sizes, columns that are ignored.
const struct extract_report *extract_facts(const struct extract_reader *reader);
// Reads all rows, once. True if every row was read: those that were rejected have their problems in the list
// (LIMIT_ROW_PROBLEMS_KEPT; the files of rejects have all) and count in the report. False if nothing may count: a file cannot
// be read to its end, the taker refused, or the rejects cannot be kept.
bool extract_read(struct extract_reader *reader, const struct extract_taker *taker,
                  struct extract_report *report, struct problems *problems);
// Takes the files of rejects away again, where what was read does not count after all.
void extract_forget_rejects(const struct extract_report *report);
