// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/pool.h"

#include "base/memory.h"

#include <pthread.h>

struct store_pool {
    pthread_mutex_t mutex;
    struct line *last; // the one that was used last
};

struct store_pool *store_pool_new(void)
{
    struct store_pool *pool = memory_allocate_zeroed(1, sizeof *pool);
    pthread_mutex_init(&pool->mutex, NULL);
    return pool;
}

void store_pool_free(struct store_pool *pool)
{
    if (!pool)
        return;
    pthread_mutex_destroy(&pool->mutex);
    memory_free(pool);
}

void store_pool_put(struct store_pool *pool, struct line *line)
{
    pthread_mutex_lock(&pool->mutex);
    line->next = pool->last;
    pool->last = line;
    pthread_mutex_unlock(&pool->mutex);
}

struct line *store_pool_take(struct store_pool *pool)
{
    pthread_mutex_lock(&pool->mutex);
    struct line *line = pool->last;
    pool->last = line->next;
    pthread_mutex_unlock(&pool->mutex);
    return line;
}
