// SPDX-License-Identifier: GPL-3.0-or-later
#include "review/act.h"

#include "store/identifier.h"

#include <stdlib.h>
#include <time.h>

struct act act_new(struct arena *arena, struct text actor)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    int64_t at = (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
    return (struct act){.actor = actor, .operation = identifier_new(arena, at, 0), .at = at};
}

struct performance {
    struct arena *arena;
    const struct act *act;
    act_work *work;
    void *argument;
    struct act_answer answer;
    bool rehearsal, rehearsed;
};

// The operation is known: what it answered then. Another actor's operation is not this actor's to repeat.
static bool answer_again(struct store *store, struct performance *performance, struct problems *problems)
{
    const struct act *act = performance->act;
    struct text actor = {0}, request = {0}, result = {0};
    struct store_rows *rows = store_query(store, performance->arena, "operation_get",
                                          STORE_VALUES(store_text(act->operation)));
    if (store_next(rows)) {
        actor = store_column_text(rows, 0);
        request = store_column_text(rows, 1);
        result = store_column_text(rows, 2);
    }
    if (!store_finish(rows, problems))
        return false;
    if (!text_equal(actor, act->actor))
        return problem_report(problems, (struct place){0},
                              MESSAGE("the operation {operation} was done by somebody else",
                                      VALUE("operation", act->operation)),
                              NO_MESSAGE);
    if (!text_equal(request, act->request))
        return problem_report(problems, (struct place){0},
                              MESSAGE("the operation {operation} was something else: {request}",
                                      VALUE("operation", act->operation), VALUE("request", request)),
                              MESSAGE("give each change an id of its own; repeat one only as it was"));
    if (performance->rehearsal)
        return problem_report(
            problems, (struct place){0},
            MESSAGE("the operation {operation} is done already: there is nothing to rehearse",
                    VALUE("operation", act->operation)),
            NO_MESSAGE);
    performance->answer = (struct act_answer){.repeated = true, .result = result};
    return true;
}

static bool perform(struct store *store, void *argument, struct problems *problems)
{
    struct performance *performance = argument;
    const struct act *act = performance->act;
    struct write write = {.store = store, .arena = performance->arena, .act = act};
    int64_t changed = 0;
    performance->rehearsed = false;
    if (!store_run(store, "operation_insert",
                   STORE_VALUES(store_text(act->operation), store_text(act->actor), store_text(act->request),
                                store_integer(act->at)),
                   &changed, problems))
        return false;
    if (!changed)
        return answer_again(store, performance, problems);
    if (!performance->work(&write, performance->argument, problems))
        return false;
    if (write.unfinished)
        abort();               // intake_finish was forgotten
    if (write.result.length && // it was inserted without one
        !store_run(store, "operation_result",
                   STORE_VALUES(store_text(act->operation), store_text(write.result)), NULL, problems))
        return false;
    performance->answer = (struct act_answer){.result = write.result};
    performance->rehearsed = true;
    return !performance->rehearsal;
}

static bool check_act(const struct act *act, struct problems *problems)
{
    if (!act->actor.length)
        return problem_report(problems, (struct place){0}, MESSAGE("it is not known who does this"),
                              MESSAGE("say who with --actor"));
    if (!act->operation.length || act->operation.length > LIMIT_IDENTIFIER_BYTES)
        return problem_report(problems, (struct place){0},
                              MESSAGE("an operation id has between 1 and {limit} characters",
                                      NUMBER("limit", LIMIT_IDENTIFIER_BYTES)),
                              NO_MESSAGE);
    return true;
}

bool act_do(struct store *store, struct arena *arena, const struct act *act, act_work *work, void *argument,
            struct act_answer *answer, struct problems *problems)
{
    struct performance performance = {.arena = arena, .act = act, .work = work, .argument = argument};
    if (!check_act(act, problems) ||
        !store_transaction(store, STORE_WRITING, perform, &performance, problems))
        return false;
    if (answer)
        *answer = performance.answer;
    return true;
}

bool act_rehearse(struct store *store, struct arena *arena, const struct act *act, act_work *work,
                  void *argument, struct problems *problems)
{
    struct performance performance = {
        .arena = arena, .act = act, .work = work, .argument = argument, .rehearsal = true};
    if (!check_act(act, problems))
        return false;
    store_transaction(store, STORE_WRITING, perform, &performance, problems);
    return performance.rehearsed;
}

void write_result(struct write *write, struct text result)
{
    write->result = text_copy(write->arena, result);
}
