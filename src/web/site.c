// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/site.h"

#include "base/memory.h"
#include "review/shown.h"
#include "store/pool.h"
#include "store/writer.h"
#include "web/asset.h"
#include "web/kept.h"
#include "web/known.h"
#include "web/notice.h"
#include "web/office_cache.h"
#include "web/ready_pages.h"
#include "web/routes.h"
#include "web/site_backups.h"
#include "web/site_cookies.h"

#include <stdatomic.h>

enum { PAGE_BUFFER_KEPT = 1 << 20 }; // bytes

struct site {
    struct arena *arena;
    struct access *access;
    struct text database, uploads;
    bool secure_only;
    int64_t upload_most;
    struct job_runner *jobs;
    struct site_backups backups;
    struct store_writer *writer;
    struct store_pool *pool;
    struct ready_pages *ready;
    struct known *known;
    struct consultations *told;
    atomic_bool stopping;
    atomic_int_fast64_t swept; // the day on which ended sessions were forgotten last
};

struct known_person {
    struct session session;
    struct account account;
};

struct worker {
    struct site *site;
    struct store *store;
    struct office_cache office;
    struct kept kept;
    struct buffer out; // of pages, one after the other
};

struct site *site_new(const struct site_settings *settings)
{
    struct site *site = memory_allocate_zeroed(1, sizeof *site);
    site->arena = arena_new();
    site->database = text_copy(site->arena, settings->database);
    site->uploads = text_copy(site->arena, settings->uploads);
    site->upload_most = settings->upload_most;
    site->jobs = settings->jobs;
    site->backups.folder = text_copy(site->arena, settings->backups);
    site->backups.database = site->database;
    site->backups.sealed = settings->backup_seal != NULL;
    if (settings->backup_seal)
        site->backups.seal = *settings->backup_seal;
    site->access = access_new(&settings->access, settings->key);
    site->secure_only = settings->secure_only;
    site->pool = store_pool_new();
    site->ready = ready_pages_new(settings->secure_only);
    site->known = known_new(LIMIT_SITE_KNOWN_BYTES);
    site->told = consultations_new();
    return site;
}

void site_free(struct site *site)
{
    if (!site)
        return;
    store_writer_stop(site->writer);
    store_pool_free(site->pool);
    ready_pages_free(site->ready);
    known_free(site->known);
    consultations_free(site->told);
    access_free(site->access);
    secret_forget(&site->backups.seal, sizeof site->backups.seal);
    arena_free(site->arena);
    memory_free(site);
}

void site_set_stopping(struct site *site)
{
    atomic_store(&site->stopping, true);
}

static void give_turn(void *turn)
{
    http_turn_give(turn);
}

static void take_turn(void *turn)
{
    http_turn_take(turn);
}

static void *worker_new(void *context, struct http_turn *turn, struct problems *problems)
{
    struct site *site = context;
    struct worker *worker = memory_allocate_zeroed(1, sizeof *worker);
    worker->site = site;
    // The first opens what all of them share.
    if ((site->writer || (store_writer_start(site->database, &site->writer, problems) &&
                          ready_pages_open(site->ready, site->database, problems))) &&
        store_open(site->database, STORE_WRITE, &worker->store, problems)) {
        store_use_writer(worker->store, site->writer, (struct store_pause){turn, give_turn, take_turn});
        store_use_pool(worker->store, site->pool);
        return worker;
    }
    memory_free(worker);
    return NULL;
}

static void worker_free(void *pointer)
{
    struct worker *worker = pointer;
    kept_dispose(&worker->kept);
    buffer_dispose(&worker->out);
    store_close(worker->store);
    office_cache_dispose(&worker->office);
    memory_free(worker);
}

// ---- What every answer carries -------------------------------------------------------------------------------------

// No inline style or script, nothing from elsewhere, in no frame: and no page is kept by a browser or a proxy.
static void add_safety(struct visit *visit)
{
    visit_header(
        visit, "Content-Security-Policy",
        TEXT("default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
             "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"));
    visit_header(visit, "X-Content-Type-Options", TEXT("nosniff"));
    visit_header(visit, "Referrer-Policy", TEXT("same-origin"));
    visit_header(visit, "Cross-Origin-Opener-Policy", TEXT("same-origin"));
    visit_header(visit, "Cross-Origin-Resource-Policy", TEXT("same-origin"));
    visit_header(visit, "Permissions-Policy", TEXT("camera=(), geolocation=(), microphone=()"));
}

