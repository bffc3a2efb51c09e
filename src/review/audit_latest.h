// SPDX-License-Identifier: GPL-3.0-or-later
// The audit log from its end backwards, some rows at a time: by the numbers of its chain, so that what is written meanwhile moves
// nothing from one page to the next.
#pragma once

#include "review/audit.h"

struct audit_filter {
    struct text actor;  // empty: everybody
    struct text object; // an id, or a kind such as "case"; empty: everything
    int64_t before;     // only rows with smaller numbers; 0: from the end
};
struct audit_numbered {
    int64_t number;
    struct audit_row row;
};
struct audit_latest {
    ARRAY_OF(struct audit_numbered) list; // the latest first
    bool more;                            // there are older ones
};
bool audit_latest_read(struct store *store, struct arena *arena, const struct audit_filter *filter,
                       size_t most, struct audit_latest *latest, struct problems *problems);
