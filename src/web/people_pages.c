// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/people_pages.h"

#include "access/one_time_link.h"
#include "review/audit.h"
#include "web/notice.h"
#include "web/routes.h"
#include "web/visit_words.h"

// ---- All of them ---------------------------------------------------------------------------------------------------

static struct text person_address(const struct visit *visit, struct text id)
{
    return text_print(visit->arena, "/people/%.*s", TEXT_PRINT(id));
}

void people_page(struct visit *visit)
{
    struct page *page = &visit->page;
    struct page_people_data data = {.people = {.caption = SAY("People of the office")}};
    struct account_list accounts;
    if (!visit_allows(visit, PERMISSION_ACCOUNT_READ, (struct access_facts){0})) {
        visit_fail(visit, 403); // one's own account alone is on a page of its own
        return;
    }
    if (!account_list(visit->store, visit->arena, &accounts, &visit->problems))
        return;
    visit_add_column(visit, &data.people, SAY("Name"));
    visit_add_column(visit, &data.people, SAY("Signs in as"));
    visit_add_column(visit, &data.people, SAY("State"));
    visit_add_column(visit, &data.people, SAY("Roles"));
    for (size_t i = 0; i < accounts.list.count; i++) {
        const struct account *account = &accounts.list.items[i];
        struct table_row *row = ARRAY_APPEND(visit->arena, &data.people.rows);
        visit_add_cell(visit, row, account->display_name, person_address(visit, account->id));
        visit_add_cell(visit, row, account->sign_in_name, (struct text){0});
        visit_add_cell(visit, row, visit_word(visit, account_status_words(account->status)),
                       (struct text){0});
        visit_add_cell(visit, row, visit_roles(visit, account->roles), (struct text){0});
    }
    data.may_add = visit_allows(visit, PERMISSION_ACCOUNT_MANAGE, (struct access_facts){0});
    page_people(page, &data);
    visit_send_page(visit, 200);
}

// ---- Roles, as boxes -----------------------------------------------------------------------------------------------

static struct choices role_choices(const struct visit *visit, unsigned roles)
{
    struct choices choices = {0};
    for (int i = 0; i < ROLE_COUNT; i++)
        *ARRAY_APPEND(visit->arena,
                      &choices) = (struct choice){.value = text_from(role_id((enum role)i)),
                                                  .label = visit_word(visit, role_words((enum role)i)),
                                                  .chosen = roles & ROLE_BIT(i)};
    return choices;
}

// False, and said, if none was ticked; no browser sends a role that there is not.
static bool roles_sent(struct visit *visit, unsigned *roles)
{
    struct page *page = &visit->page;
    struct text value;
    enum role role;
    size_t at = 0;
    *roles = 0;
    while (form_next(&visit->form, "roles", &at, &value))
        if (role_from_id(value, &role))
            *roles |= ROLE_BIT(role);
    if (!*roles)
        visit_add_error(visit, "roles", SAY("Choose at least one role"));
    return *roles;
}

// ---- A link, shown once --------------------------------------------------------------------------------------------

static void show_link(struct visit *visit, const struct account *account, enum link_kind kind, bool removes,
                      struct text token)
{
    const struct access_settings *settings = &visit->access->settings;
    struct page_person_link_data data = {
        .id = account->id,
        .display_name = account->display_name,
        .address = text_print(visit->arena, "%s://%.*s" LINK_PATH "%.*s",
                              visit->request->secure ? "https" : "http",
                              TEXT_PRINT(http_header_find(visit->request, TEXT("host"))), TEXT_PRINT(token)),
        .hours = (kind == LINK_INVITATION ? settings->invitation : settings->reset) / HOURS(1),
        .invitation = kind == LINK_INVITATION,
        .removes_second_factor = removes};
    page_person_link(&visit->page, &data);
    visit_send_page(visit, 200);
}

// ---- A new one -----------------------------------------------------------------------------------------------------

static void show_new(struct visit *visit, const struct account *account)
{
    struct page_person_new_data data = {.sign_in_name = account->sign_in_name,
                                        .display_name = account->display_name,
                                        .roles = role_choices(visit, account->roles),
                                        .operation = visit_operation(visit)};
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        *ARRAY_APPEND(visit->arena,
                      &data.languages) = (struct choice){.value = text_from(language_code((enum language)i)),
                                                         .label = language_name((enum language)i),
                                                         .chosen = account->language == (enum language)i};
    page_person_new(&visit->page, &data);
    visit_send_page(visit, visit->page.errors.count ? 422 : 200);
}