static bool accepts_gzip(const struct http_request *request)
{
    struct text accepted = http_header_find(request, TEXT("accept-encoding")), one;
    while (text_split(&accepted, ',', &one)) {
        struct text name;
        text_split(&one, ';', &name);
        struct text weight = text_trim(one);
        if (text_equal_ignoring_case(text_trim(name), TEXT("gzip")))
            return !text_equal(weight, TEXT("q=0"));
    }
    return false;
}

static bool answer_asset(struct visit *visit)
{
    struct asset asset;
    if (!asset_find(visit->request->path, &asset))
        return false;
    bool packed = asset.compressed.length && accepts_gzip(visit->request);
    visit->response->status = 200;
    visit->response->content_type = asset.content_type;
    visit->response->body = packed ? asset.compressed : asset.bytes;
    visit_header(visit, "Cache-Control", text_from(ASSET_CACHING));
    visit_header(visit, "Vary", TEXT("Accept-Encoding"));
    if (packed)
        visit_header(visit, "Content-Encoding", TEXT("gzip"));
    return true;
}

// As what pages load: before anybody is known, since the sign-in shows it.
static bool answer_office(struct visit *visit, const struct office_cache *office)
{
    struct text content_type, content;
    if (!office_cache_answer(office, visit->request->path, &content_type, &content))
        return false;
    visit->response->status = 200;
    visit->response->content_type = content_type;
    visit->response->body = text_copy(visit->arena, content);
    visit_header(visit, "Cache-Control", text_from(ASSET_CACHING));
    return true;
}

static bool store_answers(struct visit *visit)
{
    int64_t count;
    return account_count(visit->store, visit->arena, &count, &visit->problems);
}

// For whoever watches the server: no page, and nothing that tells what the record holds.
static bool answer_health(struct visit *visit, struct site *site)
{
    bool live = text_equal(visit->request->path, TEXT("/health/live"));
    if (!live && !text_equal(visit->request->path, TEXT("/health/ready")))
        return false;
    bool good = live || (!atomic_load(&site->stopping) && store_answers(visit));
    visit->response->status = good ? 200 : 503;
    visit->response->content_type = TEXT("text/plain; charset=utf-8");
    visit->response->body = good ? TEXT("ok\n") : TEXT("not ready\n");
    visit_header(visit, "Cache-Control", TEXT("no-store"));
    return true;
}

// A proxy that does not say by which way a request came, or a way past it: no cookie and no page goes over a network in the clear.
static bool refuse_insecure(struct visit *visit, const struct site *site)
{
    if (!site->secure_only || visit->request->secure)
        return false;
    static const char *const words = N_(
        "Over a network the pages are there by TLS only. Ask for them by https; a proxy in front must say so.");
    struct text english = message_word(LANGUAGE_ENGLISH, words), welsh = message_word(LANGUAGE_WELSH, words);
    visit->response->status = 403;
    visit->response->content_type = TEXT("text/plain; charset=utf-8");
    visit->response->body = text_print(visit->arena, "%.*s\n%.*s\n", TEXT_PRINT(english), TEXT_PRINT(welsh));
    visit_header(visit, "Cache-Control", TEXT("no-store"));
    return true;
}

// ---- Who asks ------------------------------------------------------------------------------------------------------

// A session that was used a moment ago: nothing is to be kept of this use.
static bool is_known_session(struct visit *visit, struct text key)
{
    const struct access_settings *settings = &visit->access->settings;
    const struct known_person *known = known_find(visit->known, key);
    int64_t at = visit->request->at;
    if (!known || at < known->session.seen_at || at - known->session.seen_at >= settings->seen_every ||
        session_left(&known->session, settings, &known->account, at) <= 0)
        return false;
    visit->has_session = true;
    visit->session = known->session;
    visit->account = known->account;
    return true;
}

