// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/allocation_pages.h"

#include "access/allocation.h"
#include "base/text_map.h"
#include "review/audit.h"
#include "review/ledger.h"
#include "review/review.h"
#include "web/routes.h"
#include "web/visit_words.h"

static struct text review_address(const struct visit *visit, struct text id)
{
    return text_print(visit->arena, "/reviews/%.*s/allocation", TEXT_PRINT(id));
}

static bool sent_has(const struct visit *visit, const char *name, struct text wanted)
{
    struct text value;
    size_t at = 0;
    while (form_next(&visit->form, name, &at, &value))
        if (text_equal(value, wanted))
            return true;
    return false;
}

// ---- The page ------------------------------------------------------------------------------------------------------

static struct text name_of(struct visit *visit, struct text display_name, bool counts)
{
    struct page *page = &visit->page;
    return counts ? display_name : SAY("{name} (closed to this person)", VALUE("name", display_name));
}

// The names of each case's reviewers, by the index of the case.
static struct text *reviewers_of(struct visit *visit, const struct allocation_list *given,
                                 const struct text_map *by_id, size_t count)
{
    struct text *names = ARENA_ARRAY(visit->arena, struct text, count);
    for (size_t i = 0; i < given->list.count; i++) {
        const struct allocation *one = &given->list.items[i];
        size_t index;
        if (text_map_find(by_id, one->case_id, &index))
            names[index] = text_print(visit->arena, "%.*s%s%.*s", TEXT_PRINT(names[index]),
                                      names[index].length ? ", " : "",
                                      TEXT_PRINT(name_of(visit, one->display_name, one->counts)));
    }
    return names;
}

static void add_taken(struct visit *visit, const struct allocation_list *given, const struct text_map *by_id,
                      struct choices *taken)
{
    size_t index;
    for (size_t i = 0; i < given->list.count; i++) {
        const struct allocation *one = &given->list.items[i];
        if (text_map_find(by_id, one->case_id, &index))
            *ARRAY_APPEND(visit->arena, taken) = (struct choice){
                .value = text_print(visit->arena, "%.*s %.*s", TEXT_PRINT(one->case_id),
                                    TEXT_PRINT(one->account)),
                .label = text_print(visit->arena, "%.*s – %.*s", TEXT_PRINT(one->reference),
                                    TEXT_PRINT(one->display_name))};
    }
}

// Without those that are closed to whoever manages.
static bool add_cases(struct visit *visit, struct page_allocation_data *data)
{
    struct page *page = &visit->page;
    struct open_cases cases;
    struct allocation_list given;
    struct text_map by_id;
    if (!case_list_open_to(visit->store, visit->arena, data->id, visit->account.id, &cases,
                           &visit->problems) ||
        !allocation_list(visit->store, visit->arena, data->id, &given, &visit->problems))
        return false;
    text_map_init(&by_id, visit->arena);
    for (size_t i = 0; i < cases.list.count; i++)
        text_map_put(&by_id, cases.list.items[i].id, i, NULL);
    struct text *names = reviewers_of(visit, &given, &by_id, cases.list.count);
    data->cases.caption = SAY("Cases and their reviewers");
    visit_add_column(visit, &data->cases, SAY("Reference"));
    visit_add_column(visit, &data->cases, SAY("State"));
    visit_add_column(visit, &data->cases, SAY("Reviewers"));
    for (size_t i = 0; i < cases.list.count; i++) {
        struct table_row *row = ARRAY_APPEND(visit->arena, &data->cases.rows);
        visit_add_cell(visit, row, cases.list.items[i].reference, (struct text){0});
        visit_add_cell(visit, row, visit_ledger_state(visit, cases.list.items[i].state), (struct text){0});
        visit_add_cell(visit, row, names[i].length ? names[i] : SAY("nobody yet"), (struct text){0});
    }
    add_taken(visit, &given, &by_id, &data->taken);
    return true;
}

static bool add_reviewers(struct visit *visit, struct page_allocation_data *data)
{
    struct account_list reviewers;
    bool first = !visit->form.fields.count;
    if (!allocation_reviewers(visit->store, visit->arena, &reviewers, &visit->problems))
        return false;
    for (size_t i = 0; i < reviewers.list.count; i++)
        *ARRAY_APPEND(visit->arena, &data->reviewers) = (struct choice){
            .value = reviewers.list.items[i].id,
            .label = reviewers.list.items[i].display_name,
            .chosen = first || sent_has(visit, "reviewer", reviewers.list.items[i].id)};
    for (int64_t each = 1; each <= LIMIT_REVIEWERS_EACH; each++) {
        struct text number = number_text(visit->arena, each);
        *ARRAY_APPEND(visit->arena, &data->each) = (struct choice){
            .value = number, .label = number, .chosen = sent_has(visit, "each", number)};
    }
    data->has_reviewers = reviewers.list.count;
    return true;
}

