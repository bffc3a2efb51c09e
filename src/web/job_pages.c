// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/job_pages.h"

#include "job/job_edition.h"
#include "job/job_import.h"
#include "job/job_json.h"
#include "job/job_kinds.h"
#include "job/job_population.h"
#include "job/job_removal.h"
#include "job/upload.h"
#include "review/audit.h"
#include "review/consultation.h"
#include "web/retention_pages.h"
#include "web/routes.h"
#include "web/visit_words.h"

enum { REJECTS_OF_A_PAGE = 50 };
#define REFRESH_SECONDS "4"

struct text job_address(const struct visit *visit, struct text id, const char *below)
{
    return text_print(visit->arena, "/jobs/%.*s%s", TEXT_PRINT(id), below);
}

static struct access_facts facts_of(const struct visit *visit, const struct job *job)
{
    return (struct access_facts){.own = text_equal(job->actor, visit->account.sign_in_name)};
}

bool job_visited(struct visit *visit, const char *kind, enum permission permission, struct job *job)
{
    if (!job_get(visit->store, visit->arena, visit->parts[0], job, &visit->problems))
        return false;
    if (kind && !text_equal(job->kind, text_from(kind)))
        return false; // there is no such page
    if (visit_allows(visit, permission, facts_of(visit, job)))
        return true;
    visit_fail(visit, 403);
    return false;
}

bool job_consulted(struct visit *visit, const char *action, struct text job)
{
    struct act act = visit_look(visit, "consult job");
    struct audited look = {action, "job", job, {0}};
    return consultation_tell(visit->store, visit->arena, visit->told, &act, look, NULL, &visit->problems);
}

static bool tell(struct write *write, void *argument, struct problems *problems)
{
    const struct audited *audited = argument;
    return audit_tell(write, *audited, problems);
}

bool job_disclosed(struct visit *visit, const char *action, struct text job, struct text what)
{
    struct act act = visit_act(visit, "take along");
    struct audited audited = {action, "job", job, AUDIT_DETAIL(visit->arena, {"file", what})};
    return act_do(visit->store, visit->arena, &act, tell, &audited, NULL, &visit->problems);
}

static bool ask(struct write *write, void *argument, struct problems *problems)
{
    return job_ask(write, argument, NULL, problems);
}

bool job_begin(struct visit *visit, const char *request, const struct job_request *job)
{
    struct act act = visit_act(visit, request);
    struct act_answer answer;
    struct job_request wanted = *job;
    if (!act_do(visit->store, visit->arena, &act, ask, &wanted, &answer, &visit->problems))
        return false;
    if (visit->upload && !answer.repeated)
        site_upload_keep(visit->upload);
    if (visit->jobs)
        job_runner_wake(visit->jobs);
    visit_go(visit, job_address(visit, answer.result, ""));
    return true;
}

void job_add_row(struct visit *visit, const struct job *job, struct component_table *table)
{
    struct table_row *row = ARRAY_APPEND(visit->arena, &table->rows);
    visit_add_cell(visit, row, visit_time(visit, job->asked_at), job_address(visit, job->id, ""));
    visit_add_cell(visit, row, job->actor, (struct text){0});
    visit_add_cell(visit, row, visit_word(visit, job_state_words(job->state)), (struct text){0});
}

// ---- How far it is, and what came of it ----------------------------------------------------------------------------

static void add_link(struct visit *visit, struct page_job_data *data, struct text address, struct text words)
{
    *ARRAY_APPEND(visit->arena, &data->links) = (struct job_link){address, words};
}

static void add_counts(struct visit *visit, struct page_job_data *data,
                       const struct job_import_counts *counts, bool is_log)
{
    struct page *page = &visit->page;
    if (!counts->sent)
        return;
    visit_add_fact(
        visit, &data->facts, is_log ? SAY("Entries of the log") : SAY("Cases"),
        SAY("{file}: {read} rows read: {created} new, {updated} changed, {unchanged} as before, {rejected} "
            "rejected",
            VALUE("file", text_visible(visit->arena, counts->name)), NUMBER("read", counts->read),
            NUMBER("created", counts->created), NUMBER("updated", counts->updated),
            NUMBER("unchanged", counts->unchanged), NUMBER("rejected", counts->rejected)));
}

