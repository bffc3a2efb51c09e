// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http_workers.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "test.h"

enum { JOBS = 1000, WORKERS = 4 };

struct counts {
    atomic_int made, freed, worked, turned_away;
    int fails_at;
};

struct counted {
    struct http_job job; // first
    struct counts *counts;
};

static void *worker_new(void *context, struct http_turn *turn, struct problems *problems)
{
    (void)turn;
    struct counts *counts = context;
    if (atomic_fetch_add(&counts->made, 1) + 1 != counts->fails_at)
        return counts;
    problem_report(problems, (struct place){0}, (struct message){.text = "no worker"}, NO_MESSAGE);
    return NULL;
}

static void worker_free(void *worker)
{
    struct counts *counts = worker;
    atomic_fetch_add(&counts->freed, 1);
}

static void work(void *worker, struct http_job *job)
{
    struct counts *counts = ((struct counted *)job)->counts;
    atomic_fetch_add(worker ? &counts->worked : &counts->turned_away, 1);
}

TEST(all_jobs_that_came_before_the_end_are_done)
{
    static struct counted jobs[JOBS + 1];
    struct counts counts = {0};
    struct http_work what = {&counts, worker_new, worker_free, work};
    struct http_workers *workers;
    assert_true(http_workers_start(WORKERS, &what, &workers, NULL));
    for (size_t i = 0; i <= JOBS; i++)
        jobs[i].counts = &counts;
    for (size_t i = 0; i < JOBS; i++)
        http_workers_do(workers, &jobs[i].job);
    http_workers_end(workers);
    assert_int_equal(counts.worked, JOBS);
    assert_int_equal(http_workers_waiting(workers), 0);
    assert_int_equal(counts.freed, WORKERS);
    http_workers_do(workers, &jobs[JOBS].job);
    assert_int_equal(counts.turned_away, 1);
    http_workers_free(workers);
}

TEST(a_worker_that_cannot_be_made_ends_the_start)
{
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    struct counts counts = {.fails_at = 3};
    struct http_work what = {&counts, worker_new, worker_free, work};
    struct http_workers *workers = NULL;
    assert_false(http_workers_start(WORKERS, &what, &workers, &problems));
    assert_null(workers);
    assert_int_equal(problems.count, 1);
    assert_int_equal(counts.freed, 2);
    arena_free(arena);
}

// ---- Turns ---------------------------------------------------------------------------------------------------------

enum { HELD_UP = 40 }; // more than there are processors here

struct hall {
    pthread_mutex_t mutex;
    pthread_cond_t opened;
    bool open;
    bool gives; // whoever waits gives the turn away
};

struct guest {
    struct http_job job; // first
    struct hall *hall;
    bool opens;
};

struct seat {
    struct http_turn *turn;
};

static void *seat_new(void *context, struct http_turn *turn, struct problems *problems)
{
    (void)context, (void)problems;
    struct seat *seat = calloc(1, sizeof *seat);
    seat->turn = turn;
    return seat;
}

static void seat_free(void *seat)
{
    free(seat);
}

static void wait_or_open(void *worker, struct http_job *job)
{
    struct guest *guest = (struct guest *)job;
    struct hall *hall = guest->hall;
    struct http_turn *turn = hall->gives ? ((struct seat *)worker)->turn : NULL;
    http_turn_give(turn);
    pthread_mutex_lock(&hall->mutex);
    hall->open = hall->open || guest->opens;
    pthread_cond_broadcast(&hall->opened);
    while (!hall->open)
        pthread_cond_wait(&hall->opened, &hall->mutex);
    pthread_mutex_unlock(&hall->mutex);
    http_turn_take(turn);
}

// All but the last wait until the last is worked on: this ends only if none of them holds it up.
static void hold_up(bool gives)
{
    static struct guest guests[HELD_UP + 1];
    struct hall hall = {
        .mutex = PTHREAD_MUTEX_INITIALIZER, .opened = PTHREAD_COND_INITIALIZER, .gives = gives};
    struct http_work what = {NULL, seat_new, seat_free, wait_or_open};
    struct http_workers *workers;
    assert_true(http_workers_start(HELD_UP + 1, &what, &workers, NULL));
    for (size_t i = 0; i <= HELD_UP; i++) {
        guests[i] = (struct guest){.hall = &hall, .opens = i == HELD_UP};
        http_workers_do(workers, &guests[i].job);
    }
    http_workers_end(workers);
    assert_true(hall.open);
    http_workers_free(workers);
}

TEST(jobs_that_are_held_up_delay_no_other)
{
    hold_up(false);
}

TEST(nor_do_jobs_that_give_their_turn_away)
{
    hold_up(true);
}
