// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/writer.h"

#include "store/engine.h"
#include "temporary.h"
#include "test.h"

#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/resource.h>

enum { THREADS = 8, TURNS = 25, PIECES = 5 };

struct fixture {
    struct arena *arena;
    struct text folder, path;
    struct problems problems;
    struct store *store;
    struct store_writer *writer;
};

static void start(struct fixture *fixture)
{
    struct arena *arena = arena_new();
    *fixture = (struct fixture){.arena = arena, .folder = temporary_folder(arena)};
    fixture->path = temporary_path(arena, fixture->folder, "record.db");
    problems_init(&fixture->problems, arena);
    ASSERT_GOOD(store_open(fixture->path, STORE_CREATE, &fixture->store, &fixture->problems),
                &fixture->problems);
    ASSERT_GOOD(store_writer_start(fixture->path, &fixture->writer, &fixture->problems), &fixture->problems);
    store_use_writer(fixture->store, fixture->writer, (struct store_pause){0});
}

static void stop(struct fixture *fixture)
{
    store_close(fixture->store);
    store_writer_stop(fixture->writer);
    temporary_remove(fixture->folder);
    arena_free(fixture->arena);
}

static bool is_there(struct fixture *fixture, const char *id)
{
    struct store_rows *rows = store_query(fixture->store, fixture->arena, "operation_get",
                                          STORE_VALUES(store_text(text_from(id))));
    bool there = store_next(rows);
    ASSERT_GOOD(store_finish(rows, &fixture->problems), &fixture->problems);
    return there;
}

static bool add(struct store *store, void *id, struct problems *problems)
{
    int64_t changed = 0;
    return store_run(store, "operation_insert",
                     STORE_VALUES(store_text(text_from(id)), store_text(TEXT("clerk")), store_text(TEXT("")),
                                  store_integer(1)),
                     &changed, problems) &&
           changed == 1;
}

static bool add_and_refuse(struct store *store, void *id, struct problems *problems)
{
    return add(store, id, problems) &&
           problem_report(problems, (struct place){0}, (struct message){.text = "not this one"}, NO_MESSAGE);
}

// What the database itself refuses: an actor without a name.
static bool add_nobody(struct store *store, void *id, struct problems *problems)
{
    return store_run(
        store, "operation_insert",
        STORE_VALUES(store_text(text_from(id)), store_text(TEXT("")), store_text(TEXT("")), store_integer(1)),
        NULL, problems);
}

// ---- Pieces of one transaction -------------------------------------------------------------------------------------

struct pieces {
    struct store_piece list[PIECES];
    struct problems problems[PIECES];
};

static void put_together(struct fixture *fixture, struct pieces *pieces, store_work *const works[PIECES])
{
    static const char *const ids[PIECES] = {"a", "b", "c", "d", "e"};
    for (size_t i = 0; i < PIECES; i++) {
        problems_init(&pieces->problems[i], fixture->arena);
        pieces->list[i] = (struct store_piece){.work = works[i],
                                               .argument = (void *)(uintptr_t)ids[i],
                                               .problems = &pieces->problems[i],
                                               .next = i + 1 < PIECES ? &pieces->list[i + 1] : NULL};
    }
}

TEST(one_that_fails_takes_nothing_of_the_others_back)
{
    struct fixture f;
    struct pieces pieces;
    struct store *own;
    start(&f);
    ASSERT_GOOD(store_open(f.path, STORE_WRITE, &own, &f.problems), &f.problems);
    put_together(&f, &pieces, (store_work *const[]){add, add_and_refuse, add, add_nobody, add});
    store_transaction_of_pieces(own, pieces.list);
    static const bool done[PIECES] = {true, false, true, false, true};
    static const char *const ids[PIECES] = {"a", "b", "c", "d", "e"};
    for (size_t i = 0; i < PIECES; i++) {
        assert_int_equal(pieces.list[i].done, done[i]);
        assert_int_equal(pieces.problems[i].count, done[i] ? 0 : 1);
        assert_int_equal(is_there(&f, ids[i]), done[i]);
    }
    store_close(own);
    stop(&f);
}

static bool count_run(struct store *store, void *runs, struct problems *problems)
{
    ++*(int *)runs;
    char id[] = "counted";
    return add(store, id, problems);
}

