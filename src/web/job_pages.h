// SPDX-License-Identifier: GPL-3.0-or-later
// Work in the background: how far it is, what came of it, the rows that an import rejected.
#pragma once

#include "job/job.h"
#include "web/components.h"
#include "web/visit.h"

struct job_link {
    struct text address, words;
};

struct page_job_data {
    struct text id, title;
    bool over, failed;
    bool may_stop, may_forget, refreshes;
    int64_t parts, all; // of a known whole; all 0: not known
    struct text so_far; // in words
    struct component_summary_list facts;
    ARRAY_OF(struct text) failure;   // lines
    ARRAY_OF(struct job_link) links; // to what it left
    struct text back, back_words;
    struct text operation;
    struct choices confirmation; // of the removal
};
void page_job(struct page *page, const struct page_job_data *data);

struct page_job_rejects_data {
    struct text id;
    int64_t count, downloads; // of files of rejects
    bool has_cases, has_log;
    struct component_table rows;
    struct component_pagination pages;
};
void page_job_rejects(struct page *page, const struct page_job_rejects_data *data);

// The job that the first part of the path names, of a kind (NULL: of any), if this person may do this with it; else it was answered,
// or the record could not be read.
bool job_visited(struct visit *visit, const char *kind, enum permission permission, struct job *job);
struct text job_address(const struct visit *visit, struct text id, const char *below);
// Asks for it as this person, with the operation of the form, and leads to its page. False: it was not asked for, and why is among the
// visit's problems.
bool job_begin(struct visit *visit, const char *request, const struct job_request *job);
// A row of a table with the columns when, who, and state; the first is a link.
void job_add_row(struct visit *visit, const struct job *job, struct component_table *table);
// What the person was shown of it, once in a quarter of an hour; or was handed, each time. False: it must not be.
bool job_consulted(struct visit *visit, const char *action, struct text job);
bool job_disclosed(struct visit *visit, const char *action, struct text job, struct text what);
