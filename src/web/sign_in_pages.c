// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/sign_in_pages.h"

#include "access/one_time_link.h"
#include "access/sign_in.h"
#include "access/totp.h"
#include "base/limits.h"
#include "format/base32.h"
#include "store/identifier.h"
#include "web/routes.h"
#include "web/site_cookies.h"

static void say_outdated(struct visit *visit)
{
    struct page *page = &visit->page;
    visit_add_error(visit, NULL,
                    SAY("This page was out of date: another window of this browser has shown or finished a "
                        "sign-in since. Nothing was done. Try again here."));
}

// ---- Name and password ---------------------------------------------------------------------------------------------

static void show_sign_in(struct visit *visit, struct text name, int status)
{
    struct page_sign_in_data data = {.name = name};
    page_sign_in(&visit->page, &data);
    visit_send_page(visit, status);
}

void sign_in_form(struct visit *visit)
{
    if (visit_is_whole(visit))
        visit_go(visit, TEXT("/"));
    else
        show_sign_in(visit, (struct text){0}, 200);
}

// What comes after an answer with a session.
static void go_on(struct visit *visit, const struct sign_in_answer *answer)
{
    visit_set_session(visit, answer->token);
    visit_set_device(visit, answer->device);
    switch (answer->stage) {
    case SESSION_SECOND_FACTOR: visit_go(visit, TEXT("/sign-in/code")); break;
    case SESSION_ENROLMENT: visit_go(visit, TEXT("/second-factor")); break;
    case SESSION_WHOLE:
    case SESSION_STAGE_COUNT: visit_go(visit, TEXT("/")); break;
    }
}

static void say_refused(struct visit *visit, const struct sign_in_answer *answer, const char *field)
{
    struct message message = sign_in_message(answer);
    visit_add_error(visit, field, message_text(visit->arena, visit->page.language, &message));
}

static int status_of(const struct sign_in_answer *answer)
{
    return answer->outcome == SIGN_IN_WAIT ? 429 : answer->outcome == SIGN_IN_BUSY ? 503 : 422;
}

void sign_in_sent(struct visit *visit)
{
    struct sign_in_attempt attempt = {
        .name = form_value(&visit->form, "name"),
        .password = form_value(&visit->form, "password"),
        .device = visit_device(visit),
        .origin = visit_origin(visit),
        .replaces = visit->has_session ? visit->token : (struct text){0},
    };
    struct sign_in_answer answer = {0};
    if (!sign_in(visit->access, visit->store, visit->arena, &attempt, visit->request->at, &answer,
                 &visit->problems))
        return;
    if (answer.outcome == SIGN_IN_BEGUN) {
        go_on(visit, &answer);
        return;
    }
    say_refused(visit, &answer, "name");
    show_sign_in(visit, attempt.name, status_of(&answer));
}

void sign_in_outdated(struct visit *visit)
{
    say_outdated(visit);
    show_sign_in(visit, form_value(&visit->form, "name"), 400);
}

static bool end_session(struct write *write, void *argument, struct problems *problems)
{
    const struct visit *visit = argument;
    return session_end(write, visit->account.id, visit->session.id, problems);
}

void sign_out_sent(struct visit *visit)
{
    struct act act = visit_act(visit, "sign out");
    if (visit->has_session &&
        !act_do(visit->store, visit->arena, &act, end_session, visit, NULL, &visit->problems))
        return;
    visit_set_session(visit, (struct text){0});
    visit_go(visit, TEXT("/sign-in"));
}

// Who is signed out already, by another window, is where the form leads.
void sign_out_outdated(struct visit *visit)
{
    if (!visit->has_session)
        visit_go(visit, TEXT("/sign-in"));
}

// ---- The second factor ---------------------------------------------------------------------------------------------

static struct sign_in_person person_of(const struct visit *visit)
{
    return (struct sign_in_person){.session = &visit->session,
                                   .account = &visit->account,
                                   .origin = visit_origin(visit),
                                   .device = visit_device(visit)};
}

