// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/sign_in.h"

#include "access/device.h"
#include "review/audit.h"
#include "store/identifier.h"

enum { RECENT_DAYS = 30 };

struct message sign_in_message(const struct sign_in_answer *answer)
{
    int64_t seconds = (answer->wait + 999999) / 1000000;
    switch (answer->outcome) {
    case SIGN_IN_REFUSED:
        return answer->stage == SESSION_SECOND_FACTOR
                   ? MESSAGE("This code is wrong, or was used before.")
                   : MESSAGE(
                         "The name and the password do not belong together, or this account cannot be used.");
    case SIGN_IN_WAIT:
        return MESSAGE_COUNT("Too many attempts. Try again in one second.",
                             "Too many attempts. Try again in {n} seconds.", seconds);
    case SIGN_IN_BUSY: return MESSAGE("Many people are signing in just now. Try again in a moment.");
    case SIGN_IN_BEGUN: break;
    }
    return NO_MESSAGE;
}

// What one step works on. The answer is made anew each time that its act is run.
struct step {
    struct access *access;
    const struct account *account; // NULL: there is none
    struct account now;            // as the act found it
    const struct session *replaced;
    struct session_start start;
    bool second_factor, confirms;
    struct text code, old_hash, new_hash; // a new hash, where it changes
    struct text address, device_account;
    bool accepted;
    struct sign_in_answer answer;
    struct recovery_codes codes;
};

static bool do_act(struct store *store, struct arena *arena, struct text actor, const char *request,
                   act_work *work, struct step *step, int64_t at, struct problems *problems)
{
    struct act act = {actor, identifier_new(arena, at, 0), text_from(request), at, &step->access->audit};
    return act_do(store, arena, &act, work, step, NULL, problems);
}

static bool insert_refusal(struct write *write, const struct step *step, struct problems *problems)
{
    struct text account = step->account ? step->account->id : (struct text){0}, id = write_identifier(write);
    struct text factor = step->second_factor ? TEXT("second_factor") : TEXT("password");
    struct text address = text_slice(step->address, 0, LIMIT_ADDRESS_BYTES);
    struct audited audited = {
        "sign_in.refuse", "sign_in", id,
        AUDIT_DETAIL(write->arena, {"account", account}, {"factor", factor}, {"address", address})};
    return write_row(write, audited, "sign_in_refusal_insert",
                     STORE_VALUES(store_text(id), store_optional(account), store_text(factor),
                                  store_text(address), store_integer(write->act->at)),
                     message_changed_meanwhile(), problems);
}

static bool refuse_work(struct write *write, void *argument, struct problems *problems)
{
    return insert_refusal(write, argument, problems);
}

// The first of each source are kept, then fewer and fewer: a stranger cannot fill the disk. Whether there is such an account
// makes no difference.
static bool is_kept(unsigned failures)
{
    enum { ALL_KEPT = 8 };
    return failures <= ALL_KEPT || (failures & (failures - 1)) == 0;
}

static bool refuse(struct store *store, struct arena *arena, struct step *step, unsigned failures, int64_t at,
                   struct problems *problems)
{
    step->answer = (struct sign_in_answer){.outcome = SIGN_IN_REFUSED, .stage = SESSION_WHOLE};
    return !is_kept(failures) ||
           do_act(store, arena, TEXT("unknown"), "sign in", refuse_work, step, at, problems);
}

static bool count_refusals(struct write *write, struct step *step, struct problems *problems)
{
    int64_t since = write->act->at - DAYS(RECENT_DAYS);
    struct store_rows *rows = store_query(write->store, write->arena, "sign_in_refusal_count",
                                          STORE_VALUES(store_text(step->account->id), store_integer(since)));
    if (store_next(rows))
        step->answer.refused_recently = store_column_integer(rows, 0);
    return store_finish(rows, problems);
}

static bool end_replaced(struct write *write, const struct step *step, struct problems *problems)
{
    return !step->replaced || !step->replaced->id.length ||
           write_part(write, "session_end",
                      STORE_VALUES(store_text(step->replaced->id), store_text(step->account->id),
                                   store_integer(write->act->at), store_text(TEXT("rotation"))),
                      NULL, problems);
}

// The new session, in place of the old one.
static bool begin(struct write *write, struct step *step, struct problems *problems)
{
    step->answer = (struct sign_in_answer){.outcome = SIGN_IN_BEGUN, .stage = step->start.stage};
    if (!session_begin(write, &step->access->settings, step->account, &step->start, &step->answer.token,
                       problems) ||
        !end_replaced(write, step, problems))
        return false;
    if (step->start.stage != SESSION_WHOLE)
        return true;
    if (step->device_account.length)
        step->answer.device = device_cookie_new(write->arena, &step->access->device, step->device_account,
                                                write->act->at);
    return count_refusals(write, step, problems);
}

