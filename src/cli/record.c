// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/record.h"

#include "base/file.h"
#include "format/secret_file.h"
#include "review/audit_chain.h"
#include "review/evaluation.h"

#include <errno.h>
#include <unistd.h>

static const char database[] = "craffu.db", key_name[] = "craffu.key";

// Where it cannot be looked, that is told, and not that nothing is there.
static bool is_data_folder(struct invocation *invocation, struct text path)
{
    if (access(text_terminated(invocation->arena, path), F_OK) == 0)
        return true;
    struct place place = {.source = invocation->data};
    if (errno != ENOENT)
        return problem_system(&invocation->problems, place, MESSAGE("the folder cannot be read: {reason}"),
                              errno);
    return problem_report(&invocation->problems, place, MESSAGE("this is not a data folder yet"),
                          MESSAGE("make it with craffu init, or name another with --data"));
}

static struct text key_path(const struct invocation *invocation)
{
    if (invocation->key_file.length)
        return invocation->key_file;
    return path_join(invocation->arena, invocation->data, text_from(key_name));
}

bool record_key(struct invocation *invocation, struct secret_key *key)
{
    return secret_file_read(key_path(invocation), key, &invocation->problems);
}

bool record_has_key(const struct invocation *invocation)
{
    return access(text_terminated(invocation->arena, key_path(invocation)), F_OK) == 0 || errno != ENOENT;
}

static bool check_key_is_there(struct invocation *invocation)
{
    struct text path = key_path(invocation);
    if (record_has_key(invocation))
        return true;
    return problem_report(
        &invocation->problems, (struct place){.source = path},
        MESSAGE("the key file is gone, and the audit log was begun with it"),
        MESSAGE("bring it back from its backup: a new one does not open what the old one closed"));
}

// What writes signs the audit log. A key is made only where nothing was signed yet: a missing one is not replaced.
static bool open_key(struct invocation *invocation)
{
    struct audit_head head;
    struct secret_key key;
    bool begun, made;
    if (!audit_head_read(invocation->store, invocation->arena, &begun, &head, &invocation->problems) ||
        (begun && !check_key_is_there(invocation)) ||
        (!begun && !secret_file_make(key_path(invocation), &made, &invocation->problems)) ||
        !record_key(invocation, &key))
        return false;
    invocation->audit_key = audit_chain_key(&key);
    secret_forget(&key, sizeof key);
    return true;
}

struct text record_database(const struct invocation *invocation)
{
    return path_join(invocation->arena, invocation->data, text_from(database));
}

bool record_open(struct invocation *invocation)
{
    static const enum store_access accesses[] = {
        [RECORD_READ] = STORE_READ, [RECORD_WRITE] = STORE_WRITE, [RECORD_CREATE] = STORE_CREATE};
    enum record_need need = invocation->command->record;
    const char *option = invocation->command->record_option;
    if (need == RECORD_NOT_NEEDED || (option && !given(invocation, option)))
        return true;
    struct text path = record_database(invocation);
    if (need == RECORD_CREATE && !directory_make_private(invocation->data, &invocation->problems))
        return false;
    if (need != RECORD_CREATE && !is_data_folder(invocation, path))
        return false;
    return store_open(path, accesses[need], &invocation->store, &invocation->problems) &&
           (need == RECORD_READ || open_key(invocation));
}

bool read_input(struct invocation *invocation, struct text path, size_t limit, struct text *content)
{
    return file_read(invocation->arena, path, limit, content, &invocation->problems);
}

// A number, a choice, or the name of a thing of the office.
static bool tells_nothing_of_a_case(const struct parameter *parameter)
{
    static const char *const names[] = {"REVIEW", "EXTRACT", "NAME", "extract", "criterion"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(parameter->name, names[i]) == 0)
            return true;
    return parameter->kind == VALUE_NONE || parameter->kind == VALUE_NUMBER ||
           parameter->kind == VALUE_CHOICE;
}

// The request stands in the audit log for ever: of what may tell of a case, only what a retry is known by. The key keeps others
// from trying values.
static struct text value_in_request(const struct invocation *invocation, const struct given *given)
{
    enum { SHOWN = 16 };
    if (tells_nothing_of_a_case(given->parameter))
        return given->value;
    struct text digits = hash_text(invocation->arena, secret_sign(&invocation->audit_key, given->value));
    return text_print(invocation->arena, "#%.*s", TEXT_PRINT(text_slice(digits, 0, SHOWN)));
}

