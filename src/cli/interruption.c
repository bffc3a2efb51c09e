// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/interruption.h"

#include "cli/status.h"

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
};

enum { ENDING = SIGUSR2 };

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
    memory_free(interruption);
}
