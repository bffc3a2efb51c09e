// SPDX-License-Identifier: GPL-3.0-or-later
#include "job/job_import.h"

#include "extract/rejects.h"
#include "access/allocation.h"
#include "job/job_asker.h"
#include "job/job_json.h"
#include "job/job_kinds.h"
#include "job/reject_spool.h"
#include "job/upload.h"
#include "review/audit.h"
#include "review/evaluation.h"
#include "review/import.h"
#include "review/intake.h"
#include "review/intake_stage.h"
#include "review/review.h"

// ---- What is asked for ---------------------------------------------------------------------------------------------

struct text job_import_input(struct arena *arena, const struct job_import *import)
{
    struct buffer out = {0};
    struct json_writer json = {.out = &out};
    json_writer_open_object(&json, NULL);
    json_writer_text(&json, "extract", import->extract);
    json_writer_text(&json, "sheet", import->sheet);
    json_writer_text(&json, "log_sheet", import->log_sheet);
    json_writer_boolean(&json, "dry_run", import->dry_run);
    return job_json_finish(arena, &json);
}

bool job_import_read(struct arena *arena, const struct job *job, struct job_import *import,
                     struct problems *problems)
{
    struct json_node root;
    if (!json_node_read(arena, job->id, job->input, &root, problems))
        return false;
    *import = (struct job_import){.extract = job_json_text(&root, "extract"),
                                  .sheet = job_json_text(&root, "sheet"),
                                  .log_sheet = job_json_text(&root, "log_sheet"),
                                  .dry_run = job_json_truth(&root, "dry_run")};
    return true;
}

// ---- Doing it ------------------------------------------------------------------------------------------------------

struct importing {
    struct job_run *run;
    int64_t numbers[2]; // of the next reject, by is_log; 0: its header has not come
    struct reject_owner owner;
    struct reject_spool *spool; // until an act may write them; NULL: that of the import
};

// The act is run again from its beginning.
static void begin_again(struct importing *importing)
{
    importing->numbers[0] = importing->numbers[1] = 0;
    if (importing->spool)
        reject_spool_clear(importing->spool);
}

static bool put_reject(struct write *write, struct importing *importing, const struct extract_reject *reject,
                       struct problems *problems)
{
    struct arena *arena = arena_new();
    struct localised reason = {0};
    if (!reject->why && importing->numbers[reject->is_log])
        begin_again(importing);
    for (int i = 0; reject->why && i < LANGUAGE_COUNT; i++)
        reason.in[i] = rejects_reasons(arena, reject->why, (enum language)i);
    struct kept_reject kept = {.is_log = reject->is_log,
                               .number = importing->numbers[reject->is_log]++,
                               .record = (int64_t)reject->record,
                               .line = (int64_t)reject->line,
                               .reference = reject->reference,
                               .reason = reason,
                               .csv = reject->csv};
    bool good = importing->spool ? reject_spool_add(importing->spool, &kept, problems)
                                 : reject_put(write, importing->owner, &kept, problems);
    arena_free(arena);
    return good;
}

static bool keep_reject(struct write *write, void *context, const struct extract_reject *reject,
                        struct problems *problems)
{
    return put_reject(write, context, reject, problems);
}

static void tell(void *context, const struct extract_progress *progress)
{
    struct importing *importing = context;
    if (progress->all_bytes)
        job_run_tell(importing->run, (int64_t)progress->bytes, (int64_t)progress->all_bytes, N_("bytes"));
    else
        job_run_tell(importing->run, (int64_t)progress->rows, 0, N_("rows"));
}

static bool find_file(struct job_run *run, const char *part, struct text sheet, struct extract_file *file,
                      struct problems *problems)
{
    struct job_uploads uploads;
    struct job_upload upload;
    if (!job_uploads(run->store, run->arena, run->job->id, &uploads, problems))
        return false;
    for (size_t i = 0; i < uploads.list.count; i++) {
        if (!text_equal(uploads.list.items[i].part, text_from(part)))
            continue;
        if (!job_run_upload(run, part, &upload, &file->path, problems))
            return false;
        file->choice = (struct table_choice){.source = upload.name, .sheet = sheet};
    }
    return true;
}

static bool keep_spooled(struct write *write, void *argument, struct problems *problems)
{
    const struct importing *importing = argument;
    return reject_spool_put(importing->spool, write, importing->owner, problems);
}

