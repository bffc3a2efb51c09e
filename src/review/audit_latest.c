// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/audit_latest.h"

static struct audit_numbered row_at(const struct store_rows *rows)
{
    return (struct audit_numbered){.number = store_column_integer(rows, 0),
                                   .row = {.id = store_column_text(rows, 1),
                                           .operation = store_column_text(rows, 2),
                                           .at = store_column_integer(rows, 3),
                                           .actor = store_column_text(rows, 4),
                                           .action = store_column_text(rows, 5),
                                           .object_kind = store_column_text(rows, 6),
                                           .object = store_column_text(rows, 7),
                                           .detail = store_column_text(rows, 8)}};
}

bool audit_latest_read(struct store *store, struct arena *arena, const struct audit_filter *filter,
                       size_t most, struct audit_latest *latest, struct problems *problems)
{
    struct audit_latest read = {0};
    int64_t before = filter->before > 0 ? filter->before : INT64_MAX;
    struct store_rows *rows = store_query(store, arena, "audit_latest",
                                          STORE_VALUES(store_integer(before), store_text(filter->actor),
                                                       store_text(filter->object),
                                                       store_integer((int64_t)most + 1)));
    while (store_next(rows)) {
        if (read.list.count == most)
            read.more = true;
        else
            *ARRAY_APPEND(arena, &read.list) = row_at(rows);
    }
    if (!store_finish(rows, problems))
        return false;
    *latest = read;
    return true;
}