// False: the use could not be written. The session is as the record has it now.
static bool keep_use(const struct visit *visit, struct session *session, struct problems *problems)
{
    const struct access_settings *settings = &visit->access->settings;
    int64_t at = visit->request->at;
    if (text_equal(visit->request->query, TEXT(VISIT_BY_ITSELF))) // nobody did anything
        return true;
    if (!session_seen(visit->store, settings, session, at, problems))
        return false;
    if (at - session->seen_at >= settings->seen_every)
        session->seen_at = at;
    return true;
}

static bool read_session(struct visit *visit, struct text key)
{
    struct arena *arena = arena_new_small();
    struct known_person *person = ARENA_NEW(arena, struct known_person);
    bool good = session_find(visit->store, arena, &visit->access->settings, visit->cookie, visit->request->at,
                             &visit->has_session, &person->session, &person->account, &visit->problems);
    if (!good || !visit->has_session) {
        arena_free(arena);
        return good;
    }
    visit->session = person->session;
    visit->account = person->account;
    good = keep_use(visit, &person->session, &visit->problems);
    known_put(visit->known, key, arena, person);
    return good;
}

static bool find_session(struct visit *visit)
{
    if (!session_token_is_valid(visit->cookie))
        return true;
    struct text key = text_print(visit->arena, "session %.*s", TEXT_PRINT(visit->cookie));
    if (!is_known_session(visit, key) && !read_session(visit, key))
        return false;
    if (visit->has_session)
        visit->token = visit->cookie;
    return true;
}

// Who has no session gets a token all the same: the form of the sign-in is signed with it.
static void find_visitor(struct visit *visit)
{
    struct text token = site_cookie(visit->request, VISITOR_COOKIE);
    if (visit->has_session)
        return;
    if (!session_token_is_valid(token)) {
        struct hash random;
        secret_random(random.bytes, sizeof random.bytes);
        token = hash_text(visit->arena, random);
        visit_set_visitor(visit, token);
    }
    visit->token = token;
}

static void add_link(struct visit *visit, enum permission permission, struct access_facts facts,
                     const char *address, struct text words)
{
    struct text path = text_from(address);
    if (!visit_allows(visit, permission, facts))
        return;
    bool first = text_equal(path, TEXT("/"));
    bool current = text_equal(visit->path, path) || (!first && text_starts(visit->path, path)) ||
                   (first && text_starts(visit->path, TEXT("/reviews/")));
    *ARRAY_APPEND(visit->arena, &visit->page.navigation) = (struct page_link){
        .address = path, .words = words, .current = current};
}

static void add_navigation(struct visit *visit)
{
    struct page *page = &visit->page;
    struct access_facts any = {0}, own = {.own = true};
    add_link(visit, PERMISSION_PROGRAMME_READ, any, "/", SAY("Programme"));
    add_link(visit, PERMISSION_POPULATION_CHECK, any, "/population", SAY("Every case"));
    add_link(visit, PERMISSION_ACCOUNT_READ, any, "/people", SAY("People"));
    add_link(visit, PERMISSION_OFFICE_READ, any, "/office", SAY("Office"));
    add_link(visit, PERMISSION_INSTRUMENT_READ, any, "/instruments", SAY("Instruments"));
    add_link(visit, PERMISSION_BACKUP, any, "/backups", SAY("Backups"));
    add_link(visit, PERMISSION_RETENTION_MANAGE, any, "/retention", SAY("Retention"));
    add_link(visit, PERMISSION_AUDIT_READ, any, "/audit", SAY("Audit log"));
    add_link(visit, PERMISSION_OWN_ACCOUNT, own, "/account", SAY("Your account"));
}

static void show_office(struct visit *visit, const struct office_cache *cache)
{
    struct page *page = &visit->page;
    const struct office *office = &cache->office;
    page->office = (struct localised){{TEXT("Craffu"), TEXT("Craffu")}};
    if (!cache->found)
        return;
    page->office = office->name;
    page->marking = visit_is_whole(visit) ? office->marking.in[page->language] : (struct text){0};
    page->office_style = cache->style_address;
    page->logo = (struct page_logo){.address = cache->logo_address,
                                    .width = office->logo_width,
                                    .height = office->logo_height,
                                    .alternative = localised_in(&office->logo_alternative, page->language)};
    if (text_equal(page->logo.alternative, localised_in(&office->name, page->language)))
        page->logo.alternative = (struct text){0}; // the name stands beside it, and is not said twice
}

