// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/shown.h"

bool shown_version(struct store *store, struct arena *arena, int64_t *version, struct problems *problems)
{
    int64_t read = 0;
    struct store_rows *rows = store_query(store, arena, "shown_version", (struct store_values){0});
    if (store_next(rows))
        read = store_column_integer(rows, 0);
    if (!store_finish(rows, problems))
        return false;
    *version = read;
    return true;
}
