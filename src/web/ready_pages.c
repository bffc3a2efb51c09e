// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/ready_pages.h"

#include "base/memory.h"
#include "review/shown.h"
#include "web/page_shelf.h"
#include "web/site_cookies.h"

#include <pthread.h>

enum { READERS = 4 }; // more threads than these read no requests; one that finds none goes to a worker

struct ready_pages {
    bool secure_only;
    struct page_shelf *shelf;
    pthread_mutex_t mutex; // over the readers that are free
    struct store *readers[READERS];
    size_t free;
};

struct ready_pages *ready_pages_new(bool secure_only)
{
    struct ready_pages *pages = memory_allocate_zeroed(1, sizeof *pages);
    pages->secure_only = secure_only;
    pages->shelf = page_shelf_new(LIMIT_SITE_SHELF_BYTES);
    pthread_mutex_init(&pages->mutex, NULL);
    return pages;
}

bool ready_pages_open(struct ready_pages *pages, struct text database, struct problems *problems)
{
    while (pages->free < READERS) {
        if (!store_open(database, STORE_READ, &pages->readers[pages->free], problems))
            return false;
        store_set_patience(pages->readers[pages->free++], 0);
    }
    return true;
}

void ready_pages_free(struct ready_pages *pages)
{
    if (!pages)
        return;
    while (pages->free)
        store_close(pages->readers[--pages->free]);
    page_shelf_free(pages->shelf);
    pthread_mutex_destroy(&pages->mutex);
    memory_free(pages);
}

static struct store *take_reader(struct ready_pages *pages)
{
    pthread_mutex_lock(&pages->mutex);
    struct store *reader = pages->free ? pages->readers[--pages->free] : NULL;
    pthread_mutex_unlock(&pages->mutex);
    return reader;
}

static void give_reader(struct ready_pages *pages, struct store *reader)
{
    pthread_mutex_lock(&pages->mutex);
    pages->readers[pages->free++] = reader;
    pthread_mutex_unlock(&pages->mutex);
}

// What is wrong is said by whatever needs the record next.
static int64_t ask_shown(struct ready_pages *pages, struct arena *arena)
{
    struct problems problems;
    struct store *reader = take_reader(pages);
    int64_t shown = 0;
    if (!reader)
        return 0;
    problems_init(&problems, arena);
    shown_version(reader, arena, &shown, &problems);
    give_reader(pages, reader);
    return shown;
}

// Whether there may be a page for such a request at all.
static bool is_of_shelf(const struct ready_pages *pages, const struct http_request *request,
                        struct text cookie)
{
    return request->method == HTTP_GET && !request->query.length && cookie.length &&
           (request->secure || !pages->secure_only);
}

bool ready_pages_answer(struct ready_pages *pages, struct http_request *request,
                        struct http_response *response)
{
    struct text cookie = site_cookie(request, SESSION_COOKIE);
    if (!is_of_shelf(pages, request, cookie))
        return false;
    request->found_out = ask_shown(pages, request->arena);
    return request->found_out && page_shelf_find(pages->shelf, (struct shelf_key){cookie, request->path},
                                                 request->found_out, request->at, request->arena, response);
}

bool ready_pages_find(struct ready_pages *pages, const struct visit *visit)
{
    const struct http_request *request = visit->request;
    return !request->found_out && visit->shown && is_of_shelf(pages, request, visit->cookie) &&
           page_shelf_find(pages->shelf, (struct shelf_key){visit->cookie, request->path}, visit->shown,
                           request->at, visit->arena, visit->response);
}

// All that the page shows was read after the version was, so it is as new as that at least. Until the session's use is to be kept once
// more, or its end is near, a look at the page changes nothing.
void ready_pages_put(struct ready_pages *pages, const struct visit *visit)
{
    const struct http_request *request = visit->request;
    int64_t until = visit->session.seen_at + visit->access->settings.seen_every;
    if (!visit->shown || !is_of_shelf(pages, request, visit->cookie) || !visit->same_until ||
        visit->response->status != 200 || visit->warned)
        return;
    struct shelf_time time = {request->at, until < visit->same_until ? until : visit->same_until};
    if (time.from < time.until)
        page_shelf_put(pages->shelf, (struct shelf_key){visit->cookie, request->path}, visit->shown, time,
                       visit->response);
}
