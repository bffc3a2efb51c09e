// SPDX-License-Identifier: GPL-3.0-or-later
#include "job/job.h"

#include "job/job_read.h"
#include "review/audit.h"

static const struct {
    const char *id, *words;
} states[JOB_STATE_COUNT] = {
    [JOB_WAITING] = {"waiting", N_("waiting")}, [JOB_RUNNING] = {"running", N_("running")},
    [JOB_DONE] = {"done", N_("done")},          [JOB_FAILED] = {"failed", N_("failed")},
    [JOB_STOPPED] = {"stopped", N_("stopped")},
};

const char *job_state_id(enum job_state state)
{
    return states[state].id;
}

const char *job_state_words(enum job_state state)
{
    return states[state].words;
}

static enum job_state state_from_id(struct text id)
{
    enum job_state state = JOB_WAITING;
    while (state < JOB_STATE_COUNT - 1 && !text_equal(id, text_from(states[state].id)))
        state++;
    return state;
}

struct job job_from_row(const struct store_rows *rows)
{
    struct job job = {
        .id = store_column_text(rows, 0),
        .kind = store_column_text(rows, 1),
        .subject = store_column_text(rows, 2),
        .input = store_column_text(rows, 3),
        .actor = store_column_text(rows, 5),
        .asked_at = store_column_integer(rows, 6),
        .state = state_from_id(store_column_text(rows, 7)),
        .attempts = store_column_integer(rows, 8),
        .began_at = store_column_integer(rows, 9),
        .ended_at = store_column_integer(rows, 10),
        .worker = store_column_text(rows, 11),
        .stop_asked = store_column_integer(rows, 12),
        .progress = {store_column_integer(rows, 13), store_column_integer(rows, 14),
                     store_column_text(rows, 15)},
        .result = store_column_text(rows, 16),
        .failure = store_column_localised(rows, 17),
    };
    language_from_code(store_column_text(rows, 4), &job.language);
    return job;
}

// ---- Asking --------------------------------------------------------------------------------------------------------

static bool add_uploads(struct write *write, const struct job_request *request, struct text id,
                        struct problems *problems)
{
    for (size_t i = 0; i < request->upload_count; i++) {
        const struct job_upload *upload = &request->uploads[i];
        if (!write_part(write, "job_upload_insert",
                        STORE_VALUES(store_text(id), store_text(upload->part), store_text(upload->file),
                                     store_text(upload->name), store_integer(upload->bytes)),
                        NULL, problems))
            return false;
    }
    return true;
}

bool job_ask(struct write *write, const struct job_request *request, struct text *id,
             struct problems *problems)
{
    struct text made = write_identifier(write);
    struct audited audited = {
        "job.ask", "job", made,
        AUDIT_DETAIL(write->arena, {"kind", text_from(request->kind)}, {"subject", request->subject})};
    if (!write_row(write, audited, "job_insert",
                   STORE_VALUES(store_text(made), store_text(text_from(request->kind)),
                                store_text(request->subject), store_text(request->input),
                                store_text(text_from(language_code(request->language))),
                                store_text(write->act->actor), store_integer(write->act->at)),
                   message_changed_meanwhile(), problems) ||
        !add_uploads(write, request, made, problems))
        return false;
    write_result(write, made);
    if (id)
        *id = made;
    return true;
}

bool job_ask_to_stop(struct write *write, struct text id, struct problems *problems)
{
    struct job job;
    if (!job_get(write->store, write->arena, id, &job, problems))
        return false;
    struct audited audited = {"job.stop", "job", id, AUDIT_DETAIL(write->arena, {"kind", job.kind})};
    return write_row(write, audited, "job_stop", STORE_VALUES(store_text(id), store_integer(write->act->at)),
                     job_is_over(&job) ? MESSAGE("this work is over: there is nothing to stop")
                                       : MESSAGE("this work was told to stop already"),
                     problems);
}

