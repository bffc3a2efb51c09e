// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http_exchange.h"

#include "base/buffer.h"
#include "base/civil.h"
#include "base/limits.h"
#include "base/memory.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

// What is written in capitals is said of the next step or work.
enum stage {
    STAGE_LINE,      // the request line has come, the head will
    STAGE_WHOLE,     // there is no body
    STAGE_ADMITTING, // a worker judges the head
    STAGE_ADMITTED,  // and has
    STAGE_BODY,      // the body comes
    STAGE_TAKING,    // a worker takes a piece
    STAGE_DROPPING,  // the body comes and is not wanted: the answer stands
    STAGE_HANDLING,  // a worker makes the answer
    STAGE_ANSWERED,  // and has
    STAGE_LOST,      // no answer can be given
};

struct http_exchange {
    struct http_job job; // first: a job is an exchange
    struct http_service *service;
    struct http_connection *connection;
    void (*wake)(void *library_connection);
    void *library_connection;
    enum stage stage; // handed on by the mutexes of the workers and of the library
    struct text target;
    struct http_judged judged;
    struct http_request request;
    struct http_admission admission;
    struct http_response response;
    struct buffer body;    // what has come and nobody has taken
    int64_t received;      // bytes of the body
    int64_t waited, since; // for the body, in all before `since`
    int64_t dropped_until; // when the patience with a body that nobody wants ends
    bool counted;          // among those in flight
    bool wants_more;       // of `take`
    bool handled;          // `handle` was called: it owns the upload
    bool closes;
    int file;
    int64_t file_bytes;
};

static void release(struct http_request *request, bool good);

struct http_exchange *http_exchange_new(struct http_service *service, struct http_connection *connection,
                                        struct text target, void (*wake)(void *library_connection),
                                        void *library_connection)
{
    struct arena *arena = http_service_arena(service);
    struct http_exchange *exchange = memory_allocate_zeroed(1, sizeof *exchange);
    exchange->service = service;
    exchange->connection = connection;
    exchange->wake = wake;
    exchange->library_connection = library_connection;
    exchange->request.arena = arena;
    exchange->request.release = release;
    exchange->target = text_copy(arena, target);
    exchange->file = -1;
    http_connection_until(connection, http_clock() + service->limits.head_time);
    return exchange;
}

void http_exchange_free(struct http_exchange *exchange)
{
    if (!exchange->handled && exchange->admission.drop)
        exchange->admission.drop(exchange->admission.upload);
    if (exchange->file >= 0)
        close(exchange->file);
    http_connection_until(exchange->connection, http_clock() + exchange->service->limits.idle_time);
    buffer_dispose(&exchange->body);
    http_service_arena_back(exchange->service, exchange->request.arena);
    if (exchange->counted)
        http_service_ended(exchange->service);
    memory_free(exchange);
}

struct arena *http_exchange_arena(const struct http_exchange *exchange)
{
    return exchange->request.arena;
}

struct text http_exchange_target(const struct http_exchange *exchange)
{
    return exchange->target;
}

bool http_exchange_has_head(const struct http_exchange *exchange)
{
    return exchange->counted;
}

// Answers by the server itself, and closes the connection: what follows in it is not to be trusted, or not wanted.
static enum http_step refuse(struct http_exchange *exchange, enum http_refusal refusal, int64_t seconds)
{
    http_refusal_answer(exchange->request.arena, refusal, seconds, &exchange->response);
    exchange->closes = true;
    exchange->stage = STAGE_ANSWERED;
    return HTTP_STEP_ANSWER;
}

static void keep_headers(struct http_exchange *exchange, const struct http_head *head)
{
    struct arena *arena = exchange->request.arena;
    for (size_t i = 0; i < head->header_count; i++)
        *ARRAY_APPEND(arena, &exchange->request.headers) = (struct http_header){
            text_copy(arena, head->headers[i].name), text_copy(arena, head->headers[i].value)};
}

