// SPDX-License-Identifier: GPL-3.0-or-later
// Rejected rows on their way into the record: put there one by one, or kept in a file without a name until an act may write them,
// for there may be millions.
#pragma once

#include "review/act.h"

struct kept_reject {
    bool is_log;
    int64_t number; // of its file; 0: the header
    int64_t record, line;
    struct text reference;
    struct localised reason;
    struct text csv;
};
// Of a job that imports into an extract.
struct reject_owner {
    struct text job, extract;
};
bool reject_put(struct write *write, struct reject_owner owner, const struct kept_reject *reject,
                struct problems *problems);

struct reject_spool;

struct reject_spool *reject_spool_new(struct problems *problems); // NULL, and a problem: no room
void reject_spool_free(struct reject_spool *spool);               // NULL is allowed
void reject_spool_clear(struct reject_spool *spool);
bool reject_spool_add(struct reject_spool *spool, const struct kept_reject *reject,
                      struct problems *problems);
// All of them, in their order; may be called again.
bool reject_spool_put(struct reject_spool *spool, struct write *write, struct reject_owner owner,
                      struct problems *problems);
