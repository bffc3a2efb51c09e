// SPDX-License-Identifier: GPL-3.0-or-later
// A pool of threads that work on jobs, first come, first served. Each thread owns a worker: what the work needs.
#pragma once

#include "web/http.h"

struct http_workers;

struct http_job { // embedded in what is worked on
    struct http_job *next;
};

struct http_work {
    void *context;
    void *(*worker_new)(void *context, struct http_turn *turn, struct problems *problems);
    void (*worker_free)(void *worker);
    // `worker` is NULL for a job that came after the end: say so quickly, on the thread that brought it.
    void (*work)(void *worker, struct http_job *job);
};

bool http_workers_start(size_t count, const struct http_work *work, struct http_workers **workers,
                        struct problems *problems);
void http_workers_do(struct http_workers *workers, struct http_job *job);
size_t http_workers_waiting(struct http_workers *workers); // jobs that nobody works on yet
// Works off what waits, then ends the threads. Jobs may still come, and are given back (see `work`).
void http_workers_end(struct http_workers *workers);
void http_workers_free(struct http_workers *workers); // after the end; NULL is allowed
