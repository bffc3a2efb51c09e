// SPDX-License-Identifier: GPL-3.0-or-later
// What the parts of one running server share.
#pragma once

#include "web/http_connections.h"
#include "web/http_rate.h"
#include "web/http_workers.h"

#include <pthread.h>
#include <stdatomic.h>

enum { HTTP_ARENAS_KEPT = 128, HTTP_ARENA_KEPT_BYTES = 1 << 20 };

struct http_service {
    struct http_limits limits;
    struct http_handler handler;
    struct http_networks trusted;
    bool tls;
    struct http_rate *rate;
    struct http_connections *connections;
    struct http_workers *workers;
    atomic_bool stopping; // answers say "Connection: close"
    pthread_mutex_t mutex;
    pthread_cond_t settled; // nothing is in flight
    pthread_cond_t released;
    size_t in_flight; // requests whose head came and whose answer is not sent
    size_t held;      // answers that wait, or of which whoever released them is not done yet
    // Arenas of requests that are over, for those that come: with the memory that they have.
    struct arena *arenas[HTTP_ARENAS_KEPT];
    size_t arena_count;
};

struct arena *http_service_arena(struct http_service *service);
void http_service_arena_back(struct http_service *service, struct arena *arena); // after its use
void http_service_forget_arenas(struct http_service *service);

void http_service_began(struct http_service *service); // a request
void http_service_ended(struct http_service *service);
void http_service_holds(struct http_service *service); // an answer
void http_service_released(struct http_service *service);
size_t http_service_held(struct http_service *service);
void http_service_holds_none(struct http_service *service); // waits, however long, until that is so
// Until nothing is in flight, or the time of `stop_time` is over: false.
bool http_service_settles(struct http_service *service);