// Where nobody is warned yet: as it will be when the session's use is to be kept once more, since the page may be sent again until
// then.
static void add_time_left(struct visit *visit)
{
    const struct access_settings *settings = &visit->access->settings;
    int64_t at = visit->request->at, again = visit->session.seen_at + settings->seen_every;
    int64_t left = session_left(&visit->session, settings, &visit->account, at);
    visit->warned = session_warning(&visit->session, settings, &visit->account, again > at ? again : at);
    if (!visit->warned)
        left = session_left(&visit->session, settings, &visit->account, again > at ? again : at);
    else if (session_warning(&visit->session, settings, &visit->account, at))
        visit->page.minutes_left = 1 + left / MINUTES(1);
    visit->page.seconds_left = left / SECONDS(1);
}

static void fill_page(struct visit *visit, const struct office_cache *office)
{
    struct page *page = &visit->page;
    *page = (struct page){.out = &visit->out, .arena = visit->arena};
    visit->path = page_path_language(visit->request->path, &page->language);
    page->path = visit->path;
    page->query = visit->request->query;
    show_office(visit, office);
    page->form_token = csrf_new(visit->arena, visit->token);
    if (visit_is_whole(visit)) {
        page->person = visit->account.display_name;
        add_time_left(visit);
    }
    add_navigation(visit);
}

// ---- What is asked of whoever comes --------------------------------------------------------------------------------

// True: the route may be answered. Else it was answered: by what is missing.
static bool check_access(struct visit *visit, const struct route *route)
{
    bool whole = visit_is_whole(visit);
    if (route->access == ROUTE_OPEN)
        return true;
    if (!visit->has_session) {
        visit_go(visit, TEXT("/sign-in"));
        return false;
    }
    if (route->access == ROUTE_CODE && visit->session.stage == SESSION_SECOND_FACTOR)
        return true;
    if (route->access == ROUTE_ENROLMENT && (whole || visit->session.stage == SESSION_ENROLMENT))
        return true;
    if (!whole) {
        visit_go(visit,
                 visit->session.stage == SESSION_ENROLMENT ? TEXT("/second-factor") : TEXT("/sign-in/code"));
        return false;
    }
    if (route->access == ROUTE_PERMISSION && access_may_allow(&visit->account, route->permission))
        return true;
    if (route->access == ROUTE_CODE)
        visit_go(visit, TEXT("/"));
    else
        visit_fail(visit, 403);
    return false;
}

// Every request that changes something comes from a page of ours: the browser says so, and the form knows the token.
static bool is_sent_from_here(const struct visit *visit)
{
    struct text site = http_header_find(visit->request, TEXT("sec-fetch-site"));
    return !site.length || text_equal(site, TEXT("same-origin"));
}

static bool is_of_type(const struct http_request *request, struct text wanted)
{
    struct text type = http_header_find(request, TEXT("content-type")), kind;
    text_split(&type, ';', &kind);
    return text_equal_ignoring_case(text_trim(kind), wanted);
}

// A form that is read whole.
static bool read_form(struct visit *visit)
{
    if (is_of_type(visit->request, TEXT("multipart/form-data")))
        return form_files_parse(visit->arena, http_header_find(visit->request, TEXT("content-type")),
                                visit->request->body, &visit->form, &visit->files, &visit->problems);
    return is_of_type(visit->request, TEXT("application/x-www-form-urlencoded")) &&
           form_parse(visit->arena, visit->request->body, &visit->form, &visit->problems);
}

static bool check_form(struct visit *visit)
{
    if (!is_sent_from_here(visit))
        return false;
    if (visit->upload) {
        visit->upload_state = site_upload_finish(visit->upload, &visit->form, &visit->problems);
        return visit->upload_state != SITE_UPLOAD_FORGED;
    }
    return read_form(visit) && csrf_check(visit->token, form_value(&visit->form, "form_token"));
}

// Nothing of it is done. One of ours that could be read has a token that is no longer this browser's.
static void refuse_form(struct visit *visit, const struct route *route)
{
    if (route->outdated && is_sent_from_here(visit) && form_value(&visit->form, "form_token").length)
        route->outdated(visit);
    if (!visit->response->status)
        visit_fail(visit, 400);
}