bool job_forget_cases(struct write *write, struct text id, struct problems *problems)
{
    struct job job;
    if (!job_get(write->store, write->arena, id, &job, problems))
        return false;
    if (!job_is_over(&job))
        return problem_report(problems, (struct place){0}, MESSAGE("this work is not over yet"),
                              MESSAGE("stop it, or wait for its end"));
    struct audited audited = {"job.forget", "job", id, AUDIT_DETAIL(write->arena, {"kind", job.kind})};
    return audit_tell(write, audited, problems) &&
           write_part(write, "job_reject_forget", STORE_VALUES(store_text(id)), NULL, problems) &&
           write_part(write, "job_exception_forget", STORE_VALUES(store_text(id)), NULL, problems);
}

// Of all cases, also those of which somebody must not know: no account has an empty name.
static bool has_row(struct store *store, struct arena *arena, const char *query, struct store_values values,
                    bool *has, struct problems *problems)
{
    struct store_rows *rows = store_query(store, arena, query, values);
    bool found = store_next(rows);
    if (!store_finish(rows, problems))
        return false;
    *has = found;
    return true;
}

bool job_keeps_cases(struct store *store, struct arena *arena, struct text id, bool *keeps,
                     struct problems *problems)
{
    struct store_value job = store_text(id), nobody = store_text(TEXT(""));
    bool rejects, exceptions;
    if (!has_row(store, arena, "job_reject_list",
                 STORE_VALUES(job, nobody, store_integer(1), store_integer(0)), &rejects, problems) ||
        !has_row(store, arena, "job_exception_list", STORE_VALUES(job, nobody), &exceptions, problems))
        return false;
    *keeps = rejects || exceptions;
    return true;
}

// ---- Reading -------------------------------------------------------------------------------------------------------

bool job_find(struct store *store, struct arena *arena, struct text id, bool *found, struct job *job,
              struct problems *problems)
{
    struct store_rows *rows = store_query(store, arena, "job_get", STORE_VALUES(store_text(id)));
    bool there = store_next(rows);
    struct job read = there ? job_from_row(rows) : (struct job){0};
    if (!store_finish(rows, problems))
        return false;
    *found = there;
    if (there)
        *job = read;
    return true;
}

bool job_get(struct store *store, struct arena *arena, struct text id, struct job *job,
             struct problems *problems)
{
    bool found;
    return job_find(store, arena, id, &found, job, problems) &&
           (found || problem_report_value(problems, (struct place){0}, id, MESSAGE("there is no such work"),
                                          NO_MESSAGE));
}

bool job_list(struct store *store, struct arena *arena, const char *kind, struct text subject, size_t most,
              struct job_list *list, struct problems *problems)
{
    struct job_list read = {0};
    struct store_value of = store_text(text_from(kind)), limit = store_integer((int64_t)most);
    struct store_rows *rows = subject.length
                                  ? store_query(store, arena, "job_list",
                                                STORE_VALUES(of, store_text(subject), limit))
                                  : store_query(store, arena, "job_list_kind", STORE_VALUES(of, limit));
    while (store_next(rows))
        *ARRAY_APPEND(arena, &read.list) = job_from_row(rows);
    if (!store_finish(rows, problems))
        return false;
    *list = read;
    return true;
}

bool job_uploads(struct store *store, struct arena *arena, struct text id, struct job_uploads *uploads,
                 struct problems *problems)
{
    struct job_uploads read = {0};
    struct store_rows *rows = store_query(store, arena, "job_upload_list", STORE_VALUES(store_text(id)));
    while (store_next(rows))
        *ARRAY_APPEND(arena, &read.list) = (struct job_upload){
            .part = store_column_text(rows, 0),
            .file = store_column_text(rows, 1),
            .name = store_column_text(rows, 2),
            .bytes = store_column_integer(rows, 3),
        };
    if (!store_finish(rows, problems))
        return false;
    *uploads = read;
    return true;
}

bool job_uploads_needed(struct store *store, struct arena *arena, struct job_uploads *uploads,
                        struct problems *problems)
{
    struct job_uploads read = {0};
    struct store_rows *rows = store_query(store, arena, "job_upload_needed", (struct store_values){0});
    while (store_next(rows))
        *ARRAY_APPEND(arena, &read.list) = (struct job_upload){.file = store_column_text(rows, 0)};
    if (!store_finish(rows, problems))
        return false;
    *uploads = read;
    return true;
}
