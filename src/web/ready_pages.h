// SPDX-License-Identifier: GPL-3.0-or-later
// Finished pages, sent once more to the same session while nothing that they show has changed (web/page_shelf.h): by a worker, or at once by
// the thread that read the request, which spares the way to a worker and back. To find out whether anything has changed is one query that
// waits for nobody.
#pragma once

#include "web/visit.h"

struct ready_pages;
// secure_only: as of the site.
struct ready_pages *ready_pages_new(bool secure_only);
// From then on pages are found at once. Opens the database for the threads that read requests.
bool ready_pages_open(struct ready_pages *pages, struct text database, struct problems *problems);
void ready_pages_free(struct ready_pages *pages); // NULL is allowed

// Called on the threads that read requests. False: not answered; request->found_out is then the number of review/shown.h, unless that
// could not be had without waiting.
bool ready_pages_answer(struct ready_pages *pages, struct http_request *request,
                        struct http_response *response);
// In a worker: the same, unless it was asked already.
bool ready_pages_find(struct ready_pages *pages, const struct visit *visit);
// Keeps the page that was made, if its handler said until when it may be sent again.
void ready_pages_put(struct ready_pages *pages, const struct visit *visit);
