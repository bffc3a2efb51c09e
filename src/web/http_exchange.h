// SPDX-License-Identifier: GPL-3.0-or-later
// One request and its answer, from the request line to the last byte sent. The library's thread that serves the
// connection calls `step` whenever there is something to do, and a worker calls `work` while the connection rests:
// never both at once.
#pragma once

#include "web/http_guard.h"
#include "web/http_service.h"

struct http_exchange;

enum http_step {
    HTTP_STEP_ON,      // go on reading
    HTTP_STEP_REST,    // let the connection rest, then call http_exchange_hand_over
    HTTP_STEP_ANSWER,  // send the answer
    HTTP_STEP_HANG_UP, // close the connection
};

// `wake` ends the rest of a connection of the library's; `library_connection` is what it is given.
struct http_exchange *http_exchange_new(struct http_service *service, struct http_connection *connection,
                                        struct text target, void (*wake)(void *library_connection),
                                        void *library_connection);
// When the answer is sent, or will never be.
void http_exchange_free(struct http_exchange *exchange);

struct arena *http_exchange_arena(const struct http_exchange *exchange);
struct text http_exchange_target(const struct http_exchange *exchange);
bool http_exchange_has_head(const struct http_exchange *exchange); // or `step` needs it
// `head` is read at the first call only. `bytes` are the next of the body, all of which are taken. Without bytes, after
// HTTP_STEP_ON, the body is over. Not while the connection rests.
enum http_step http_exchange_step(struct http_exchange *exchange, const struct http_head *head,
                                  struct text bytes);
void http_exchange_hand_over(struct http_exchange *exchange); // to the workers
void http_exchange_work(void *worker, struct http_job *job);  // of http_workers.h

// After HTTP_STEP_ANSWER.
struct http_answer {
    const struct http_response *response;
    int file; // -1: the response's body; closed by whoever sends it
    int64_t file_bytes;
    bool closes; // the connection
    bool secure;
};
struct http_answer http_exchange_answer(struct http_exchange *exchange);