static void answer_route(struct visit *visit, const struct route *route)
{
    if (route->method == HTTP_POST && !check_form(visit)) {
        refuse_form(visit, route);
        return;
    }
    notice_show(visit);
    route->answer(visit);
    if (!visit->response->status) // a handler that could not read the record reports it and answers nothing
        visit_fail(visit, visit->problems.input_output ? 503 : 404);
}

static const struct route *find_route(struct visit *visit)
{
    bool wrong_method;
    const struct route *route = route_find(visit->request->method, visit, &wrong_method);
    if (!route) {
        if (wrong_method)
            visit_header(visit, "Allow",
                         visit->request->method == HTTP_POST ? TEXT("GET, HEAD") : TEXT("POST"));
        visit_fail(visit, wrong_method ? 405 : 404);
        return NULL;
    }
    if (!check_access(visit, route))
        return NULL;
    if (form_parse(visit->arena, visit->request->query, &visit->query, &visit->problems))
        return route;
    visit_fail(visit, 400);
    return NULL;
}

// The route that is to answer; NULL: it was answered.
static const struct route *prepare(struct visit *visit, struct worker *worker)
{
    struct site *site = worker->site;
    add_safety(visit);
    if (answer_health(visit, site) || refuse_insecure(visit, site) || answer_asset(visit))
        return NULL;
    if (office_cache_renew(&worker->office, visit->store, visit->arena, visit->shown, &visit->problems) &&
        answer_office(visit, &worker->office))
        return NULL;
    visit_header(visit, "Cache-Control", TEXT("no-store"));
    bool known = find_session(visit);
    if (!known) // the record cannot be read, or not be written: a full disk. Nobody is taken for signed in
        visit->has_session = false;
    find_visitor(visit);
    if (!worker->office.arena) {
        visit->response->status = 503;
        return NULL;
    }
    fill_page(visit, &worker->office);
    if (known)
        return find_route(visit);
    visit_fail(visit, 503);
    return NULL;
}

static struct visit *begin_visit(struct worker *worker, struct http_request *request,
                                 struct http_response *response)
{
    struct visit *visit = ARENA_NEW(request->arena, struct visit);
    *visit = (struct visit){.access = worker->site->access,
                            .store = worker->store,
                            .kept = &worker->kept,
                            .told = worker->site->told,
                            .writing = request->held,
                            .out = worker->out,
                            .arena = request->arena,
                            .request = request,
                            .response = response,
                            .upload = request->upload,
                            .upload_most = worker->site->upload_most,
                            .uploads = worker->site->uploads,
                            .jobs = worker->site->jobs,
                            .backups = &worker->site->backups};
    problems_init(&visit->problems, request->arena);
    visit->cookie = site_cookie(request, SESSION_COOKIE);
    visit->shown = request->found_out;
    if (!visit->shown && visit->cookie.length &&
        !shown_version(visit->store, visit->arena, &visit->shown, &visit->problems))
        visit->shown = 0; // what is wrong is said by whatever needs the record next
    visit->known = known_take(worker->site->known, visit->shown);
    return visit;
}

static void end_visit(struct visit *visit, struct worker *worker)
{
    store_rest(visit->store);
    if (visit->known)
        known_give_back(visit->known);
    if (visit->response->status >= 500 &&
        visit->problems.count) // what is the machine's; the rest the page said
        problems_print(&visit->problems, LANGUAGE_ENGLISH, stderr);
    worker->out = visit->out;
    buffer_clear(&worker->out);
    if (worker->out.capacity > PAGE_BUFFER_KEPT)
        buffer_dispose(&worker->out);
}

// Once a day, by whichever worker comes first: what ended a day ago and more. The audit log keeps its rows.
static void sweep(struct worker *worker, const struct http_request *request)
{
    int_fast64_t today = request->at / DAYS(1), before = atomic_load(&worker->site->swept);
    struct problems problems;
    if (before == today || !atomic_compare_exchange_strong(&worker->site->swept, &before, today))
        return;
    problems_init(&problems, request->arena);
    if (!session_forget(worker->store, request->at - DAYS(1), &problems))
        problems_print(&problems, LANGUAGE_ENGLISH, stderr);
}

static void answer_anew(struct visit *visit, struct worker *worker)
{
    store_look(visit->store);
    const struct route *route = prepare(visit, worker);
    if (route)
        answer_route(visit, route);
    ready_pages_put(worker->site->ready, visit);
    store_look_away(visit->store);
}

