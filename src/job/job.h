// SPDX-License-Identifier: GPL-3.0-or-later
// Work that takes longer than a page may: asked for by a person, done in the background by a server (job/job_runner.h), looked at
// and stopped by people. It is in the record, so it outlives the server: one whose server died is taken up by another.
//
// A job's id is the operation of the act in which it does what it does (review/act.h): begun again, it does it once. That it was
// asked for, stopped and ended stands in the audit log; what it does stands there as the same done by a command.
#pragma once

#include "review/act.h"

enum job_state { JOB_WAITING, JOB_RUNNING, JOB_DONE, JOB_FAILED, JOB_STOPPED, JOB_STATE_COUNT };
const char *job_state_id(enum job_state state);
const char *job_state_words(enum job_state state); // marked for translation

// How far it is. `unit` is a plural marked N_(), "rows"; `total` 0: not known.
struct job_progress {
    int64_t done, total;
    struct text unit;
};

struct job {
    struct text id;
    struct text kind;                     // of a struct job_kind
    struct text subject;                  // what it is about, by the kind: a review's id; or empty
    struct text input;                    // a JSON object, by the kind
    enum language language;               // of who asked, for words that are kept
    struct text actor;                    // who asked
    int64_t asked_at, began_at, ended_at; // microseconds UTC; 0: not yet
    enum job_state state;
    int64_t attempts; // begun so often
    struct text worker;
    bool stop_asked;
    struct job_progress progress;
    struct text result;       // of one that is done: a JSON object, by the kind
    struct localised failure; // of one that failed: why
};
struct job_list {
    ARRAY_OF(struct job) list;
};
static inline bool job_is_over(const struct job *job)
{
    return job->state != JOB_WAITING && job->state != JOB_RUNNING;
}

// A file that was sent for it. It is in the folder of uploads (job/upload.h) until the job is over.
struct job_upload {
    struct text part; // which of the kind's files: "cases"
    struct text file; // its name in that folder
    struct text name; // what its sender calls it
    int64_t bytes;
};
struct job_uploads {
    ARRAY_OF(struct job_upload) list;
};

struct job_request {
    const char *kind;
    struct text subject, input;
    enum language language;
    const struct job_upload *uploads;
    size_t upload_count;
};
// *id is also the act's result.
bool job_ask(struct write *write, const struct job_request *request, struct text *id,
             struct problems *problems);
// One that waits ends at once, one that runs at its next clean point. A problem if it is over, or was told before.
bool job_ask_to_stop(struct write *write, struct text id, struct problems *problems);

// Removes what a job that is over left of cases: rejected rows, and the cases that a population check listed. Its counts and tables
// stay.
bool job_forget_cases(struct write *write, struct text id, struct problems *problems);
// Whether there is anything to remove.
bool job_keeps_cases(struct store *store, struct arena *arena, struct text id, bool *keeps,
                     struct problems *problems);

// A problem if there is none.
bool job_get(struct store *store, struct arena *arena, struct text id, struct job *job,
             struct problems *problems);
// *found false, and no problem, if there is none.
bool job_find(struct store *store, struct arena *arena, struct text id, bool *found, struct job *job,
              struct problems *problems);
// The latest first, at most so many. An empty subject: of all.
bool job_list(struct store *store, struct arena *arena, const char *kind, struct text subject, size_t most,
              struct job_list *list, struct problems *problems);
bool job_uploads(struct store *store, struct arena *arena, struct text id, struct job_uploads *uploads,
                 struct problems *problems);
// Of all jobs that are not over: the files that must stay.
bool job_uploads_needed(struct store *store, struct arena *arena, struct job_uploads *uploads,
                        struct problems *problems);
