// SPDX-License-Identifier: GPL-3.0-or-later
// The office's site over a record with people, asked without a network: what a server would hand to its handler.
#pragma once

#include "people.h"
#include "web/site.h"

struct door {
    struct people people;
    struct site *site;
    struct http_handler handler;
    void *worker;
    int64_t at;  // of the next request
    size_t held; // answers that waited for the disk
};
void door_start(struct door *door);
void door_start_with_backups(struct door *door); // in the folder "backups" of the record's
void door_stop(struct door *door);
void door_disk_is_full(bool full); // nothing can be written to a file

// The token of a session of this account that needs nothing more, or is at a stage.
struct text door_session(struct door *door, const struct account *account);
struct text door_session_at(struct door *door, const struct account *account, enum session_stage stage);

// With the cookie of a session; an empty token: of nobody.
struct http_response door_get(struct door *door, struct text session, struct text address);
// The same with what a browser says of where the link stood.
struct http_response door_get_from(struct door *door, struct text session, struct text address,
                                   struct text site);
// The form with its token: "name=value&…". An empty session: of a visitor who was shown the form.
struct http_response door_post(struct door *door, struct text session, struct text address, struct text form);
struct http_response door_post_raw(struct door *door, struct text session, struct text address,
                                   struct text body, struct text site);

// A form with a file, as browsers send it. The parts before it: name, value, …, NULL. An empty file name: none was chosen.
struct door_attached {
    const char *name, *file_name;
    struct text content;
};
struct http_response door_post_file(struct door *door, struct text session, struct text address,
                                    const char *const *parts, struct door_attached file);

struct text door_header(const struct http_response *response, const char *name);
// The token of the session that an answer began; empty: none.
struct text door_new_session(const struct http_response *response);
bool door_shows(const struct http_response *response, const char *words);

// A job that the administrator asked for and that is done, and what a population check leaves; both as the record keeps them.
struct text door_job(struct door *door, const char *kind, const char *subject, const char *input,
                     const char *result);
struct text door_failed_job(struct door *door, const char *kind, const char *subject, const char *input,
                            const char *why);
void door_job_output(struct door *door, struct text job);

// A form with files, as a browser sends it: admitted, taken in pieces of so many bytes, answered. Without a token: none is sent.
struct door_file {
    const char *field, *name, *content;
};
struct door_upload {
    struct text session, address;
    struct text fields; // "name=value&…", plain
    bool without_token, token_last;
    const struct door_file *files;
    size_t file_count, piece;
    int64_t said_length; // of the body; 0: as it is
    bool breaks_off;     // before the end: it is dropped
};
struct http_response door_upload(struct door *door, const struct door_upload *upload);
size_t door_uploads(struct door *door); // files in the folder of uploads
