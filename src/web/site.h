// SPDX-License-Identifier: GPL-3.0-or-later
// The office's pages, as a handler of requests (web/http.h).
#pragma once

#include "access/access.h"
#include "web/http.h"

struct site;

struct site_settings {
    struct text database;         // path
    const struct secret_key *key; // of the key file (format/secret_file.h)
    struct access_settings access;
    bool
        secure_only; // nothing but the health of the server is told without TLS, here or at the trusted proxy
    struct text uploads; // path of the folder of what is sent
    int64_t upload_most; // bytes of the files of one form
    struct job_runner
        *jobs;           // works in the background; must live as long as the site. NULL: nothing does here
    struct text backups; // the folder of backups; empty: none are made from a page
    const struct secret_key *backup_seal; // of review/backup.h; NULL: they are not encrypted
};

struct site *site_new(const struct site_settings *settings);
void site_free(struct site *site); // NULL is allowed; after the server has stopped
// The handler's context is the site.
struct http_handler site_handler(struct site *site);
// From then on /health/ready says that nothing new should be sent here.
void site_set_stopping(struct site *site);
