// SPDX-License-Identifier: GPL-3.0-or-later
#include "job/job_lease.h"

#include "job/job_read.h"
#include "review/audit.h"

struct taking {
    struct arena *arena;
    struct text worker;
    int64_t at;
    bool found;
    struct job job;
};

static bool take(struct store *store, void *argument, struct problems *problems)
{
    struct taking *taking = argument;
    struct store_rows *rows = store_query(store, taking->arena, "job_next",
                                          STORE_VALUES(store_integer(taking->at)));
    taking->found = store_next(rows);
    if (taking->found)
        taking->job = job_from_row(rows);
    if (!store_finish(rows, problems))
        return false;
    if (!taking->found)
        return true;
    taking->job.attempts++;
    taking->job.state = JOB_RUNNING;
    taking->job.worker = taking->worker;
    taking->job.began_at = taking->at;
    return store_run(store, "job_take",
                     STORE_VALUES(store_text(taking->job.id), store_integer(taking->at),
                                  store_text(taking->worker), store_integer(taking->at + JOB_LEASE)),
                     NULL, problems);
}

// Looks first: a server that has nothing to do does not keep others from writing.
static bool is_due(struct store *store, struct arena *arena, int64_t at, bool *due, struct problems *problems)
{
    struct store_rows *rows = store_query(store, arena, "job_next", STORE_VALUES(store_integer(at)));
    *due = store_next(rows);
    return store_finish(rows, problems);
}

bool job_take(struct store *store, struct arena *arena, struct text worker, int64_t at, bool *found,
              struct job *job, struct problems *problems)
{
    struct taking taking = {.arena = arena, .worker = worker, .at = at};
    bool due;
    if (!is_due(store, arena, at, &due, problems) ||
        (due && !store_transaction(store, STORE_WRITING, take, &taking, problems)))
        return false;
    *found = taking.found;
    if (taking.found)
        *job = taking.job;
    return true;
}

bool job_renew(struct store *store, struct text id, struct text worker, int64_t at,
               const struct job_progress *progress, bool *kept, bool *stop, struct problems *problems)
{
    struct arena *arena = arena_new();
    struct job job = {0};
    int64_t changed;
    bool found = false;
    bool good = store_run(store, "job_renew",
                          STORE_VALUES(store_text(id), store_text(worker), store_integer(at + JOB_LEASE),
                                       store_integer(progress->done), store_integer(progress->total),
                                       store_text(progress->unit)),
                          &changed, problems) &&
                job_find(store, arena, id, &found, &job, problems);
    if (good) {
        *kept = changed;
        *stop = job.stop_asked;
    }
    arena_free(arena);
    return good;
}

bool job_give_back(struct store *store, struct text id, struct text worker, struct problems *problems)
{
    return store_run(store, "job_give_back", STORE_VALUES(store_text(id), store_text(worker)), NULL,
                     problems);
}

struct ending {
    const struct job *job;
    struct text worker;
    const struct job_outcome *outcome;
};

static bool end(struct write *write, void *argument, struct problems *problems)
{
    static const char *const actions[JOB_STATE_COUNT] = {
        [JOB_DONE] = "job.done", [JOB_FAILED] = "job.fail", [JOB_STOPPED] = "job.end"};
    const struct ending *ending = argument;
    const struct job_outcome *outcome = ending->outcome;
    struct audited audited = {actions[outcome->state], "job", ending->job->id,
                              AUDIT_DETAIL(write->arena, {"kind", ending->job->kind})};
    return write_row(write, audited, "job_end",
                     STORE_VALUES(store_text(ending->job->id), store_text(ending->worker),
                                  store_text(text_from(job_state_id(outcome->state))),
                                  store_integer(write->act->at), store_text(outcome->result),
                                  STORE_LOCALISED(outcome->failure)),
                     message_changed_meanwhile(), problems);
}

bool job_end(struct store *store, struct arena *arena, const struct job *job, struct text worker,
             const struct secret_key *audit_key, const struct job_outcome *outcome, struct problems *problems)
{
    struct ending ending = {job, worker, outcome};
    struct act act = act_new(arena, job->actor);
    act.request = TEXT("end job");
    act.audit_key = audit_key;
    return act_do(store, arena, &act, end, &ending, NULL, problems);
}
