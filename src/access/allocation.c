// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/allocation.h"

#include "base/text_map.h"
#include "review/audit.h"
#include "review/review.h"

#include <stdlib.h>

static bool refuse(struct problems *problems, struct message what, struct message hint)
{
    return problem_report(problems, (struct place){0}, what, hint);
}

// ---- Reading -------------------------------------------------------------------------------------------------------

bool allocation_list(struct store *store, struct arena *arena, struct text review,
                     struct allocation_list *list, struct problems *problems)
{
    struct allocation_list read = {0};
    struct store_rows *rows = store_query(store, arena, "allocation_list", STORE_VALUES(store_text(review)));
    while (store_next(rows))
        *ARRAY_APPEND(arena, &read.list) = (struct allocation){
            .review = review,
            .case_id = store_column_text(rows, 0),
            .reference = store_column_text(rows, 1),
            .account = store_column_text(rows, 2),
            .sign_in_name = store_column_text(rows, 3),
            .display_name = store_column_text(rows, 4),
            .counts = text_equal(store_column_text(rows, 5), text_from(account_status_id(ACCOUNT_ACTIVE))) &&
                      store_column_integer(rows, 7) == 0,
            .state = store_column_text(rows, 6),
        };
    if (!store_finish(rows, problems))
        return false;
    *list = read;
    return true;
}

bool review_person_list(struct store *store, struct arena *arena, struct text review,
                        struct review_person_list *list, struct problems *problems)
{
    struct review_person_list read = {0};
    struct store_rows *rows = store_query(store, arena, "review_person_list",
                                          STORE_VALUES(store_text(review)));
    while (store_next(rows))
        *ARRAY_APPEND(arena, &read.list) = (struct review_person){
            store_column_text(rows, 0), store_column_text(rows, 1), store_column_text(rows, 2)};
    if (!store_finish(rows, problems))
        return false;
    *list = read;
    return true;
}

bool own_cases(struct store *store, struct arena *arena, struct text account, struct own_cases *cases,
               struct problems *problems)
{
    struct own_cases read = {0};
    struct store_rows *rows = store_query(store, arena, "allocation_of_account",
                                          STORE_VALUES(store_text(account)));
    while (store_next(rows))
        *ARRAY_APPEND(arena, &read.list) = (struct own_case){
            store_column_text(rows, 0), store_column_text(rows, 1), store_column_text(rows, 2),
            store_column_text(rows, 3), store_column_localised(rows, 4)};
    if (!store_finish(rows, problems))
        return false;
    *cases = read;
    return true;
}

bool case_list_allocated_to(struct store *store, struct arena *arena, struct text review, struct text account,
                            struct open_cases *cases, struct problems *problems)
{
    struct open_cases read = {0};
    struct store_rows *rows = store_query(store, arena, "case_list_allocated_to",
                                          STORE_VALUES(store_text(review), store_text(account)));
    while (store_next(rows))
        *ARRAY_APPEND(arena, &read.list) = (struct open_case){
            store_column_text(rows, 0), store_column_text(rows, 1), store_column_text(rows, 2)};
    if (!store_finish(rows, problems))
        return false;
    *cases = read;
    return true;
}

// A query of one row: whether the whole review was given, and how many cases; and, of a case, how many conflicts.
static bool read_facts(struct store_rows *rows, struct access_facts *facts, struct problems *problems)
{
    bool there = store_next(rows);
    struct access_facts read = {.conflicted = true};
    if (there) {
        read.assigned = store_column_integer(rows, 0) || store_column_integer(rows, 1);
        read.conflicted = store_column_count(rows) > 2 && store_column_integer(rows, 2);
    }
    if (!store_finish(rows, problems))
        return false;
    *facts = read;
    return true;
}

bool review_facts(struct store *store, struct arena *arena, struct text account, struct text review,
                  struct access_facts *facts, struct problems *problems)
{
    return read_facts(store_query(store, arena, "assigned_to_review",
                                  STORE_VALUES(store_text(review), store_text(account))),
                      facts, problems);
}

bool case_facts(struct store *store, struct arena *arena, struct text account, struct text review,
                struct text case_id, struct access_facts *facts, struct problems *problems)
{
    return read_facts(store_query(store, arena, "case_facts",
                                  STORE_VALUES(store_text(review), store_text(account), store_text(case_id))),
                      facts, problems);
}

