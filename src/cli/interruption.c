// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/interruption.h"

#include "cli/status.h"

#include "format/byte_source.h"

#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <time.h>
#include <unistd.h>

struct interruption {
    sigset_t signals; // that are waited for, and one of ours that ends the waiting
    sigset_t before;
    pthread_t thread;
    atomic_bool raised, ended;
    pthread_mutex_t mutex; // of the source
    struct byte_source *source;
};

enum { ENDING = SIGUSR2 };

static void stop_source(struct interruption *interruption)
{
    pthread_mutex_lock(&interruption->mutex);
    if (interruption->source)
        byte_source_stop(interruption->source);
    pthread_mutex_unlock(&interruption->mutex);
}

static void *wait_for_signals(void *context)
{
    struct interruption *interruption = context;
    int signal;
    while (sigwait(&interruption->signals, &signal) == 0) {
        if (atomic_load(&interruption->ended))
            break;
        if (signal == ENDING)
            continue;
        if (atomic_exchange(&interruption->raised, true))
            _exit(STATUS_INTERRUPTED); // asked twice: whatever holds the work up, go
        stop_source(interruption);
    }
    return NULL;
}

static void add_unless_ignored(sigset_t *signals, int signal)
{
    struct sigaction action;
    if (sigaction(signal, NULL, &action) == 0 && action.sa_handler != SIG_IGN)
        sigaddset(signals, signal);
}

struct interruption *interruption_begin(void)
{
    struct interruption *interruption = memory_allocate_zeroed(1, sizeof *interruption);
    pthread_mutex_init(&interruption->mutex, NULL);
    sigemptyset(&interruption->signals);
    add_unless_ignored(&interruption->signals, SIGINT);
    add_unless_ignored(&interruption->signals, SIGTERM);
    sigaddset(&interruption->signals, ENDING);
    pthread_sigmask(SIG_BLOCK, &interruption->signals, &interruption->before);
    if (pthread_create(&interruption->thread, NULL, wait_for_signals, interruption) != 0)
        memory_exhausted();
    return interruption;
}

const atomic_bool *interruption_flag(const struct interruption *interruption)
{
    return &interruption->raised;
}

void interruption_waits_for(struct interruption *interruption, struct byte_source *source)
{
    pthread_mutex_lock(&interruption->mutex);
    interruption->source = source;
    pthread_mutex_unlock(&interruption->mutex);
    if (atomic_load(&interruption->raised)) // before this source was known
        stop_source(interruption);
}

void interruption_end(struct interruption *interruption)
{
    atomic_store(&interruption->ended, true);
    pthread_kill(interruption->thread, ENDING);
    pthread_join(interruption->thread, NULL);
    // One that came in between must not end the program now that its work is done.
    static const struct timespec at_once = {0};
    while (sigtimedwait(&interruption->signals, NULL, &at_once) > 0)
        ;
    pthread_sigmask(SIG_SETMASK, &interruption->before, NULL);
    pthread_mutex_destroy(&interruption->mutex);
    memory_free(interruption);
}
