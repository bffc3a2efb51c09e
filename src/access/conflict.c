// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/conflict.h"

#include "access/permission.h"
#include "review/audit.h"
#include "review/ledger.h"

#include <stdlib.h>

static bool check_reason(struct text reason, struct problems *problems)
{
    size_t bad;
    return (text_trim(reason).length && text_is_utf8(reason, &bad) &&
            text_characters(reason) <= LIMIT_REASON) ||
           problem_report(
               problems, (struct place){0},
               MESSAGE("a reason is needed, of at most {limit} characters", NUMBER("limit", LIMIT_REASON)),
               NO_MESSAGE);
}

static bool check_case(struct write *write, struct text case_id, struct problems *problems)
{
    struct store_rows *rows = store_query(write->store, write->arena, "case_exists",
                                          STORE_VALUES(store_text(case_id)));
    bool found = store_next(rows);
    return store_finish(rows, problems) &&
           (found || problem_report_value(problems, (struct place){0}, case_id,
                                          MESSAGE("there is no such case"), NO_MESSAGE));
}

bool conflict_declare(struct write *write, struct text account, struct text case_id, struct text reason,
                      struct text *id, struct problems *problems)
{
    struct account whose;
    struct text made = write_identifier(write);
    if (!check_reason(reason, problems) ||
        !account_get(write->store, write->arena, account, &whose, problems) ||
        !check_case(write, case_id, problems))
        return false;
    // The reason may tell of a person's life. It stands where it can be removed one day, not in the audit.
    struct audited audited = {"conflict.declare", "case", case_id,
                              AUDIT_DETAIL(write->arena, {"conflict", made}, {"account", account})};
    if (!write_row(write, audited, "conflict_insert",
                   STORE_VALUES(store_text(made), store_text(account), store_text(case_id),
                                store_text(text_trim(reason)), store_text(write->act->actor),
                                store_integer(write->act->at)),
                   MESSAGE("{name} has a declared conflict of interest with this case already",
                           VALUE("name", whose.sign_in_name)),
                   problems))
        return false;
    write_result(write, made);
    if (id)
        *id = made;
    return true;
}

static struct conflict conflict_from_row(const struct store_rows *rows)
{
    return (struct conflict){
        .id = store_column_text(rows, 0),
        .account = store_column_text(rows, 1),
        .sign_in_name = store_column_text(rows, 2),
        .case_id = store_column_text(rows, 3),
        .reason = store_column_text(rows, 4),
        .declared_by = store_column_text(rows, 5),
        .declared_at = store_column_integer(rows, 6),
        .withdrawn_by = store_column_text(rows, 7),
        .withdrawn_at = store_column_integer(rows, 8),
        .withdrawn_reason = store_column_text(rows, 9),
    };
}

static bool get(struct write *write, struct text id, struct conflict *conflict, struct problems *problems)
{
    struct store_rows *rows = store_query(write->store, write->arena, "conflict_get",
                                          STORE_VALUES(store_text(id)));
    bool found = store_next(rows);
    struct conflict read = found ? conflict_from_row(rows) : (struct conflict){0};
    if (!store_finish(rows, problems))
        return false;
    if (!found)
        return problem_report_value(problems, (struct place){0}, id,
                                    MESSAGE("there is no such conflict of interest"), NO_MESSAGE);
    *conflict = read;
    return true;
}

bool conflict_withdraw(struct write *write, struct text id, const struct account *by, struct text reason,
                       struct problems *problems)
{
    struct conflict conflict;
    if (!check_reason(reason, problems) || !get(write, id, &conflict, problems))
        return false;
    if (by && !access_allows(by, PERMISSION_CONFLICT_WITHDRAW, (struct access_facts){0}))
        return problem_report(problems, (struct place){0},
                              MESSAGE("only a scrutiny manager withdraws a conflict of interest"),
                              NO_MESSAGE);
    if (by && text_equal(by->id, conflict.account))
        return problem_report(problems, (struct place){0},
                              MESSAGE("nobody withdraws a conflict of interest of their own"),
                              MESSAGE("another scrutiny manager can"));
    struct audited audited = {"conflict.withdraw", "case", conflict.case_id,
                              AUDIT_DETAIL(write->arena, {"conflict", id}, {"account", conflict.account})};
    return write_row(write, audited, "conflict_withdraw",
                     STORE_VALUES(store_text(id), store_text(write->act->actor),
                                  store_integer(write->act->at), store_text(text_trim(reason))),
                     MESSAGE("this conflict of interest is withdrawn already"), problems);
}

bool conflict_list(struct store *store, struct arena *arena, struct conflict_list *list,
                   struct problems *problems)
{
    struct conflict_list read = {0};
    struct store_rows *rows = store_query(store, arena, "conflict_list", (struct store_values){0});
    while (store_next(rows))
        *ARRAY_APPEND(arena, &read.list) = conflict_from_row(rows);
    if (!store_finish(rows, problems))
        return false;
    *list = read;
    return true;
}

bool case_is_open_to(struct store *store, struct arena *arena, struct text account, struct text case_id,
                     bool *open, struct problems *problems)
{
    bool closed = true;
    struct store_rows *rows = store_query(store, arena, "conflict_closes",
                                          STORE_VALUES(store_text(account), store_text(case_id)));
    if (store_next(rows))
        closed = store_column_integer(rows, 0) != 0;
    if (!store_finish(rows, problems))
        return false;
    *open = !closed;
    return true;
}

bool case_list_closed_to(struct store *store, struct arena *arena, struct text account, struct case_ids *ids,
                         struct problems *problems)
{
    struct case_ids read = {0};
    struct store_rows *rows = store_query(store, arena, "conflict_closed_cases",
                                          STORE_VALUES(store_text(account)));
    while (store_next(rows))
        *ARRAY_APPEND(arena, &read.list) = store_column_text(rows, 0);
    if (!store_finish(rows, problems))
        return false;
    *ids = read;
    return true;
}

static int by_bytes(const void *a, const void *b)
{
    return text_compare(*(const struct text *)a, *(const struct text *)b);
}

bool case_ids_have(const struct case_ids *ids, struct text case_id)
{
    return ids->list.count &&
           bsearch(&case_id, ids->list.items, ids->list.count, sizeof(struct text), by_bytes);
}

bool case_list_open_to(struct store *store, struct arena *arena, struct text review, struct text account,
                       struct open_cases *cases, struct problems *problems)
{
    struct open_cases read = {0};
    struct store_rows *rows = store_query(store, arena, "case_list_open_to",
                                          STORE_VALUES(store_text(review), store_text(account)));
    while (store_next(rows))
        *ARRAY_APPEND(arena, &read.list) = (struct open_case){
            store_column_text(rows, 0), store_column_text(rows, 1), store_column_text(rows, 2)};
    if (!store_finish(rows, problems))
        return false;
    *cases = read;
    return true;
}

bool review_is_open_to(struct store *store, struct arena *arena, struct text account, struct text review,
                       bool *open, struct problems *problems)
{
    struct open_cases cases;
    struct ledger_counts counts;
    if (!case_list_open_to(store, arena, review, account, &cases, problems) ||
        !ledger_count(store, review, &counts, problems))
        return false;
    *open = (int64_t)cases.list.count == counts.selected;
    return true;
}