static bool add_import(struct visit *visit, const struct job *job, struct page_job_data *data)
{
    struct page *page = &visit->page;
    struct job_import import;
    struct job_import_result result;
    data->back = text_print(visit->arena, "/reviews/%.*s/imports", TEXT_PRINT(job->subject));
    data->back_words = SAY("Imports of this review");
    if (!job_import_read(visit->arena, job, &import, &visit->problems))
        return false;
    data->title = import.dry_run ? SAY("Check of an extract") : SAY("Import of an extract");
    if (job->state != JOB_DONE)
        return true;
    if (!job_import_result(visit->arena, job, &result, &visit->problems))
        return false;
    add_counts(visit, data, &result.cases, false);
    add_counts(visit, data, &result.log, true);
    if (import.dry_run)
        visit_add_fact(visit, &data->facts, SAY("Imported"), SAY("Nothing: it was only checked"));
    if (result.cases.rejected + result.log.rejected &&
        visit_allows(visit, PERMISSION_REJECTS_READ, facts_of(visit, job)))
        add_link(visit, data, job_address(visit, job->id, "/rejects"),
                 SAY("Rejected rows, with the reasons"));
    return true;
}

static bool add_population(struct visit *visit, const struct job *job, struct page_job_data *data)
{
    struct page *page = &visit->page;
    struct job_population wanted;
    struct job_population_result result;
    data->title = SAY("Check of every case");
    data->back = TEXT("/population");
    data->back_words = SAY("Checks of every case");
    if (job->state != JOB_DONE)
        return true;
    if (!job_population_read(visit->arena, job, &wanted, &visit->problems) ||
        !job_population_result(visit->arena, job, &result, &visit->problems))
        return false;
    visit_add_fact(visit, &data->facts, SAY("Cases counted"), number_text(visit->arena, result.cases));
    visit_add_fact(visit, &data->facts, SAY("Rows rejected, not counted"),
                   number_text(visit->arena, result.rejected));
    visit_add_fact(visit, &data->facts, SAY("What was sent"), SAY("removed when the check was over"));
    if (visit_allows(visit, PERMISSION_POPULATION_CHECK, (struct access_facts){0}))
        add_link(visit, data, job_address(visit, job->id, "/tables"), SAY("The tables"));
    if (wanted.criterion.length && visit_allows(visit, PERMISSION_POPULATION_CHECK, (struct access_facts){0}))
        add_link(visit, data, job_address(visit, job->id, "/cases"), SAY("The cases of one outcome"));
    return true;
}

static bool add_removal(struct visit *visit, const struct job *job, struct page_job_data *data)
{
    struct page *page = &visit->page;
    struct job_removal_result result;
    data->title = SAY("Removal of {extract}", VALUE("extract", job->subject));
    data->back = extract_address(visit->arena, job->subject);
    data->back_words = SAY("The extract");
    if (job->state != JOB_DONE)
        return true;
    if (!job_removal_result(visit->arena, job, &result, &visit->problems))
        return false;
    visit_add_fact(visit, &data->facts, SAY("Certificate"), result.certificate);
    visit_add_fact(visit, &data->facts, SAY("Bytes written over"),
                   result.wiped ? SAY("Yes") : SAY("not yet"));
    if (visit_allows(visit, PERMISSION_RETENTION_MANAGE, (struct access_facts){0}))
        add_link(visit, data, text_print(visit->arena, "%.*s/certificate", TEXT_PRINT(data->back)),
                 SAY("The certificate"));
    return true;
}

static bool add_edition(struct visit *visit, const struct job *job, struct page_job_data *data)
{
    struct page *page = &visit->page;
    struct text number;
    data->title = SAY("Edition of a report");
    data->back = text_print(visit->arena, "/reviews/%.*s/reports", TEXT_PRINT(job->subject));
    data->back_words = SAY("Reports of this review");
    if (job->state != JOB_DONE)
        return true;
    if (!job_edition_result(visit->arena, job, &number, &visit->problems))
        return false;
    visit_add_fact(visit, &data->facts, SAY("Edition"), number);
    add_link(visit, data, text_print(visit->arena, "%.*s/%.*s", TEXT_PRINT(data->back), TEXT_PRINT(number)),
             SAY("The edition, with its files"));
    return true;
}

static bool add_other(struct visit *visit, const struct job *job, struct page_job_data *data)
{
    const struct job_kind *kind = job_kind_find(job->kind);
    struct page *page = &visit->page;
    data->title = kind ? visit_word(visit, kind->words) : job->kind;
    data->back = TEXT("/");
    data->back_words = SAY("Programme");
    return true;
}

