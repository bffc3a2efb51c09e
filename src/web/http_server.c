// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http_server.h"

#include "web/http_exchange.h"
#include "web/http_library.h"
#include "web/http_listen.h"

#include "base/limits.h"
#include "base/memory.h"

#include <signal.h>
#include <sys/resource.h>

enum { OTHER_FILES = 128, MOST_PORT = 65535 }; // what a process opens beside connections

struct http_server {
    struct http_service service;
    struct arena *arena; // of the settings
    struct http_library *library;
    size_t workers;
    unsigned port;
};

static bool read_proxies(struct http_server *server, const struct http_server_settings *settings,
                         struct problems *problems)
{
    if (settings->proxy_count > LIMIT_HTTP_PROXIES)
        return problem_report(
            problems, (struct place){0},
            MESSAGE("at most {limit} proxies can be trusted", NUMBER("limit", LIMIT_HTTP_PROXIES)),
            MESSAGE("name a network, such as 10.0.0.0/8, instead of its addresses"));
    struct http_network *networks = ARENA_ARRAY(server->arena, struct http_network, settings->proxy_count);
    for (size_t i = 0; i < settings->proxy_count; i++)
        if (!http_network_read(settings->proxies[i], &networks[i]))
            return problem_report_value(problems, (struct place){0}, settings->proxies[i],
                                        MESSAGE("the trusted proxy is neither an address nor a network"),
                                        MESSAGE("write it as 192.0.2.1, 10.0.0.0/8 or 2001:db8::/32"));
    server->service.trusted = (struct http_networks){networks, settings->proxy_count};
    return true;
}

static bool read_address(const struct http_server_settings *settings, struct http_address *address,
                         struct problems *problems)
{
    if (!http_address_read(settings->address, address))
        return problem_report_value(problems, (struct place){0}, settings->address,
                                    MESSAGE("the server's address is not an address"),
                                    MESSAGE("write it as 127.0.0.1 or ::1; :: is every address"));
    if (settings->port > MOST_PORT)
        return problem_report(
            problems, (struct place){0},
            MESSAGE("the port {port} is not between 0 and 65535", NUMBER("port", settings->port)),
            NO_MESSAGE);
    if (settings->workers < 1 || settings->workers > LIMIT_HTTP_WORKERS)
        return problem_report(problems, (struct place){0},
                              MESSAGE("the number of workers must be between 1 and {limit}",
                                      NUMBER("limit", LIMIT_HTTP_WORKERS)),
                              NO_MESSAGE);
    return true;
}

// More connections than the process can open files for would end in a server that accepts and cannot answer.
static size_t possible_connections(size_t wanted)
{
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur == RLIM_INFINITY)
        return wanted;
    size_t most = files.rlim_cur > 2 * OTHER_FILES ? (size_t)files.rlim_cur - OTHER_FILES : OTHER_FILES;
    return wanted < most ? wanted : most;
}

static void init_service(struct http_service *service, const struct http_server_settings *settings,
                         const struct http_handler *handler)
{
    service->handler = *handler;
    service->limits = settings->limits;
    service->limits.connections = possible_connections(settings->limits.connections);
    pthread_mutex_init(&service->mutex, NULL);
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&service->settled, &monotonic);
    pthread_condattr_destroy(&monotonic);
    pthread_cond_init(&service->released, NULL);
}

static void free_server(struct http_server *server)
{
    struct http_service *service = &server->service;
    http_workers_free(service->workers);
    http_service_forget_arenas(service);
    http_rate_free(service->rate);
    pthread_cond_destroy(&service->released);
    pthread_cond_destroy(&service->settled);
    pthread_mutex_destroy(&service->mutex);
    arena_free(server->arena);
    memory_free(server);
}

static bool start_workers(struct http_server *server, struct problems *problems)
{
    const struct http_handler *handler = &server->service.handler;
    struct http_work work = {handler->context, handler->worker_new, handler->worker_free, http_exchange_work};
    return http_workers_start(server->workers, &work, &server->service.workers, problems);
}

static bool start_library(struct http_server *server, int listener, const struct http_tls *tls,
                          struct problems *problems)
{
    struct http_service *service = &server->service;
    service->tls = tls->key;
    service->rate = http_rate_new(service->limits.address_requests);
    service->connections = http_connections_new(&service->limits, service->trusted);
    if (http_library_start(service, listener, tls, &server->library, problems))
        return true;
    http_connections_free(service->connections);
    http_workers_end(service->workers);
    return false;
}

static bool start(struct http_server *server, const struct http_server_settings *settings,
                  struct problems *problems)
{
    struct http_address address;
    struct http_tls tls;
    int listener;
    if (!read_address(settings, &address, problems) || !read_proxies(server, settings, problems) ||
        !http_tls_read(server->arena, settings->certificate_file, settings->key_file, &tls, problems) ||
        !start_workers(server, problems))
        return false;
    if (!http_listen(&address, settings->port, &listener, problems)) {
        http_workers_end(server->service.workers);
        return false;
    }
    server->port = http_listen_port(listener);
    return start_library(server, listener, &tls, problems);
}

bool http_server_start(const struct http_server_settings *settings, const struct http_handler *handler,
                       struct http_server **server, struct problems *problems)
{
    struct http_server *made = memory_allocate_zeroed(1, sizeof *made);
    made->arena = arena_new();
    made->workers = settings->workers;
    init_service(&made->service, settings, handler);
    sigset_t all, before; // the threads' mask is inherited
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    bool started = start(made, settings, problems);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (started)
        *server = made;
    else
        free_server(made);
    return started;
}

void http_server_stop(struct http_server *server)
{
    struct http_service *service = &server->service;
    atomic_store(&service->stopping, true);
    http_library_quiesce(server->library);
    if (!http_service_settles(service))
        http_connections_cut(service->connections); // clients that do not send or receive
    http_workers_end(service->workers);             // what still comes is turned away
    http_service_holds_none(service);               // so no connection rests
    http_service_settles(service);
    http_library_stop(server->library);
    http_connections_free(service->connections);
    free_server(server);
}

unsigned http_server_port(const struct http_server *server)
{
    return server->port;
}

size_t http_server_workers(const struct http_server *server)
{
    return server->workers;
}

size_t http_server_waiting(struct http_server *server)
{
    return http_workers_waiting(server->service.workers);
}

bool http_server_stopping(const struct http_server *server)
{
    return atomic_load(&server->service.stopping);
}