static bool fill_the_disk(struct store *store, void *argument, struct problems *problems)
{
    (void)argument;
    char id[32];
    bool good = true;
    for (int i = 0; good && i < 200000; i++) {
        snprintf(id, sizeof id, "many %d", i);
        good = add(store, id, problems);
    }
    return good;
}

static void do_on_small_disk(struct store *store, struct pieces *pieces)
{
    struct rlimit old, small;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    small = (struct rlimit){4 << 20, old.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    store_transaction_of_pieces(store, pieces->list);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
}

TEST(what_could_not_be_kept_together_is_kept_alone_or_told)
{
    struct fixture f;
    struct pieces pieces;
    struct store *own;
    int runs = 0;
    start(&f);
    ASSERT_GOOD(store_open(f.path, STORE_WRITE, &own, &f.problems), &f.problems);
    put_together(&f, &pieces, (store_work *const[]){add, count_run, fill_the_disk, add, add});
    pieces.list[1].argument = &runs;
    do_on_small_disk(own, &pieces);
    assert_false(pieces.list[2].done);
    assert_true(pieces.problems[2].input_output);
    assert_int_equal(runs, 2); // once with the others, once alone
    // Whoever was told so is there, and nobody else.
    assert_int_equal(is_there(&f, "a"), pieces.list[0].done);
    assert_int_equal(is_there(&f, "counted"), pieces.list[1].done);
    assert_int_equal(is_there(&f, "d"), pieces.list[3].done);
    assert_true(pieces.list[0].done && pieces.list[1].done);
    assert_false(is_there(&f, "many 0"));
    ASSERT_GOOD(store_check(own, &f.problems), &f.problems);
    store_close(own);
    stop(&f);
}

static bool fill_the_disk_once(struct store *store, void *runs, struct problems *problems)
{
    char id[] = "refused";
    return (++*(int *)runs == 1 ? fill_the_disk : add_and_refuse)(store, id, problems);
}

TEST(only_what_became_of_it_alone_is_told_of_what_could_not_be_kept_together)
{
    struct fixture f;
    struct pieces pieces;
    struct store *own;
    int runs = 0;
    start(&f);
    ASSERT_GOOD(store_open(f.path, STORE_WRITE, &own, &f.problems), &f.problems);
    put_together(&f, &pieces, (store_work *const[]){add, fill_the_disk_once, add, add, add});
    pieces.list[1].argument = &runs;
    do_on_small_disk(own, &pieces);
    assert_int_equal(runs, 2);
    assert_false(pieces.list[1].done || pieces.problems[1].input_output);
    assert_int_equal(pieces.problems[1].count, 1);
    assert_problem(&pieces.problems[1], "not this one", __FILE__, __LINE__);
    store_close(own);
    stop(&f);
}

// ---- What one leaves for the next ----------------------------------------------------------------------------------

enum { SEEN = 16 };

static bool leave(struct store *store, void *words, struct problems *problems)
{
    (void)problems;
    store_leave_note(store, text_from(words));
    return true;
}

static bool leave_and_refuse(struct store *store, void *words, struct problems *problems)
{
    return leave(store, words, problems) &&
           problem_report(problems, (struct place){0}, (struct message){.text = "not this one"}, NO_MESSAGE);
}

static bool see(struct store *store, void *seen, struct problems *problems)
{
    (void)problems;
    struct text note = store_note(store);
    snprintf(seen, SEEN, "%.*s", TEXT_PRINT(note));
    return true;
}

TEST(a_note_is_seen_by_the_next_works_of_the_transaction_until_something_is_taken_back)
{
    struct fixture f;
    struct pieces pieces;
    char first[SEEN] = "?", second[SEEN] = "?", alone[SEEN] = "?";
    static char words[] = "the end", other[] = "undone";
    start(&f);
    struct store *own;
    ASSERT_GOOD(store_open(f.path, STORE_WRITE, &own, &f.problems), &f.problems);
    put_together(&f, &pieces, (store_work *const[]){leave, see, leave_and_refuse, see, leave});
    void *const arguments[PIECES] = {words, first, other, second, words};
    for (size_t i = 0; i < PIECES; i++)
        pieces.list[i].argument = arguments[i];
    store_transaction_of_pieces(own, pieces.list);
    assert_string_equal(first, "the end");
    assert_string_equal(second, "");
    ASSERT_GOOD(store_transaction(own, STORE_WRITING, see, alone, &f.problems), &f.problems);
    assert_string_equal(alone, ""); // another transaction
    store_leave_note(own, TEXT("outside"));
    assert_int_equal(store_note(own).length, 0);
    store_close(own);
    stop(&f);
}

struct meeting {
    struct fixture *fixture;
    struct store *own;
    struct pieces pieces;
};

// While this store has the lock, nobody else gets it.
static bool keep_the_lock(struct store *store, void *context, struct problems *problems)
{
    struct meeting *meeting = context;
    (void)store, (void)problems;
    store_transaction_of_pieces(meeting->own, meeting->pieces.list);
    return true;
}

TEST(as_long_as_another_program_writes_one_waits_for_all_and_each_is_told)
{
    struct fixture f;
    struct store *other;
    struct meeting meeting = {.fixture = &f};
    int runs = 0;
    start(&f);
    ASSERT_GOOD(store_open(f.path, STORE_WRITE, &other, &f.problems), &f.problems);
    ASSERT_GOOD(store_open(f.path, STORE_WRITE, &meeting.own, &f.problems), &f.problems);
    store_set_patience(meeting.own, 1);
    put_together(&f, &meeting.pieces,
                 (store_work *const[]){count_run, count_run, count_run, count_run, count_run});
    for (size_t i = 0; i < PIECES; i++)
        meeting.pieces.list[i].argument = &runs;
    ASSERT_GOOD(store_transaction(other, STORE_WRITING, keep_the_lock, &meeting, &f.problems), &f.problems);
    assert_int_equal(runs, 0);
    for (size_t i = 0; i < PIECES; i++) {
        assert_false(meeting.pieces.list[i].done);
        assert_problem(&meeting.pieces.problems[i],
                       "another program has been using the database for too long", __FILE__, __LINE__);
    }
    store_close(meeting.own);
    store_close(other);
    stop(&f);
}

// ---- Many threads --------------------------------------------------------------------------------------------------

struct clerk {
    struct fixture *fixture;
    int number;
    int wrong; // of what was told
};

static void *write_much(void *context)
{
    struct clerk *clerk = context;
    struct arena *arena = arena_new();
    struct problems problems;
    struct store *store;
    problems_init(&problems, arena);
    if (!store_open(clerk->fixture->path, STORE_WRITE, &store, &problems))
        return NULL;
    store_use_writer(store, clerk->fixture->writer, (struct store_pause){0});
    for (int i = 0; i < TURNS; i++) {
        char id[32];
        snprintf(id, sizeof id, "%d of %d", i, clerk->number);
        store_look(store);
        bool refuse = i % 5 == 4;
        bool done = store_transaction(store, STORE_WRITING, refuse ? add_and_refuse : add, id, &problems);
        // What was told to be done is seen at once.
        struct store_rows *rows = store_query(store, arena, "operation_get",
                                              STORE_VALUES(store_text(text_from(id))));
        bool there = store_next(rows);
        clerk->wrong += done == refuse || there != done || !store_finish(rows, &problems);
        store_look_away(store);
    }
    store_close(store);
    arena_free(arena);
    return clerk;
}

TEST(what_many_threads_write_is_there_when_each_is_told)
{
    struct fixture f;
    struct clerk clerks[THREADS];
    pthread_t threads[THREADS];
    start(&f);
    for (int i = 0; i < THREADS; i++) {
        clerks[i] = (struct clerk){&f, i, 0};
        assert_int_equal(pthread_create(&threads[i], NULL, write_much, &clerks[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        void *ended;
        pthread_join(threads[i], &ended);
        assert_ptr_equal(ended, &clerks[i]);
        assert_int_equal(clerks[i].wrong, 0);
    }
    stop(&f);
}

struct pauses {
    int begun, ended;
};

static void begin_pause(void *pauses)
{
    ((struct pauses *)pauses)->begun++;
}

static void end_pause(void *pauses)
{
    ((struct pauses *)pauses)->ended++;
}

static bool add_inside(struct store *store, void *id, struct problems *problems)
{
    return store_is_writing(store) && store_transaction(store, STORE_WRITING, add, id, problems);
}

TEST(a_store_that_waits_for_its_writer_says_so)
{
    struct fixture f;
    struct pauses pauses = {0};
    start(&f);
    store_use_writer(f.store, f.writer, (struct store_pause){&pauses, begin_pause, end_pause});
    char id[] = "inside";
    ASSERT_GOOD(store_transaction(f.store, STORE_WRITING, add_inside, id, &f.problems), &f.problems);
    assert_true(is_there(&f, "inside"));
    assert_int_equal(pauses.begun, 1);
    assert_int_equal(pauses.ended, 1);
    stop(&f);
}

// ---- Pieces for which no thread waits --------------------------------------------------------------------------------

struct later {
    struct store_piece piece; // first
    struct problems problems;
    char id[32];
    bool refused;
    atomic_int told;
    sem_t *heard;
};

static void hear(struct store_piece *piece)
{
    struct later *later = (struct later *)piece;
    sem_t *heard = later->heard;
    atomic_fetch_add(&later->told, 1);
    sem_post(heard);
}

static void prepare(struct later *later, struct arena *arena, sem_t *heard, bool refused)
{
    later->piece = (struct store_piece){.work = refused ? add_and_refuse : add,
                                        .argument = later->id,
                                        .problems = &later->problems,
                                        .told = hear};
    later->refused = refused;
    later->heard = heard;
    problems_init(&later->problems, arena);
}

static void wait_for(sem_t *heard, int count)
{
    while (count)
        count -= sem_wait(heard) == 0;
}

// Whether it was told once what became of it, and that is so.
static bool is_right(struct store *store, struct arena *arena, struct later *later, struct problems *problems)
{
    struct store_rows *rows = store_query(store, arena, "operation_get",
                                          STORE_VALUES(store_text(text_from(later->id))));
    bool there = store_next(rows);
    return store_finish(rows, problems) && later->told == 1 && later->piece.done == !later->refused &&
           there == later->piece.done && later->problems.count == (later->refused ? 1 : 0);
}

static void assert_one_is_written(struct fixture *fixture, bool refused)
{
    struct later later = {.id = "alone"};
    sem_t heard;
    sem_init(&heard, 0, 0);
    prepare(&later, fixture->arena, &heard, refused);
    store_write_later(fixture->store, &later.piece);
    wait_for(&heard, 1);
    assert_true(is_right(fixture->store, fixture->arena, &later, &fixture->problems));
    if (refused)
        assert_problem(&later.problems, "not this one", __FILE__, __LINE__);
    sem_destroy(&heard);
}

TEST(a_piece_for_which_no_thread_waits_is_told_what_became_of_it)
{
    struct fixture f;
    start(&f);
    assert_one_is_written(&f, true);
    assert_one_is_written(&f, false);
    stop(&f);
}

TEST(so_it_is_without_a_writer)
{
    struct fixture f;
    start(&f);
    store_use_writer(f.store, NULL, (struct store_pause){0});
    assert_one_is_written(&f, true);
    assert_one_is_written(&f, false);
    stop(&f);
}

// Whoever writes as long as the gate is closed; all others come behind.
struct gate {
    struct fixture *fixture;
    sem_t reached, opened;
};

static bool wait_at(struct store *store, void *context, struct problems *problems)
{
    struct gate *gate = context;
    char id[] = "gate";
    sem_post(&gate->reached);
    while (sem_wait(&gate->opened) != 0)
        continue;
    return add(store, id, problems);
}

static void *write_at(void *context)
{
    struct gate *gate = context;
    struct arena *arena = arena_new();
    struct problems problems;
    struct store *store;
    problems_init(&problems, arena);
    bool good = store_open(gate->fixture->path, STORE_WRITE, &store, &problems);
    if (good) {
        store_use_writer(store, gate->fixture->writer, (struct store_pause){0});
        good = store_transaction(store, STORE_WRITING, wait_at, gate, &problems);
        store_close(store);
    }
    arena_free(arena);
    return good ? gate : NULL;
}

static void close_gate(struct gate *gate, struct fixture *fixture, pthread_t *thread)
{
    gate->fixture = fixture;
    sem_init(&gate->reached, 0, 0);
    sem_init(&gate->opened, 0, 0);
    assert_int_equal(pthread_create(thread, NULL, write_at, gate), 0);
    wait_for(&gate->reached, 1);
}

static void open_gate(struct gate *gate, pthread_t thread)
{
    void *ended;
    sem_post(&gate->opened);
    pthread_join(thread, &ended);
    assert_ptr_equal(ended, gate);
    sem_destroy(&gate->reached);
    sem_destroy(&gate->opened);
}

static void write_all_later(struct fixture *fixture, struct later *later, sem_t *heard, const bool *refused)
{
    for (int i = 0; i < PIECES; i++) {
        snprintf(later[i].id, sizeof later[i].id, "later %d", i);
        prepare(&later[i], fixture->arena, heard, refused[i]);
        store_write_later(fixture->store, &later[i].piece);
    }
}

static void assert_all_are_right(struct fixture *fixture, struct later *later)
{
    for (int i = 0; i < PIECES; i++)
        assert_true(is_right(fixture->store, fixture->arena, &later[i], &fixture->problems));
}

TEST(pieces_wait_behind_another_that_is_written_and_no_thread_with_them)
{
    struct fixture f;
    struct gate gate;
    pthread_t thread;
    struct later later[PIECES] = {0};
    sem_t heard;
    start(&f);
    sem_init(&heard, 0, 0);
    close_gate(&gate, &f, &thread);
    write_all_later(&f, later, &heard, (const bool[PIECES]){[1] = true, [PIECES - 1] = true});
    for (int i = 0; i < PIECES; i++)
        assert_int_equal(later[i].told, 0);
    open_gate(&gate, thread);
    wait_for(&heard, PIECES);
    assert_all_are_right(&f, later);
    assert_true(is_there(&f, "gate"));
    sem_destroy(&heard);
    stop(&f);
}

TEST(all_that_came_before_the_writer_ends_is_told)
{
    struct fixture f;
    struct gate gate;
    pthread_t thread;
    struct later later[PIECES] = {0};
    sem_t heard;
    start(&f);
    sem_init(&heard, 0, 0);
    close_gate(&gate, &f, &thread);
    write_all_later(&f, later, &heard, (const bool[PIECES]){[0] = true});
    open_gate(&gate, thread);
    store_writer_stop(f.writer);
    f.writer = NULL;
    store_use_writer(f.store, NULL, (struct store_pause){0});
    assert_all_are_right(&f, later);
    sem_destroy(&heard);
    stop(&f);
}

// As write_much, but all at once and without waiting in between.
static void *write_much_later(void *context)
{
    struct clerk *clerk = context;
    struct arena *arena = arena_new();
    struct problems problems;
    struct store *store;
    struct later later[TURNS] = {0};
    sem_t heard;
    problems_init(&problems, arena);
    if (!store_open(clerk->fixture->path, STORE_WRITE, &store, &problems))
        return NULL;
    store_use_writer(store, clerk->fixture->writer, (struct store_pause){0});
    sem_init(&heard, 0, 0);
    for (int i = 0; i < TURNS; i++) {
        snprintf(later[i].id, sizeof later[i].id, "%d later of %d", i, clerk->number);
        // What is told of one may be told while another is prepared: each has an arena of its own.
        prepare(&later[i], arena_new(), &heard, i % 5 == 4);
        store_write_later(store, &later[i].piece);
    }
    wait_for(&heard, TURNS);
    for (int i = 0; i < TURNS; i++) {
        clerk->wrong += !is_right(store, arena, &later[i], &problems);
        arena_free(later[i].problems.arena);
    }
    sem_destroy(&heard);
    store_close(store);
    arena_free(arena);
    return clerk;
}

TEST(those_who_wait_and_those_who_do_not_write_at_the_same_time)
{
    struct fixture f;
    struct clerk clerks[THREADS];
    pthread_t threads[THREADS];
    start(&f);
    for (int i = 0; i < THREADS; i++) {
        clerks[i] = (struct clerk){&f, i, 0};
        assert_int_equal(pthread_create(&threads[i], NULL, i % 2 ? write_much : write_much_later, &clerks[i]),
                         0);
    }
    for (int i = 0; i < THREADS; i++) {
        void *ended;
        pthread_join(threads[i], &ended);
        assert_ptr_equal(ended, &clerks[i]);
        assert_int_equal(clerks[i].wrong, 0);
    }
    stop(&f);
}