static bool has_review(const struct review_person_list *people, struct text account)
{
    for (size_t i = 0; i < people->list.count; i++)
        if (text_equal(people->list.items[i].account, account))
            return true;
    return false;
}

static bool add_people(struct visit *visit, struct page_allocation_data *data)
{
    struct review_person_list people;
    struct account_list accounts;
    unsigned whole = ROLE_BIT(ROLE_MODERATOR) | ROLE_BIT(ROLE_PANEL_CHAIR) | ROLE_BIT(ROLE_FORCE_LIAISON);
    if (!review_person_list(visit->store, visit->arena, data->id, &people, &visit->problems) ||
        !account_list(visit->store, visit->arena, &accounts, &visit->problems))
        return false;
    for (size_t i = 0; i < people.list.count; i++)
        *ARRAY_APPEND(visit->arena, &data->has) = (struct choice){.value = people.list.items[i].account,
                                                                  .label = people.list.items[i].display_name};
    for (size_t i = 0; i < accounts.list.count; i++) {
        const struct account *account = &accounts.list.items[i];
        if (account->status == ACCOUNT_ACTIVE && account->roles & whole && !has_review(&people, account->id))
            *ARRAY_APPEND(visit->arena, &data->may_have) = (struct choice){.value = account->id,
                                                                           .label = account->display_name};
    }
    return true;
}

static void show_allocation(struct visit *visit)
{
    struct review review;
    if (!review_get(visit->store, visit->arena, visit->parts[0], &review, &visit->problems))
        return;
    struct page_allocation_data data = {.id = review.id,
                                        .title = localised_in(&review.title, visit->page.language),
                                        .open = review.status == REVIEW_OPEN,
                                        .operation_make = visit_operation(visit),
                                        .operation_case = visit_operation(visit),
                                        .operation_give = visit_operation(visit),
                                        .operation_take = visit_operation(visit)};
    if (!add_cases(visit, &data) || !add_reviewers(visit, &data) || !add_people(visit, &data))
        return;
    page_allocation(&visit->page, &data);
    visit_send_page(visit, visit->page.errors.count ? 422 : 200);
}

void allocation_page(struct visit *visit)
{
    show_allocation(visit);
}

// ---- The forms -----------------------------------------------------------------------------------------------------

static void change(struct visit *visit, const char *request, act_work *work, const char *field)
{
    struct act act = visit_act(visit, request);
    struct review review;
    if (!review_get(visit->store, visit->arena, visit->parts[0], &review, &visit->problems))
        return;
    if (act_do(visit->store, visit->arena, &act, work, visit, NULL, &visit->problems)) {
        visit_go(visit, review_address(visit, review.id));
        return;
    }
    if (visit->problems.input_output)
        return;
    visit_take_problems(visit, field);
    show_allocation(visit);
}

static bool make(struct write *write, void *argument, struct problems *problems)
{
    const struct visit *visit = argument;
    struct account_list reviewers, named = {0};
    int64_t each = 0;
    text_to_int64(form_value(&visit->form, "each"), &each);
    if (!allocation_reviewers(write->store, write->arena, &reviewers, problems))
        return false;
    for (size_t i = 0; i < reviewers.list.count; i++)
        if (sent_has(visit, "reviewer", reviewers.list.items[i].id))
            *ARRAY_APPEND(write->arena, &named.list) = reviewers.list.items[i];
    struct allocation_order order = {
        .review = visit->parts[0], .each = each, .reviewers = named.list.items, .count = named.list.count};
    return allocation_make(write, &order, NULL, problems);
}

void allocation_sent(struct visit *visit)
{
    change(visit, "allocate cases", make, "reviewer");
}

static bool take_case(struct write *write, void *argument, struct problems *problems)
{
    const struct visit *visit = argument;
    struct text rest = form_value(&visit->form, "allocation"), case_id;
    struct account account;
    text_split(&rest, ' ', &case_id);
    return account_get(write->store, write->arena, rest, &account, problems) &&
           allocation_withdraw(write, visit->parts[0], case_id, &account, problems);
}

void allocation_case_sent(struct visit *visit)
{
    change(visit, "take case back", take_case, "allocation");
}

static bool give_review(struct write *write, void *argument, struct problems *problems)
{
    const struct visit *visit = argument;
    struct account account;
    return account_get(write->store, write->arena, form_value(&visit->form, "person"), &account, problems) &&
           review_give(write, visit->parts[0], &account, problems);
}

void allocation_give_sent(struct visit *visit)
{
    change(visit, "give review", give_review, "person");
}

static bool take_review(struct write *write, void *argument, struct problems *problems)
{
    const struct visit *visit = argument;
    struct account account;
    return account_get(write->store, write->arena, form_value(&visit->form, "has"), &account, problems) &&
           review_take(write, visit->parts[0], &account, problems);
}

void allocation_take_sent(struct visit *visit)
{
    change(visit, "take review back", take_review, "has");
}
