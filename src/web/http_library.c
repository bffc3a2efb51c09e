// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http_library.h"

#include "web/http_exchange.h"

#include "base/civil.h"
#include "base/limits.h"
#include "base/memory.h"

#include <microhttpd.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

enum { THREADS = 2, CRLF = 2 };

struct http_library {
    struct MHD_Daemon *daemon;
    int listener;
    bool quiet;
};

static struct http_address address_of(const struct sockaddr *given)
{
    struct http_address address = {.bytes = {[10] = 0xff, [11] = 0xff}};
    if (given->sa_family == AF_INET)
        memcpy(address.bytes + 12, &((const struct sockaddr_in *)(const void *)given)->sin_addr, 4);
    else if (given->sa_family == AF_INET6)
        memcpy(address.bytes, &((const struct sockaddr_in6 *)(const void *)given)->sin6_addr, 16);
    return address;
}

static void note_connection(void *context, struct MHD_Connection *connection, void **own,
                            enum MHD_ConnectionNotificationCode code)
{
    struct http_service *service = context;
    if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
        http_connections_remove(service->connections, *own);
        return;
    }
    const union MHD_ConnectionInfo *socket = MHD_get_connection_info(connection,
                                                                     MHD_CONNECTION_INFO_CONNECTION_FD);
    int descriptor = socket->connect_fd;
    const union MHD_ConnectionInfo *client = MHD_get_connection_info(connection,
                                                                     MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    struct http_address address = address_of(client->client_addr);
    *own = http_connections_add(service->connections, descriptor, &address);
}

static void wake(void *connection)
{
    MHD_resume_connection(connection);
}

// The library puts each part of a query into the connection's memory, and where more come than fit leaves the connection without an answer
// until its time is over. Nobody asks it for them: it is given one part, of the same length. The exchange has a copy of the target.
static void join_query(char *target)
{
    while ((target = strchr(target, '&')))
        *target = '_';
}

