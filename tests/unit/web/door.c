// SPDX-License-Identifier: GPL-3.0-or-later
#include "door.h"

#include "base/buffer.h"
#include "base/file.h"
#include "base/folder.h"
#include "job/job_lease.h"

#include <semaphore.h>
#include <signal.h>
#include <sys/resource.h>

// 64 digits, as a browser keeps them.
#define VISITOR TEXT("00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff")

static void start(struct door *door, bool backups)
{
    struct site_settings settings = {.access = access_settings_default()};
    *door = (struct door){.at = NOON + HOURS(1)};
    people_start(&door->people);
    settings.database = door->people.record.path;
    settings.key = &door->people.key;
    settings.uploads = path_join(door->people.record.arena, door->people.record.folder, TEXT("uploads"));
    settings.upload_most = 1 << 20;
    settings.access.hasher = (struct hasher_settings){PASSWORD_COST_LEAST, 2, 0};
    if (backups)
        settings.backups = text_print(door->people.record.arena, "%.*s/backups",
                                      TEXT_PRINT(door->people.record.folder));
    door->site = site_new(&settings);
    door->handler = site_handler(door->site);
    door->worker = door->handler.worker_new(door->handler.context, NULL, &door->people.record.problems);
    assert_non_null(door->worker);
}

void door_start(struct door *door)
{
    start(door, false);
}

void door_start_with_backups(struct door *door)
{
    start(door, true);
}