bool allocation_reviewers(struct store *store, struct arena *arena, struct account_list *reviewers,
                          struct problems *problems)
{
    struct account_list all, read = {0};
    if (!account_list(store, arena, &all, problems))
        return false;
    for (size_t i = 0; i < all.list.count; i++)
        if (all.list.items[i].status == ACCOUNT_ACTIVE && account_has(&all.list.items[i], ROLE_REVIEWER))
            *ARRAY_APPEND(arena, &read.list) = all.list.items[i];
    *reviewers = read;
    return true;
}

// ---- Giving cases --------------------------------------------------------------------------------------------------

struct waiting_case {
    struct text id, reference;
    int64_t reviewers; // that it has and that count
};

struct giving {
    struct write *write;
    const struct allocation_order *order;
    struct account *reviewers;           // by sign-in name
    int64_t *loads;                      // cases of the review that each has
    ARRAY_OF(struct waiting_case) cases; // in the order in which they are given
    struct text_map closed; // "case account": a conflict of interest, or the person has it already
    int64_t made;
};

static struct text pair(struct arena *arena, struct text case_id, struct text account)
{
    return text_print(arena, "%.*s %.*s", TEXT_PRINT(case_id), TEXT_PRINT(account));
}

static int by_name(const void *a, const void *b)
{
    return text_compare(((const struct account *)a)->sign_in_name, ((const struct account *)b)->sign_in_name);
}

static bool check_order(const struct allocation_order *order, struct problems *problems)
{
    if (order->each < 1 || order->each > LIMIT_REVIEWERS_EACH)
        return refuse(
            problems,
            MESSAGE("a case has from 1 to {limit} reviewers", NUMBER("limit", LIMIT_REVIEWERS_EACH)),
            NO_MESSAGE);
    for (size_t i = 0; i < order->count; i++)
        if (order->reviewers[i].status != ACCOUNT_ACTIVE || !account_has(&order->reviewers[i], ROLE_REVIEWER))
            return problem_report_value(problems, (struct place){0}, order->reviewers[i].sign_in_name,
                                        MESSAGE("cases are given to active reviewers only"),
                                        MESSAGE("craffu account list shows who is one"));
    return (int64_t)order->count >= order->each ||
           refuse(problems, MESSAGE("there are fewer reviewers than a case is to have"),
                  MESSAGE("give the role to more accounts, or ask for fewer"));
}

static bool read_cases(struct giving *giving, struct text_map *by_id, struct problems *problems)
{
    struct write *write = giving->write;
    struct store_rows *rows = store_query(write->store, write->arena, "allocation_cases",
                                          STORE_VALUES(store_text(giving->order->review)));
    while (store_next(rows)) {
        struct waiting_case one = {store_column_text(rows, 0), store_column_text(rows, 1), 0};
        text_map_put(by_id, one.id, giving->cases.count, NULL);
        *ARRAY_APPEND(write->arena, &giving->cases) = one;
    }
    return store_finish(rows, problems);
}

static void count_given(struct giving *giving, const struct text_map *by_id, const struct allocation *given)
{
    size_t index;
    text_map_put(&giving->closed, pair(giving->write->arena, given->case_id, given->account), 1, NULL);
    for (size_t i = 0; i < giving->order->count; i++)
        giving->loads[i] += text_equal(giving->reviewers[i].id, given->account);
    if (given->counts && text_map_find(by_id, given->case_id, &index))
        giving->cases.items[index].reviewers++;
}

// Who has what, and what is closed to whom.
static bool read_standing(struct giving *giving, struct problems *problems)
{
    struct write *write = giving->write;
    struct allocation_list given;
    struct text_map by_id;
    text_map_init(&by_id, write->arena);
    if (!read_cases(giving, &by_id, problems) ||
        !allocation_list(write->store, write->arena, giving->order->review, &given, problems))
        return false;
    for (size_t i = 0; i < given.list.count; i++)
        count_given(giving, &by_id, &given.list.items[i]);
    struct store_rows *rows = store_query(write->store, write->arena, "allocation_conflicts",
                                          STORE_VALUES(store_text(giving->order->review)));
    while (store_next(rows))
        text_map_put(&giving->closed,
                     pair(write->arena, store_column_text(rows, 1), store_column_text(rows, 0)), 1, NULL);
    return store_finish(rows, problems);
}

// Who is next for the case; the count of reviewers if nobody is.
static size_t next_reviewer(const struct giving *giving, const struct waiting_case *one)
{
    size_t count = giving->order->count, next = count, at;
    for (size_t i = 0; i < count; i++)
        if ((next == count || giving->loads[i] < giving->loads[next]) &&
            !text_map_find(&giving->closed, pair(giving->write->arena, one->id, giving->reviewers[i].id),
                           &at))
            next = i;
    return next;
}

