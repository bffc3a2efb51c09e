// SPDX-License-Identifier: GPL-3.0-or-later
// The files of a report, in whichever formats are wanted, given one by one to whoever keeps them.
#pragma once

#include "document/formats.h"
#include "report/earlier_files.h"
#include "report/report.h"

// Is given each file; false ends the writing.
struct file_sink {
    bool (*write)(void *context, struct text path, struct text content, struct problems *problems);
    // Is told each file of an earlier run that stays as it is; NULL: nobody asks.
    void (*keep)(void *context, const struct manifest_entry *file);
    void *context;
};

struct edition_files {
    struct text name;                              // what their names begin with: report_name
    const struct checked_document *const *checked; // by language
    const enum format_state *formats;              // by index
    const struct earlier_files
        *earlier; // whose same files stay in the manifest if they are not written now; NULL: none
};
// All formats, or those that need not be asked for.
void formats_choose(enum format_state *formats, bool on_request_too);
// Marks what is wanted but needs something that is not installed, and tells in `missing` what that is, each thing once.
void formats_leave_out_unavailable(enum format_state *formats, struct problems *missing);
// Marks as written whatever an earlier run left in every language, of the same document: pages link it too. True if any was.
bool formats_add_earlier(enum format_state *formats, struct arena *arena, struct text name,
                         const struct earlier_files *earlier);
// Marks as written those of `linked` that link the others: what an earlier run wrote does not link what this one adds.
void formats_add_linking(enum format_state *formats, const enum format_state *linked);

// Every file of every language, by the names of report_file, and last their manifest, REVIEW.sha256. If no format is to be
// written nothing is given, not even a manifest.
bool edition_write(struct arena *arena, const struct edition_files *edition, const struct file_sink *sink,
                   struct problems *problems);
