// SPDX-License-Identifier: GPL-3.0-or-later
// Removing an extract's cases in the background, as `craffu retention remove` does it: report/extract_removal.h. Its subject is the
// extract. It is one act, which cannot be stopped once it has begun, and then the database's file is written anew.
#pragma once

#include "job/job.h"

#define JOB_REMOVAL "removal"

struct job_removal {
    struct text confirmation; // as it was typed
    struct text reason;
    bool open_too; // reviews that are not published are given up
};
struct text job_removal_input(struct arena *arena, const struct job_removal *removal);
bool job_removal_read(struct arena *arena, const struct job *job, struct job_removal *removal,
                      struct problems *problems);

// Of one that is done.
struct job_removal_result {
    struct text certificate; // its number, in digits
    bool wiped; // the bytes were written over; else that is still to be done: craffu retention wipe
};
bool job_removal_result(struct arena *arena, const struct job *job, struct job_removal_result *result,
                        struct problems *problems);