static void fill_request(struct http_exchange *exchange, const struct http_head *head,
                         struct http_address *client)
{
    const struct http_service *service = exchange->service;
    struct http_request *request = &exchange->request;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    keep_headers(exchange, head);
    request->method = exchange->judged.method;
    request->path = exchange->judged.path;
    request->query = exchange->judged.query;
    request->at = (int64_t)now.tv_sec * MICROSECONDS_PER_SECOND + now.tv_nsec / 1000;
    struct http_address connection = *http_connection_address(exchange->connection);
    *client = http_address_forwarded(request, connection, service->trusted);
    request->address = http_address_text(request->arena, client);
    request->secure = service->tls ||
                      (http_networks_have(service->trusted, &connection) && http_secure_forwarded(request));
}

static enum http_step rest(struct http_exchange *exchange, enum stage stage)
{
    http_connection_until(exchange->connection, HTTP_NO_DEADLINE);
    exchange->stage = stage;
    return HTTP_STEP_REST;
}

// Until when the client may take over so many bytes, of which it has waited so long.
static int64_t time_for(const struct http_exchange *exchange, int64_t bytes, int64_t waited)
{
    const struct http_limits *limits = &exchange->service->limits;
    int64_t allowed = limits->stall_time + bytes / limits->bytes_a_second * MICROSECONDS_PER_SECOND;
    return http_clock() + allowed - waited;
}

// The body comes and is not wanted: the answer stands, and is sent behind it.
static enum http_step drop(struct http_exchange *exchange)
{
    exchange->since = http_clock();
    exchange->dropped_until = exchange->since + (int64_t)LIMIT_HTTP_DROPPED_SECONDS * MICROSECONDS_PER_SECOND;
    exchange->stage = STAGE_DROPPING;
    return HTTP_STEP_ON;
}

// The answer stands before the body was read. The body is read all the same, up to a limit: a sender who is still at it, such as a proxy,
// would find the connection reset instead of the answer. Whoever waits for a word before sending gets the answer as that word.
static enum http_step answer_early(struct http_exchange *exchange)
{
    int64_t length = exchange->judged.length;
    if (length == 0 || exchange->judged.waits || length > LIMIT_HTTP_DROPPED_BYTES) {
        exchange->stage = STAGE_ANSWERED;
        return HTTP_STEP_ANSWER;
    }
    http_connection_receives(exchange->connection, time_for(exchange, 0, 0));
    return drop(exchange);
}

static enum http_step refuse_before_body(struct http_exchange *exchange, enum http_refusal refusal,
                                         int64_t seconds)
{
    refuse(exchange, refusal, seconds);
    return answer_early(exchange);
}

static enum http_step begin_body(struct http_exchange *exchange)
{
    struct http_admission *admission = &exchange->admission;
    int64_t most = exchange->service->limits.form_bytes;
    if (!admission->take && admission->body_limit > most)
        admission->body_limit = most;
    http_connection_receives(exchange->connection, time_for(exchange, 0, 0));
    if (admission->body_limit <= 0)
        return answer_early(exchange);
    if (exchange->judged.length > admission->body_limit)
        return refuse_before_body(exchange, HTTP_TOO_LARGE, 0);
    exchange->wants_more = true;
    exchange->since = http_clock();
    exchange->stage = STAGE_BODY;
    return HTTP_STEP_ON;
}

static enum http_step judge_body(struct http_exchange *exchange)
{
    const struct http_handler *handler = &exchange->service->handler;
    exchange->admission.body_limit = handler->taken_unasked ? handler->taken_unasked(&exchange->request) : 0;
    return exchange->admission.body_limit > 0 ? begin_body(exchange) : rest(exchange, STAGE_ADMITTING);
}

// The head is there.
static enum http_step judge(struct http_exchange *exchange, const struct http_head *head)
{
    struct http_service *service = exchange->service;
    exchange->counted = true;
    http_service_began(service);
    enum http_refusal refusal = http_guard(head, &service->limits, &exchange->judged);
    if (refusal != HTTP_ACCEPTED)
        return refuse(exchange, refusal, 0);
    struct http_address client;
    int64_t seconds;
    fill_request(exchange, head, &client);
    if (!http_rate_allows(service->rate, http_address_client(client), http_clock(), &seconds))
        return refuse_before_body(exchange, HTTP_TOO_OFTEN, seconds);
    if (http_workers_waiting(service->workers) + http_service_held(service) >= service->limits.queued)
        return refuse_before_body(exchange, HTTP_BUSY, 0);
    if (exchange->judged.length != 0)
        return judge_body(exchange);
    exchange->stage = STAGE_WHOLE;
    return HTTP_STEP_ON;
}