static bool keep_checked(struct write *write, void *argument, struct problems *problems)
{
    const struct importing *importing = argument;
    const struct job *job = importing->run->job;
    struct audited audited = {"import.check", "review", job->subject,
                              AUDIT_DETAIL(write->arena, {"job", job->id})};
    return audit_tell(write, audited, problems) && keep_spooled(write, argument, problems);
}

// Nothing of it is in the record, so the rejects are put there afterwards, in the job's act.
static bool look_only(struct importing *importing, const struct import *import, struct import_answer *answer,
                      struct problems *problems)
{
    struct job_run *run = importing->run;
    struct act rehearsed = run->act;
    rehearsed.operation = text_print(run->arena, "%.*s-rehearsal", TEXT_PRINT(run->job->id));
    return import_run(run->store, run->arena, &rehearsed, import, answer, problems) &&
           act_do(run->store, run->arena, &run->act, keep_checked, importing, NULL, problems);
}

// The same for an extract that the record does not have: in a database of its own, so that nobody waits.
static bool look_beside(struct importing *importing, const struct import *import,
                        struct import_answer *answer, struct problems *problems)
{
    struct job_run *run = importing->run;
    struct act rehearsed = run->act;
    struct store *beside;
    rehearsed.operation = text_print(run->arena, "%.*s-rehearsal", TEXT_PRINT(run->job->id));
    struct upload *file = upload_new(run->uploads, -1, problems);
    bool good = file && store_open(text_from(upload_path(file)), STORE_CREATE, &beside, problems);
    if (good) {
        good = import_run(beside, run->arena, &rehearsed, import, answer, problems);
        store_close(beside);
    }
    upload_cancel(file);
    return good && act_do(run->store, run->arena, &run->act, keep_checked, importing, NULL, problems);
}

// A new extract is taken in bit by bit, and others write meanwhile. What changes one is done in one act.
static bool take_in(struct importing *importing, const struct import *import, struct import_answer *answer,
                    struct problems *problems)
{
    struct job_run *run = importing->run;
    bool is_new;
    if (!intake_stage_suits(run->store, run->arena, import->extract, &is_new, problems))
        return false;
    if ((is_new || import->dry_run) && !(importing->spool = reject_spool_new(problems)))
        return false;
    if (import->dry_run)
        return is_new ? look_beside(importing, import, answer, problems)
                      : look_only(importing, import, answer, problems);
    if (is_new)
        return intake_stage_import(run->store, run->arena, &run->act, import, keep_spooled, importing, answer,
                                   problems);
    return import_run(run->store, run->arena, &run->act, import, answer, problems);
}

static bool check_asker(const struct job_run *run, struct problems *problems)
{
    struct account asker;
    struct access_facts facts;
    return job_asker(run, &asker, problems) &&
           review_facts(run->store, run->arena, asker.id, run->job->subject, &facts, problems) &&
           job_asker_may(&asker, PERMISSION_IMPORT, facts, problems);
}

static bool run_import(struct job_run *run, struct problems *problems)
{
    struct importing importing = {.run = run};
    struct job_import wanted;
    struct review review;
    struct import_answer answer;
    struct import import = {.request = {.language = run->job->language,
                                        .progress = tell,
                                        .context = &importing,
                                        .stop = run->stop},
                            .keep_reject = keep_reject,
                            .keep_context = &importing};
    if (!job_import_read(run->arena, run->job, &wanted, problems) || !check_asker(run, problems) ||
        !review_get(run->store, run->arena, run->job->subject, &review, problems) ||
        !review_instrument(run->arena, &review, &import.request.instrument, problems) ||
        !find_file(run, "cases", wanted.sheet, &import.request.cases, problems) ||
        !find_file(run, "log", wanted.log_sheet, &import.request.log, problems))
        return false;
    import.extract = wanted.extract.length ? wanted.extract : review.id;
    import.dry_run = wanted.dry_run;
    importing.owner = (struct reject_owner){run->job->id, import.extract};
    bool good = take_in(&importing, &import, &answer, problems);
    reject_spool_free(importing.spool);
    if (good)
        run->result = import_counts_text(run->arena, &answer.report);
    return good;
}

const struct job_kind job_kind_import = {JOB_IMPORT, N_("import of an extract"), run_import};

// ---- What became of it ---------------------------------------------------------------------------------------------

static struct job_import_counts counts_of(const struct extract_outcome *outcome)
{
    return (struct job_import_counts){.sent = outcome->sent,
                                      .name = outcome->source,
                                      .read = (int64_t)outcome->read,
                                      .created = (int64_t)outcome->effects[EXTRACT_CREATED],
                                      .updated = (int64_t)outcome->effects[EXTRACT_UPDATED],
                                      .unchanged = (int64_t)outcome->effects[EXTRACT_UNCHANGED],
                                      .rejected = (int64_t)outcome->rejected};
}

