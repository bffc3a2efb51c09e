// SPDX-License-Identifier: GPL-3.0-or-later
#include "job/job_removal.h"

#include "job/job_asker.h"
#include "job/job_json.h"
#include "job/job_kinds.h"
#include "report/extract_removal.h"

struct text job_removal_input(struct arena *arena, const struct job_removal *removal)
{
    struct buffer out = {0};
    struct json_writer json = {.out = &out};
    json_writer_open_object(&json, NULL);
    json_writer_text(&json, "confirmation", removal->confirmation);
    json_writer_text(&json, "reason", removal->reason);
    json_writer_boolean(&json, "open_too", removal->open_too);
    return job_json_finish(arena, &json);
}

bool job_removal_read(struct arena *arena, const struct job *job, struct job_removal *removal,
                      struct problems *problems)
{
    struct json_node root;
    if (!json_node_read(arena, job->id, job->input, &root, problems))
        return false;
    *removal = (struct job_removal){.confirmation = job_json_text(&root, "confirmation"),
                                    .reason = job_json_text(&root, "reason"),
                                    .open_too = job_json_truth(&root, "open_too")};
    return true;
}

static struct text result_text(struct arena *arena, struct text certificate, bool wiped)
{
    struct buffer out = {0};
    struct json_writer json = {.out = &out};
    json_writer_open_object(&json, NULL);
    json_writer_text(&json, "certificate", certificate);
    json_writer_boolean(&json, "wiped", wiped);
    return job_json_finish(arena, &json);
}

bool job_removal_result(struct arena *arena, const struct job *job, struct job_removal_result *result,
                        struct problems *problems)
{
    struct json_node root;
    if (!json_node_read(arena, job->id, job->result, &root, problems))
        return false;
    *result = (struct job_removal_result){.certificate = job_json_text(&root, "certificate"),
                                          .wiped = job_json_truth(&root, "wiped")};
    return true;
}

static bool check_asker(const struct job_run *run, struct problems *problems)
{
    struct account asker;
    return job_asker(run, &asker, problems) &&
           job_asker_may(&asker, PERMISSION_ERASE, (struct access_facts){0}, problems);
}

// That the bytes could not be written over is on the certificate, and in the server's own log.
static bool run_removal(struct job_run *run, struct problems *problems)
{
    struct job_removal wanted;
    struct act again = run->act;
    struct act_answer answer;
    struct problems left;
    bool wiped;
    problems_init(&left, run->arena);
    if (!job_removal_read(run->arena, run->job, &wanted, problems) || !check_asker(run, problems) ||
        job_run_must_stop(run, problems))
        return false;
    struct removal_order order = {.extract = run->job->subject,
                                  .confirmation = wanted.confirmation,
                                  .reason = wanted.reason,
                                  .open_too = wanted.open_too};
    again.operation = act_new(run->arena, run->act.actor).operation;
    if (!extract_remove(run->store, run->arena, &run->act, &again, &order, &wiped, &answer, &left, problems))
        return false;
    if (!wiped)
        problems_print(&left, LANGUAGE_ENGLISH, stderr);
    run->result = result_text(run->arena, answer.result, wiped);
    return true;
}

const struct job_kind job_kind_removal = {JOB_REMOVAL, N_("removal of an extract’s cases"), run_removal};
