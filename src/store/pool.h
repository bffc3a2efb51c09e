// SPDX-License-Identifier: GPL-3.0-or-later
// Connections to one database that several stores, each of a thread of its own, have in common: a store that waits for the writer, or
// rests, needs none. Whoever comes next has the one that was used last, whose pages of the database are still in memory; with a
// connection for each thread every commit would make each of them read the same pages again.
#pragma once

#include "store/store.h"

struct store_pool;
struct store_pool *store_pool_new(void);
// When all its stores are closed. NULL is allowed.
void store_pool_free(struct store_pool *pool);

// The store's own connection is one of the pool's from its first rest on. Before that its patience is set, and its engine, file and access
// are those of the other stores.
void store_use_pool(struct store *store, struct store_pool *pool);
// Until it is used again, which needs no more than that. Within a look, a query or a transaction, and without a pool: nothing.
void store_rest(struct store *store);

// For store.c: a connection with the statements that are prepared on it.
struct line {
    struct connection *connection;
    struct statement **idle; // by index of the named statement: prepared and not in use, or NULL
    struct line *next;       // in the pool
};
void store_pool_put(struct store_pool *pool, struct line *line);
// There is one: each store brought one, and has one at most.
struct line *store_pool_take(struct store_pool *pool);