bool job_import_result(struct arena *arena, const struct job *job, struct job_import_result *result,
                       struct problems *problems)
{
    struct extract_report report;
    if (!import_counts_read(arena, job->result, &report, problems))
        return false;
    *result = (struct job_import_result){counts_of(&report.cases), counts_of(&report.log)};
    return true;
}

static struct job_import_counts counts_kept(const struct intake_record *kept, enum intake_file_kind kind)
{
    const struct intake_counts *counts = kind == INTAKE_LOG ? &kept->log : &kept->cases;
    struct job_import_counts told = {.created = counts->effects[EXTRACT_CREATED],
                                     .updated = counts->effects[EXTRACT_UPDATED],
                                     .unchanged = counts->effects[EXTRACT_UNCHANGED],
                                     .rejected = counts->rejected};
    for (size_t i = 0; i < kept->file_count; i++)
        if (kept->files[i].kind == kind) {
            told.sent = true;
            told.name = kept->files[i].name;
            told.sha256 = kept->files[i].sha256;
        }
    return told;
}

static void put_record(struct arena *arena, struct job_import_record record,
                       struct job_import_records *records)
{
    ARRAY_APPEND(arena, &records->list);
    size_t at = records->list.count - 1;
    for (; at > 0 && records->list.items[at - 1].at < record.at; at--)
        records->list.items[at] = records->list.items[at - 1];
    records->list.items[at] = record;
}

bool job_import_history(struct store *store, struct arena *arena, struct text extract,
                        struct job_import_records *records, struct problems *problems)
{
    struct intake_list imports;
    if (!intake_list(store, arena, extract, &imports, problems))
        return false;
    for (size_t i = imports.list.count; i-- > 0;) {
        const struct intake_record *kept = &imports.list.items[i];
        put_record(arena,
                   (struct job_import_record){.operation = kept->operation,
                                              .extract = extract,
                                              .actor = kept->actor,
                                              .at = kept->at,
                                              .cases = counts_kept(kept, INTAKE_CASES),
                                              .log = counts_kept(kept, INTAKE_LOG)},
                   records);
    }
    return true;
}

// ---- What it leaves ------------------------------------------------------------------------------------------------

bool job_reject_count(struct store *store, struct arena *arena, struct text job, struct text account,
                      int64_t *count, struct problems *problems)
{
    struct store_rows *rows = store_query(store, arena, "job_reject_count",
                                          STORE_VALUES(store_text(job), store_text(account)));
    int64_t read = store_next(rows) ? store_column_integer(rows, 0) : 0;
    if (!store_finish(rows, problems))
        return false;
    *count = read;
    return true;
}

bool job_reject_list(struct store *store, struct arena *arena, struct text job, struct text account,
                     int64_t from, int64_t most, struct job_rejects *rejects, struct problems *problems)
{
    struct job_rejects read = {0};
    struct store_rows *rows = store_query(
        store, arena, "job_reject_list",
        STORE_VALUES(store_text(job), store_text(account), store_integer(most), store_integer(from)));
    while (store_next(rows))
        *ARRAY_APPEND(arena, &read.list) = (struct job_reject){
            .part = store_column_text(rows, 0),
            .record = store_column_integer(rows, 1),
            .line = store_column_integer(rows, 2),
            .reason = store_column_localised(rows, 3),
        };
    if (!store_finish(rows, problems))
        return false;
    *rejects = read;
    return true;
}

bool job_reject_lines(struct store *store, struct text job, const char *part, struct text account,
                      bool (*take)(void *context, struct text line, struct problems *problems), void *context,
                      struct problems *problems)
{
    enum { ROWS_AT_ONCE = 1000 };
    struct arena *arena = arena_new();
    int64_t after = -1, seen = ROWS_AT_ONCE;
    bool good = true;
    while (good && seen == ROWS_AT_ONCE) { // in pieces, so that memory stays small
        struct store_rows *rows = store_query(store, arena, "job_reject_lines",
                                              STORE_VALUES(store_text(job), store_text(text_from(part)),
                                                           store_text(account), store_integer(after),
                                                           store_integer(ROWS_AT_ONCE)));
        for (seen = 0; good && store_next(rows); seen++) {
            after = store_column_integer(rows, 0);
            good = take(context, store_column_text(rows, 1), problems);
        }
        good = store_finish(rows, problems) && good;
        arena_reset(arena);
    }
    arena_free(arena);
    return good;
}
