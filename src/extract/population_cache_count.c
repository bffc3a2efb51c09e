// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/population_cache_count.h"

#include "base/memory.h"

#include <pthread.h>

struct pool {
    const struct population_request *request;
    const struct cache *cache;
    const bool *wanted;
    atomic_size_t next;
    atomic_bool failed;
};

struct pool_thread {
    struct pool *pool;
    struct counter *counter;
    pthread_t thread;
    bool failed;
    int error; // the system's, or 0: the file is damaged
};

static bool is_stopped(const struct population_request *request)
{
    return request->stop && atomic_load_explicit(request->stop, memory_order_relaxed);
}

static void *count_segments(void *context)
{
    struct pool_thread *thread = context;
    struct pool *pool = thread->pool;
    struct cache_reader *reader = cache_reader_new(pool->cache, pool->wanted, pool->request->wants_exceptions,
                                                   pool->request->portable);
    struct counted_batch batch;
    for (size_t segment; (segment = atomic_fetch_add(&pool->next, 1)) < cache_segments(pool->cache);) {
        if (is_stopped(pool->request) || atomic_load_explicit(&pool->failed, memory_order_relaxed))
            break;
        if (!cache_read(reader, segment, &batch, &thread->error)) {
            thread->failed = true;
            atomic_store(&pool->failed, true);
            break;
        }
        count_batch(thread->counter, &batch);
    }
    cache_reader_free(reader);
    return NULL;
}

static bool damaged(const struct population_request *request, int error, struct problems *problems)
{
    struct place place = {.source = text_from(request->cases[0])};
    if (error)
        return problem_system(problems, place, MESSAGE("the file cannot be read: {reason}"), error);
    return problem_report(problems, place, MESSAGE("the file of kept cases is damaged"),
                          MESSAGE("read the extract again, with --keep"));
}

static bool count_all(struct pool *pool, struct counter *const *counters, struct problems *problems)
{
    size_t count = pool->request->threads;
    struct pool_thread *threads = memory_allocate_zeroed(count, sizeof *threads);
    for (size_t i = 0; i < count; i++)
        threads[i] = (struct pool_thread){.pool = pool, .counter = counters[i]};
    for (size_t i = 1; i < count; i++)
        if (pthread_create(&threads[i].thread, NULL, count_segments, &threads[i]) != 0)
            memory_exhausted();
    count_segments(&threads[0]);
    for (size_t i = 1; i < count; i++)
        pthread_join(threads[i].thread, NULL);
    bool good = true;
    for (size_t i = 0; good && i < count; i++)
        good = !threads[i].failed || damaged(pool->request, threads[i].error, problems);
    memory_free(threads);
    return good && !is_stopped(pool->request);
}

// Texts that no rule read when the cases were kept are not there.
static bool has_wanted(const struct pool *pool, struct problems *problems)
{
    const struct schema *schema = &pool->request->instrument->cases;
    bool good = true;
    for (size_t i = 0; i < schema->count; i++)
        if (pool->wanted[i] && !cache_has(pool->cache, i))
            good = problem_report(problems, (struct place){.source = text_from(pool->request->cases[0])},
                                  MESSAGE("the field {field} was not kept, because no rule read it then",
                                          VALUE("field", schema->fields[i].id)),
                                  MESSAGE("read the extract again, with --keep"));
    return good;
}

static bool count_opened(struct arena *arena, struct pool *pool, const struct counting *counting,
                         struct population *population, struct problems *problems)
{
    size_t threads = pool->request->threads;
    struct counter **counters = ARENA_ARRAY(arena, struct counter *, threads);
    for (size_t i = 0; i < threads; i++)
        counters[i] = counter_new(counting);
    struct population told = {.instrument = pool->request->instrument};
    told.files = cache_files(pool->cache, &told.file_count);
    bool good = count_all(pool, counters, problems);
    if (good) {
        counters_add_up(arena, counting, counters, threads, &told);
        good = told.cases == cache_cases(pool->cache) || damaged(pool->request, 0, problems);
    }
    if (good)
        *population = told;
    for (size_t i = 0; i < threads; i++)
        counter_free(counters[i]);
    return good;
}

static bool check_request(const struct population_request *request, struct problems *problems)
{
    struct place place = {.source = text_from(request->cases[0])};
    if (request->log_count || request->keep)
        return problem_report(problems, place,
                              MESSAGE("a file of kept cases is counted by itself, and is not kept again"),
                              MESSAGE("leave out --log and --keep"));
    if (request->rejects)
        return problem_report(problems, place, MESSAGE("rejected rows are not in a file of kept cases"),
                              MESSAGE("read the extract again to have them written"));
    return true;
}

bool population_read_kept(struct arena *arena, const struct population_request *request,
                          struct population *population, struct problems *problems)
{
    size_t fields = request->instrument->cases.count;
    struct cache *cache;
    if (!check_request(request, problems) ||
        !cache_open(arena, request->instrument, request->cases[0], &cache, problems))
        return false;
    const struct counting *counting = counting_new(arena, request);
    bool *wanted = ARENA_ARRAY(arena, bool, fields + 1);
    counting_wants(counting, wanted, ARENA_ARRAY(arena, bool, request->instrument->log.count + 1));
    struct pool pool = {.request = request, .cache = cache, .wanted = wanted};
    bool good = has_wanted(&pool, problems) && count_opened(arena, &pool, counting, population, problems);
    cache_close(cache);
    return good;
}
