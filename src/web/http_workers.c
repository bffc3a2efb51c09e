// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http_workers.h"

#include "base/memory.h"

#include <pthread.h>

struct seat {
    struct http_workers *workers;
    void *worker;
    pthread_t thread;
};

struct http_workers {
    struct http_work work;
    pthread_mutex_t mutex;
    pthread_cond_t came; // a job, or the end
    struct http_job *first, **last;
    size_t waiting;
    bool ended;
    size_t count; // of seats with a worker
    struct seat *seats;
};

// NULL: the end has come and nothing waits.
static struct http_job *next_job(struct http_workers *workers)
{
    pthread_mutex_lock(&workers->mutex);
    while (!workers->first && !workers->ended)
        pthread_cond_wait(&workers->came, &workers->mutex);
    struct http_job *job = workers->first;
    if (job) {
        workers->first = job->next;
        if (!workers->first)
            workers->last = &workers->first;
        workers->waiting--;
    }
    pthread_mutex_unlock(&workers->mutex);
    return job;
}

static void *work_on(void *context)
{
    struct seat *seat = context;
    struct http_job *job;
    while ((job = next_job(seat->workers)))
        seat->workers->work.work(seat->worker, job);
    return NULL;
}

static void free_workers(struct http_workers *workers)
{
    for (size_t i = 0; i < workers->count; i++)
        workers->work.worker_free(workers->seats[i].worker);
    workers->count = 0;
}

bool http_workers_start(size_t count, const struct http_work *work, struct http_workers **workers,
                        struct problems *problems)
{
    struct http_workers *made = memory_allocate_zeroed(1, sizeof *made);
    made->work = *work;
    made->last = &made->first;
    made->seats = memory_allocate_zeroed(count, sizeof *made->seats);
    pthread_mutex_init(&made->mutex, NULL);
    pthread_cond_init(&made->came, NULL);
    for (size_t i = 0; i < count; i++) {
        void *worker = work->worker_new(work->context, problems);
        if (!worker) {
            free_workers(made);
            http_workers_free(made);
            return false;
        }
        made->seats[made->count++] = (struct seat){.workers = made, .worker = worker};
    }
    for (size_t i = 0; i < count; i++)
        if (pthread_create(&made->seats[i].thread, NULL, work_on, &made->seats[i]) != 0)
            memory_exhausted();
    *workers = made;
    return true;
}

void http_workers_do(struct http_workers *workers, struct http_job *job)
{
    pthread_mutex_lock(&workers->mutex);
    bool ended = workers->ended;
    if (!ended) {
        job->next = NULL;
        *workers->last = job;
        workers->last = &job->next;
        workers->waiting++;
        pthread_cond_signal(&workers->came);
    }
    pthread_mutex_unlock(&workers->mutex);
    if (ended)
        workers->work.work(NULL, job);
}

size_t http_workers_waiting(struct http_workers *workers)
{
    pthread_mutex_lock(&workers->mutex);
    size_t waiting = workers->waiting;
    pthread_mutex_unlock(&workers->mutex);
    return waiting;
}

void http_workers_end(struct http_workers *workers)
{
    pthread_mutex_lock(&workers->mutex);
    workers->ended = true;
    pthread_cond_broadcast(&workers->came);
    pthread_mutex_unlock(&workers->mutex);
    for (size_t i = 0; i < workers->count; i++)
        pthread_join(workers->seats[i].thread, NULL);
    free_workers(workers);
}

void http_workers_free(struct http_workers *workers)
{
    if (!workers)
        return;
    pthread_cond_destroy(&workers->came);
    pthread_mutex_destroy(&workers->mutex);
    memory_free(workers->seats);
    memory_free(workers);
}
