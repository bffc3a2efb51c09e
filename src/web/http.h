// SPDX-License-Identifier: GPL-3.0-or-later
// What a handler of requests sees of HTTP. The server (http_server.h) has judged a request strictly before any of this
// is called (http_guard.h), and calls it in one of its workers; on the threads that read and write sockets only what is said to be.
#pragma once

#include "base/problem.h"

enum http_method { HTTP_GET, HTTP_HEAD, HTTP_POST }; // all else is answered 405 by the server

struct http_header {
    struct text name, value; // names in lower case; values without blanks at their ends, UTF-8
};

struct http_request {
    struct arena *arena; // until the response is sent
    enum http_method method;
    // As sent, without the "?". The path begins with "/" and has no empty or dot segments but an empty last one; its percent
    // signs are followed by two digits, and what they stand for is UTF-8 without control characters, "/" or "\".
    struct text path, query;
    ARRAY_OF(struct http_header) headers;
    struct text body;    // whole, of a request whose body the handler wanted in memory
    void *upload;        // what `admit` made, when it took the body in pieces
    struct text address; // the client's: of the connection, or what a trusted proxy says
    bool secure;         // TLS here, or at the trusted proxy
    int64_t at;          // microseconds UTC, from the server's clock
    int64_t found_out;   // what `answer_at_once` left for `handle`; 0: nothing
    void *held;          // the handler's own, of an answer that waits (http_response); NULL at first
    // Of an answer that waits. True: it is sent. False: it is forgotten, and `handle` is called again. Once, on any thread.
    void (*release)(struct http_request *request, bool good);
};

// Zeroed before a handler is called. Its texts are the arena's, or live as long.
struct http_response {
    int status;
    struct text content_type; // empty: none is said
    // Not those that the server sets: Connection, Content-Length, Date, Strict-Transport-Security, Transfer-Encoding. One with
    // a control character in it is left out.
    ARRAY_OF(struct http_header) headers;
    struct text body;
    struct text file; // instead of the body: path of a file to send, at constant memory
    int descriptor;   // instead of both: of such a file, from its beginning; the server closes it. 0: none
    // NULL: it is sent as it stands. Else it waits, and no worker with it, until something is done, such as that it stands on the disk why
    // it may be sent. Called in the worker after `handle`, whatever that answered; it sees to it that request->release is called, now or later,
    // perhaps after the worker's end. Where `handle` may be called again, an upload was owned the first time.
    void (*hold)(void *worker, struct http_request *request);
};

// How the body of a request is taken: decided after the head, before one byte of the body is read.
struct http_admission {
    int64_t body_limit; // bytes; a longer body is answered 413. 0: answer at once with `response`
    // Takes a piece, in some worker, one piece at a time. False: the handler has no use for more; the rest is read and dropped,
    // and `handle` is called as usual. NULL: the body is kept in memory, up to LIMIT_HTTP_FORM_BYTES.
    bool (*take)(void *upload, struct text bytes);
    // Of an upload for which `handle` will not be called: the client went away, or sent too much. May be called on a thread
    // that serves sockets, so it must not take long. NULL is allowed.
    void (*drop)(void *upload);
    void *upload; // `handle` finds it in the request, and owns it from then on
};

// A worker's turn to work: about as many have one as there are processors. Whoever waits for something long, such as the disk,
// gives it to another meanwhile. NULL is allowed: nobody's.
struct http_turn;
void http_turn_give(struct http_turn *turn);
void http_turn_take(struct http_turn *turn); // never waits

struct http_handler {
    void *context;
    // What each worker owns: a database connection, statements. NULL with a problem ends the start.
    // `turn` is the worker's, for as long as it is there.
    void *(*worker_new)(void *context, struct http_turn *turn, struct problems *problems);
    void (*worker_free)(void *worker);
    // Of GET only: answers if the answer stands ready. False: a worker is to answer, and `response` was left alone. Called on
    // the threads that serve sockets, so it must not wait. NULL: a worker answers.
    bool (*answer_at_once)(void *context, struct http_request *request, struct http_response *response);
    // Bytes of a body that is kept in memory without asking a worker first; 0: `admit` is asked. Called on the threads that serve sockets.
    // NULL: always asked.
    int64_t (*taken_unasked)(const struct http_request *request);
    // Of POST only, also with an empty body.
    void (*admit)(void *worker, struct http_request *request, struct http_admission *admission,
                  struct http_response *response);
    void (*handle)(void *worker, struct http_request *request, struct http_response *response);
};

// The first header of a name, which is in lower case; empty if there is none.
struct text http_header_find(const struct http_request *request, struct text name);
