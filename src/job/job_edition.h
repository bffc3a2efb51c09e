// SPDX-License-Identifier: GPL-3.0-or-later
// Making an edition of a review's report in the background: report/make_edition.h. Its subject is the review. It is made before
// the record is written to, so that nobody waits for it, and bears the day on which it is made.
#pragma once

#include "job/job.h"

#define JOB_EDITION "edition"

struct job_edition {
    bool internal;
    bool allow_draft;
    ARRAY_OF(struct text) formats; // their ids
};
struct text job_edition_input(struct arena *arena, const struct job_edition *edition);
bool job_edition_read(struct arena *arena, const struct job *job, struct job_edition *edition,
                      struct problems *problems);

// The number of the edition that one made which is done; empty: none.
bool job_edition_result(struct arena *arena, const struct job *job, struct text *number,
                        struct problems *problems);
