// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/visit.h"

#include "access/device.h"
#include "format/cookie.h"
#include "store/identifier.h"
#include "web/failure_page.h"
#include "web/site_cookies.h"

#include <stdlib.h>

void visit_header(struct visit *visit, const char *name, struct text value)
{
    *ARRAY_APPEND(visit->arena, &visit->response->headers) = (struct http_header){text_from(name), value};
}

void visit_send_page(struct visit *visit, int status)
{
    visit->response->status = status;
    visit->response->content_type = TEXT("text/html; charset=utf-8");
    visit->response->body = text_copy(visit->arena, buffer_text(&visit->out));
}

void visit_go(struct visit *visit, struct text address)
{
    struct text root = visit->page.language == LANGUAGE_WELSH ? TEXT("/cy") : (struct text){0};
    if (root.length && text_equal(address, TEXT("/")))
        address = (struct text){0};
    visit->response->status = 303;
    visit_header(visit, "Location",
                 text_print(visit->arena, "%.*s%.*s", TEXT_PRINT(root), TEXT_PRINT(address)));
}

void visit_begin_anew(struct visit *visit)
{
    if (!visit->problems.input_output)
        visit_go(visit, TEXT("/sign-in"));
}

void visit_fail(struct visit *visit, int status)
{
    struct page_failure_data data = {.status = status};
    buffer_clear(&visit->out);
    visit->page.errors.count = 0;
    page_failure(&visit->page, &data);
    visit_send_page(visit, status);
}

void visit_add_error(struct visit *visit, const char *field, struct text words)
{
    *ARRAY_APPEND(visit->arena, &visit->page.errors) = (struct page_error){
        field ? text_from(field) : (struct text){0}, words};
}

void visit_take_problems(struct visit *visit, const char *field)
{
    for (size_t i = 0; i < visit->problems.list.count; i++) {
        struct problem problem = visit->problems.list.items[i];
        problem.place = (struct place){0};
        visit_add_error(visit, field, problem_text(visit->arena, visit->page.language, &problem));
    }
    problems_init(&visit->problems, visit->arena);
}

void visit_take_placed_problems(struct visit *visit)
{
    enum { SHOWN = 50 };
    struct page *page = &visit->page;
    const struct problems *problems = &visit->problems;
    for (size_t i = 0; i < problems->list.count && i < SHOWN; i++)
        visit_add_error(visit, NULL, problem_text(visit->arena, page->language, &problems->list.items[i]));
    if (problems->count > SHOWN)
        visit_add_error(visit, NULL,
                        page_words(page, &MESSAGE_COUNT("… and one more problem that is not listed",
                                                        "… and {n} more problems that are not listed",
                                                        problems->count - SHOWN)));
    problems_init(&visit->problems, visit->arena);
}

static void set_cookie(struct visit *visit, const char *name, struct text value, int64_t seconds)
{
    bool secure = visit->request->secure;
    struct text age = seconds < 0 ? (struct text){0}
                                  : text_print(visit->arena, "; Max-Age=%lld", (long long)seconds);
    visit_header(visit, "Set-Cookie",
                 text_print(visit->arena, "%s%s=%.*s; Path=/; HttpOnly; SameSite=Lax%.*s%s",
                            secure ? "__Host-" : "", name, TEXT_PRINT(value), TEXT_PRINT(age),
                            secure ? "; Secure" : ""));
}

struct text site_cookie(const struct http_request *request, const char *name)
{
    struct text value = {0};
    struct text full = text_print(request->arena, "%s%s", request->secure ? "__Host-" : "", name);
    cookie_find(http_header_find(request, TEXT("cookie")), full, &value);
    return value;
}

void visit_set_session(struct visit *visit, struct text token)
{
    set_cookie(visit, SESSION_COOKIE, token, token.length ? -1 : 0);
    if (!token.length) // not its cookies: that of the device stays
        visit_header(visit, "Clear-Site-Data", TEXT("\"cache\", \"storage\""));
}