void person_new_form(struct visit *visit)
{
    if (visit_proves(visit, TEXT("/people/new")))
        show_new(visit, &(struct account){0});
}

struct invitation {
    const struct visit *visit;
    const struct account *wanted;
    struct account added;
    struct text token;
};

static bool invite(struct write *write, void *argument, struct problems *problems)
{
    struct invitation *invitation = argument;
    struct text id;
    return account_add(write, invitation->wanted, &id, problems) &&
           account_get(write->store, write->arena, id, &invitation->added, problems) &&
           link_make(write, &invitation->visit->access->settings, &invitation->added, LINK_INVITATION, false,
                     &invitation->token, problems);
}

void person_new_sent(struct visit *visit)
{
    struct account wanted = {.sign_in_name = text_trim(form_value(&visit->form, "sign_in_name")),
                             .display_name = text_trim(form_value(&visit->form, "display_name"))};
    struct invitation invitation = {.visit = visit, .wanted = &wanted};
    struct act act = visit_act(visit, "invite person");
    struct act_answer answer;
    if (!visit_proves(visit, TEXT("/people/new")))
        return;
    language_from_code(form_value(&visit->form, "language"), &wanted.language);
    bool good = roles_sent(visit, &wanted.roles) &&
                act_do(visit->store, visit->arena, &act, invite, &invitation, &answer, &visit->problems);
    if (visit->problems.input_output)
        return;
    visit_take_problems(visit, NULL);
    if (!good)
        show_new(visit, &wanted);
    else if (answer.repeated)
        visit_go(visit, TEXT("/people")); // the link was shown, and is not shown again
    else
        show_link(visit, &invitation.added, LINK_INVITATION, false, invitation.token);
}

// ---- One of them ---------------------------------------------------------------------------------------------------

// False: it was answered, or there is none.
static bool find_person(struct visit *visit, enum permission permission, struct account *account)
{
    if (!account_get(visit->store, visit->arena, visit->parts[0], account, &visit->problems))
        return false;
    struct access_facts facts = {.own = text_equal(account->id, visit->account.id)};
    if (visit_allows(visit, permission, facts))
        return true;
    visit_fail(visit, 403);
    return false;
}

static bool find_to_change(struct visit *visit, struct account *account)
{
    return find_person(visit, PERMISSION_ACCOUNT_MANAGE, account) &&
           visit_proves(visit, person_address(visit, account->id));
}

static struct choices removal_choices(struct visit *visit)
{
    struct page *page = &visit->page;
    struct choices choices = {0};
    *ARRAY_APPEND(visit->arena, &choices) = (struct choice){
        .value = TEXT("yes"),
        .label = SAY("Take the second factor away as well"),
        .hint = SAY("Only when you are sure who asks: the link alone then opens the account.")};
    return choices;
}

static void show_person(struct visit *visit, const struct account *account)
{
    struct page *page = &visit->page;
    struct page_person_data data = {
        .id = account->id,
        .display_name = account->display_name,
        .may_manage = visit_allows(visit, PERMISSION_ACCOUNT_MANAGE, (struct access_facts){0}),
        .proved = session_is_proved(&visit->session, &visit->access->settings, visit->request->at),
        .address = person_address(visit, account->id),
        .invited = account->status == ACCOUNT_INVITED,
        .active = account->status == ACCOUNT_ACTIVE,
        .suspended = account->status == ACCOUNT_SUSPENDED,
        .closed = account->status == ACCOUNT_CLOSED,
        .version = account->version,
        .roles = role_choices(visit, account->roles),
        .reason = form_value(&visit->form, "reason"),
        .removal = removal_choices(visit),
        .operation_roles = visit_operation(visit),
        .operation_status = visit_operation(visit),
        .operation_link = visit_operation(visit)};
    visit_add_fact(visit, &data.facts, SAY("Signs in as"), account->sign_in_name);
    visit_add_fact(visit, &data.facts, SAY("State"),
                   visit_word(visit, account_status_words(account->status)));
    visit_add_fact(visit, &data.facts, SAY("Roles"), visit_roles(visit, account->roles));
    visit_add_fact(visit, &data.facts, SAY("Language"), language_name(account->language));
    page_person(page, &data);
    visit_send_page(visit, page->errors.count ? 422 : 200);
}

void person_page(struct visit *visit)
{
    struct account account;
    if (find_person(visit, PERMISSION_ACCOUNT_READ, &account))
        show_person(visit, &account);
}

// What the forms on a person's page ask for.
struct person_change {
    const struct visit *visit;
    struct account account; // as it is in the act
    unsigned roles;
    enum account_status status;
    struct text reason;
    enum link_kind kind;
    bool removes;
    struct text token;
};

