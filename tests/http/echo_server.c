// SPDX-License-Identifier: GPL-3.0-or-later
// echo_server [NAME=VALUE...]: a server whose handler shows what it got, waits, takes uploads and answers large files, for
// the tests beside it. It prints its port, and every event of its handler as a line; SIGTERM stops it.
//
//   GET /echo, POST /echo    method, path, query, address, security, the headers and the body, a line each
//   GET /wait?NAME           prints "waits NAME" and answers once GET /go?NAME has come
//   GET /file                the file that file=PATH named, as it is
//   GET /large?BYTES         so many bytes from memory
//   POST /upload             takes the body in pieces: how many bytes there were, and their sum
//   POST /refused            answered 403 before the body
//   GET /ready?WORDS         "ready" and the words, at once; a worker would echo it
//   GET /ready-file          the same file as /file, at once
//   GET /ready-broken        an answer at once that is none, though it has opened that file
//   GET /broken              the same from a worker
//   GET /ready-not?NUMBER    not at once: a worker says the number that was found out before
//   POST /form?BYTES         a body of so many bytes is taken without asking a worker; who asks is told 403
//   GET /hold?NAME, POST     prints "holds NAME" and waits with the answer: "send NAME" on the standard input sends it, "again NAME" has it
//                            handled once more, "handles NAME again"; which is answered "again" and the name
//   GET /hold-file?NAME      the same of the file, GET /hold-broken?NAME of an answer that is none
//   GET /hold-not?WORD       released at once, before the worker has done with it; "again": to be handled once more
//   GET /state               workers, and requests that wait for one
#include "web/http_server.h"

#include "base/civil.h"
#include "base/memory.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

enum { WAITERS = 64, LINE = 128, UPLOAD_BYTES = 1 << 30 };

struct context {
    pthread_mutex_t mutex;
    pthread_cond_t gone;
    struct text released[WAITERS];
    size_t count;
    struct http_request *held[WAITERS]; // answers that wait
    struct arena *arena;
    struct text file;
    struct http_server *_Atomic server;
};

struct upload {
    int64_t bytes, pieces;
    uint64_t sum;
    int64_t most;
};

static void say(const char *event, struct text name)
{
    printf("%s %.*s\n", event, TEXT_PRINT(name));
    fflush(stdout);
}

static void *worker_new(void *context, struct http_turn *turn, struct problems *problems)
{
    (void)turn;
    (void)problems;
    return context;
}

static void worker_free(void *worker)
{
    (void)worker;
    say("worker ends", (struct text){0});
}

static void plain(struct http_response *response, struct text body)
{
    response->status = 200;
    response->content_type = TEXT("text/plain");
    response->body = body;
}

static void echo(struct http_request *request, struct http_response *response)
{
    static const char *const methods[] = {[HTTP_GET] = "GET", [HTTP_HEAD] = "HEAD", [HTTP_POST] = "POST"};
    struct text body = text_print(request->arena, "%s\n%.*s\n%.*s\n%.*s\n%s\n", methods[request->method],
                                  TEXT_PRINT(request->path), TEXT_PRINT(request->query),
                                  TEXT_PRINT(request->address), request->secure ? "secure" : "open");
    for (size_t i = 0; i < request->headers.count; i++)
        body = text_print(request->arena, "%.*s%.*s=%.*s\n", TEXT_PRINT(body),
                          TEXT_PRINT(request->headers.items[i].name),
                          TEXT_PRINT(request->headers.items[i].value));
    plain(response, text_print(request->arena, "%.*s\n%.*s", TEXT_PRINT(body), TEXT_PRINT(request->body)));
}

// A file, and no status.
static void break_off(const struct context *context, struct http_request *request,
                      struct http_response *response)
{
    response->descriptor = open(text_terminated(request->arena, context->file), O_RDONLY | O_CLOEXEC);
}

static bool answer_at_once(void *pointer, struct http_request *request, struct http_response *response)
{
    const struct context *context = pointer;
    struct text path = request->path;
    if (text_equal(path, TEXT("/ready"))) {
        plain(response, text_print(request->arena, "ready %.*s\n", TEXT_PRINT(request->query)));
    } else if (text_equal(path, TEXT("/ready-file"))) {
        response->status = 200;
        response->file = context->file;
    } else if (text_equal(path, TEXT("/ready-not"))) {
        text_to_int64(request->query, &request->found_out);
        return false;
    } else if (text_equal(path, TEXT("/ready-broken"))) {
        break_off(context, request, response);
    } else {
        return false;
    }
    return true;
}

static void find_out(struct http_request *request, struct http_response *response)
{
    plain(response, text_print(request->arena, "found out %lld\n", (long long)request->found_out));
}

static int64_t taken_unasked(const struct http_request *request)
{
    int64_t bytes = 0;
    if (text_equal(request->path, TEXT("/form")))
        text_to_int64(request->query, &bytes);
    return bytes;
}

