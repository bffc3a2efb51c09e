// SPDX-License-Identifier: GPL-3.0-or-later
// The files of a report, in whichever formats are wanted, given one by one to whoever keeps them.
#pragma once

#include "document/check.h"
#include "document/formats.h"

// Is given each file; false ends the writing.
struct file_sink {
    bool (*write)(void *context, struct text path, struct text content, struct problems *problems);
    void *context;
};

struct edition {
    struct text review;
    const struct checked_document *const *checked; // by language
    const bool *wanted;                            // by the index of the format
};
// Every file of every language, by the names of report_file, and last their manifest, REVIEW.sha256.
bool edition_write(struct arena *arena, const struct edition *edition, const struct file_sink *sink,
                   struct problems *problems);
