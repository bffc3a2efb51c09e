// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/instrument_record.h"

#include "instrument/instrument.h"
#include "review/audit.h"

bool instrument_add(struct write *write, const struct instrument *instrument, struct text content,
                    struct problems *problems)
{
    struct text version = text_print(write->arena, "%lld", (long long)instrument->version);
    struct audited audited = {"instrument.add", "instrument", instrument->hash,
                              AUDIT_DETAIL(write->arena, {"id", instrument->id}, {"version", version})};
    return write_row(write, audited, "instrument_insert",
                     STORE_VALUES(store_text(instrument->hash), store_text(instrument->id),
                                  store_integer(instrument->version), store_text(content)),
                     MESSAGE("the record has this very instrument already"), problems);
}

static struct kept_instrument kept_from(const struct store_rows *rows)
{
    return (struct kept_instrument){.hash = store_column_text(rows, 0),
                                    .id = store_column_text(rows, 1),
                                    .version = store_column_integer(rows, 2),
                                    .content = store_column_text(rows, 3),
                                    .reviews = store_column_integer(rows, 4)};
}

bool instrument_list(struct store *store, struct arena *arena, struct kept_instrument_list *list,
                     struct problems *problems)
{
    struct kept_instrument_list read = {0};
    struct store_rows *rows = store_query(store, arena, "instrument_list", (struct store_values){0});
    while (store_next(rows))
        *ARRAY_APPEND(arena, &read.list) = kept_from(rows);
    if (!store_finish(rows, problems))
        return false;
    *list = read;
    return true;
}

bool instrument_get(struct store *store, struct arena *arena, struct text hash, bool *found,
                    struct kept_instrument *instrument, struct problems *problems)
{
    struct kept_instrument read = {0};
    struct store_rows *rows = store_query(store, arena, "instrument_get", STORE_VALUES(store_text(hash)));
    bool there = store_next(rows);
    if (there)
        read = kept_from(rows);
    if (!store_finish(rows, problems))
        return false;
    *found = there;
    if (there)
        *instrument = read;
    return true;
}

bool instrument_read(struct store *store, struct arena *arena, struct text hash,
                     const struct instrument **instrument, struct problems *problems)
{
    struct kept_instrument kept;
    bool found;
    return instrument_get(store, arena, hash, &found, &kept, problems) &&
           (found || problem_report_value(problems, (struct place){0}, hash,
                                          MESSAGE("the record has no such instrument"), NO_MESSAGE)) &&
           instrument_load(arena, kept.id, kept.content, instrument, problems);
}
