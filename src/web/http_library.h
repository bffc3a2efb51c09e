// SPDX-License-Identifier: GPL-3.0-or-later
// libmicrohttpd, which reads and writes sockets; nothing else names it. It calls http_connections.h and http_exchange.h on
// threads of its own.
//
// What version 0.9.75 does not show, and so cannot be refused here: empty lines, and lines that begin with NUL, before a
// request line, which it passes over; within a chunked body, chunk extensions, a bare LF at the end of a chunk's line, and all of
// the trailer. What it judges itself, it answers itself, with 400, 413, 414, 431 or 505 and a sentence in English: a line
// without a colon, a head larger than its memory, a Content-Length that is no number (the head of
// that answer comes twice, and the connection is closed), a version that is no version, a malformed chunk. Where lines end and what stands between them it does not tell either, but it leaves the head in its
// memory as it came, and the distances between the parts show it (http_layout in http_library.c).
#pragma once

#include "web/http_service.h"
#include "web/http_tls.h"

struct http_library;

// Takes the listening socket, also when it fails.
bool http_library_start(struct http_service *service, int listener, const struct http_tls *tls,
                        struct http_library **library, struct problems *problems);
void http_library_quiesce(struct http_library *library); // no new connections
// Closes all connections; none may rest. Ends its threads.
void http_library_stop(struct http_library *library);
