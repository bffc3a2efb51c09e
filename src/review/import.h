// SPDX-License-Identifier: GPL-3.0-or-later
// Importing an extract: its files are read, checked and taken into the record in one act. A dry run is the same act,
// taken back at its end: it says exactly what the import would say, and leaves files of rejects only if asked.
#pragma once

#include "extract/extract.h"
#include "review/act.h"

struct import {
    struct text extract; // a short id chosen by staff, by default the review's
    struct extract_request request;
    bool dry_run;
    // Keeps the rejects in the import's own act, instead of in files; the write is that act's. NULL: not.
    bool (*keep_reject)(struct write *write, void *context, const struct extract_reject *reject,
                        struct problems *problems);
    void *keep_context;
};

struct import_answer {
    struct extract_report
        report; // rows read = created + updated + unchanged + rejected, of cases and of the log
    bool
        repeated; // this operation had been done before: the report has the sources and the counts of that time
};

// True if the import is in the record, or, dry, would be: rejected rows are among the problems and in the report. False if
// nothing changed: no file of rejects is left behind either. The answer lives in the arena.
bool import_run(struct store *store, struct arena *arena, const struct act *act, const struct import *import,
                struct import_answer *answer, struct problems *problems);

// The sources and the counts as JSON, which is also the act's result, and back: of an answer as of one that is repeated.
struct text import_counts_text(struct arena *arena, const struct extract_report *report);
bool import_counts_read(struct arena *arena, struct text counts, struct extract_report *report,
                        struct problems *problems);
