// SPDX-License-Identifier: GPL-3.0-or-later
// Who runs a job: a worker, known by a name that nobody else has, until a time that it moves on while it is alive. A job whose
// time has passed is anybody's. None of this is audited: nothing is done or seen by it.
#pragma once

#include "job/job.h"

#define JOB_LEASE ((int64_t)15 * 1000000) // microseconds

// The job that has waited longest, or whose worker was not heard of, now this worker's. *found false: there is none. One that was
// begun LIMIT_JOB_ATTEMPTS times and never ended is given out as well: its worker is to end it (job->attempts is beyond the limit).
bool job_take(struct store *store, struct arena *arena, struct text worker, int64_t at, bool *found,
              struct job *job, struct problems *problems);

// *kept false: it is not this worker's any more. *stop: it is to end at its next clean point.
bool job_renew(struct store *store, struct text id, struct text worker, int64_t at,
               const struct job_progress *progress, bool *kept, bool *stop, struct problems *problems);

// It waits again, as if it had not been begun.
bool job_give_back(struct store *store, struct text id, struct text worker, struct problems *problems);

struct job_outcome {
    enum job_state state; // JOB_DONE, JOB_FAILED or JOB_STOPPED
    struct text result;
    struct localised failure;
};
// An act of who asked for it. A problem if it is not this worker's any more.
bool job_end(struct store *store, struct arena *arena, const struct job *job, struct text worker,
             const struct secret_key *audit_key, const struct job_outcome *outcome,
             struct problems *problems);