// The command and what was given to it, without what only says how it is run.
static struct text request_of(const struct invocation *invocation)
{
    static const char *const ways[] = {"data", "language", "actor", "operation", "quiet"};
    struct text request = text_from(invocation->command->path);
    for (size_t i = 0; i < invocation->given.count; i++) {
        const struct given *given = &invocation->given.items[i];
        bool is_way = false;
        for (size_t way = 0; way < sizeof ways / sizeof *ways; way++)
            is_way |= strcmp(given->parameter->name, ways[way]) == 0;
        if (!is_way)
            request = text_print(invocation->arena, "%.*s %s=%.*s", TEXT_PRINT(request),
                                 given->parameter->name, TEXT_PRINT(value_in_request(invocation, given)));
    }
    return request;
}

struct act record_act(const struct invocation *invocation)
{
    struct act act = act_new(invocation->arena, invocation->actor);
    if (invocation->operation.length)
        act.operation = invocation->operation;
    act.request = request_of(invocation);
    act.audit_key = &invocation->audit_key;
    return act;
}

void say_repeated(const struct invocation *invocation, const struct act *act)
{
    say(invocation, MESSAGE("The operation {operation} had been done before; nothing was changed.",
                            VALUE("operation", act->operation)));
}

bool record_change(struct invocation *invocation, act_work *work, void *argument, enum status *status)
{
    struct act act = record_act(invocation);
    struct act_answer answer;
    if (!act_do(invocation->store, invocation->arena, &act, work, argument, &answer, &invocation->problems)) {
        *status = STATUS_BLOCKED;
        return false;
    }
    *status = STATUS_DONE;
    if (answer.repeated)
        say_repeated(invocation, &act);
    return !answer.repeated;
}

bool record_review(struct invocation *invocation, struct review *review, const struct instrument **instrument)
{
    struct problems *problems = &invocation->problems;
    return review_get(invocation->store, invocation->arena, given_text(invocation, "REVIEW"), review,
                      problems) &&
           review_instrument(invocation->arena, review, instrument, problems);
}

bool record_case(struct invocation *invocation, struct text review, struct text reference,
                 struct case_record *record)
{
    return case_find_selected(invocation->store, invocation->arena, review, reference, (struct place){0},
                              record, &invocation->problems);
}

bool given_date(struct invocation *invocation, const struct zone *zone, struct civil_date *date)
{
    struct civil_read read;
    if (!given(invocation, "date")) {
        *date = zone_to_civil(zone, act_new(invocation->arena, invocation->actor).at).date;
        return true;
    }
    struct text text = given_text(invocation, "date");
    if (civil_read(text, CIVIL_ORDER_NONE, &read) != CIVIL_READ || read.has_time)
        return usage_problem(invocation, MESSAGE("“{value}” is not a date", VALUE("value", text)),
                             MESSAGE("write it as 2019-02-28"));
    *date = read.time.date;
    return true;
}

struct localised given_localised(const struct invocation *invocation, const char *name,
                                 const char *name_in_welsh)
{
    return (struct localised){.in = {[LANGUAGE_ENGLISH] = given_text(invocation, name),
                                     [LANGUAGE_WELSH] = given_text(invocation, name_in_welsh)}};
}

struct text localised_text(const struct invocation *invocation, const struct localised *localised)
{
    return localised_in(localised, invocation->language);
}

struct text review_status_text(const struct invocation *invocation, const struct review *review)
{
    return message_word(invocation->language,
                        review->status == REVIEW_PUBLISHED ? N_("published") : N_("open"));
}

struct text ledger_counts_text(const struct invocation *invocation, const struct ledger_counts *counts)
{
    struct arena *arena = invocation->arena;
    struct text selected = message_word(invocation->language, N_("selected"));
    struct text line = text_print(arena, "%.*s %lld", TEXT_PRINT(selected), (long long)counts->selected);
    for (int state = 0; state < LEDGER_STATE_COUNT; state++) {
        struct text words = message_word(invocation->language, ledger_state_words((enum ledger_state)state));
        line = text_print(arena, "%.*s %s %.*s %lld", TEXT_PRINT(line), state ? "+" : "=", TEXT_PRINT(words),
                          (long long)counts->in[state]);
    }
    return text_print(arena, "%.*s\n", TEXT_PRINT(line));
}