static struct throttle_source source_of(const struct access *access, struct arena *arena, struct text name,
                                        struct text address, struct text device, bool second_factor,
                                        int64_t at)
{
    struct throttle_source source = {
        .account = account_fold(arena, name), .address = address, .second_factor = second_factor};
    device_cookie_is_good(&access->device, device, source.account, at, &source.device);
    return source;
}

// Where it begins anew after the password; problems only of the store.
static bool stage_of(struct access *access, struct store *store, struct arena *arena,
                     const struct account *account, enum session_stage *stage, struct problems *problems)
{
    enum second_factor_state state;
    if (!second_factor_state(store, arena, account->id, &state, problems))
        return false;
    *stage = state == SECOND_FACTOR_CONFIRMED                        ? SESSION_SECOND_FACTOR
             : account->roles & access->settings.second_factor_roles ? SESSION_ENROLMENT
                                                                     : SESSION_WHOLE;
    return true;
}

// A hash that was made at another cost is made anew, if there is a turn.
static void rehash(struct access *access, struct arena *arena, struct text password, struct step *step)
{
    struct text made;
    if (hasher_is_outdated(access->hasher, step->old_hash) &&
        hasher_make(access->hasher, arena, password, &made) == HASHER_YES)
        step->new_hash = made;
}

// Whoever read the account before the act may have read what is not so any more: while a password is being compared somebody else
// changes it, or the roles, or suspends the account. True: it is as it was signed in to, and step->account is as it is now.
static bool read_anew(struct write *write, struct step *step, bool *good, struct problems *problems)
{
    struct text hash;
    if (!account_get(write->store, write->arena, step->account->id, &step->now, problems) ||
        !password_get(write->store, write->arena, step->account->id, &hash, problems))
        return false;
    step->account = &step->now;
    *good = step->now.status == ACCOUNT_ACTIVE && text_equal(hash, step->old_hash);
    return !*good ||
           stage_of(step->access, write->store, write->arena, step->account, &step->start.stage, problems);
}

static bool sign_in_work(struct write *write, void *argument, struct problems *problems)
{
    struct step *step = argument;
    bool good;
    if (!read_anew(write, step, &good, problems))
        return false;
    if (!good) {
        step->answer = (struct sign_in_answer){.outcome = SIGN_IN_REFUSED, .stage = SESSION_WHOLE};
        return insert_refusal(write, step, problems);
    }
    return begin(write, step, problems) &&
           (!step->new_hash.length ||
            write_part(write, "password_rehash",
                       STORE_VALUES(store_text(step->account->id), store_text(step->old_hash),
                                    store_text(step->new_hash)),
                       NULL, problems));
}

struct known {
    bool found;
    struct account account;
    struct text hash;
};

// An account that can be signed in to; else everything is as if there were none.
static bool look_up(struct store *store, struct arena *arena, struct text name, struct known *known,
                    struct problems *problems)
{
    struct account account = {0};
    struct text hash;
    // The same two questions whether there is an account or not.
    if (!account_find(store, arena, name, &known->found, &account, problems) ||
        !password_get(store, arena, account.id, &hash, problems))
        return false;
    known->account = account;
    if (known->found && account.status == ACCOUNT_ACTIVE)
        known->hash = hash;
    return true;
}

static bool find_replaced(struct access *access, struct store *store, struct arena *arena, struct text token,
                          const struct account *account, int64_t at, struct session *replaced,
                          struct problems *problems)
{
    bool found = false;
    struct session session;
    struct account whose;
    if (token.length &&
        !session_find(store, arena, &access->settings, token, at, &found, &session, &whose, problems))
        return false;
    if (found && text_equal(whose.id, account->id))
        *replaced = session;
    return true;
}

static bool sign_in_known(struct access *access, struct store *store, struct arena *arena,
                          const struct sign_in_attempt *attempt, struct text password,
                          const struct known *known, struct throttle_source source, int64_t at,
                          struct sign_in_answer *answer, struct problems *problems)
{
    struct session replaced = {0};
    struct step step = {.access = access,
                        .account = &known->account,
                        .replaced = &replaced,
                        .start = {.origin = attempt->origin},
                        .old_hash = known->hash,
                        .address = attempt->origin.address};
    if (!find_replaced(access, store, arena, attempt->replaces, &known->account, at, &replaced, problems))
        return false;
    if (!source.device.length)
        step.device_account = source.account;
    rehash(access, arena, password, &step);
    if (!do_act(store, arena, known->account.sign_in_name, "sign in", sign_in_work, &step, at, problems))
        return false;
    if (step.answer.outcome == SIGN_IN_BEGUN)
        throttle_passed(access->throttle, source, at);
    *answer = step.answer;
    return true;
}

