// SPDX-License-Identifier: GPL-3.0-or-later
// A worker of jobs: a thread with a connection of its own that takes them one after the other, and a second one that keeps the
// lease and the progress in the record, at most twice a second. Both take no signals.
#pragma once

#include "job/job.h"

#include <stdatomic.h>

struct job_runner;

// One job while it is done.
struct job_run {
    struct store *store; // of this thread
    struct arena *arena; // until the job is over
    const struct job *job;
    struct text uploads; // the folder
    struct act act;      // of who asked, now, under the job's id: what the kind writes, it writes in this act
    const atomic_bool *stop; // becomes true: end at the next clean point, and say false
    struct text result;      // what the kind has to say at its end; a JSON object, or empty
    struct job_runner *runner;
};
// By any thread, as often as it likes.
void job_run_tell(struct job_run *run, int64_t done, int64_t total, const char *unit);
// Whether it is to stop, and the problem that says so: before a piece of work that nothing stops any more.
bool job_run_must_stop(const struct job_run *run, struct problems *problems);
// The place of one of the job's files. False, with a problem, if it was not sent or is not there any more.
bool job_run_upload(struct job_run *run, const char *part, struct job_upload *upload, const char **path,
                    struct problems *problems);

// What can be done in the background: one table of these, job/job_kinds.h.
struct job_kind {
    const char *id;    // "import"
    const char *words; // marked N_()
    // False, with the problems, if it was not done: nothing of it may then be in the record. May be called again for a job whose
    // server died, even one that had done it: the act is then a repetition.
    bool (*run)(struct job_run *run, struct problems *problems);
};

struct job_runner_settings {
    struct text database, uploads; // paths
    struct secret_key audit_key;
    const struct job_kind *const *kinds;
    size_t kind_count;
};
// Begins to work. False if the record cannot be opened.
bool job_runner_start(const struct job_runner_settings *settings, struct job_runner **runner,
                      struct problems *problems);
// A job that runs is told to stop at its next clean point and waits again, for the next server. NULL is allowed.
void job_runner_stop(struct job_runner *runner);

// From any thread. That there is a new job, or one that was stopped while it waited; it would be found within a second.
void job_runner_wake(struct job_runner *runner);
// Tells the job to stop, if it is the one that runs here: at once, even while the job's own act keeps others from writing.
void job_runner_stop_job(struct job_runner *runner, struct text id);
// How far the job is, if it is the one that runs here: newer than the record. The unit lives in the arena.
bool job_runner_progress(struct job_runner *runner, struct arena *arena, struct text id,
                         struct job_progress *progress);
