// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/audit.h"

#include "format/json_writer.h"
#include "review/audit_chain.h"
#include "store/identifier.h"

#include <stdlib.h>

struct text write_identifier(struct write *write)
{
    return identifier_new(write->arena, write->act->at, ++write->sequence);
}

static bool add_audit_row(struct write *write, struct audited audited, struct problems *problems)
{
    const struct act *act = write->act;
    struct text detail = audited.detail.length ? audited.detail : TEXT("{}");
    struct audit_entry entry = {
        .id = write_identifier(write),
        .operation = act->operation,
        .request = act->request,
        .actor = act->actor,
        .action = text_from(audited.action),
        .object_kind = text_from(audited.object_kind),
        .object = audited.object,
        .detail = detail,
        .at = act->at,
    };
    write->audited++;
    return audit_chain_append(write, &entry, problems);
}

bool write_row(struct write *write, struct audited audited, const char *statement, struct store_values values,
               struct message if_none, struct problems *problems)
{
    int64_t changed = 0;
    if (!store_run(write->store, statement, values, &changed, problems))
        return false;
    if (changed > 1)
        abort(); // the statement is not one that writes one row
    if (changed == 0)
        return problem_report(problems, (struct place){0}, if_none, NO_MESSAGE);
    return add_audit_row(write, audited, problems);
}

bool audit_tell(struct write *write, struct audited audited, struct problems *problems)
{
    return add_audit_row(write, audited, problems);
}

bool write_part(struct write *write, const char *statement, struct store_values values, int64_t *changed,
                struct problems *problems)
{
    if (!write->audited)
        abort(); // a part of nothing
    return store_run(write->store, statement, values, changed, problems);
}

struct message message_changed_meanwhile(void)
{
    return MESSAGE("somebody else has changed or removed this meanwhile: look at it again, then decide");
}

struct text audit_detail(struct arena *arena, const struct audit_fact *facts, size_t count)
{
    struct buffer out = {0};
    struct json_writer json = {.out = &out};
    json_writer_open_object(&json, NULL);
    for (size_t i = 0; i < count; i++)
        json_writer_optional_text(&json, facts[i].name, facts[i].value);
    json_writer_close(&json);
    struct text detail = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return detail;
}

bool audit_read(struct store *store, struct arena *arena, struct text object_kind, struct text object,
                struct audit_rows *rows, struct problems *problems)
{
    struct audit_rows read = {0};
    struct store_rows *found = object_kind.length
                                   ? store_query(store, arena, "audit_list_object",
                                                 STORE_VALUES(store_text(object_kind), store_text(object)))
                                   : store_query(store, arena, "audit_list", (struct store_values){0});
    while (store_next(found))
        *ARRAY_APPEND(arena, &read.list) = (struct audit_row){
            .id = store_column_text(found, 0),
            .operation = store_column_text(found, 1),
            .at = store_column_integer(found, 2),
            .actor = store_column_text(found, 3),
            .action = store_column_text(found, 4),
            .object_kind = store_column_text(found, 5),
            .object = store_column_text(found, 6),
            .detail = store_column_text(found, 7),
        };
    if (!store_finish(found, problems))
        return false;
    *rows = read;
    return true;
}