void code_form(struct visit *visit)
{
    struct page_code_data data = {.person = visit->account.display_name};
    page_code(&visit->page, &data);
    visit_send_page(visit, visit->page.errors.count ? 422 : 200);
}

void code_sent(struct visit *visit)
{
    struct sign_in_person person = person_of(visit);
    struct sign_in_answer answer = {0};
    if (!sign_in_second_factor(visit->access, visit->store, visit->arena, &person,
                               form_value(&visit->form, "code"), visit->request->at, &answer,
                               &visit->problems)) {
        visit_begin_anew(visit);
        return;
    }
    if (answer.outcome == SIGN_IN_BEGUN) {
        go_on(visit, &answer);
        return;
    }
    say_refused(visit, &answer, "code");
    code_form(visit);
    visit->response->status = status_of(&answer);
}

void code_outdated(struct visit *visit)
{
    say_outdated(visit);
    code_form(visit);
    visit->response->status = 400;
}

struct enrolment {
    const struct visit *visit;
    struct text secret;
};

static bool begin_factor(struct write *write, void *argument, struct problems *problems)
{
    struct enrolment *enrolment = argument;
    return second_factor_begin(write, &enrolment->visit->access->second_factor, enrolment->visit->account.id,
                               &enrolment->secret, problems);
}

// The secret that was begun, or a new one. False with a problem if the second factor is there already.
static bool enrolment_secret(struct visit *visit, struct text *secret)
{
    struct enrolment enrolment = {.visit = visit};
    struct act act = visit_act(visit, "begin second factor");
    act.operation = identifier_new(visit->arena, visit->request->at, 0);
    if (!second_factor_begun(visit->store, visit->arena, &visit->access->second_factor, visit->account.id,
                             secret, &visit->problems))
        return false;
    if (secret->length)
        return true;
    if (!act_do(visit->store, visit->arena, &act, begin_factor, &enrolment, NULL, &visit->problems))
        return false;
    *secret = enrolment.secret;
    return true;
}

// "ABCD EFGH …", as people type it.
static struct text in_groups(struct arena *arena, struct text secret)
{
    struct text grouped = {0};
    for (size_t at = 0; at < secret.length; at += 4)
        grouped = text_print(arena, "%.*s%s%.*s", TEXT_PRINT(grouped), at ? " " : "",
                             TEXT_PRINT(text_slice(secret, at, at + 4)));
    return grouped;
}

// Who is signed in already and adds a second factor gives the password again: it opens the account from then on.
static bool may_enrol(struct visit *visit)
{
    return !visit_is_whole(visit) || visit_proves(visit, TEXT("/second-factor"));
}

static void show_enrolment(struct visit *visit)
{
    struct text secret;
    enum second_factor_state state;
    if (!second_factor_state(visit->store, visit->arena, visit->account.id, &state, &visit->problems))
        return;
    if (state == SECOND_FACTOR_CONFIRMED) {
        visit_go(visit, TEXT("/"));
        return;
    }
    if (!enrolment_secret(visit, &secret))
        return;
    struct page_enrolment_data data = {.address = totp_address(visit->arena, secret,
                                                               visit->page.office.in[LANGUAGE_ENGLISH],
                                                               visit->account.sign_in_name),
                                       .secret = in_groups(visit->arena, base32_text(visit->arena, secret))};
    page_enrolment(&visit->page, &data);
    visit_send_page(visit, visit->page.errors.count ? 422 : 200);
}

void enrolment_form(struct visit *visit)
{
    if (may_enrol(visit))
        show_enrolment(visit);
}

static void show_codes(struct visit *visit, const struct recovery_codes *codes)
{
    struct page_recovery_codes_data data = {0};
    for (size_t i = 0; i < RECOVERY_CODES; i++)
        *ARRAY_APPEND(visit->arena, &data.codes) = codes->codes[i];
    page_recovery_codes(&visit->page, &data);
    visit_send_page(visit, 200);
}

