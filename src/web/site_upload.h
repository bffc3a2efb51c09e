// SPDX-License-Identifier: GPL-3.0-or-later
// A form with files, taken in pieces as it arrives (web/http.h, http_admission): fields are kept in memory, files go to the folder
// of uploads (job/upload.h). Who may send it was asked before its first byte. The token of the form must be its first field: before
// it has come and is right, no byte of a file is kept.
#pragma once

#include "format/form.h"
#include "job/upload.h"

struct site_upload;

// What a route's form may carry.
struct site_upload_kind {
    const char *const *parts; // the names of its files, ended by NULL
    bool packed;              // gzip and ZIP are good too
};

struct site_upload_settings {
    struct text content_type, token; // of the request, and of the session
    struct text folder;
    int64_t most;   // bytes of all files
    int64_t length; // of the request's body; -1: not said
    const struct site_upload_kind *kind;
};
// The arena is the request's. NULL, with a problem, if it is no such form.
struct site_upload *site_upload_new(struct arena *arena, const struct site_upload_settings *settings,
                                    struct problems *problems);
void site_upload_free(struct site_upload *upload); // NULL is allowed; removes what is not kept
// For http_admission.
bool site_upload_take(void *upload, struct text bytes);
void site_upload_drop(void *upload);

enum site_upload_state {
    SITE_UPLOAD_GOOD,
    SITE_UPLOAD_FORGED,    // without its token
    SITE_UPLOAD_REFUSED,   // a problem of what was sent: the page says which
    SITE_UPLOAD_TOO_LARGE, // the same
    SITE_UPLOAD_NO_ROOM,   // a problem of the machine
};
// Once nothing more comes: the fields, and what is wrong.
enum site_upload_state site_upload_finish(struct site_upload *upload, struct form *form,
                                          struct problems *problems);
// It was said beforehand to be longer than it may be.
bool site_upload_is_too_large(const struct site_upload *upload);

// The files that came, for a job; and, once it is in the record, that they are to stay.
const struct job_upload *site_upload_files(const struct site_upload *upload, size_t *count);
bool site_upload_has(const struct site_upload *upload, const char *part);
void site_upload_keep(struct site_upload *upload);
