// SPDX-License-Identifier: GPL-3.0-or-later
// The audit log, to be read and verified.
#pragma once

#include "web/components.h"

struct page_audit_data {
    struct text actor, object; // that are looked for; empty: all
    struct component_table rows;
    int64_t older;   // the rows before this number are on the next page; 0: there are none
    bool is_latest;  // this page begins at the end
    bool begun;      // there is a chain
    struct text end; // "1284:9f86…"
};
void page_audit(struct page *page, const struct page_audit_data *data);
