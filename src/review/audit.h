// SPDX-License-Identifier: GPL-3.0-or-later
// The audit: one row for everything that was written, kept for ever. It tells who did what to which thing, by ids, hashes and words of
// the program, and never what a case or an answer says: what is removed from the record one day (review/retention.h) must not be left here. write_row is the only way in which this folder
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
// Runs a statement that writes exactly one row, and its audit row. If it wrote none, `if_none` is reported.
bool write_row(struct write *write, struct audited audited, const char *statement, struct store_values values,
               struct message if_none, struct problems *problems);
// For what changes nothing in the record and must stand in the log all the same: who saw something, who was handed something.
bool audit_tell(struct write *write, struct audited audited, struct problems *problems);
// Writes more rows of what the audit row written last speaks of: its links, its parts.
bool write_part(struct write *write, const char *statement, struct store_values values, int64_t *changed,
                struct problems *problems);
// For if_none of a row with a version.
struct message message_changed_meanwhile(void);
struct text write_identifier(struct write *write);

// A detail from names and texts; empty texts are left out: AUDIT_DETAIL(arena, {"state", id}, {"reason", words}).
struct audit_fact {
    const char *name;
    struct text value;
};
struct text audit_detail(struct arena *arena, const struct audit_fact *facts, size_t count);
#define AUDIT_DETAIL(arena_, ...) \
    audit_detail((arena_), (const struct audit_fact[]){__VA_ARGS__}, \
                 sizeof((const struct audit_fact[]){__VA_ARGS__}) / sizeof(struct audit_fact))

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