void enrolment_sent(struct visit *visit)
{
    struct sign_in_person person = person_of(visit);
    struct sign_in_answer answer = {0};
    struct recovery_codes codes;
    if (!may_enrol(visit))
        return;
    if (!sign_in_confirm_factor(visit->access, visit->store, visit->arena, &person,
                                form_value(&visit->form, "code"), visit->request->at, &answer, &codes,
                                &visit->problems)) {
        visit_begin_anew(visit);
        return;
    }
    if (answer.outcome == SIGN_IN_BEGUN) {
        visit_set_session(visit, answer.token);
        visit_set_device(visit, answer.device);
        visit->page.form_token = csrf_new(visit->arena, answer.token);
        show_codes(visit, &codes);
        return;
    }
    say_refused(visit, &answer, "code");
    show_enrolment(visit);
    visit->response->status = status_of(&answer);
}

// ---- Links ---------------------------------------------------------------------------------------------------------

// Behind the "#" of the link, which start.js puts into the form; without scripts the person does, or puts in the whole link.
static struct text token_of(struct text given)
{
    size_t at;
    while (text_find(given, TEXT("#"), &at))
        given = text_slice(given, at + 1, given.length);
    return text_trim(given);
}

static bool find_link(struct visit *visit, struct text token, bool *found, struct one_time_link *link)
{
    return link_find(visit->store, visit->arena, &visit->access->settings, token, visit->request->at, found,
                     link, &visit->problems);
}

static void show_link(struct visit *visit, struct text token, bool found, const struct one_time_link *link)
{
    struct page_link_data data = {
        .token = token, .given = true, .found = found, .least = LIMIT_PASSWORD_LEAST};
    if (found)
        data.sign_in_name = link->account.sign_in_name;
    page_link(&visit->page, &data);
    visit_send_page(visit, !found ? 404 : visit->page.errors.count ? 422 : 200);
}

void link_form(struct visit *visit)
{
    struct page_link_data data = {0};
    page_link(&visit->page, &data);
    visit_send_page(visit, 200);
}

void link_outdated(struct visit *visit)
{
    struct page_link_data data = {.token = form_value(&visit->form, "link_code")};
    say_outdated(visit);
    page_link(&visit->page, &data);
    visit_send_page(visit, 400);
}

struct link_password {
    const struct one_time_link *link;
    struct text stored;
};

static bool use_link(struct write *write, void *argument, struct problems *problems)
{
    struct link_password *password = argument;
    return link_use(write, password->link, password->stored, problems);
}

// Somebody was faster: with the link, which is none any more, as if there had never been one; or with the account, and the link is good
// for another attempt.
static void show_unused(struct visit *visit, struct text token)
{
    struct one_time_link link;
    bool found;
    visit_take_problems(visit, NULL);
    if (!find_link(visit, token, &found, &link))
        return;
    if (!found)
        visit->page.errors.count = 0;
    show_link(visit, token, found, &link);
}

// The token alone, or with the password.
void link_sent(struct visit *visit)
{
    struct one_time_link link;
    struct link_password password = {.link = &link};
    struct text token = token_of(form_value(&visit->form, "link_code")), chosen;
    bool found, busy;
    size_t at = 0;
    if (!find_link(visit, token, &found, &link))
        return;
    if (!found || !form_next(&visit->form, "password", &at, &chosen)) {
        show_link(visit, token, found, &link);
        return;
    }
    if (!password_prepare(visit->access, visit->arena, form_value(&visit->form, "password"), &link.account,
                          visit->page.office.in[LANGUAGE_ENGLISH], &busy, &password.stored,
                          &visit->problems)) {
        visit_take_problems(visit, "password");
        show_link(visit, token, true, &link);
        return;
    }
    struct act act = account_act(&link.account, identifier_new(visit->arena, visit->request->at, 0),
                                 TEXT("use link"), visit->request->at);
    act.audit_key = &visit->access->audit;
    if (act_do(visit->store, visit->arena, &act, use_link, &password, NULL, &visit->problems))
        visit_go(visit, TEXT("/sign-in"));
    else if (!visit->problems.input_output)
        show_unused(visit, token);
}