bool sign_in(struct access *access, struct store *store, struct arena *arena,
             const struct sign_in_attempt *attempt, int64_t at, struct sign_in_answer *answer,
             struct problems *problems)
{
    struct text password;
    struct known known = {0};
    size_t bad;
    if (!text_is_utf8(attempt->name, &bad) || text_characters(attempt->name) > LIMIT_SIGN_IN_NAME ||
        !password_normal(arena, attempt->password, &password)) {
        *answer = (struct sign_in_answer){.outcome = SIGN_IN_REFUSED, .stage = SESSION_WHOLE};
        return true; // no account has such a name or password: nothing is learnt by it
    }
    struct throttle_source source = source_of(access, arena, attempt->name, attempt->origin.address,
                                              attempt->device, false, at);
    struct throttle_answer admitted = throttle_admit(access->throttle, source, at);
    if (admitted.wait) {
        *answer = (struct sign_in_answer){
            .outcome = SIGN_IN_WAIT, .wait = admitted.wait, .stage = SESSION_WHOLE};
        return true;
    }
    if (!look_up(store, arena, attempt->name, &known, problems))
        return false;
    enum hasher_answer matched = hasher_match(access->hasher, known.hash, password);
    if (matched == HASHER_BUSY) {
        throttle_untried(access->throttle, source, at);
        *answer = (struct sign_in_answer){.outcome = SIGN_IN_BUSY, .stage = SESSION_WHOLE};
        return true;
    }
    if (matched == HASHER_YES)
        return sign_in_known(access, store, arena, attempt, password, &known, source, at, answer, problems);
    struct step step = {
        .access = access, .account = known.found ? &known.account : NULL, .address = attempt->origin.address};
    if (!refuse(store, arena, &step, admitted.failures, at, problems))
        return false;
    *answer = step.answer;
    return true;
}

// A session that ended since it was found begins no other: roles, a state and a password that change end all there are.
static bool check_lasts(struct write *write, const struct step *step, struct problems *problems)
{
    struct session_list sessions;
    if (!session_list(write->store, write->arena, &step->access->settings, step->account, write->act->at,
                      &sessions, problems))
        return false;
    for (size_t i = 0; i < sessions.list.count; i++)
        if (text_equal(sessions.list.items[i].id, step->replaced->id))
            return true;
    return problem_report(problems, (struct place){0}, MESSAGE("this session has ended"),
                          MESSAGE("sign in from the beginning"));
}

static bool second_factor_work(struct write *write, void *argument, struct problems *problems)
{
    struct step *step = argument;
    const struct second_factor_keys *keys = &step->access->second_factor;
    struct text account = step->account->id;
    if (!check_lasts(write, step, problems))
        return false;
    bool good = step->confirms
                    ? second_factor_confirm(write, keys, account, step->code, &step->accepted, &step->codes,
                                            problems)
                    : second_factor_take(write, keys, account, step->code, &step->accepted, problems);
    if (!good)
        return false;
    if (step->accepted)
        return begin(write, step, problems);
    step->answer = (struct sign_in_answer){.outcome = SIGN_IN_REFUSED, .stage = SESSION_SECOND_FACTOR};
    return insert_refusal(write, step, problems);
}

// The throttle about a step that a code decides.
static bool take_code(struct access *access, struct store *store, struct arena *arena,
                      const struct sign_in_person *person, struct step *step, int64_t at,
                      struct problems *problems)
{
    struct throttle_source source = source_of(access, arena, person->account->sign_in_name,
                                              person->origin.address, person->device, true, at);
    struct throttle_answer admitted = throttle_admit(access->throttle, source, at);
    if (admitted.wait) {
        step->answer = (struct sign_in_answer){
            .outcome = SIGN_IN_WAIT, .wait = admitted.wait, .stage = SESSION_SECOND_FACTOR};
        return true;
    }
    if (!source.device.length)
        step->device_account = source.account;
    if (!do_act(store, arena, person->account->sign_in_name, "second factor", second_factor_work, step, at,
                problems))
        return false;
    if (step->accepted)
        throttle_passed(access->throttle, source, at);
    return true;
}

static struct step step_of(struct access *access, const struct sign_in_person *person)
{
    return (struct step){.access = access,
                         .account = person->account,
                         .replaced = person->session,
                         .start = {.stage = SESSION_WHOLE, .origin = person->origin},
                         .address = person->origin.address};
}

static bool check_stage(const struct sign_in_person *person, enum session_stage a, enum session_stage b,
                        struct problems *problems)
{
    return person->session->stage == a || person->session->stage == b ||
           problem_report(problems, (struct place){0}, MESSAGE("this is not the next step of signing in"),
                          MESSAGE("sign in from the beginning"));
}

