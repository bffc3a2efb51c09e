// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/pool.h"

#include "store/writer.h"
#include "temporary.h"
#include "test.h"

#include <pthread.h>
#include <stdio.h>

enum { STORES = 6, TURNS = 40 };

struct fixture {
    struct arena *arena;
    struct text folder, path;
    struct problems problems;
    struct store_pool *pool;
    struct store_writer *writer;
    struct store *stores[STORES];
};

static void start(struct fixture *fixture)
{
    struct arena *arena = arena_new();
    *fixture = (struct fixture){.arena = arena, .folder = temporary_folder(arena), .pool = store_pool_new()};
    fixture->path = temporary_path(arena, fixture->folder, "record.db");
    problems_init(&fixture->problems, arena);
    for (int i = 0; i < STORES; i++) {
        ASSERT_GOOD(store_open(fixture->path, i ? STORE_WRITE : STORE_CREATE, &fixture->stores[i],
                               &fixture->problems),
                    &fixture->problems);
        if (!i)
            ASSERT_GOOD(store_writer_start(fixture->path, &fixture->writer, &fixture->problems),
                        &fixture->problems);
        store_use_writer(fixture->stores[i], fixture->writer, (struct store_pause){0});
        store_use_pool(fixture->stores[i], fixture->pool);
    }
}

static void stop(struct fixture *fixture)
{
    for (int i = 0; i < STORES; i++)
        store_close(fixture->stores[i]);
    store_writer_stop(fixture->writer);
    store_pool_free(fixture->pool);
    temporary_remove(fixture->folder);
    arena_free(fixture->arena);
}

static struct store_rows *ask(struct store *store, struct arena *arena, const char *id)
{
    return store_query(store, arena, "operation_get", STORE_VALUES(store_text(text_from(id))));
}

static bool is_there(struct store *store, struct arena *arena, const char *id, struct problems *problems)
{
    struct store_rows *rows = ask(store, arena, id);
    bool there = store_next(rows);
    ASSERT_GOOD(store_finish(rows, problems), problems);
    return there;
}

static bool add(struct store *store, void *id, struct problems *problems)
{
    return store_run(store, "operation_insert",
                     STORE_VALUES(store_text(text_from(id)), store_text(TEXT("clerk")), store_text(TEXT("")),
                                  store_integer(1)),
                     NULL, problems);
}

static void rest_all(struct fixture *fixture)
{
    for (int i = 0; i < STORES; i++)
        store_rest(fixture->stores[i]);
}

TEST(a_store_that_rested_sees_what_another_wrote_by_its_connection)
{
    struct fixture f;
    start(&f);
    rest_all(&f);
    ASSERT_GOOD(store_transaction(f.stores[0], STORE_WRITING, add, "one", &f.problems), &f.problems);
    for (int i = 0; i < STORES; i++) {
        assert_true(is_there(f.stores[i], f.arena, "one", &f.problems));
        store_rest(f.stores[i]);
        store_rest(f.stores[i]); // twice is once
    }
    stop(&f);
}

TEST(a_connection_is_not_given_away_within_a_query_or_a_look)
{
    struct fixture f;
    start(&f);
    rest_all(&f);
    ASSERT_GOOD(store_transaction(f.stores[0], STORE_WRITING, add, "one", &f.problems), &f.problems);
    struct store_rows *rows = ask(f.stores[0], f.arena, "one");
    assert_true(store_next(rows));
    // The query goes on over a write, which waits without its connection where it may.
    ASSERT_GOOD(store_transaction(f.stores[0], STORE_WRITING, add, "two", &f.problems), &f.problems);
    store_rest(f.stores[0]);
    assert_true(is_there(f.stores[1], f.arena, "two", &f.problems));
    assert_false(store_next(rows));
    ASSERT_GOOD(store_finish(rows, &f.problems), &f.problems);
    store_look(f.stores[1]);
    assert_false(is_there(f.stores[1], f.arena, "three", &f.problems));
    store_rest(f.stores[1]);
    ASSERT_GOOD(store_transaction(f.stores[2], STORE_WRITING, add, "three", &f.problems), &f.problems);
    assert_true(is_there(f.stores[2], f.arena, "three", &f.problems));
    assert_false(is_there(f.stores[1], f.arena, "three", &f.problems)); // the picture that it looks at
    store_look_away(f.stores[1]);
    assert_true(is_there(f.stores[1], f.arena, "three", &f.problems));
    stop(&f);
}

struct clerk {
    struct fixture *fixture;
    int number;
    bool good;
};

static void *work(void *argument)
{
    struct clerk *clerk = argument;
    struct store *store = clerk->fixture->stores[clerk->number];
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    clerk->good = true;
    for (int turn = 0; clerk->good && turn < TURNS; turn++) {
        char id[32];
        snprintf(id, sizeof id, "%d of %d", turn, clerk->number);
        store_look(store);
        clerk->good = !is_there(store, arena, id, &problems) &&
                      store_transaction(store, STORE_WRITING, add, id, &problems) &&
                      is_there(store, arena, id, &problems);
        store_look_away(store);
        store_rest(store);
    }
    arena_free(arena);
    return NULL;
}

TEST(threads_that_share_connections_each_see_their_own_writes_at_once)
{
    struct fixture f;
    pthread_t threads[STORES];
    struct clerk clerks[STORES];
    start(&f);
    for (int i = 0; i < STORES; i++) {
        clerks[i] = (struct clerk){&f, i, false};
        assert_int_equal(pthread_create(&threads[i], NULL, work, &clerks[i]), 0);
    }
    for (int i = 0; i < STORES; i++) {
        pthread_join(threads[i], NULL);
        assert_true(clerks[i].good);
    }
    stop(&f);
}
