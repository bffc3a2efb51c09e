// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/account_pages.h"

#include "access/sign_in.h"
#include "base/limits.h"
#include "web/routes.h"
#include "web/visit_words.h"

static bool add_sessions(struct visit *visit, struct page_account_data *data)
{
    struct session_list sessions;
    if (!session_list(visit->store, visit->arena, &visit->access->settings, &visit->account,
                      visit->request->at, &sessions, &visit->problems))
        return false;
    for (size_t i = 0; i < sessions.list.count; i++) {
        const struct session *session = &sessions.list.items[i];
        *ARRAY_APPEND(visit->arena, &data->sessions) = (struct own_session){
            .id = session->id,
            .address = session->address,
            .agent = session->agent,
            .began = visit_time(visit, session->began_at),
            .seen = visit_time(visit, session->seen_at),
            .current = text_equal(session->id, visit->session.id)};
    }
    return true;
}

static bool add_factor(struct visit *visit, struct page_account_data *data)
{
    enum second_factor_state state;
    if (!second_factor_state(visit->store, visit->arena, visit->account.id, &state, &visit->problems))
        return false;
    data->has_factor = state == SECOND_FACTOR_CONFIRMED;
    return !data->has_factor || second_factor_codes_left(visit->store, visit->arena, visit->account.id,
                                                         &data->codes_left, &visit->problems);
}

static void show_account(struct visit *visit, int status)
{
    struct page *page = &visit->page;
    struct page_account_data data = {.least = LIMIT_PASSWORD_LEAST};
    visit_add_fact(visit, &data.facts, SAY("Name"), visit->account.display_name);
    visit_add_fact(visit, &data.facts, SAY("Signs in as"), visit->account.sign_in_name);
    visit_add_fact(visit, &data.facts, SAY("Roles"), visit_roles(visit, visit->account.roles));
    if (!add_sessions(visit, &data) || !add_factor(visit, &data))
        return;
    page_account(page, &data);
    visit_send_page(visit, status);
}

static bool may(struct visit *visit, enum permission permission)
{
    if (visit_allows(visit, permission, (struct access_facts){.own = true}))
        return true;
    visit_fail(visit, 403);
    return false;
}

void account_page(struct visit *visit)
{
    if (may(visit, PERMISSION_OWN_ACCOUNT))
        show_account(visit, 200);
}

// ---- The password --------------------------------------------------------------------------------------------------

// Says why it was not taken; gives the status of the answer.
static int say_not_taken(struct visit *visit, const struct sign_in_answer *answer, const char *field)
{
    struct page *page = &visit->page;
    struct message message = sign_in_message(answer);
    if (answer->outcome == SIGN_IN_REFUSED) {
        visit_add_error(visit, field, SAY("This is not your password"));
        return 422;
    }
    visit_add_error(visit, field, message_text(visit->arena, page->language, &message));
    return answer->outcome == SIGN_IN_WAIT ? 429 : 503;
}

static struct sign_in_person person_of(const struct visit *visit)
{
    return (struct sign_in_person){.session = &visit->session,
                                   .account = &visit->account,
                                   .origin = visit_origin(visit),
                                   .device = visit_device(visit)};
}

void password_sent(struct visit *visit)
{
    struct sign_in_person person = person_of(visit);
    struct sign_in_answer answer = {0};
    if (!may(visit, PERMISSION_OWN_ACCOUNT))
        return;
    bool good = sign_in_change_password(
        visit->access, visit->store, visit->arena, &person, form_value(&visit->form, "old_password"),
        form_value(&visit->form, "password"), visit->page.office.in[LANGUAGE_ENGLISH], visit->request->at,
        &answer, &visit->problems);
    if (visit->problems.input_output)
        return;
    if (!good) {
        visit_take_problems(visit, "password");
        show_account(visit, 422);
    } else if (answer.outcome == SIGN_IN_BEGUN) {
        visit_set_session(visit, answer.token);
        visit_set_device(visit, answer.device);
        visit_go(visit, TEXT("/account"));
    } else {
        show_account(visit, say_not_taken(visit, &answer, "old_password"));
    }
}

// ---- The password again, before something sensitive -----------------------------------------------------------------

// Only to a plain path of ours: nobody is led elsewhere by an address that somebody else made.
static struct text way_back(struct text to)
{
    bool ours = to.length && to.bytes[0] == '/' && !text_starts(to, TEXT("//"));
    for (size_t i = 0; i < to.length; i++) {
        char c = to.bytes[i];
        ours = ours && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '/' || c == '-');
    }
    return ours ? to : TEXT("/");
}

static void show_again(struct visit *visit, struct text to, int status)
{
    struct page_again_data data = {.to = way_back(to)};
    page_again(&visit->page, &data);
    visit_send_page(visit, status);
}

void again_form(struct visit *visit)
{
    if (may(visit, PERMISSION_OWN_ACCOUNT))
        show_again(visit, form_value(&visit->query, "to"), 200);
}

void again_sent(struct visit *visit)
{
    struct sign_in_person person = person_of(visit);
    struct sign_in_answer answer = {0};
    struct text to = form_value(&visit->form, "to");
    if (!may(visit, PERMISSION_OWN_ACCOUNT))
        return;
    if (!sign_in_again(visit->access, visit->store, visit->arena, &person,
                       form_value(&visit->form, "password"), visit->request->at, &answer, &visit->problems)) {
        visit_begin_anew(visit);
        return;
    }
    if (answer.outcome == SIGN_IN_BEGUN) {
        visit_set_session(visit, answer.token);
        visit_set_device(visit, answer.device);
        visit_go(visit, way_back(to));
    } else {
        show_again(visit, to, say_not_taken(visit, &answer, "password"));
    }
}

// ---- A session -----------------------------------------------------------------------------------------------------

static bool end_own(struct write *write, void *argument, struct problems *problems)
{
    const struct visit *visit = argument;
    return session_end(write, visit->account.id, visit->parts[0], problems);
}

void session_end_sent(struct visit *visit)
{
    struct act act = visit_act(visit, "end session");
    if (!may(visit, PERMISSION_SESSION_END))
        return;
    bool current = text_equal(visit->parts[0], visit->session.id);
    if (!current && !visit_proves(visit, TEXT("/account")))
        return;
    if (!act_do(visit->store, visit->arena, &act, end_own, visit, NULL, &visit->problems)) {
        if (visit->problems.input_output)
            return;
        visit_take_problems(visit, NULL);
        show_account(visit, 422);
        return;
    }
    if (current)
        visit_set_session(visit, (struct text){0});
    visit_go(visit, current ? TEXT("/sign-in") : TEXT("/account"));
}
