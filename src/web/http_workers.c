// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http_workers.h"

#include "base/memory.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <time.h>
#include <unistd.h>

// To wake a thread for each job costs more than most jobs. So as many threads as there are processors have a turn and take one job
// after the other; who waits for something gives its turn away (http.h). Where all of them are held up without saying so, the
// watch notices that nobody took a job for a while, and calls one more.
enum { LOOKING = 150000 }; // nanoseconds
static const struct timespec WATCH = {.tv_nsec = 1000000};

struct http_turn { // of a seat
    struct http_workers *workers;
    void *worker;
    pthread_t thread;
    pthread_cond_t called;
    bool is_called;
    struct http_turn *next; // that sleeps
};

struct http_workers {
    struct http_work work;
    pthread_mutex_t mutex;
    struct http_job *first, **last;
    size_t waiting;
    uint64_t taken;           // jobs, ever
    struct http_turn *asleep; // the one that worked last is called first: what it needs is still at hand
    size_t working, turns;
    bool ended;
    size_t count; // of seats with a worker
    struct http_turn *seats;
    size_t seat_count;
    pthread_t watch;
    pthread_cond_t watched; // there is work, or the end
    bool watch_sleeps;
    bool looked_for; // somebody looks for a job before they sleep
    atomic_bool has_job; // `first` is not NULL, for those who look without the mutex
};

// With the mutex: whom to call; NULL: all are awake.
static struct http_turn *choose_one(struct http_workers *workers)
{
    struct http_turn *seat = workers->asleep;
    if (!seat)
        return NULL;
    workers->asleep = seat->next;
    workers->working++;
    seat->is_called = true;
    return seat;
}

// Without it, so that who wakes does not wait for it at once.
static void call(struct http_turn *seat)
{
    if (seat)
        pthread_cond_signal(&seat->called);
}

static void sleep_until_called(struct http_workers *workers, struct http_turn *seat)
{
    workers->working--;
    seat->next = workers->asleep;
    seat->is_called = false;
    workers->asleep = seat;
    while (!seat->is_called)
        pthread_cond_wait(&seat->called, &workers->mutex);
}

static int64_t nanoseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

// To wake a thread takes longer than most jobs. So whoever has just worked looks for the next one for a moment, one at a time, and lets
// everybody else go first. With the mutex, which is given away meanwhile.
static void look_for_job(struct http_workers *workers)
{
    if (workers->looked_for || workers->turns < 2 || workers->working > 1)
        return;
    workers->looked_for = true;
    pthread_mutex_unlock(&workers->mutex);
    int64_t until = nanoseconds() + LOOKING;
    while (!atomic_load_explicit(&workers->has_job, memory_order_relaxed) && nanoseconds() < until)
        sched_yield();
    pthread_mutex_lock(&workers->mutex);
    workers->looked_for = false;
}

// NULL: the end has come and nothing waits.
static struct http_job *next_job(struct http_workers *workers, struct http_turn *seat)
{
    pthread_mutex_lock(&workers->mutex);
    if (!workers->first && !workers->ended)
        look_for_job(workers);
    while (!workers->first && !workers->ended)
        sleep_until_called(workers, seat);
    struct http_job *job = workers->first;
    if (job) {
        workers->first = job->next;
        if (!workers->first) {
            workers->last = &workers->first;
            atomic_store_explicit(&workers->has_job, false, memory_order_relaxed);
        }
        workers->waiting--;
        workers->taken++;
    }
    pthread_mutex_unlock(&workers->mutex);
    return job;
}

static void *work_on(void *context)
{
    struct http_turn *seat = context;
    struct http_job *job;
    while ((job = next_job(seat->workers, seat)))
        seat->workers->work.work(seat->worker, job);
    return NULL;
}

static void watch_once(struct http_workers *workers, uint64_t *seen)
{
    bool stuck = workers->first && workers->taken == *seen;
    struct http_turn *called = stuck ? choose_one(workers) : NULL;
    *seen = workers->taken;
    pthread_mutex_unlock(&workers->mutex);
    call(called);
    nanosleep(&WATCH, NULL);
    pthread_mutex_lock(&workers->mutex);
}