// A slow sender is cut when the deadline passes, which moves on with the bytes.
static void count_bytes(struct http_exchange *exchange, size_t bytes)
{
    int64_t now = http_clock();
    exchange->received += (int64_t)bytes;
    exchange->waited += now - exchange->since;
    exchange->since = now;
    int64_t until = time_for(exchange, exchange->received, exchange->waited);
    if (exchange->stage == STAGE_DROPPING && until > exchange->dropped_until)
        until = exchange->dropped_until;
    http_connection_receives(exchange->connection, until);
}

static enum http_step take_bytes(struct http_exchange *exchange, struct text bytes)
{
    struct http_admission *admission = &exchange->admission;
    count_bytes(exchange, bytes.length);
    if (exchange->received > admission->body_limit) { // of a length that was not said before
        refuse(exchange, HTTP_TOO_LARGE, 0);
        return drop(exchange);
    }
    if (exchange->wants_more)
        buffer_add(&exchange->body, bytes);
    if (admission->take && exchange->body.length >= LIMIT_HTTP_PIECE_BYTES)
        return rest(exchange, STAGE_TAKING);
    return HTTP_STEP_ON;
}

static enum http_step drop_bytes(struct http_exchange *exchange, struct text bytes)
{
    count_bytes(exchange, bytes.length);
    int64_t most = exchange->admission.body_limit + LIMIT_HTTP_DROPPED_BYTES;
    return exchange->received > most ? HTTP_STEP_HANG_UP : HTTP_STEP_ON;
}

void http_exchange_hand_over(struct http_exchange *exchange)
{
    http_workers_do(exchange->service->workers, &exchange->job);
}

static void take_piece(struct http_exchange *exchange)
{
    struct http_admission *admission = &exchange->admission;
    if (exchange->wants_more && exchange->body.length > 0)
        exchange->wants_more = admission->take(admission->upload, buffer_text(&exchange->body));
    buffer_clear(&exchange->body);
}

static void admit(struct http_exchange *exchange, void *worker)
{
    exchange->service->handler.admit(worker, &exchange->request, &exchange->admission, &exchange->response);
    exchange->request.upload = exchange->admission.upload;
}

// False: there is no such file that can be sent.
static bool open_file(struct http_exchange *exchange)
{
    const struct http_response *response = &exchange->response;
    const char *path = text_terminated(exchange->request.arena, response->file);
    struct stat about;
    exchange->file = response->descriptor > 0 ? response->descriptor
                                              : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (exchange->file < 0 || fstat(exchange->file, &about) != 0 || !S_ISREG(about.st_mode))
        return false;
    exchange->file_bytes = about.st_size;
    return true;
}

static void handle(struct http_exchange *exchange, void *worker)
{
    struct http_request *request = &exchange->request;
    if (request->method == HTTP_POST && exchange->judged.length == 0 && !exchange->handled) {
        admit(exchange, worker);
        if (exchange->admission.body_limit <= 0)
            return;
    }
    if (exchange->admission.take)
        take_piece(exchange);
    else
        request->body = buffer_text(&exchange->body);
    exchange->handled = true;
    exchange->service->handler.handle(worker, request, &exchange->response);
}

static void close_file(struct http_exchange *exchange)
{
    if (exchange->file >= 0)
        close(exchange->file);
    exchange->file = -1;
}

static void finish_response(struct http_exchange *exchange)
{
    struct http_response *response = &exchange->response;
    bool sound = response->status >= 200 && response->status <= 599;
    bool has_file = response->descriptor > 0 || response->file.length > 0;
    bool whole = !has_file || open_file(exchange); // also if unsound: a descriptor is to be closed
    if (sound && whole)
        return;
    close_file(exchange);
    void (*hold)(
        void *,
        struct http_request *) = response->hold; // what waits with the answer is to be ended all the same
    refuse(exchange, HTTP_BROKEN, 0);
    response->hold = hold;
}