// The request line has come; the target is shown before the library takes it apart.
static void *begin_request(void *context, const char *target, struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *own = MHD_get_connection_info(connection,
                                                                  MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    struct http_exchange *exchange = http_exchange_new(context, own->socket_context, text_from(target), wake,
                                                       connection);
    join_query((char *)(uintptr_t)target); // it lies in the connection's memory
    return exchange;
}

static void end_request(void *context, struct MHD_Connection *connection, void **exchange,
                        enum MHD_RequestTerminationCode how)
{
    (void)context;
    if (how == MHD_REQUEST_TERMINATED_TIMEOUT_REACHED)
        http_connection_give_up(
            MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context);
    if (*exchange)
        http_exchange_free(*exchange);
    *exchange = NULL;
}

// Where the parts of a head lie in the memory into which it was read. The library ends each with NUL in place, so
// whatever it passed over, or took for an end that is none, shows as a distance: lines of which one ends with a bare LF, a
// folded line, text behind a NUL, a line that begins with NUL and was taken for the end of the head.
struct http_layout {
    const char *expected; // where the next part begins
    bool broken;
    struct http_header *headers;
    size_t count, capacity;
};

static void lay(struct http_layout *layout, struct text part, size_t between)
{
    layout->broken |= part.bytes != layout->expected;
    layout->expected = part.bytes + part.length + between;
}

static enum MHD_Result lay_header(void *context, enum MHD_ValueKind kind, const char *name,
                                  size_t name_length, const char *value, size_t value_length)
{
    (void)kind;
    struct http_layout *layout = context;
    lay(layout, (struct text){name, name_length}, 1);
    layout->broken |= value < layout->expected; // blanks may stand behind the colon
    layout->expected = value + value_length + CRLF;
    if (layout->count < layout->capacity)
        layout->headers[layout->count] = (struct http_header){{name, name_length}, {value, value_length}};
    layout->count++;
    return MHD_YES;
}

// A copy: the library looks into its own names again.
static void lower(struct http_header *headers, size_t count, struct arena *arena)
{
    for (size_t i = 0; i < count; i++) {
        struct text *name = &headers[i].name;
        char *letters = arena_allocate(arena, name->length, 1);
        for (size_t j = 0; j < name->length; j++) {
            char c = name->bytes[j];
            letters[j] = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
        }
        name->bytes = letters;
    }
}

// Of blanks and tabs alone: a CR that stands before CR LF is a fault.
static struct text without_blanks(struct text value)
{
    while (value.length > 0 && (value.bytes[0] == ' ' || value.bytes[0] == '\t'))
        value = text_slice(value, 1, value.length);
    while (value.length > 0 &&
           (value.bytes[value.length - 1] == ' ' || value.bytes[value.length - 1] == '\t'))
        value.length--;
    return value;
}

static enum http_step judge_head(struct http_exchange *exchange, struct MHD_Connection *connection,
                                 const char *method, const char *version)
{
    struct http_header headers[LIMIT_HTTP_HEADERS + 1];
    struct http_layout layout = {.expected = method, .headers = headers, .capacity = LIMIT_HTTP_HEADERS + 1};
    struct http_head head = {.method = text_from(method),
                             .target = http_exchange_target(exchange),
                             .version = text_from(version),
                             .headers = headers};
    lay(&layout, head.method, 1 + head.target.length + 1);
    lay(&layout, head.version, CRLF);
    MHD_get_connection_values_n(connection, MHD_HEADER_KIND, lay_header, &layout);
    const union MHD_ConnectionInfo *size = MHD_get_connection_info(connection,
                                                                   MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    head.well_formed = !layout.broken && layout.expected + CRLF == method + size->header_size;
    head.header_count = layout.count;
    for (size_t i = 0; i < layout.count && i < layout.capacity; i++) {
        struct text *value = &headers[i].value;
        *value = without_blanks(*value);
    }
    lower(headers, layout.count < layout.capacity ? layout.count : layout.capacity,
          http_exchange_arena(exchange));
    return http_exchange_step(exchange, &head, (struct text){0});
}

static void add_header(struct arena *arena, struct MHD_Response *response, struct http_header header)
{
    // The library refuses what would break the head of the answer.
    if (!memchr(header.value.bytes ? header.value.bytes : "", '\0', header.value.length))
        MHD_add_response_header(response, text_terminated(arena, header.name),
                                text_terminated(arena, header.value));
}

static struct MHD_Response *make_response(struct arena *arena, const struct http_answer *answer)
{
    const struct http_response *from = answer->response;
    struct MHD_Response *response = answer->file >= 0
                                        ? MHD_create_response_from_fd64((uint64_t)answer->file_bytes,
                                                                        answer->file)
                                        : MHD_create_response_from_buffer(
                                              from->body.length, (void *)(uintptr_t)from->body.bytes,
                                              MHD_RESPMEM_PERSISTENT); // until end_request
    if (!response)
        memory_exhausted();
    for (size_t i = 0; i < from->headers.count; i++)
        add_header(arena, response, from->headers.items[i]);
    if (from->content_type.length > 0)
        add_header(arena, response, (struct http_header){TEXT("Content-Type"), from->content_type});
    if (answer->secure)
        add_header(arena, response,
                   (struct http_header){TEXT("Strict-Transport-Security"), TEXT("max-age=31536000")});
    if (answer->closes)
        add_header(arena, response, (struct http_header){TEXT("Connection"), TEXT("close")});
    return response;
}

static enum MHD_Result answer(struct http_exchange *exchange, struct MHD_Connection *connection)
{
    struct http_answer answer = http_exchange_answer(exchange);
    struct MHD_Response *response = make_response(http_exchange_arena(exchange), &answer);
    enum MHD_Result queued = MHD_queue_response(connection, (unsigned)answer.response->status, response);
    MHD_destroy_response(response); // the connection holds it
    return queued;
}

static bool is_resting(struct MHD_Connection *connection)
{
    return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_SUSPENDED)->suspended ==
           MHD_YES;
}

static enum MHD_Result handle_request(void *context, struct MHD_Connection *connection, const char *path,
                                      const char *method, const char *version, const char *bytes,
                                      size_t *length, void **own)
{
    (void)context, (void)path;
    struct http_exchange *exchange = *own;
    // Of a chunked body the library goes on giving chunks that it has; what is not taken, it brings again.
    if (is_resting(connection))
        return MHD_YES;
    enum http_step step = http_exchange_has_head(exchange)
                              ? http_exchange_step(exchange, NULL, (struct text){bytes, *length})
                              : judge_head(exchange, connection, method, version);
    *length = 0;
    switch (step) {
    case HTTP_STEP_ON: return MHD_YES;
    case HTTP_STEP_REST:
        MHD_suspend_connection(connection); // before a worker can wake it
        http_exchange_hand_over(exchange);
        return MHD_YES;
    case HTTP_STEP_ANSWER: return answer(exchange, connection);
    case HTTP_STEP_HANG_UP: break;
    }
    return MHD_NO;
}

// The library would replace percent signs, also those of %2F; whoever reads a path does that when it is in pieces.
static size_t leave_alone(void *context, struct MHD_Connection *connection, char *text)
{
    (void)context, (void)connection;
    return strlen(text);
}

// Seconds without a byte in either direction after which the library closes a connection: whoever reads slowly has time by
// http_exchange.c, whoever does not read at all has this.
static unsigned silence(const struct http_limits *limits)
{
    int64_t longest = limits->idle_time > limits->stall_time ? limits->idle_time : limits->stall_time;
    return (unsigned)((longest + MICROSECONDS_PER_SECOND - 1) / MICROSECONDS_PER_SECOND);
}

static struct MHD_Daemon *start(struct http_service *service, int listener, const struct http_tls *tls)
{
    struct MHD_OptionItem secure[] = {
        {MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)(uintptr_t)tls->certificate},
        {MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)(uintptr_t)tls->key},
        {MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)(uintptr_t)HTTP_TLS_PRIORITIES},
        {MHD_OPTION_END, 0, NULL},
    };
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | (tls->key ? MHD_USE_TLS : 0U);
    return MHD_start_daemon(
        flags, 0, NULL, NULL, handle_request, service, MHD_OPTION_LISTEN_SOCKET, listener,
        MHD_OPTION_THREAD_POOL_SIZE, (unsigned)THREADS, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)service->limits.connections, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)LIMIT_HTTP_CONNECTION_BYTES, MHD_OPTION_CONNECTION_TIMEOUT, silence(&service->limits),
        MHD_OPTION_STRICT_FOR_CLIENT, 0, MHD_OPTION_UNESCAPE_CALLBACK, leave_alone, NULL,
        MHD_OPTION_URI_LOG_CALLBACK, begin_request, service, MHD_OPTION_NOTIFY_COMPLETED, end_request,
        service, MHD_OPTION_NOTIFY_CONNECTION, note_connection, service, MHD_OPTION_ARRAY,
        tls->key ? secure : &secure[sizeof secure / sizeof secure[0] - 1], MHD_OPTION_END);
}

bool http_library_start(struct http_service *service, int listener, const struct http_tls *tls,
                        struct http_library **library, struct problems *problems)
{
    struct MHD_Daemon *daemon = start(service, listener, tls);
    if (!daemon) {
        close(listener);
        return problem_report(problems, (struct place){0},
                              tls->key ? MESSAGE("the server cannot be started with this certificate and key")
                                       : MESSAGE("the server cannot be started"),
                              tls->key ? MESSAGE("both must be in PEM format and belong together")
                                       : NO_MESSAGE);
    }
    *library = memory_allocate_zeroed(1, sizeof **library);
    **library = (struct http_library){.daemon = daemon, .listener = listener};
    return true;
}

void http_library_quiesce(struct http_library *library)
{
    MHD_quiesce_daemon(library->daemon);
    shutdown(library->listener, SHUT_RD); // whoever connects is refused, and does not wait
}

void http_library_stop(struct http_library *library)
{
    MHD_stop_daemon(library->daemon);
    close(library->listener); // after quiesce it is ours
    memory_free(library);
}
