// SPDX-License-Identifier: GPL-3.0-or-later
// The open connections: how many an address has, and until when each may make its server wait. A thread looks twice a
// second and cuts those whose time is over: the library below knows only of connections on which nothing at all happens.
#pragma once

#include "web/http_address.h"
#include "web/http_limits.h"

struct http_connections;
struct http_connection;

#define HTTP_NO_DEADLINE INT64_MAX

int64_t http_clock(void); // microseconds of a clock that is never set back

struct http_connections *http_connections_new(const struct http_limits *limits, struct http_networks trusted);
void http_connections_free(struct http_connections *connections); // all must have been removed

// From the library's threads. One that is beyond the limit of its address is cut at once. It has the time of a head.
struct http_connection *http_connections_add(struct http_connections *connections, int socket,
                                             const struct http_address *address);
// Before its socket is closed.
void http_connections_remove(struct http_connections *connections, struct http_connection *connection);
// Cuts those that a deadline stands for, which are those that wait for their client.
void http_connections_cut(struct http_connections *connections);

const struct http_address *http_connection_address(const struct http_connection *connection);
// Replaces the deadline; HTTP_NO_DEADLINE while the server itself is at work.
void http_connection_until(struct http_connection *connection, int64_t deadline);
// The same while a body comes: if its client closes before the end, which the library does not always notice, it is cut.
void http_connection_receives(struct http_connection *connection, int64_t deadline);
// It will be closed because its client reads nothing: so nothing is kept for it.
void http_connection_give_up(struct http_connection *connection);