static bool answer_at_once(struct http_exchange *exchange)
{
    const struct http_handler *handler = &exchange->service->handler;
    if (exchange->request.method != HTTP_GET || !handler->answer_at_once ||
        !handler->answer_at_once(handler->context, &exchange->request, &exchange->response))
        return false;
    finish_response(exchange);
    return true;
}

// The body is over, or there is none.
static enum http_step end_body(struct http_exchange *exchange, enum stage stage)
{
    if (stage != STAGE_DROPPING && !(stage == STAGE_WHOLE && answer_at_once(exchange)))
        return rest(exchange, STAGE_HANDLING);
    exchange->stage = STAGE_ANSWERED;
    return HTTP_STEP_ANSWER;
}

enum http_step http_exchange_step(struct http_exchange *exchange, const struct http_head *head,
                                  struct text bytes)
{
    enum stage stage = exchange->stage;
    if (stage == STAGE_LINE)
        return judge(exchange, head);
    if (stage == STAGE_ADMITTED)
        return begin_body(exchange);
    if (stage == STAGE_LOST)
        return HTTP_STEP_HANG_UP;
    if (stage == STAGE_ANSWERED)
        return HTTP_STEP_ANSWER;
    if (bytes.length == 0)
        return end_body(exchange, stage);
    return stage == STAGE_DROPPING ? drop_bytes(exchange, bytes) : take_bytes(exchange, bytes);
}

// After the workers have ended.
static enum stage turn_away(struct http_exchange *exchange, enum stage stage)
{
    if (stage == STAGE_TAKING) // in the middle of a body
        return STAGE_LOST;
    refuse(exchange, HTTP_STOPPING, 0);
    return STAGE_ANSWERED;
}

static enum stage work_at(struct http_exchange *exchange, void *worker, enum stage stage)
{
    if (!worker)
        return turn_away(exchange, stage);
    if (stage == STAGE_TAKING) {
        take_piece(exchange);
        exchange->since = http_clock();
        return STAGE_BODY;
    }
    if (stage == STAGE_ADMITTING) {
        admit(exchange, worker);
        if (exchange->admission.body_limit <= 0)
            finish_response(exchange);
        return STAGE_ADMITTED;
    }
    handle(exchange, worker);
    finish_response(exchange);
    return STAGE_ANSWERED;
}

// From then on it is the library's thread's, which may free it.
static void wake(struct http_exchange *exchange)
{
    exchange->wake(exchange->library_connection);
}

static void release(struct http_request *request, bool good)
{
    struct http_exchange *exchange = (struct http_exchange *)((char *)request -
                                                              offsetof(struct http_exchange, request));
    struct http_service *service = exchange->service;
    if (good) {
        wake(exchange);
    } else {
        close_file(exchange); // or it would be sent with the next answer
        exchange->response = (struct http_response){0};
        exchange->stage = STAGE_HANDLING;
        http_exchange_hand_over(exchange);
    }
    http_service_released(service);
}

void http_exchange_work(void *worker, struct http_job *job)
{
    struct http_exchange *exchange = (struct http_exchange *)job;
    exchange->stage = work_at(exchange, worker, exchange->stage);
    if (exchange->response.hold) {
        http_service_holds(exchange->service);
        exchange->response.hold(worker, &exchange->request);
    } else {
        wake(exchange);
    }
}

struct http_answer http_exchange_answer(struct http_exchange *exchange)
{
    struct http_answer answer = {
        .response = &exchange->response,
        .file = exchange->file,
        .file_bytes = exchange->file_bytes,
        .closes = exchange->closes || exchange->service->stopping,
        .secure = exchange->request.secure,
    };
    exchange->file = -1;
    int64_t bytes = answer.file >= 0 ? answer.file_bytes : (int64_t)answer.response->body.length;
    http_connection_until(exchange->connection, time_for(exchange, bytes, 0));
    return answer;
}
