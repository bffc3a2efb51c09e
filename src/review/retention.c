// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/retention.h"

#include "base/civil.h"
#include "review/audit.h"

static bool refuse(struct problems *problems, struct message what, struct message hint)
{
    return problem_report(problems, (struct place){0}, what, hint);
}

static bool read_list(struct store *store, struct arena *arena, struct text extract,
                      struct retained_list *list, struct problems *problems)
{
    struct retained_list read = {0};
    struct store_rows *rows = store_query(store, arena, "retention_list", STORE_VALUES(store_text(extract)));
    while (store_next(rows))
        *ARRAY_APPEND(arena, &read.list) = (struct retained){
            .extract = store_column_text(rows, 0),
            .sealed = text_equal(store_column_text(rows, 1), TEXT("sealed")),
            .cases = store_column_integer(rows, 2),
            .review_on = store_column_text(rows, 3),
            .version = store_column_integer(rows, 4),
            .holds = store_column_integer(rows, 5),
            .received_at = store_column_integer(rows, 6),
            .removed_at = store_column_integer(rows, 7),
            .wiped_at = store_column_integer(rows, 8),
        };
    if (!store_finish(rows, problems))
        return false;
    *list = read;
    return true;
}

bool retention_list(struct store *store, struct arena *arena, struct retained_list *list,
                    struct problems *problems)
{
    return read_list(store, arena, (struct text){0}, list, problems);
}

bool retention_get(struct store *store, struct arena *arena, struct text extract, struct retained *retained,
                   struct problems *problems)
{
    struct retained_list read = {0};
    if (extract.length && !read_list(store, arena, extract, &read, problems))
        return false;
    if (!read.list.count)
        return problem_report_value(problems, (struct place){0}, extract, MESSAGE("there is no such extract"),
                                    MESSAGE("craffu retention list shows those that there are"));
    *retained = read.list.items[0];
    return true;
}

bool retention_is_due(const struct retained *retained, struct text today)
{
    return !retained->removed_at && text_compare(retained->review_on, today) <= 0; // none is before every day
}

// What may still be kept or removed.
static bool get_present(struct write *write, struct text extract, struct retained *retained,
                        struct problems *problems)
{
    if (!retention_get(write->store, write->arena, extract, retained, problems))
        return false;
    return !retained->removed_at ||
           refuse(problems, MESSAGE("the cases of the extract {id} are removed", VALUE("id", extract)),
                  MESSAGE("craffu retention certificate shows what was removed"));
}

static bool check_reason(struct text reason, struct problems *problems)
{
    size_t bad;
    return (text_trim(reason).length && text_is_utf8(reason, &bad) &&
            text_characters(reason) <= LIMIT_REASON) ||
           refuse(problems,
                  MESSAGE("a reason is needed, of at most {limit} characters", NUMBER("limit", LIMIT_REASON)),
                  NO_MESSAGE);
}

bool retention_set(struct write *write, struct text extract, struct text review_on, int64_t version,
                   struct problems *problems)
{
    struct retained retained;
    struct civil_read read;
    if (review_on.length != 10 || civil_read(review_on, CIVIL_ORDER_NONE, &read) != CIVIL_READ ||
        read.has_time)
        return problem_report_value(problems, (struct place){0}, review_on,
                                    MESSAGE("the day of the next look is written like 2027-03-31"),
                                    NO_MESSAGE);
    if (!get_present(write, extract, &retained, problems))
        return false;
    struct audited audited = {
        "retention.set", "extract", extract,
        AUDIT_DETAIL(write->arena, {"before", retained.review_on}, {"review_on", review_on})};
    return write_row(write, audited, version ? "retention_change" : "retention_set",
                     STORE_VALUES(store_text(extract), store_text(review_on), store_integer(version)),
                     message_changed_meanwhile(), problems);
}

bool hold_place(struct write *write, struct text extract, struct text reason, struct text *id,
                struct problems *problems)
{
    struct retained retained;
    struct text made = write_identifier(write);
    if (!check_reason(reason, problems) || !get_present(write, extract, &retained, problems))
        return false;
    struct audited audited = {"retention.hold", "extract", extract,
                              AUDIT_DETAIL(write->arena, {"hold", made})};
    if (!write_row(write, audited, "hold_insert",
                   STORE_VALUES(store_text(made), store_text(extract), store_text(text_trim(reason)),
                                store_text(write->act->actor), store_integer(write->act->at)),
                   NO_MESSAGE, problems))
        return false;
    write_result(write, made);
    if (id)
        *id = made;
    return true;
}

bool hold_lift(struct write *write, struct text id, struct text reason, struct problems *problems)
{
    struct text extract = {0};
    if (!check_reason(reason, problems))
        return false;
    struct store_rows *rows = store_query(write->store, write->arena, "hold_get",
                                          STORE_VALUES(store_text(id)));
    bool found = store_next(rows);
    if (found)
        extract = store_column_text(rows, 0);
    if (!store_finish(rows, problems))
        return false;
    if (!found)
        return problem_report_value(problems, (struct place){0}, id, MESSAGE("there is no such hold"),
                                    MESSAGE("craffu retention list --extract ID shows those that stand"));
    struct audited audited = {"retention.release", "extract", extract,
                              AUDIT_DETAIL(write->arena, {"hold", id})};
    return write_row(write, audited, "hold_lift",
                     STORE_VALUES(store_text(id), store_text(write->act->actor),
                                  store_integer(write->act->at), store_text(text_trim(reason))),
                     MESSAGE("this hold is lifted already"), problems);
}

bool hold_list(struct store *store, struct arena *arena, struct text extract, struct hold_list *list,
               struct problems *problems)
{
    struct hold_list read = {0};
    struct store_rows *rows = store_query(store, arena, "hold_list", STORE_VALUES(store_text(extract)));
    while (store_next(rows))
        *ARRAY_APPEND(arena, &read.list) = (struct hold){
            .id = store_column_text(rows, 0),
            .extract = store_column_text(rows, 1),
            .reason = store_column_text(rows, 2),
            .placed_by = store_column_text(rows, 3),
            .placed_at = store_column_integer(rows, 4),
            .lifted_by = store_column_text(rows, 5),
            .lifted_at = store_column_integer(rows, 6),
            .lifted_reason = store_column_text(rows, 7),
        };
    if (!store_finish(rows, problems))
        return false;
    *list = read;
    return true;
}