static bool is_released(const struct context *context, struct text name)
{
    for (size_t i = 0; i < context->count; i++)
        if (text_equal(context->released[i], name))
            return true;
    return false;
}

static void wait_for(struct context *context, struct http_request *request, struct http_response *response)
{
    pthread_mutex_lock(&context->mutex);
    say("waits", request->query);
    while (!is_released(context, request->query))
        pthread_cond_wait(&context->gone, &context->mutex);
    pthread_mutex_unlock(&context->mutex);
    plain(response, TEXT("waited\n"));
}

static void go(struct context *context, struct http_request *request, struct http_response *response)
{
    pthread_mutex_lock(&context->mutex);
    if (context->count < WAITERS)
        context->released[context->count++] = text_copy(context->arena, request->query);
    pthread_cond_broadcast(&context->gone);
    pthread_mutex_unlock(&context->mutex);
    plain(response, TEXT("gone\n"));
}

// ---- Answers that wait ---------------------------------------------------------------------------------------------

static void keep_until_told(void *worker, struct http_request *request)
{
    struct context *context = worker;
    size_t i = 0;
    pthread_mutex_lock(&context->mutex);
    while (i + 1 < WAITERS && context->held[i])
        i++;
    context->held[i] = request;
    say("holds", request->query);
    pthread_mutex_unlock(&context->mutex);
}

static void release_at_once(void *worker, struct http_request *request)
{
    (void)worker;
    request->release(request, !text_equal(request->query, TEXT("again")));
}

static bool is_held(struct text path)
{
    return text_starts(path, TEXT("/hold"));
}

static void hold(const struct context *context, struct http_request *request, struct http_response *response)
{
    if (request->held) {
        printf("handles %.*s again\n", TEXT_PRINT(request->query));
        fflush(stdout);
        plain(response, text_print(request->arena, "again %.*s %.*s\n", TEXT_PRINT(request->query),
                                   TEXT_PRINT(request->body)));
        return;
    }
    request->held = request;
    plain(response, text_print(request->arena, "held %.*s %.*s\n", TEXT_PRINT(request->query),
                               TEXT_PRINT(request->body)));
    if (text_equal(request->path, TEXT("/hold-file")))
        response->file = context->file;
    if (text_equal(request->path, TEXT("/hold-broken")))
        response->status = 0;
    response->hold = text_equal(request->path, TEXT("/hold-not")) ? release_at_once : keep_until_told;
}

static struct http_request *let_go(struct context *context, struct text name)
{
    struct http_request *found = NULL;
    pthread_mutex_lock(&context->mutex);
    for (size_t i = 0; i < WAITERS && !found; i++)
        if (context->held[i] && text_equal(context->held[i]->query, name)) {
            found = context->held[i];
            context->held[i] = NULL;
        }
    pthread_mutex_unlock(&context->mutex);
    return found;
}

// What is said on the standard input: neither a worker nor a thread of the library's.
static void *listen_to_lines(void *pointer)
{
    struct context *context = pointer;
    char line[LINE];
    while (fgets(line, sizeof line, stdin)) {
        struct text rest = text_trim(text_from(line)), word;
        text_split(&rest, ' ', &word);
        struct http_request *request = let_go(context, rest);
        if (request)
            request->release(request, text_equal(word, TEXT("send")));
    }
    return NULL;
}

static void listen_beside(struct context *context)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, listen_to_lines, context) != 0)
        memory_exhausted();
    pthread_detach(thread);
}

static void large(struct http_request *request, struct http_response *response)
{
    int64_t bytes = 0;
    text_to_int64(request->query, &bytes);
    char *body = arena_allocate(request->arena, (size_t)bytes + 1, 1);
    memset(body, 'x', (size_t)bytes);
    plain(response, (struct text){body, (size_t)bytes});
}

static bool take(void *context, struct text bytes)
{
    struct upload *upload = context;
    upload->bytes += (int64_t)bytes.length;
    upload->pieces++;
    for (size_t i = 0; i < bytes.length; i++)
        upload->sum += (unsigned char)bytes.bytes[i];
    return upload->most == 0 || upload->bytes < upload->most;
}

static void drop(void *upload)
{
    say("dropped", (struct text){0});
    memory_free(upload);
}

static void uploaded(struct http_request *request, struct http_response *response)
{
    struct upload *upload = request->upload;
    plain(response, text_print(request->arena, "%lld bytes, sum %llu\n", (long long)upload->bytes,
                               (unsigned long long)upload->sum));
    memory_free(upload);
}

static void admit(void *worker, struct http_request *request, struct http_admission *admission,
                  struct http_response *response)
{
    (void)worker;
    if (text_equal(request->path, TEXT("/refused")) || text_equal(request->path, TEXT("/form"))) {
        plain(response, TEXT("not for you\n"));
        response->status = 403;
        return;
    }
    if (is_held(request->path))
        say("admits", request->query);
    admission->body_limit = UPLOAD_BYTES;
    if (!text_equal(request->path, TEXT("/upload")))
        return;
    struct upload *upload = memory_allocate_zeroed(1, sizeof *upload);
    text_to_int64(request->query, &upload->most);
    *admission = (struct http_admission){UPLOAD_BYTES, take, drop, upload};
    say("admitted", (struct text){0});
}

