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

static int say_not_changed(struct visit *visit, const struct sign_in_answer *answer)
{
    struct page *page = &visit->page;
    struct message message = sign_in_message(answer);
    if (answer->outcome == SIGN_IN_REFUSED) {
        visit_add_error(visit, "old_password", SAY("This is not your password"));
        return 422;
    }
    visit_add_error(visit, "old_password", message_text(visit->arena, page->language, &message));
    return answer->outcome == SIGN_IN_WAIT ? 429 : 503;
}

void password_sent(struct visit *visit)
{
    struct sign_in_person person = {.session = &visit->session,
                                    .account = &visit->account,
                                    .origin = visit_origin(visit),
                                    .device = visit_device(visit)};
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
        show_account(visit, say_not_changed(visit, &answer));
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
