// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/hasher.h"

#include "base/memory.h"
#include "format/secret.h"

#include <errno.h>
#include <pthread.h>
#include <time.h>

struct hasher {
    struct hasher_settings settings;
    struct arena *arena;
    struct text nobody; // what is compared for accounts that do not exist
    pthread_mutex_t lock;
    pthread_cond_t left;
    unsigned inside;
};

struct hasher *hasher_new(struct hasher_settings settings)
{
    struct hasher *hasher = memory_allocate_zeroed(1, sizeof *hasher);
    pthread_condattr_t attributes;
    struct secret_key random = secret_key_new();
    hasher->settings = settings;
    hasher->arena = arena_new();
    hasher->nobody = password_hash(hasher->arena, (struct text){(char *)random.bytes, sizeof random.bytes},
                                   settings.cost);
    secret_forget(&random, sizeof random);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_mutex_init(&hasher->lock, NULL);
    pthread_cond_init(&hasher->left, &attributes);
    pthread_condattr_destroy(&attributes);
    return hasher;
}

void hasher_free(struct hasher *hasher)
{
    if (!hasher)
        return;
    pthread_cond_destroy(&hasher->left);
    pthread_mutex_destroy(&hasher->lock);
    arena_free(hasher->arena);
    memory_free(hasher);
}

static struct timespec in_milliseconds(unsigned milliseconds)
{
    struct timespec then;
    clock_gettime(CLOCK_MONOTONIC, &then);
    int64_t nanoseconds = then.tv_nsec + (int64_t)milliseconds * 1000000;
    then.tv_sec += nanoseconds / 1000000000;
    then.tv_nsec = nanoseconds % 1000000000;
    return then;
}

bool hasher_enter(struct hasher *hasher)
{
    struct timespec end = in_milliseconds(hasher->settings.patience);
    int error = 0;
    pthread_mutex_lock(&hasher->lock);
    while (hasher->inside >= hasher->settings.at_once && error != ETIMEDOUT)
        error = pthread_cond_timedwait(&hasher->left, &hasher->lock, &end);
    bool entered = hasher->inside < hasher->settings.at_once;
    hasher->inside += entered;
    pthread_mutex_unlock(&hasher->lock);
    return entered;
}

void hasher_leave(struct hasher *hasher)
{
    pthread_mutex_lock(&hasher->lock);
    hasher->inside--;
    pthread_cond_signal(&hasher->left);
    pthread_mutex_unlock(&hasher->lock);
}

enum hasher_answer hasher_make(struct hasher *hasher, struct arena *arena, struct text password,
                               struct text *stored)
{
    if (!hasher_enter(hasher))
        return HASHER_BUSY;
    *stored = password_hash(arena, password, hasher->settings.cost);
    hasher_leave(hasher);
    return HASHER_YES;
}

enum hasher_answer hasher_match(struct hasher *hasher, struct text stored, struct text password)
{
    if (!hasher_enter(hasher))
        return HASHER_BUSY;
    bool matches = password_matches(stored.length ? stored : hasher->nobody, password);
    hasher_leave(hasher);
    return matches && stored.length ? HASHER_YES : HASHER_NO;
}

bool hasher_is_outdated(const struct hasher *hasher, struct text stored)
{
    return password_is_outdated(stored, hasher->settings.cost);
}
