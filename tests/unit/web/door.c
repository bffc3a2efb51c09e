// SPDX-License-Identifier: GPL-3.0-or-later
#include "door.h"

// 64 digits, as a browser keeps them.
#define VISITOR TEXT("00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff")

void door_start(struct door *door)
{
    struct site_settings settings = {.access = access_settings_default()};
    *door = (struct door){.at = NOON + HOURS(1)};
    people_start(&door->people);
    settings.database = door->people.record.path;
    settings.key = &door->people.key;
    settings.access.hasher = (struct hasher_settings){PASSWORD_COST_LEAST, 2, 0};
    door->site = site_new(&settings);
    door->handler = site_handler(door->site);
    door->worker = door->handler.worker_new(door->handler.context, NULL, &door->people.record.problems);
    assert_non_null(door->worker);
}

void door_stop(struct door *door)
{
    door->handler.worker_free(door->worker);
    site_free(door->site);
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

static struct http_response ask(struct door *door, struct http_request *request)
{
    struct http_response response = {0};
    struct text address = request->path;
    text_split(&address, '?', &request->path);
    request->query = address;
    request->arena = door->people.record.arena;
    request->address = TEXT("192.0.2.1");
    request->at = door->at;
    *ARRAY_APPEND(request->arena, &request->headers) = (struct http_header){TEXT("host"),
                                                                            TEXT("office.test")};
    door->handler.handle(door->worker, request, &response);
    return response;
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
