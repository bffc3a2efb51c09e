// SPDX-License-Identifier: GPL-3.0-or-later
// From results to documents: the report of a review in each language, and its tables alone.
#pragma once

#include "document/check.h"
#include "report/results.h"

// What becomes of a format (document/formats.h) in this run.
enum format_state { FORMAT_LEFT_OUT, FORMAT_WRITTEN, FORMAT_UNAVAILABLE };

// The public edition is for everybody. The internal one is marked on every page, withholds nothing, and names the cases.
enum edition { EDITION_PUBLIC, EDITION_INTERNAL };

struct report_options {
    enum edition edition;
    struct civil_date date; // of the report
    bool tables_only;
    bool offers_draft;      // who is refused for cases that wait is told of --draft
    bool allow_draft;       // cases may still wait: the report is then a draft and says so
    const char *only_table; // with tables_only: the id of one; NULL: all
    const enum format_state
        *formats; // of each, which the web page links or says is not available. NULL: those that need
                  // nothing which may not be installed
};

// What the files of an edition begin with: the review's id, and ".internal" behind it.
struct text report_name(struct arena *arena, struct text review, enum edition edition);
// "hate-crime-2019.cy.html": the files of a report are named by report_name, the language and the format.
struct text report_file(struct arena *arena, struct text name, enum language language, const char *extension);
struct text report_stem(struct arena *arena, struct text name, enum language language); // "REVIEW.en"

// One sentence on what the report of these results is about.
struct text report_description(struct arena *arena, enum language language, const struct results *results);

// Both languages' documents, checked against each other. False, with each place named, if anything forbids a report
// (report/complete.h), a case still waits and no draft was asked for, or a document does not pass its check.
// An edition whose Welsh nobody approved is a draft, and says so.
bool report_build(struct arena *arena, const struct results *results, const struct report_options *options,
                  const struct checked_document *checked[static LANGUAGE_COUNT], struct problems *problems);