void door_disk_is_full(bool full)
{
    struct rlimit limit;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = full ? 1 : limit.rlim_max;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

void door_stop(struct door *door)
{
    door->handler.worker_free(door->worker);
    site_free(door->site);
    temporary_remove(path_join(door->people.record.arena, door->people.record.folder, TEXT("uploads")));
    people_stop(&door->people);
}

struct text door_session_at(struct door *door, const struct account *account, enum session_stage stage)
{
    struct record *r = &door->people.record;
    struct session_start start = {.stage = stage, .origin = {TEXT("192.0.2.1"), TEXT("Browser")}};
    struct text token = {0};
    ASSERT_GOOD(WRITE_AT(&door->people, door->at,
                         session_begin(&r->write, &door->people.access->settings, account, &start, &token,
                                       &r->problems)),
                &r->problems);
    return token;
}

struct text door_session(struct door *door, const struct account *account)
{
    return door_session_at(door, account, SESSION_WHOLE);
}

static void fill(struct door *door, struct http_request *request)
{
    struct text address = request->path;
    text_split(&address, '?', &request->path);
    request->query = address;
    request->arena = door->people.record.arena;
    request->address = TEXT("192.0.2.1");
    request->at = door->at;
    *ARRAY_APPEND(request->arena, &request->headers) = (struct http_header){TEXT("host"),
                                                                            TEXT("office.test")};
}

// What the server does with an answer that waits.
struct waiting {
    struct http_request request;
    sem_t released;
    bool good;
};

static void release(struct http_request *request, bool good)
{
    struct waiting *waiting = (struct waiting *)request;
    waiting->good = good;
    sem_post(&waiting->released);
}

static void change_worker(struct door *door)
{
    void *next = door->handler.worker_new(door->handler.context, NULL, &door->people.record.problems);
    assert_non_null(next);
    door->handler.worker_free(door->worker);
    door->worker = next;
}

// What waits is of the request: the worker that answered does something else by then, or has ended.
static struct http_response handle(struct door *door, struct http_request *request)
{
    struct waiting waiting = {.request = *request};
    struct http_response response = {0};
    waiting.request.release = release;
    sem_init(&waiting.released, 0, 0);
    door->handler.handle(door->worker, &waiting.request, &response);
    if (response.hold) {
        door->held++;
        change_worker(door);
        response.hold(door->worker, &waiting.request);
        sem_wait(&waiting.released);
        response.hold = NULL;
        if (!waiting.good) {
            response = (struct http_response){0};
            door->handler.handle(door->worker, &waiting.request, &response);
            assert_null(response.hold);
        }
    }
    sem_destroy(&waiting.released);
    return response;
}

static struct http_response ask(struct door *door, struct http_request *request)
{
    fill(door, request);
    return handle(door, request);
}

static void add_cookie(struct door *door, struct http_request *request, struct text session)
{
    const char *name = session.length ? "session" : "visitor";
    struct text value = session.length ? session : VISITOR;
    *ARRAY_APPEND(door->people.record.arena, &request->headers) = (struct http_header){
        TEXT("cookie"), text_print(door->people.record.arena, "%s=%.*s", name, TEXT_PRINT(value))};
}

struct http_response door_get(struct door *door, struct text session, struct text address)
{
    struct http_request request = {.method = HTTP_GET, .path = address};
    add_cookie(door, &request, session);
    return ask(door, &request);
}

struct http_response door_get_from(struct door *door, struct text session, struct text address,
                                   struct text site)
{
    struct http_request request = {.method = HTTP_GET, .path = address};
    add_cookie(door, &request, session);
    *ARRAY_APPEND(door->people.record.arena, &request.headers) = (struct http_header){TEXT("sec-fetch-site"),
                                                                                      site};
    return ask(door, &request);
}

struct http_response door_post_raw(struct door *door, struct text session, struct text address,
                                   struct text body, struct text site)
{
    struct http_request request = {.method = HTTP_POST, .path = address, .body = body};
    struct arena *arena = door->people.record.arena;
    add_cookie(door, &request, session);
    *ARRAY_APPEND(arena, &request.headers) = (struct http_header){TEXT("content-type"),
                                                                  TEXT("application/x-www-form-urlencoded")};
    if (site.length)
        *ARRAY_APPEND(arena, &request.headers) = (struct http_header){TEXT("sec-fetch-site"), site};
    return ask(door, &request);
}

struct http_response door_post(struct door *door, struct text session, struct text address, struct text form)
{
    struct arena *arena = door->people.record.arena;
    struct text token = csrf_new(arena, session.length ? session : VISITOR);
    struct text body = text_print(arena, "form_token=%.*s%s%.*s", TEXT_PRINT(token), form.length ? "&" : "",
                                  TEXT_PRINT(form));
    return door_post_raw(door, session, address, body, TEXT("same-origin"));
}

#define BOUNDARY "----FormBoundary7MA4YWxkTrZu0gW"

static void add_attached(struct buffer *body, const char *name, struct text value)
{
    buffer_print(body, "--" BOUNDARY "\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%.*s\r\n", name,
                 TEXT_PRINT(value));
}

struct http_response door_post_file(struct door *door, struct text session, struct text address,
                                    const char *const *parts, struct door_attached file)
{
    struct arena *arena = door->people.record.arena;
    struct http_request request = {.method = HTTP_POST, .path = address};
    struct buffer body = {0};
    add_attached(&body, "form_token", csrf_new(arena, session.length ? session : VISITOR));
    for (size_t i = 0; parts[i]; i += 2)
        add_attached(&body, parts[i], text_from(parts[i + 1]));
    buffer_print(&body,
                 "--" BOUNDARY "\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n"
                 "Content-Type: application/octet-stream\r\n\r\n",
                 file.name, file.file_name);
    buffer_add(&body, file.content);
    buffer_add(&body, TEXT("\r\n--" BOUNDARY "--\r\n"));
    request.body = text_copy(arena, buffer_text(&body));
    buffer_dispose(&body);
    add_cookie(door, &request, session);
    *ARRAY_APPEND(arena, &request.headers) = (struct http_header){
        TEXT("content-type"), TEXT("multipart/form-data; boundary=" BOUNDARY)};
    return ask(door, &request);
}

struct text door_header(const struct http_response *response, const char *name)
{
    for (size_t i = 0; i < response->headers.count; i++)
        if (text_equal(response->headers.items[i].name, text_from(name)))
            return response->headers.items[i].value;
    return (struct text){0};
}

struct text door_new_session(const struct http_response *response)
{
    for (size_t i = 0; i < response->headers.count; i++) {
        struct text value = response->headers.items[i].value, name, token;
        if (!text_equal(response->headers.items[i].name, TEXT("Set-Cookie")))
            continue;
        text_split(&value, '=', &name);
        text_split(&value, ';', &token);
        if (text_equal(name, TEXT("session")))
            return token;
    }
    return (struct text){0};
}

bool door_shows(const struct http_response *response, const char *words)
{
    size_t at;
    return text_find(response->body, text_from(words), &at);
}

static struct text ended_job(struct door *door, const char *kind, const char *subject, const char *input,
                             struct job_outcome outcome)
{
    struct record *r = &door->people.record;
    struct job_request request = {.kind = kind, .subject = text_from(subject), .input = text_from(input)};
    struct text id = {0};
    struct job job;
    ASSERT_GOOD(WRITE(r, job_ask(&r->write, &request, &id, &r->problems)), &r->problems);
    ASSERT_GOOD(store_run(r->store, "job_take",
                          STORE_VALUES(store_text(id), store_integer(door->at), store_text(TEXT("worker")),
                                       store_integer(door->at + JOB_LEASE)),
                          NULL, &r->problems),
                &r->problems);
    ASSERT_GOOD(job_get(r->store, r->arena, id, &job, &r->problems), &r->problems);
    ASSERT_GOOD(job_end(r->store, r->arena, &job, TEXT("worker"), r->audit_key, &outcome, &r->problems),
                &r->problems);
    return id;
}

struct text door_job(struct door *door, const char *kind, const char *subject, const char *input,
                     const char *result)
{
    struct job_outcome done = {.state = JOB_DONE, .result = text_from(result)};
    return ended_job(door, kind, subject, input, done);
}

struct text door_failed_job(struct door *door, const char *kind, const char *subject, const char *input,
                            const char *why)
{
    struct job_outcome failed = {.state = JOB_FAILED, .failure = {{text_from(why), text_from(why)}}};
    return ended_job(door, kind, subject, input, failed);
}

void door_job_output(struct door *door, struct text job)
{
    struct record *r = &door->people.record;
    static const char *const names[] = {"en.json", "cy.json", "en.csv"};
    struct text content = TEXT("{\"title\":\"Every case\",\"blocks\":[]}");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        ASSERT_GOOD(
            store_run(r->store, "job_output_insert",
                      STORE_VALUES(store_text(job), store_text(text_from(names[i])), store_blob(content)),
                      NULL, &r->problems),
            &r->problems);
}

// ---- Forms with files ----------------------------------------------------------------------------------------------

static void add_part(struct buffer *body, struct text name, const char *file_name, struct text value)
{
    buffer_print(body, "--limit\r\nContent-Disposition: form-data; name=\"%.*s\"", TEXT_PRINT(name));
    if (file_name)
        buffer_print(body, "; filename=\"%s\"\r\nContent-Type: text/csv", file_name);
    buffer_print(body, "\r\n\r\n%.*s\r\n", TEXT_PRINT(value));
}

static struct text body_of(struct door *door, const struct door_upload *upload)
{
    struct arena *arena = door->people.record.arena;
    struct buffer body = {0};
    struct text token = csrf_new(arena, upload->session), rest = upload->fields, one, name;
    if (!upload->without_token && !upload->token_last)
        add_part(&body, TEXT("form_token"), NULL, token);
    while (text_split(&rest, '&', &one)) {
        text_split(&one, '=', &name);
        add_part(&body, name, NULL, one);
    }
    for (size_t i = 0; i < upload->file_count; i++)
        add_part(&body, text_from(upload->files[i].field), upload->files[i].name,
                 text_from(upload->files[i].content));
    if (upload->token_last)
        add_part(&body, TEXT("form_token"), NULL, token);
    buffer_add(&body, TEXT("--limit--\r\n"));
    struct text text = text_copy(arena, buffer_text(&body));
    buffer_dispose(&body);
    return text;
}

static void add_header(struct http_request *request, const char *name, struct text value)
{
    *ARRAY_APPEND(request->arena, &request->headers) = (struct http_header){text_from(name), value};
}

// What a server does with what was admitted (web/http_exchange.c).
static void give(struct http_admission *admission, struct text body, size_t piece)
{
    bool wants = true;
    while (wants && body.length) {
        wants = admission->take(admission->upload, text_slice(body, 0, piece));
        body = text_slice(body, piece, body.length);
    }
}

struct http_response door_upload(struct door *door, const struct door_upload *upload)
{
    struct http_request request = {.method = HTTP_POST, .path = upload->address};
    struct http_admission admission = {0};
    struct http_response response = {0};
    struct text body = body_of(door, upload);
    int64_t length = upload->said_length ? upload->said_length : (int64_t)body.length;
    add_cookie(door, &request, upload->session);
    fill(door, &request);
    add_header(&request, "content-type", TEXT("multipart/form-data; boundary=limit"));
    add_header(&request, "content-length", text_print(request.arena, "%lld", (long long)length));
    door->handler.admit(door->worker, &request, &admission, &response);
    if (admission.body_limit <= 0)
        return response;
    if (upload->breaks_off)
        body = text_slice(body, 0, body.length - 20);
    if (admission.take)
        give(&admission, body, upload->piece ? upload->piece : body.length);
    request.upload = admission.upload;
    if (upload->breaks_off)
        admission.drop(admission.upload);
    else
        response = handle(door, &request);
    return response;
}

size_t door_uploads(struct door *door)
{
    struct record *r = &door->people.record;
    struct folder_files files;
    ASSERT_GOOD(folder_list(r->arena, path_join(r->arena, r->folder, TEXT("uploads")), &files, &r->problems),
                &r->problems);
    return files.list.count;
}
