// SPDX-License-Identifier: GPL-3.0-or-later
// What was done by the request before, told on the page to which its answer led: a name in the query, of this list only, so
// that nobody can make a page say something else.
#pragma once

#include "web/visit.h"

enum notice {
    NOTICE_NONE,
    NOTICE_FRAME_SEALED,
    NOTICE_CASES_DRAWN,
    NOTICE_TEXTS_APPROVED,
    NOTICE_REVIEW_PUBLISHED,
    NOTICE_OFFICE_CHANGED,
    NOTICE_INSTRUMENT_ADDED,
    NOTICE_BACKUP_MADE,
    NOTICE_PERSON_CHANGED,
    NOTICE_COUNT
};

// To an address of ours without a query, after something was done: 303, and the page there says it.
void notice_go(struct visit *visit, struct text address, enum notice notice);
// Lets the page say what its query names, if a page of ours led to it.
void notice_show(struct visit *visit);
