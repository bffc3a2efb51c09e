// SPDX-License-Identifier: GPL-3.0-or-later
// A server of HTTP/1.1, in threads of its own that take no signals: two serve sockets, the others are workers, in which all
// that a handler does is done. docs/decisions/0009-server.md says how.
#pragma once

#include "web/http_limits.h"
#include "web/http.h"

struct http_server;

struct http_server_settings {
    struct text address;                    // to listen at: "127.0.0.1", "::1", "::" for all
    unsigned port;                          // 0 picks one
    size_t workers;                         // 1 to LIMIT_HTTP_WORKERS
    struct text certificate_file, key_file; // PEM; both empty: no TLS
    const struct text *proxies;             // trusted: addresses, or networks as "10.0.0.0/8"
    size_t proxy_count;
    struct http_limits limits; // http_limits_usual()
};

// The settings are copied; the handler's context must live until the stop.
bool http_server_start(const struct http_server_settings *settings, const struct http_handler *handler,
                       struct http_server **server, struct problems *problems);
// Takes no new connections, lets what is in flight finish for limits.stop_time, and ends the workers and the server. A
// handler that is at work is waited for.
void http_server_stop(struct http_server *server);

unsigned http_server_port(const struct http_server *server);
// For a page that says how the server is. From any thread.
size_t http_server_workers(const struct http_server *server);
size_t http_server_waiting(struct http_server *server);      // requests that no worker has begun with
bool http_server_stopping(const struct http_server *server); // no longer ready
