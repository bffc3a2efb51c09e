// SPDX-License-Identifier: GPL-3.0-or-later
// The audit: one row for everything that was written, kept for ever. write_row is the only way in which this folder
// writes, so that no write is without its row.
#pragma once

#include "review/act.h"

// What happened, to what.
struct audited {
    const char *action;      // "selection.exclude"
    const char *object_kind; // "case"
    struct text object;      // its id
    struct text detail;      // JSON object, or empty for {}
};
// Runs a statement that writes exactly one row, and its audit row. False if it wrote none (stale is reported: somebody
// changed or removed it meanwhile) or failed.
bool write_row(struct write *write, struct audited audited, const char *statement, struct store_values values,
               struct problems *problems);
// The same for a statement that writes as many rows as there are; *changed may be NULL.
bool write_rows(struct write *write, struct audited audited, const char *statement, struct store_values values,
                int64_t *changed, struct problems *problems);
struct text write_identifier(struct write *write);

struct audit_row {
    struct text id, operation, actor, action, object_kind, object, detail;
    int64_t at;
};
struct audit_rows {
    ARRAY_OF(struct audit_row) list;
};
// Of one object, oldest first; with an empty kind: everything.
bool audit_read(struct store *store, struct arena *arena, struct text object_kind, struct text object,
                struct audit_rows *rows, struct problems *problems);