// With the version that the form showed: what somebody else has changed meanwhile is not written over.
static bool read_person(struct write *write, struct person_change *change, struct problems *problems)
{
    struct text version = form_value(&change->visit->form, "version");
    if (!account_get(write->store, write->arena, change->visit->parts[0], &change->account, problems))
        return false;
    return text_to_int64(version, &change->account.version) ||
           problem_report(problems, (struct place){0}, message_changed_meanwhile(), NO_MESSAGE);
}

static bool set_roles(struct write *write, void *argument, struct problems *problems)
{
    struct person_change *change = argument;
    return read_person(write, change, problems) &&
           account_set_roles(write, &change->account, change->roles, problems);
}

static bool set_status(struct write *write, void *argument, struct problems *problems)
{
    struct person_change *change = argument;
    return read_person(write, change, problems) &&
           account_set_status(write, &change->account, change->status, change->reason, problems);
}

static bool make_link(struct write *write, void *argument, struct problems *problems)
{
    struct person_change *change = argument;
    return read_person(write, change, problems) &&
           link_make(write, &change->visit->access->settings, &change->account, change->kind, change->removes,
                     &change->token, problems);
}

// True: it was done now or before. Else the page shows why not, or the record could not be written.
static bool change_person(struct visit *visit, const char *request, act_work *work,
                          struct person_change *change, bool *repeated)
{
    struct act act = visit_act(visit, request);
    struct act_answer answer;
    struct account account;
    bool good = !visit->page.errors.count &&
                act_do(visit->store, visit->arena, &act, work, change, &answer, &visit->problems);
    if (good) {
        *repeated = answer.repeated;
        return true;
    }
    if (visit->problems.input_output)
        return false;
    visit_take_problems(visit, NULL);
    if (find_person(visit, PERMISSION_ACCOUNT_MANAGE, &account))
        show_person(visit, &account);
    return false;
}

void person_roles_sent(struct visit *visit)
{
    struct person_change change = {.visit = visit};
    bool repeated;
    if (!find_to_change(visit, &change.account))
        return;
    roles_sent(visit, &change.roles);
    if (change_person(visit, "change roles", set_roles, &change, &repeated))
        notice_go(visit, person_address(visit, visit->parts[0]), NOTICE_PERSON_CHANGED);
}

static bool status_sent(struct visit *visit, enum account_status *status)
{
    struct text sent = form_value(&visit->form, "status");
    static const enum account_status may_be[] = {ACCOUNT_ACTIVE, ACCOUNT_SUSPENDED, ACCOUNT_CLOSED};
    for (size_t i = 0; i < sizeof may_be / sizeof *may_be; i++)
        if (text_equal(sent, text_from(account_status_id(may_be[i])))) {
            *status = may_be[i];
            return true;
        }
    return false;
}

static bool reason_sent(struct visit *visit, struct text *reason)
{
    struct page *page = &visit->page;
    *reason = text_trim(form_value(&visit->form, "reason"));
    if (!reason->length)
        visit_add_error(visit, "reason", SAY("Say why"));
    else if (text_characters(*reason) > LIMIT_REASON)
        visit_add_error(visit, "reason",
                        SAY("The reason has at most {limit} characters", NUMBER("limit", LIMIT_REASON)));
    return !page->errors.count;
}

void person_status_sent(struct visit *visit)
{
    struct person_change change = {.visit = visit};
    bool repeated;
    if (!find_to_change(visit, &change.account))
        return;
    if (!status_sent(visit, &change.status)) {
        visit_fail(visit, 400);
        return;
    }
    reason_sent(visit, &change.reason);
    if (change_person(visit, "change status", set_status, &change, &repeated))
        notice_go(visit, person_address(visit, visit->parts[0]), NOTICE_PERSON_CHANGED);
}

void person_link_sent(struct visit *visit)
{
    struct person_change change = {.visit = visit};
    bool repeated;
    if (!find_to_change(visit, &change.account))
        return;
    change.kind = change.account.status == ACCOUNT_INVITED ? LINK_INVITATION : LINK_RESET;
    change.removes = change.kind == LINK_RESET &&
                     text_equal(form_value(&visit->form, "remove_second_factor"), TEXT("yes"));
    if (!change_person(visit, "make link", make_link, &change, &repeated))
        return;
    if (repeated)
        visit_go(visit, person_address(visit, visit->parts[0])); // it was shown, and is not shown again
    else
        show_link(visit, &change.account, change.kind, change.removes, change.token);
}
