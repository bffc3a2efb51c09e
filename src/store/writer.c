// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/writer.h"

#include "base/memory.h"
#include "store/engine.h"

#include <pthread.h>
#include <semaphore.h>

enum { TOGETHER_MOST = 256 }; // pieces of one transaction: the first does not wait for ever more

struct request {
    struct store_piece piece; // first: a piece that nobody is told of is a request
    sem_t answered;
    struct request *next; // to be told by this one
};

struct store_writer {
    struct store *store; // of whoever is busy with it
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t came; // a request that the thread is to take, or the end
    struct store_piece *first, **last;
    bool busy, ended;
    bool crowded; // several wrote at the same time, the last time
};

// Those that wait, in the order in which they came. NULL: the end has come and nothing waits.
static struct store_piece *next_pieces(struct store_writer *writer)
{
    pthread_mutex_lock(&writer->mutex);
    while (writer->busy || (!writer->first && !writer->ended))
        pthread_cond_wait(&writer->came, &writer->mutex);
    struct store_piece *taken = writer->first, **end = &taken;
    for (size_t count = 0; *end && count < TOGETHER_MOST; count++)
        end = &(*end)->next;
    writer->first = *end;
    *end = NULL;
    if (!writer->first)
        writer->last = &writer->first;
    writer->busy = true;
    writer->crowded = taken && taken->next;
    pthread_mutex_unlock(&writer->mutex);
    return taken;
}

// Whoever comes next may write, here or in the thread.
static void rest(struct store_writer *writer)
{
    pthread_mutex_lock(&writer->mutex);
    writer->busy = false;
    writer->crowded = writer->crowded || writer->first;
    bool waits = writer->first != NULL;
    pthread_mutex_unlock(&writer->mutex);
    if (waits)
        pthread_cond_signal(&writer->came);
}

static struct request *request_of(struct store_piece *piece)
{
    return (struct request *)piece;
}

// Ends a caller's wait, and with it the request.
static void answer(struct request *request)
{
    if (request)
        sem_post(&request->answered);
}

// Two are woken here, and each wakes the one behind the next: to wake them all would take as long as to write for them, and
// more would run at once than there are processors for.
static void answer_those_who_wait(struct store_piece *first)
{
    if (!first)
        return;
    struct request *second = first->next ? request_of(first->next) : NULL;
    for (struct store_piece *piece = first; piece; piece = piece->next)
        request_of(piece)->next = piece->next && piece->next->next ? request_of(piece->next->next) : NULL;
    answer(request_of(first));
    answer(second);
}

static void answer_all(struct store_piece *piece)
{
    struct store_piece *waiting = NULL, **last_waiting = &waiting, *others = NULL, **last_other = &others;
    for (; piece; piece = piece->next) {
        struct store_piece ***last = piece->told ? &last_other : &last_waiting;
        **last = piece;
        *last = &piece->next;
    }
    *last_waiting = *last_other = NULL;
    answer_those_who_wait(waiting);
    for (struct store_piece *next; others; others = next) {
        next = others->next;
        others->told(others); // and from then on it is whose it was
    }
}

static void *write_on(void *context)
{
    struct store_writer *writer = context;
    struct store_piece *piece;
    while ((piece = next_pieces(writer))) {
        store_transaction_of_pieces(writer->store, piece);
        rest(writer);
        answer_all(piece);
    }
    return NULL;
}

bool store_writer_start(struct text path, struct store_writer **writer, struct problems *problems)
{
    struct store *store;
    if (!store_open(path, STORE_WRITE, &store, problems))
        return false;
    struct store_writer *made = memory_allocate_zeroed(1, sizeof *made);
    made->store = store;
    store_write_much(store);
    made->last = &made->first;
    pthread_mutex_init(&made->mutex, NULL);
    pthread_cond_init(&made->came, NULL);
    if (pthread_create(&made->thread, NULL, write_on, made) != 0)
        memory_exhausted();
    *writer = made;
    return true;
}

void store_writer_stop(struct store_writer *writer)
{
    if (!writer)
        return;
    pthread_mutex_lock(&writer->mutex);
    writer->ended = true;
    pthread_cond_signal(&writer->came);
    pthread_mutex_unlock(&writer->mutex);
    pthread_join(writer->thread, NULL);
    pthread_cond_destroy(&writer->came);
    pthread_mutex_destroy(&writer->mutex);
    store_close(writer->store);
    memory_free(writer);
}

static void wait_for_answer(struct request *request)
{
    while (sem_wait(&request->answered) != 0) // a signal
        continue;
    answer(request->next);
}

// True: nobody else writes, nor did the last time. To wake the thread, and to be woken by it, would then take longer than most acts, so the
// caller writes itself. Else the piece waits for the thread.
static bool is_alone(struct store_writer *writer, struct store_piece *piece)
{
    pthread_mutex_lock(&writer->mutex);
    bool alone = !writer->busy && !writer->first && !writer->crowded;
    if (alone) {
        writer->busy = true;
    } else {
        piece->next = NULL;
        *writer->last = piece;
        writer->last = &piece->next;
    }
    pthread_mutex_unlock(&writer->mutex);
    return alone;
}

static void begin_pause(struct store_pause pause)
{
    if (pause.begin)
        pause.begin(pause.context);
}

static void end_pause(struct store_pause pause)
{
    if (pause.end)
        pause.end(pause.context);
}

static void write_here(struct store_writer *writer, struct store_piece *piece, struct store_pause pause)
{
    begin_pause(pause);
    piece->next = NULL;
    store_transaction_of_pieces(writer->store, piece);
    rest(writer);
    end_pause(pause);
}

bool store_writer_do(struct store_writer *writer, store_work *work, void *argument, struct store_pause pause,
                     struct problems *problems)
{
    struct request request = {.piece = {.work = work, .argument = argument, .problems = problems}};
    sem_init(&request.answered, 0, 0);
    if (is_alone(writer, &request.piece)) {
        write_here(writer, &request.piece, pause);
    } else {
        pthread_cond_signal(&writer->came);
        begin_pause(pause);
        wait_for_answer(&request);
        end_pause(pause);
    }
    sem_destroy(&request.answered);
    return request.piece.done;
}

void store_writer_do_later(struct store_writer *writer, struct store_piece *piece, struct store_pause pause)
{
    if (is_alone(writer, piece)) {
        write_here(writer, piece, pause);
        piece->told(piece);
    } else {
        pthread_cond_signal(&writer->came);
    }
}