static bool add_kind(struct visit *visit, const struct job *job, struct page_job_data *data)
{
    static const struct {
        const char *kind;
        bool (*add)(struct visit *visit, const struct job *job, struct page_job_data *data);
    } kinds[] = {{JOB_IMPORT, add_import},
                 {JOB_POPULATION, add_population},
                 {JOB_REMOVAL, add_removal},
                 {JOB_EDITION, add_edition}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (text_equal(job->kind, text_from(kinds[i].kind)))
            return kinds[i].add(visit, job, data);
    return add_other(visit, job, data);
}

static struct text so_far(struct visit *visit, const struct job *job, const struct job_progress *progress)
{
    struct page *page = &visit->page;
    if (job->state == JOB_WAITING)
        return SAY("It waits until the work before it is done.");
    if (job->stop_asked)
        return SAY("It is being stopped.");
    if (progress->total > 0)
        return SAY("{percent} % is done.",
                   NUMBER("percent", (double)progress->done * 100 / (double)progress->total));
    if (progress->done > 0 && text_equal(progress->unit, TEXT("rows")))
        return page_words(page, &MESSAGE_COUNT("One row is done.", "{n} rows are done.", progress->done));
    return SAY("It has begun.");
}

static void add_progress(struct visit *visit, const struct job *job, struct page_job_data *data)
{
    struct job_progress progress = job->progress;
    if (visit->jobs)
        job_runner_progress(visit->jobs, visit->arena, job->id, &progress);
    data->so_far = so_far(visit, job, &progress);
    data->all = progress.total;
    data->parts = progress.done < progress.total ? progress.done : progress.total;
}

static void add_failure(struct visit *visit, const struct job *job, struct page_job_data *data)
{
    struct text rest = localised_in(&job->failure, visit->page.language), line;
    while (text_split(&rest, '\n', &line))
        *ARRAY_APPEND(visit->arena, &data->failure) = text_trim(line);
}

static bool add_uploads(struct visit *visit, const struct job *job, struct page_job_data *data)
{
    struct page *page = &visit->page;
    struct job_uploads uploads;
    if (!job_uploads(visit->store, visit->arena, job->id, &uploads, &visit->problems))
        return false;
    for (size_t i = 0; i < uploads.list.count; i++) {
        const struct job_upload *one = &uploads.list.items[i];
        struct text what = one->name.length
                               ? SAY("{file}, {bytes} bytes",
                                     VALUE("file", text_visible(visit->arena, one->name)),
                                     NUMBER("bytes", one->bytes))
                               : SAY("its name is removed, {bytes} bytes", NUMBER("bytes", one->bytes));
        visit_add_fact(visit, &data->facts,
                       text_equal(one->part, TEXT("log")) ? SAY("File of the log") : SAY("File of cases"),
                       what);
    }
    return true;
}

// Only who may remove it learns that there is anything.
static bool add_forgetting(struct visit *visit, const struct job *job, struct page_job_data *data)
{
    struct page *page = &visit->page;
    bool keeps = false;
    if (data->over && visit_allows(visit, PERMISSION_ERASE, (struct access_facts){0}) &&
        !job_keeps_cases(visit->store, visit->arena, job->id, &keeps, &visit->problems))
        return false;
    data->may_forget = keeps;
    *ARRAY_APPEND(visit->arena, &data->confirmation) = (struct choice){
        .value = TEXT("yes"), .label = SAY("I want this to be removed")};
    return true;
}

static bool fill_job(struct visit *visit, const struct job *job, struct page_job_data *data)
{
    struct page *page = &visit->page;
    data->over = job_is_over(job);
    data->failed = job->state == JOB_FAILED;
    data->may_stop = !data->over && !job->stop_asked &&
                     visit_allows(visit, PERMISSION_JOB_STOP, facts_of(visit, job));
    data->operation = visit_operation(visit);
    visit_add_fact(visit, &data->facts, SAY("State"), visit_word(visit, job_state_words(job->state)));
    visit_add_fact(visit, &data->facts, SAY("Asked for by"), job->actor);
    visit_add_fact(visit, &data->facts, SAY("Asked for at"), visit_time(visit, job->asked_at));
    if (job->ended_at)
        visit_add_fact(visit, &data->facts, SAY("Ended at"), visit_time(visit, job->ended_at));
    if (!data->over)
        add_progress(visit, job, data);
    if (data->failed && localised_in(&job->failure, page->language).length)
        add_failure(visit, job, data);
    return add_forgetting(visit, job, data) && add_uploads(visit, job, data) && add_kind(visit, job, data);
}

// Who asks for it, such as without scripts, has the page loaded again by itself; else it would take a reader's place away (WCAG 2.2.2).
static bool is_to_refresh(const struct visit *visit)
{
    struct text refresh = form_value(&visit->query, "refresh");
    return text_equal(refresh, TEXT("yes")) || text_equal(visit->request->query, TEXT(VISIT_BY_ITSELF));
}

static void show_job(struct visit *visit, const struct job *job)
{
    struct page_job_data data = {.id = job->id};
    if (!fill_job(visit, job, &data))
        return;
    data.refreshes = !data.over && is_to_refresh(visit) && !visit->page.errors.count;
    if (data.refreshes)
        visit_header(visit, "Refresh",
                     text_print(visit->arena, REFRESH_SECONDS "; url=%s%.*s?" VISIT_BY_ITSELF,
                                visit->page.language == LANGUAGE_WELSH ? "/cy" : "",
                                TEXT_PRINT(job_address(visit, job->id, ""))));
    page_job(&visit->page, &data);
    visit_send_page(visit, visit->page.errors.count ? 422 : 200);
}

void job_page(struct visit *visit)
{
    struct job job;
    if (job_visited(visit, NULL, PERMISSION_JOB_READ, &job))
        show_job(visit, &job);
}

// For src/web/assets/progress.js.
static struct text progress_text(struct visit *visit, const struct page_job_data *data, struct text words)
{
    struct buffer out = {0};
    struct json_writer json = {.out = &out};
    json_writer_open_object(&json, NULL);
    json_writer_boolean(&json, "over", data->over);
    json_writer_text(&json, "words", words);
    json_writer_integer(&json, "done", data->parts);
    json_writer_integer(&json, "all", data->all);
    return job_json_finish(visit->arena, &json);
}

void job_progress_sent(struct visit *visit)
{
    struct page *page = &visit->page;
    struct job job;
    if (!job_visited(visit, NULL, PERMISSION_JOB_READ, &job))
        return;
    struct page_job_data data = {.over = job_is_over(&job)};
    if (!data.over)
        add_progress(visit, &job, &data);
    struct text words = data.over ? SAY("It is over: {state}.", WORD("state", job_state_words(job.state)))
                                  : data.so_far;
    visit->response->status = 200;
    visit->response->content_type = TEXT("application/json");
    visit->response->body = progress_text(visit, &data, words);
}

// ---- Stopping ------------------------------------------------------------------------------------------------------

static bool stop(struct write *write, void *argument, struct problems *problems)
{
    const struct job *job = argument;
    return job_ask_to_stop(write, job->id, problems);
}

// The work is told first: while it writes, the record cannot be written.
void job_stop_sent(struct visit *visit)
{
    struct job job;
    struct act act = visit_act(visit, "stop job");
    if (!job_visited(visit, NULL, PERMISSION_JOB_STOP, &job))
        return;
    if (visit->jobs)
        job_runner_stop_job(visit->jobs, job.id);
    bool good = act_do(visit->store, visit->arena, &act, stop, &job, NULL, &visit->problems);
    if (visit->problems.input_output)
        return;
    if (visit->jobs)
        job_runner_wake(visit->jobs);
    visit_take_problems(visit, NULL);
    if (good)
        visit_go(visit, job_address(visit, job.id, ""));
    else
        show_job(visit, &job);
}

// ---- Removing ------------------------------------------------------------------------------------------------------

static bool forget(struct write *write, void *argument, struct problems *problems)
{
    const struct job *job = argument;
    return job_forget_cases(write, job->id, problems);
}

void job_forget_sent(struct visit *visit)
{
    struct page *page = &visit->page;
    struct job job;
    struct act act = visit_act(visit, "forget cases of job");
    if (!job_visited(visit, NULL, PERMISSION_ERASE, &job))
        return;
    if (!text_equal(form_value(&visit->form, "confirmation"), TEXT("yes")))
        visit_add_error(visit, "confirmation", SAY("Say that you want this to be removed"));
    bool good = !page->errors.count &&
                act_do(visit->store, visit->arena, &act, forget, &job, NULL, &visit->problems);
    if (visit->problems.input_output)
        return;
    visit_take_problems(visit, NULL);
    if (good)
        visit_go(visit, job_address(visit, job.id, ""));
    else
        show_job(visit, &job);
}

// ---- Rejected rows -------------------------------------------------------------------------------------------------

static int64_t page_asked_for(const struct visit *visit, int64_t last)
{
    int64_t number;
    if (!text_to_int64(form_value(&visit->query, "page"), &number) || number < 1)
        return 1;
    return number < last ? number : last;
}

static void add_reject(struct visit *visit, const struct job_reject *reject, struct component_table *table)
{
    struct page *page = &visit->page;
    struct table_row *row = ARRAY_APPEND(visit->arena, &table->rows);
    struct text none = {0};
    bool is_log = text_equal(reject->part, TEXT("log"));
    visit_add_cell(visit, row, number_text(visit->arena, reject->record), none);
    visit_add_cell(visit, row, is_log ? SAY("log") : SAY("cases"), none);
    visit_add_cell(visit, row, number_text(visit->arena, reject->line), none);
    visit_add_cell(visit, row, localised_in(&reject->reason, page->language), none);
}

static bool fill_rejects(struct visit *visit, const struct job *job, struct page_job_rejects_data *data)
{
    struct page *page = &visit->page;
    struct job_rejects rejects;
    struct job_import_result result = {0};
    if (!job_reject_count(visit->store, visit->arena, job->id, visit->account.id, &data->count,
                          &visit->problems) ||
        (job->state == JOB_DONE && !job_import_result(visit->arena, job, &result, &visit->problems)))
        return false;
    int64_t last = (data->count + REJECTS_OF_A_PAGE - 1) / REJECTS_OF_A_PAGE;
    int64_t current = page_asked_for(visit, last);
    data->has_cases = result.cases.rejected;
    data->has_log = result.log.rejected;
    data->pages = (struct component_pagination){job_address(visit, job->id, "/rejects"), current, last};
    if (!job_reject_list(visit->store, visit->arena, job->id, visit->account.id,
                         (current - 1) * REJECTS_OF_A_PAGE, REJECTS_OF_A_PAGE, &rejects, &visit->problems))
        return false;
    data->rows.caption = SAY("Rejected rows");
    visit_add_column(visit, &data->rows, SAY("Record"));
    visit_add_column(visit, &data->rows, SAY("File"));
    visit_add_column(visit, &data->rows, SAY("Line"));
    visit_add_column(visit, &data->rows, SAY("Reason"));
    for (size_t i = 0; i < rejects.list.count; i++)
        add_reject(visit, &rejects.list.items[i], &data->rows);
    return true;
}

void job_rejects_page(struct visit *visit)
{
    struct job job;
    if (!job_visited(visit, JOB_IMPORT, PERMISSION_REJECTS_READ, &job) ||
        !job_consulted(visit, "rejects.consult", job.id))
        return;
    struct page_job_rejects_data data = {.id = job.id};
    if (!fill_rejects(visit, &job, &data))
        return;
    page_job_rejects(&visit->page, &data);
    visit_send_page(visit, 200);
}

static bool add_line(void *context, struct text line, struct problems *problems)
{
    return upload_add(context, line, problems);
}

// Into a file without a name, for there may be millions of rows.
static bool write_rejects(struct visit *visit, const struct job *job, const char *part)
{
    struct upload *file = upload_new(visit->uploads, -1, &visit->problems);
    if (!file)
        return false;
    if (!job_reject_lines(visit->store, job->id, part, visit->account.id, add_line, file, &visit->problems)) {
        upload_cancel(file);
        return false;
    }
    visit_send_file(visit, "text/csv; charset=utf-8", text_print(visit->arena, "%s.rejects.csv", part),
                    (struct text){0});
    visit->response->descriptor = upload_detach(file);
    return true;
}

void job_rejects_file(struct visit *visit)
{
    struct job job;
    bool is_log = text_equal(visit->parts[1], TEXT("log.csv"));
    if (!is_log && !text_equal(visit->parts[1], TEXT("cases.csv")))
        return;
    if (job_visited(visit, JOB_IMPORT, PERMISSION_REJECTS_READ, &job) &&
        job_disclosed(visit, "rejects.disclose", job.id, visit->parts[1]))
        write_rejects(visit, &job, is_log ? "log" : "cases");
}