static void handle(void *worker, struct http_request *request, struct http_response *response)
{
    struct context *context = worker;
    struct text path = request->path;
    if (text_equal(path, TEXT("/wait"))) {
        wait_for(context, request, response);
    } else if (text_equal(path, TEXT("/go"))) {
        go(context, request, response);
    } else if (text_equal(path, TEXT("/large"))) {
        large(request, response);
    } else if (text_equal(path, TEXT("/upload"))) {
        uploaded(request, response);
    } else if (text_equal(path, TEXT("/file"))) {
        response->status = 200;
        response->file = context->file;
    } else if (text_equal(path, TEXT("/broken"))) {
        break_off(context, request, response);
    } else if (text_equal(path, TEXT("/ready-not"))) {
        find_out(request, response);
    } else if (is_held(path)) {
        hold(context, request, response);
    } else if (text_equal(path, TEXT("/state"))) {
        plain(response, text_print(request->arena, "%zu %zu\n", http_server_workers(context->server),
                                   http_server_waiting(context->server)));
    } else {
        echo(request, response);
    }
}

struct option {
    const char *name;
    int64_t *number;
    size_t *size;
    int64_t *milliseconds;
    struct text *text;
};

static bool set(const struct option *options, struct text argument)
{
    struct text rest = argument, name;
    text_split(&rest, '=', &name);
    struct text value = text_slice(argument, name.length + 1, argument.length);
    int64_t number = 0;
    text_to_int64(value, &number);
    for (; options->name; options++) {
        if (!text_equal(text_from(options->name), name))
            continue;
        if (options->number)
            *options->number = number;
        if (options->size)
            *options->size = (size_t)number;
        if (options->milliseconds)
            *options->milliseconds = number * 1000;
        if (options->text)
            *options->text = value;
        return true;
    }
    return false;
}

static bool read_options(int count, char **arguments, struct http_server_settings *settings,
                         struct context *context, struct text *proxy)
{
    struct http_limits *limits = &settings->limits;
    const struct option options[] = {
        {"workers", .size = &settings->workers},
        {"connections", .size = &limits->connections},
        {"address-connections", .size = &limits->address_connections},
        {"address-requests", .number = &limits->address_requests},
        {"headers", .size = &limits->headers},
        {"target", .size = &limits->target_bytes},
        {"queued", .size = &limits->queued},
        {"form", .number = &limits->form_bytes},
        {"head-time", .milliseconds = &limits->head_time},
        {"idle-time", .milliseconds = &limits->idle_time},
        {"stall-time", .milliseconds = &limits->stall_time},
        {"stop-time", .milliseconds = &limits->stop_time},
        {"rate", .number = &limits->bytes_a_second},
        {"certificate", .text = &settings->certificate_file},
        {"key", .text = &settings->key_file},
        {"file", .text = &context->file},
        {"proxy", .text = proxy},
        {"address", .text = &settings->address},
        {NULL},
    };
    for (int i = 1; i < count; i++)
        if (!set(options, text_from(arguments[i])))
            return false;
    settings->proxy_count = proxy->length > 0;
    return true;
}

static int serve(const struct http_server_settings *settings, struct context *context,
                 struct problems *problems)
{
    struct http_handler handler = {.context = context,
                                   .worker_new = worker_new,
                                   .worker_free = worker_free,
                                   .answer_at_once = answer_at_once,
                                   .taken_unasked = taken_unasked,
                                   .admit = admit,
                                   .handle = handle};
    struct http_server *server;
    if (!http_server_start(settings, &handler, &server, problems)) {
        problems_print(problems, LANGUAGE_ENGLISH, stderr);
        return 1;
    }
    context->server = server;
    listen_beside(context);
    printf("port %u\n", http_server_port(server));
    fflush(stdout);
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    int signal;
    sigwait(&ends, &signal);
    say("stops", (struct text){0});
    http_server_stop(server);
    say("stopped", (struct text){0});
    return 0;
}

int main(int count, char **arguments)
{
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &ends, NULL);
    struct context context = {.mutex = PTHREAD_MUTEX_INITIALIZER, .gone = PTHREAD_COND_INITIALIZER};
    context.arena = arena_new();
    struct problems problems;
    problems_init(&problems, context.arena);
    struct text proxy = {0};
    struct http_server_settings settings = {.address = TEXT("127.0.0.1"), .workers = 4, .proxies = &proxy};
    settings.limits = http_limits_usual();
    if (!read_options(count, arguments, &settings, &context, &proxy))
        return 2;
    int status = serve(&settings, &context, &problems);
    arena_free(context.arena);
    return status;
}