static bool answer_at_once(void *context, struct http_request *request, struct http_response *response)
{
    struct site *site = context;
    return ready_pages_answer(site->ready, request, response);
}

// ---- What is written before an answer is sent ----------------------------------------------------------------------

static void end_writing(struct store_piece *piece)
{
    struct visit_writing *writing = (struct visit_writing *)piece;
    if (piece->done && writing->done)
        writing->done(piece->argument);
    known_give_back(writing->known);
    writing->request->release(writing->request, piece->done);
}

static void write_first(void *pointer, struct http_request *request)
{
    struct worker *worker = pointer;
    struct visit_writing *writing = request->held;
    store_write_later(worker->store, &writing->piece);
}

// From then on the visit's things are the writer's.
static void hold(struct visit *visit, struct http_request *request)
{
    struct visit_writing *writing = visit->writing;
    writing->known = visit->known;
    visit->known = NULL;
    writing->request = request;
    writing->piece.problems = &writing->problems;
    writing->piece.told = end_writing;
    request->held = writing;
    visit->response->hold = write_first;
}

static void handle(void *pointer, struct http_request *request, struct http_response *response)
{
    struct worker *worker = pointer;
    struct visit *visit = begin_visit(worker, request, response);
    if (!ready_pages_find(worker->site->ready, visit))
        answer_anew(visit, worker);
    if (visit->writing && !request->held)
        hold(visit, request);
    end_visit(visit, worker);
    site_upload_free(request->upload);
    sweep(worker, request);
}

// ---- Before a form is read -----------------------------------------------------------------------------------------

static int64_t body_length(const struct http_request *request)
{
    int64_t length;
    return text_to_int64(http_header_find(request, TEXT("content-length")), &length) ? length : -1;
}

// A form with files is read only if its sender may send it. True: it is to be read; else it was answered.
static bool admit_upload(struct visit *visit, const struct route *route, const struct site *site,
                         struct http_admission *admission)
{
    struct site_upload_settings settings = {
        .content_type = http_header_find(visit->request, TEXT("content-type")),
        .token = visit->token,
        .folder = site->uploads,
        .most = site->upload_most,
        .length = body_length(visit->request),
        .kind = route->upload};
    if (!is_sent_from_here(visit) ||
        !(visit->upload = site_upload_new(visit->arena, &settings, &visit->problems))) {
        visit_fail(visit, 400);
        return false;
    }
    if (site_upload_is_too_large(visit->upload)) {
        answer_route(visit, route);
        site_upload_free(visit->upload);
        return false;
    }
    admission->body_limit = site->upload_most + 2 * LIMIT_SITE_FORM_BYTES;
    admission->take = site_upload_take;
    admission->drop = site_upload_drop;
    admission->upload = visit->upload;
    return true;
}

static bool may_send(struct visit *visit, const struct route *route)
{
    if (route->admits(visit))
        return true;
    if (!visit->response->status)
        visit_fail(visit, visit->problems.input_output ? 503 : 404);
    return false;
}

static int64_t taken_unasked(const struct http_request *request)
{
    return is_of_type(request, TEXT("multipart/form-data")) ? 0 : LIMIT_SITE_FORM_BYTES;
}

static void admit(void *pointer, struct http_request *request, struct http_admission *admission,
                  struct http_response *response)
{
    struct worker *worker = pointer;
    struct http_response early = {0};
    admission->body_limit = taken_unasked(request);
    if (admission->body_limit)
        return;
    struct visit *visit = begin_visit(worker, request, &early);
    const struct route *route = prepare(visit, worker);
    if (route && !route->upload)
        admission->body_limit = LIMIT_SITE_FILES_BYTES;
    else if (!route || !may_send(visit, route) || !admit_upload(visit, route, worker->site, admission))
        *response = early;
    end_visit(visit, worker);
}

struct http_handler site_handler(struct site *site)
{
    return (struct http_handler){.context = site,
                                 .worker_new = worker_new,
                                 .worker_free = worker_free,
                                 .answer_at_once = answer_at_once,
                                 .taken_unasked = taken_unasked,
                                 .admit = admit,
                                 .handle = handle};
}
