// SPDX-License-Identifier: GPL-3.0-or-later
// What the parts of one running server share.
#pragma once

#include "web/http_connections.h"
#include "web/http_rate.h"
#include "web/http_workers.h"

#include <pthread.h>
#include <stdatomic.h>

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
    size_t in_flight;       // requests whose head came and whose answer is not sent
};

void http_service_began(struct http_service *service); // a request
void http_service_ended(struct http_service *service);
// Until nothing is in flight, or the time of `stop_time` is over: false.
bool http_service_settles(struct http_service *service);