bool sign_in_second_factor(struct access *access, struct store *store, struct arena *arena,
                           const struct sign_in_person *person, struct text code, int64_t at,
                           struct sign_in_answer *answer, struct problems *problems)
{
    struct step step = step_of(access, person);
    step.second_factor = true;
    step.code = code;
    if (!check_stage(person, SESSION_SECOND_FACTOR, SESSION_SECOND_FACTOR, problems) ||
        !take_code(access, store, arena, person, &step, at, problems))
        return false;
    *answer = step.answer;
    return true;
}

bool sign_in_confirm_factor(struct access *access, struct store *store, struct arena *arena,
                            const struct sign_in_person *person, struct text code, int64_t at,
                            struct sign_in_answer *answer, struct recovery_codes *codes,
                            struct problems *problems)
{
    struct step step = step_of(access, person);
    step.second_factor = step.confirms = true;
    step.code = code;
    if (person->session->stage == SESSION_WHOLE)
        step.start.expires_at = person->session->expires_at;
    if (!check_stage(person, SESSION_ENROLMENT, SESSION_WHOLE, problems) ||
        !take_code(access, store, arena, person, &step, at, problems))
        return false;
    *answer = step.answer;
    if (step.accepted)
        *codes = step.codes;
    return true;
}

// The password of somebody who is signed in. *right only if it is; else the answer says what it was.
static bool check_password(struct access *access, struct store *store, struct arena *arena,
                           const struct sign_in_person *person, struct text password, struct step *step,
                           int64_t at, bool *right, struct problems *problems)
{
    struct text normal = {0};
    struct throttle_source source = source_of(access, arena, person->account->sign_in_name,
                                              person->origin.address, person->device, false, at);
    struct throttle_answer admitted = throttle_admit(access->throttle, source, at);
    *right = false;
    step->answer = (struct sign_in_answer){
        .outcome = SIGN_IN_WAIT, .wait = admitted.wait, .stage = SESSION_WHOLE};
    if (admitted.wait)
        return true;
    if (!password_get(store, arena, person->account->id, &step->old_hash, problems))
        return false;
    bool is_text = password_normal(arena, password, &normal);
    enum hasher_answer matched = hasher_match(access->hasher, is_text ? step->old_hash : (struct text){0},
                                              normal);
    step->answer.outcome = SIGN_IN_BUSY;
    if (matched == HASHER_NO)
        return refuse(store, arena, step, admitted.failures, at, problems);
    if (matched == HASHER_BUSY)
        throttle_untried(access->throttle, source, at);
    else
        throttle_passed(access->throttle, source, at);
    *right = matched == HASHER_YES;
    return true;
}

static bool again_work(struct write *write, void *argument, struct problems *problems)
{
    return check_lasts(write, argument, problems) && begin(write, argument, problems);
}

bool sign_in_again(struct access *access, struct store *store, struct arena *arena,
                   const struct sign_in_person *person, struct text password, int64_t at,
                   struct sign_in_answer *answer, struct problems *problems)
{
    struct step step = step_of(access, person);
    bool right;
    step.start.expires_at = person->session->expires_at;
    if (!check_stage(person, SESSION_WHOLE, SESSION_WHOLE, problems) ||
        !check_password(access, store, arena, person, password, &step, at, &right, problems) ||
        (right && !do_act(store, arena, person->account->sign_in_name, "prove again", again_work, &step, at,
                          problems)))
        return false;
    *answer = step.answer;
    return true;
}

static bool change_work(struct write *write, void *argument, struct problems *problems)
{
    struct step *step = argument;
    return check_lasts(write, step, problems) &&
           password_put(write, step->account->id, step->new_hash, (struct text){0}, problems) &&
           begin(write, step, problems);
}

bool sign_in_change_password(struct access *access, struct store *store, struct arena *arena,
                             const struct sign_in_person *person, struct text old_password,
                             struct text new_password, struct text office, int64_t at,
                             struct sign_in_answer *answer, struct problems *problems)
{
    struct step step = step_of(access, person);
    bool right, busy;
    step.start.expires_at = person->session->expires_at;
    if (!check_stage(person, SESSION_WHOLE, SESSION_WHOLE, problems) ||
        !check_password(access, store, arena, person, old_password, &step, at, &right, problems))
        return false;
    if (right && (!password_prepare(access, arena, new_password, person->account, office, &busy,
                                    &step.new_hash, problems) ||
                  !do_act(store, arena, person->account->sign_in_name, "change password", change_work, &step,
                          at, problems)))
        return false;
    *answer = step.answer;
    return true;
}
