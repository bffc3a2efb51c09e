// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http_connections.h"

#include "base/civil.h"
#include "base/keyed_hash.h"
#include "base/memory.h"

#include <pthread.h>
#include <linux/sockios.h>
#include <stdatomic.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <time.h>

enum { CHAINS = 1024, LOOKS_A_SECOND = 2 };

struct http_connection {
    struct http_connection *next, **link;
    int socket;
    struct http_address address; // of the connection
    struct http_address client;  // for counting
    _Atomic int64_t deadline;
    atomic_bool receives; // a body
};

struct http_connections {
    struct http_limits limits;
    struct http_networks trusted;
    uint64_t secret[2];
    pthread_mutex_t mutex;
    pthread_cond_t ending;
    bool ended;
    pthread_t watch;
    struct http_connection *chains[CHAINS]; // by the client's address
};

int64_t http_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * MICROSECONDS_PER_SECOND + now.tv_nsec / 1000;
}

// What a client does not read, the system would keep for minutes after the socket is closed.
static void give_up_unread(int socket)
{
    static const struct linger at_once = {.l_onoff = 1};
    int unread = 0;
    if (ioctl(socket, SIOCOUTQ, &unread) == 0 && unread > 0)
        setsockopt(socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

// The socket stays open, and is the library's to close once it has noticed.
static void cut_one(int socket)
{
    give_up_unread(socket);
    shutdown(socket, SHUT_RDWR);
}

// Nothing more will come, and all that came has been read.
static bool is_over(const struct http_connection *connection)
{
    char next;
    return atomic_load_explicit(&connection->receives, memory_order_relaxed) &&
           recv(connection->socket, &next, sizeof next, MSG_PEEK | MSG_DONTWAIT) == 0;
}

static void cut(struct http_connections *connections, int64_t before)
{
    for (size_t i = 0; i < CHAINS; i++)
        for (struct http_connection *each = connections->chains[i]; each; each = each->next)
            if (atomic_load_explicit(&each->deadline, memory_order_relaxed) < before || is_over(each))
                cut_one(each->socket);
}

static struct timespec next_look(void)
{
    int64_t at = http_clock() + MICROSECONDS_PER_SECOND / LOOKS_A_SECOND;
    return (struct timespec){.tv_sec = at / MICROSECONDS_PER_SECOND,
                             .tv_nsec = at % MICROSECONDS_PER_SECOND * 1000};
}

static void *watch(void *context)
{
    struct http_connections *connections = context;
    pthread_mutex_lock(&connections->mutex);
    while (!connections->ended) {
        struct timespec until = next_look();
        pthread_cond_timedwait(&connections->ending, &connections->mutex, &until);
        cut(connections, http_clock());
    }
    pthread_mutex_unlock(&connections->mutex);
    return NULL;
}

struct http_connections *http_connections_new(const struct http_limits *limits, struct http_networks trusted)
{
    struct http_connections *connections = memory_allocate_zeroed(1, sizeof *connections);
    connections->limits = *limits;
    connections->trusted = trusted;
    keyed_hash_secret(connections->secret);
    pthread_mutex_init(&connections->mutex, NULL);
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&connections->ending, &monotonic);
    pthread_condattr_destroy(&monotonic);
    if (pthread_create(&connections->watch, NULL, watch, connections) != 0)
        memory_exhausted();
    return connections;
}

void http_connections_free(struct http_connections *connections)
{
    pthread_mutex_lock(&connections->mutex);
    connections->ended = true;
    pthread_cond_signal(&connections->ending);
    pthread_mutex_unlock(&connections->mutex);
    pthread_join(connections->watch, NULL);
    pthread_cond_destroy(&connections->ending);
    pthread_mutex_destroy(&connections->mutex);
    memory_free(connections);
}

static struct http_connection **chain_of(struct http_connections *connections,
                                         const struct http_address *client)
{
    struct text key = {(const char *)client->bytes, sizeof client->bytes};
    return &connections->chains[keyed_hash(connections->secret, key).low % CHAINS];
}

// Counted no further than the limit.
static bool has_too_many(const struct http_connections *connections, const struct http_connection *chain,
                         const struct http_address *client)
{
    size_t count = 0;
    for (; chain && count <= connections->limits.address_connections; chain = chain->next)
        count += http_address_equal(&chain->client, client);
    return count > connections->limits.address_connections;
}

struct http_connection *http_connections_add(struct http_connections *connections, int socket,
                                             const struct http_address *address)
{
    struct http_connection *connection = memory_allocate_zeroed(1, sizeof *connection);
    connection->socket = socket;
    connection->address = *address;
    connection->client = http_address_client(*address);
    atomic_init(&connection->deadline, http_clock() + connections->limits.head_time);
    struct http_connection **chain = chain_of(connections, &connection->client);
    pthread_mutex_lock(&connections->mutex);
    connection->next = *chain;
    connection->link = chain;
    if (*chain)
        (*chain)->link = &connection->next;
    *chain = connection;
    bool refused = !http_networks_have(connections->trusted, address) &&
                   has_too_many(connections, connection, &connection->client);
    pthread_mutex_unlock(&connections->mutex);
    if (refused)
        shutdown(socket, SHUT_RDWR);
    return connection;
}

void http_connections_remove(struct http_connections *connections, struct http_connection *connection)
{
    pthread_mutex_lock(&connections->mutex);
    *connection->link = connection->next;
    if (connection->next)
        connection->next->link = connection->link;
    pthread_mutex_unlock(&connections->mutex);
    memory_free(connection);
}

void http_connections_cut(struct http_connections *connections)
{
    pthread_mutex_lock(&connections->mutex);
    cut(connections, HTTP_NO_DEADLINE);
    pthread_mutex_unlock(&connections->mutex);
}

const struct http_address *http_connection_address(const struct http_connection *connection)
{
    return &connection->address;
}

void http_connection_give_up(struct http_connection *connection)
{
    give_up_unread(connection->socket);
}

void http_connection_until(struct http_connection *connection, int64_t deadline)
{
    atomic_store_explicit(&connection->receives, false, memory_order_relaxed);
    atomic_store_explicit(&connection->deadline, deadline, memory_order_relaxed);
}

void http_connection_receives(struct http_connection *connection, int64_t deadline)
{
    atomic_store_explicit(&connection->deadline, deadline, memory_order_relaxed);
    atomic_store_explicit(&connection->receives, true, memory_order_relaxed);
}
