// SPDX-License-Identifier: GPL-3.0-or-later
#include "job/job_edition.h"

#include "access/conflict.h"
#include "job/job_asker.h"
#include "job/job_json.h"
#include "job/job_kinds.h"
#include "report/make_edition.h"
#include "review/review.h"

struct text job_edition_input(struct arena *arena, const struct job_edition *edition)
{
    struct buffer out = {0};
    struct json_writer json = {.out = &out};
    json_writer_open_object(&json, NULL);
    json_writer_boolean(&json, "internal", edition->internal);
    json_writer_boolean(&json, "allow_draft", edition->allow_draft);
    json_writer_open_array(&json, "formats");
    for (size_t i = 0; i < edition->formats.count; i++)
        json_writer_text(&json, NULL, edition->formats.items[i]);
    json_writer_close(&json);
    return job_json_finish(arena, &json);
}

bool job_edition_read(struct arena *arena, const struct job *job, struct job_edition *edition,
                      struct problems *problems)
{
    struct json_node root;
    if (!json_node_read(arena, job->id, job->input, &root, problems))
        return false;
    struct job_edition read = {.internal = job_json_truth(&root, "internal"),
                               .allow_draft = job_json_truth(&root, "allow_draft")};
    const struct json_node *formats = json_node_find(&root, "formats");
    for (size_t i = 0; formats && formats->kind == JSON_NODE_ARRAY && i < formats->count; i++)
        if (formats->items[i].kind == JSON_NODE_TEXT)
            *ARRAY_APPEND(arena, &read.formats) = formats->items[i].text;
    *edition = read;
    return true;
}

bool job_edition_result(struct arena *arena, const struct job *job, struct text *number,
                        struct problems *problems)
{
    struct json_node root;
    if (!json_node_read(arena, job->id, job->result, &root, problems))
        return false;
    *number = job_json_text(&root, "edition");
    return true;
}

static struct text result_text(struct arena *arena, struct text number)
{
    struct buffer out = {0};
    struct json_writer json = {.out = &out};
    json_writer_open_object(&json, NULL);
    json_writer_text(&json, "edition", number);
    return job_json_finish(arena, &json);
}

// ---- Doing it ------------------------------------------------------------------------------------------------------

struct making {
    struct job_run *run;
    struct job_edition wanted;
    struct kept_edition edition;
    struct edition_file_list files;
};

// An internal edition names cases: it is for nobody to whom one of them is closed.
static bool check_asker(const struct making *making, struct problems *problems)
{
    const struct job_run *run = making->run;
    struct account asker;
    bool open = true;
    if (!job_asker(run, &asker, problems) ||
        !job_asker_may(&asker, PERMISSION_REPORT_BUILD, (struct access_facts){0}, problems) ||
        (making->wanted.internal &&
         !review_is_open_to(run->store, run->arena, asker.id, run->job->subject, &open, problems)))
        return false;
    return open || job_asker_refuse(problems);
}

static bool is_wanted(const struct job_edition *wanted, struct text format)
{
    for (size_t i = 0; i < wanted->formats.count; i++)
        if (text_equal(wanted->formats.items[i], format))
            return true;
    return false;
}

static bool make(struct making *making, struct problems *problems)
{
    const struct job_run *run = making->run;
    struct edition_order order = {.review = run->job->subject,
                                  .internal = making->wanted.internal,
                                  .allow_draft = making->wanted.allow_draft,
                                  .formats = ARENA_ARRAY(run->arena, bool, edition_format_count()),
                                  .at = run->act.at};
    for (size_t i = 0; i < edition_format_count(); i++) {
        struct edition_format format = edition_format_at(i);
        order.formats[i] = !format.on_request && is_wanted(&making->wanted, text_from(format.id));
    }
    return edition_make(run->store, run->arena, &order, &making->edition, &making->files, problems);
}

static bool keep(struct write *write, void *argument, struct problems *problems)
{
    struct making *making = argument;
    int64_t number;
    if (!kept_edition_add(write, &making->edition, &making->files, &number, problems))
        return false;
    write_result(write, text_print(write->arena, "%lld", (long long)number));
    return true;
}

static bool run_edition(struct job_run *run, struct problems *problems)
{
    struct making making = {.run = run};
    struct act_answer answer;
    if (!job_edition_read(run->arena, run->job, &making.wanted, problems) ||
        !check_asker(&making, problems) || job_run_must_stop(run, problems) || !make(&making, problems) ||
        job_run_must_stop(run, problems) ||
        !act_do(run->store, run->arena, &run->act, keep, &making, &answer, problems))
        return false;
    run->result = result_text(run->arena, answer.result);
    return true;
}

const struct job_kind job_kind_edition = {JOB_EDITION, N_("edition of a report"), run_edition};
