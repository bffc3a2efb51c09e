// SPDX-License-Identifier: GPL-3.0-or-later
// A record with people, the review "small", and a worker of jobs, for tests of what jobs do: files are sent, jobs asked for and
// waited for.
#pragma once

#include "job/job_runner.h"
#include "people.h"
#include "small.h"

struct desk {
    struct people people;
    struct text uploads;
    const struct instrument *instrument;
    struct job_runner *runner;
};
void desk_start(struct desk *desk);
void desk_start_with_cases(struct desk *desk); // the extract "e" as well: two cases, which "small" selects
void desk_stop(struct desk *desk);

// A file as it was sent, under a name, for a part of the job that is asked for next.
struct job_upload desk_send(struct desk *desk, const char *part, const char *name, const char *content);
struct text desk_ask(struct desk *desk, const char *kind, const char *subject, struct text input,
                     const struct job_upload *uploads, size_t upload_count);
// Once it is over. A worker begins to work if there is none.
struct job desk_wait(struct desk *desk, struct text id);
// Once it is over: it failed, and says these words, and something in Welsh.
void desk_assert_fails(struct desk *desk, struct text id, const char *words);
// As after a server that died when it had done the job and not told it: it waits again. No worker works from then on.
void desk_die(struct desk *desk, struct text id);
void desk_execute(struct desk *desk, const char *sql);
void desk_execute_in(struct store *store, struct problems *problems, const char *sql); // of another record
size_t desk_count(struct desk *desk, const char *action); // rows of the audit with this action