void visit_set_visitor(struct visit *visit, struct text token)
{
    set_cookie(visit, VISITOR_COOKIE, token, -1);
}

void visit_set_device(struct visit *visit, struct text cookie)
{
    if (cookie.length)
        set_cookie(visit, DEVICE_COOKIE, cookie, (int64_t)DEVICE_DAYS * 24 * 3600);
}

struct text visit_device(const struct visit *visit)
{
    return site_cookie(visit->request, DEVICE_COOKIE);
}

struct session_origin visit_origin(const struct visit *visit)
{
    return (struct session_origin){visit->request->address,
                                   http_header_find(visit->request, TEXT("user-agent"))};
}

bool visit_allows(const struct visit *visit, enum permission permission, struct access_facts facts)
{
    return visit_is_whole(visit) && access_allows(&visit->account, permission, facts);
}

bool visit_proves(struct visit *visit, struct text back)
{
    if (session_is_proved(&visit->session, &visit->access->settings, visit->request->at))
        return true;
    struct buffer address = {0};
    buffer_add(&address, TEXT("/account/again?to="));
    percent_encode(&address, back);
    visit_go(visit, text_copy(visit->arena, buffer_text(&address)));
    buffer_dispose(&address);
    return false;
}

static struct act act_under(const struct visit *visit, const char *request, struct text operation)
{
    struct act act = account_act(&visit->account, operation, text_from(request), visit->request->at);
    act.audit_key = &visit->access->audit;
    return act;
}

struct act visit_act(const struct visit *visit, const char *request)
{
    struct text operation = form_value(&visit->form, "operation");
    if (!identifier_is_valid(operation))
        operation = identifier_new(visit->arena, visit->request->at, 0);
    return act_under(visit, request, operation);
}

struct act visit_look(const struct visit *visit, const char *request)
{
    return act_under(visit, request, (struct text){0});
}

bool visit_upload_is_good(struct visit *visit, int *status)
{
    static const int statuses[] = {[SITE_UPLOAD_GOOD] = 422,
                                   [SITE_UPLOAD_FORGED] = 400,
                                   [SITE_UPLOAD_REFUSED] = 422,
                                   [SITE_UPLOAD_TOO_LARGE] = 413,
                                   [SITE_UPLOAD_NO_ROOM] = 507};
    *status = statuses[visit->upload_state];
    if (visit->upload_state == SITE_UPLOAD_GOOD)
        return true;
    if (*status >= 500) // those who look after the server are told as well
        problems_print(&visit->problems, LANGUAGE_ENGLISH, stderr);
    visit_take_problems(visit, NULL);
    return false;
}

void visit_send_file(struct visit *visit, const char *media_type, struct text name, struct text content)
{
    visit->response->status = 200;
    visit->response->content_type = text_from(media_type);
    visit->response->body = content;
    visit_header(visit, "Content-Disposition",
                 text_print(visit->arena, "attachment; filename=\"%.*s\"", TEXT_PRINT(name)));
}

bool visit_write_first(struct visit *visit, store_work *work, void *argument, void (*done)(void *argument))
{
    if (visit->request->held) { // it was tried
        visit->problems = visit->writing->problems;
        return false;
    }
    if (visit->writing || visit->upload)
        abort(); // one answer waits for one; and the handler may be called again, when its files are gone
    visit->writing = ARENA_NEW(visit->arena, struct visit_writing);
    *visit->writing = (struct visit_writing){.piece = {.work = work, .argument = argument}, .done = done};
    problems_init(&visit->writing->problems, visit->arena);
    return true;
}

bool visit_change(struct visit *visit, const char *request, act_work *work, void *argument,
                  struct act_answer *answer)
{
    struct act act = visit_act(visit, request);
    if (act_do(visit->store, visit->arena, &act, work, argument, answer, &visit->problems))
        return true;
    if (!visit->problems.input_output)
        visit_take_problems(visit, NULL);
    return false;
}
