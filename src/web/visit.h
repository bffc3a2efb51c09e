// SPDX-License-Identifier: GPL-3.0-or-later
// One request to the site while it is answered: who asks, what for, and the page that is being written.
#pragma once

#include "access/access.h"
#include "access/permission.h"
#include "access/session.h"
#include "format/form.h"
#include "job/job_runner.h"
#include "review/consultation.h"
#include "web/form_files.h"
#include "web/http.h"
#include "web/kept.h"
#include "web/known.h"
#include "web/page.h"
#include "web/site_upload.h"

enum { VISIT_PARTS_MOST = 4 };
// The query of a page that a browser loads again by itself: a session does not live on by it.
#define VISIT_BY_ITSELF "refresh=auto"

// What is to be on disk before the answer is sent (visit_write_first).
struct visit_writing {
    struct store_piece piece; // first
    struct problems problems;
    void (*done)(void *argument);
    struct known_things *known; // of the visit: what the work uses may lie there
    struct http_request *request;
};

struct visit {
    struct access *access;
    const struct site_backups *backups;
    struct store *store;        // the worker's
    struct kept *kept;          // by the worker
    struct known_things *known; // by all workers, as the record stands
    struct consultations *told; // looks that are in the log
    struct arena *arena;        // the request's
    struct problems problems;
    struct visit_writing *writing; // NULL: nothing is to be written first
    const struct http_request *request;
    struct http_response *response;
    struct text path;                    // without the language
    struct text parts[VISIT_PARTS_MOST]; // what stood for "*" in the route's path, decoded
    struct form query, form;
    struct site_upload *upload; // the files that came with the form; NULL: it is none that can have any
    enum site_upload_state upload_state; // else than good: the form is shown again, with the problems
    struct job_runner *jobs;             // what works in the background; NULL in tests of pages
    int64_t upload_most;                 // bytes
    struct text uploads;                 // the folder of what is sent, and of what is made to be sent
    struct form_files files;             // of a form that is read whole
    struct text cookie;                  // of a session, as it was sent
    struct text token; // of the session, or of the visitor who has none yet: signs the forms
    bool has_session;  // at any stage
    struct session session;
    bool warned;        // that the session ends soon
    int64_t shown;      // the number of review/shown.h before all else was read; 0: it was not asked for
    int64_t same_until; // the page is the same until then, if what it shows is; 0: that is not said
    struct account account;
    struct buffer out;
    struct page page;
};

// The page as the answer, with a status.
void visit_send_page(struct visit *visit, int status);
// To an address of ours, without the language, after something was done: 303.
void visit_go(struct visit *visit, struct text address);
// To the sign-in, where a step of it could not be done: it is not this session's any more, since another was begun or it has ended
// meanwhile. Nothing, if the machine could not.
void visit_begin_anew(struct visit *visit);
// A page that says what is wrong: 403, 404, 503 and so on.
void visit_fail(struct visit *visit, int status);
// The problems that were reported, as the errors of the form that was sent.
void visit_take_problems(struct visit *visit, const char *field);
// The same with their places, of the page as a whole: for what is written in a file, or stands in a review.
void visit_take_placed_problems(struct visit *visit);
void visit_add_error(struct visit *visit, const char *field, struct text words);

void visit_header(struct visit *visit, const char *name, struct text value);
// The cookie of the session (empty token: ends it), of the visitor, of the device.
void visit_set_session(struct visit *visit, struct text token);
void visit_set_device(struct visit *visit, struct text cookie);
struct text visit_device(const struct visit *visit);
struct session_origin visit_origin(const struct visit *visit);

// Whether the person is signed in with all that is asked for.
static inline bool visit_is_whole(const struct visit *visit)
{
    return visit->has_session && visit->session.stage == SESSION_WHOLE;
}
bool visit_allows(const struct visit *visit, enum permission permission, struct access_facts facts);
// Before something sensitive: whether the password was given recently enough. Else it is asked for, and the way leads back to an
// address of ours.
bool visit_proves(struct visit *visit, struct text back);
// Does a change as this person, once. False: it was not done, and what is wrong stands as errors of the page, which is to be shown
// again; or, with problems.input_output, the machine could not.
bool visit_change(struct visit *visit, const char *request, act_work *work, void *argument,
                  struct act_answer *answer);
// A writing transaction for which the answer waits, and no worker: true at first, and the handler answers as if it were done. If it cannot be
// done, that answer is forgotten and the handler is called once more; this is false then, with the problems. `done` is called when it is on
// disk, on the writer's thread; NULL is allowed. What the work uses lives in the visit's arena.
bool visit_write_first(struct visit *visit, store_work *work, void *argument, void (*done)(void *argument));
// An act of this person, with the operation that came with the form.
struct act visit_act(const struct visit *visit, const char *request);

// The same of a look, whose operation consultation_tell makes if it is to be logged.
struct act visit_look(const struct visit *visit, const char *request);

// Of a form with files: whether it came whole and good. Else what is wrong with it is among the errors of the page, which is then
// sent with this status.
bool visit_upload_is_good(struct visit *visit, int *status);
// A file that is taken along, not shown: its name is of letters, digits, dots and hyphens. Whoever calls has it in the audit log.
void visit_send_file(struct visit *visit, const char *media_type, struct text name, struct text content);