static bool give(struct giving *giving, struct waiting_case *one, size_t reviewer, struct problems *problems)
{
    struct write *write = giving->write;
    struct text review = giving->order->review, account = giving->reviewers[reviewer].id;
    struct audited audited = {"case.allocate", "case", one->id,
                              AUDIT_DETAIL(write->arena, {"review", review}, {"account", account})};
    giving->loads[reviewer]++;
    giving->made++;
    one->reviewers++;
    text_map_put(&giving->closed, pair(write->arena, one->id, account), 1, NULL);
    return write_row(write, audited, "allocation_insert",
                     STORE_VALUES(store_text(review), store_text(one->id), store_text(account),
                                  store_text(write->act->actor), store_integer(write->act->at)),
                     message_changed_meanwhile(), problems);
}

static bool give_case(struct giving *giving, struct waiting_case *one, struct problems *problems)
{
    while (one->reviewers < giving->order->each) {
        size_t next = next_reviewer(giving, one);
        if (next == giving->order->count)
            return problem_report_value(
                problems, (struct place){0}, one->reference,
                MESSAGE("too few of the reviewers are free of a conflict of interest with this case"),
                MESSAGE("name more reviewers, or replace or exclude the case"));
        if (!give(giving, one, next, problems))
            return false;
    }
    return true;
}

bool allocation_make(struct write *write, const struct allocation_order *order, int64_t *made,
                     struct problems *problems)
{
    struct giving giving = {.write = write,
                            .order = order,
                            .reviewers = ARENA_ARRAY(write->arena, struct account, order->count),
                            .loads = ARENA_ARRAY(write->arena, int64_t, order->count)};
    if (!check_order(order, problems) || !review_check_open(write, order->review, problems))
        return false;
    memcpy(giving.reviewers, order->reviewers, order->count * sizeof *order->reviewers);
    qsort(giving.reviewers, order->count, sizeof *giving.reviewers, by_name);
    text_map_init(&giving.closed, write->arena);
    if (!read_standing(&giving, problems))
        return false;
    bool good = true;
    for (size_t i = 0; i < giving.cases.count; i++) // all that lack reviewers are told
        good &= give_case(&giving, &giving.cases.items[i], problems);
    if (!good)
        return false;
    if (!giving.made)
        return refuse(problems, MESSAGE("no case waits that has too few reviewers: there is nothing to give"),
                      NO_MESSAGE);
    write_result(write, number_text(write->arena, giving.made));
    if (made)
        *made = giving.made;
    return true;
}

bool allocation_withdraw(struct write *write, struct text review, struct text case_id,
                         const struct account *account, struct problems *problems)
{
    struct audited audited = {"case.withdraw", "case", case_id,
                              AUDIT_DETAIL(write->arena, {"review", review}, {"account", account->id})};
    return write_row(write, audited, "allocation_delete",
                     STORE_VALUES(store_text(review), store_text(case_id), store_text(account->id)),
                     MESSAGE("{name} was not given this case", VALUE("name", account->sign_in_name)),
                     problems);
}

// ---- Giving reviews ------------------------------------------------------------------------------------------------

bool review_give(struct write *write, struct text review, const struct account *account,
                 struct problems *problems)
{
    struct audited audited = {"review.give", "review", review,
                              AUDIT_DETAIL(write->arena, {"account", account->id})};
    unsigned whole = ROLE_BIT(ROLE_MODERATOR) | ROLE_BIT(ROLE_PANEL_CHAIR) | ROLE_BIT(ROLE_FORCE_LIAISON);
    if (account->status != ACCOUNT_ACTIVE || !(account->roles & whole))
        return problem_report_value(
            problems, (struct place){0}, account->sign_in_name,
            MESSAGE("a whole review is given to an active moderator, panel chair or force liaison officer"),
            MESSAGE("cases are given to reviewers with craffu allocation make"));
    return review_check_open(write, review, problems) &&
           write_row(write, audited, "review_person_insert",
                     STORE_VALUES(store_text(review), store_text(account->id), store_text(write->act->actor),
                                  store_integer(write->act->at)),
                     MESSAGE("{name} has this review already", VALUE("name", account->sign_in_name)),
                     problems);
}

bool review_take(struct write *write, struct text review, const struct account *account,
                 struct problems *problems)
{
    struct audited audited = {"review.take", "review", review,
                              AUDIT_DETAIL(write->arena, {"account", account->id})};
    return write_row(
        write, audited, "review_person_delete", STORE_VALUES(store_text(review), store_text(account->id)),
        MESSAGE("{name} was not given this review", VALUE("name", account->sign_in_name)), problems);
}