static void *watch_over(void *context)
{
    struct http_workers *workers = context;
    uint64_t seen = 0;
    pthread_mutex_lock(&workers->mutex);
    while (!workers->ended) {
        if (workers->first || workers->taken != seen) {
            watch_once(workers, &seen);
        } else {
            workers->watch_sleeps = true;
            pthread_cond_wait(&workers->watched, &workers->mutex);
            workers->watch_sleeps = false;
        }
    }
    pthread_mutex_unlock(&workers->mutex);
    return NULL;
}

void http_turn_give(struct http_turn *turn)
{
    if (!turn)
        return;
    struct http_workers *workers = turn->workers;
    pthread_mutex_lock(&workers->mutex);
    workers->working--;
    bool free_turn = workers->first && workers->working < workers->turns;
    struct http_turn *called = free_turn ? choose_one(workers) : NULL;
    pthread_mutex_unlock(&workers->mutex);
    call(called);
}

void http_turn_take(struct http_turn *turn)
{
    if (!turn)
        return;
    pthread_mutex_lock(&turn->workers->mutex);
    turn->workers->working++;
    pthread_mutex_unlock(&turn->workers->mutex);
}

static void free_workers(struct http_workers *workers)
{
    for (size_t i = 0; i < workers->count; i++)
        workers->work.worker_free(workers->seats[i].worker);
    workers->count = 0;
}

static size_t processors(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : (size_t)count;
}

static struct http_workers *make_workers(size_t count, const struct http_work *work)
{
    struct http_workers *made = memory_allocate_zeroed(1, sizeof *made);
    made->work = *work;
    made->last = &made->first;
    made->turns = processors();
    made->seats = memory_allocate_zeroed(count, sizeof *made->seats);
    made->seat_count = count;
    for (size_t i = 0; i < count; i++) {
        made->seats[i].workers = made;
        pthread_cond_init(&made->seats[i].called, NULL);
    }
    pthread_mutex_init(&made->mutex, NULL);
    pthread_cond_init(&made->watched, NULL);
    return made;
}

static void start_threads(struct http_workers *workers)
{
    workers->working = workers->count; // each goes to sleep by itself
    for (size_t i = 0; i < workers->count; i++)
        if (pthread_create(&workers->seats[i].thread, NULL, work_on, &workers->seats[i]) != 0)
            memory_exhausted();
    if (pthread_create(&workers->watch, NULL, watch_over, workers) != 0)
        memory_exhausted();
}

bool http_workers_start(size_t count, const struct http_work *work, struct http_workers **workers,
                        struct problems *problems)
{
    struct http_workers *made = make_workers(count, work);
    for (size_t i = 0; i < count; i++) {
        struct http_turn *seat = &made->seats[i];
        void *worker = work->worker_new(work->context, seat, problems);
        if (!worker) {
            free_workers(made);
            http_workers_free(made);
            return false;
        }
        seat->worker = worker;
        made->count++;
    }
    start_threads(made);
    *workers = made;
    return true;
}

void http_workers_do(struct http_workers *workers, struct http_job *job)
{
    struct http_turn *called = NULL;
    bool watch = false;
    pthread_mutex_lock(&workers->mutex);
    bool ended = workers->ended;
    if (!ended) {
        job->next = NULL;
        *workers->last = job;
        workers->last = &job->next;
        workers->waiting++;
        atomic_store_explicit(&workers->has_job, true, memory_order_relaxed);
        bool found = workers->looked_for && workers->waiting == 1;
        called = !found && workers->working < workers->turns ? choose_one(workers) : NULL;
        watch = !called && workers->watch_sleeps;
    }
    pthread_mutex_unlock(&workers->mutex);
    call(called);
    if (watch)
        pthread_cond_signal(&workers->watched);
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
    for (struct http_turn *seat; (seat = choose_one(workers));)
        call(seat);
    pthread_cond_signal(&workers->watched);
    pthread_mutex_unlock(&workers->mutex);
    for (size_t i = 0; i < workers->count; i++)
        pthread_join(workers->seats[i].thread, NULL);
    pthread_join(workers->watch, NULL);
    free_workers(workers);
}

void http_workers_free(struct http_workers *workers)
{
    if (!workers)
        return;
    // Not before: whoever brought the last job may still be about to call somebody.
    for (size_t i = 0; i < workers->seat_count; i++)
        pthread_cond_destroy(&workers->seats[i].called);
    pthread_cond_destroy(&workers->watched);
    pthread_mutex_destroy(&workers->mutex);
    memory_free(workers->seats);
    memory_free(workers);
}
