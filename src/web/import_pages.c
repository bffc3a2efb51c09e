// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/import_pages.h"

#include "access/allocation.h"
#include "job/job_import.h"
#include "review/evaluation.h"
#include "review/review.h"
#include "web/job_pages.h"
#include "web/routes.h"
#include "web/visit_words.h"

enum { JOBS_LISTED = 50 };

// The review that the path names, if this person may import into it; else it was answered, or there is none.
static bool find_review(struct visit *visit, struct review *review)
{
    struct access_facts facts;
    if (!review_facts(visit->store, visit->arena, visit->account.id, visit->parts[0], &facts,
                      &visit->problems))
        return false;
    if (!visit_allows(visit, PERMISSION_IMPORT, facts)) {
        visit_fail(visit, 403);
        return false;
    }
    return review_get(visit->store, visit->arena, visit->parts[0], review, &visit->problems);
}

// ---- What was imported ---------------------------------------------------------------------------------------------

static struct text counts_text(struct visit *visit, const struct job_import_counts *counts)
{
    struct page *page = &visit->page;
    if (!counts->sent)
        return SAY("not sent");
    return SAY("{file}: {created} new, {updated} changed, {unchanged} as before, {rejected} rejected",
               VALUE("file", text_visible(visit->arena, counts->name)), NUMBER("created", counts->created),
               NUMBER("updated", counts->updated), NUMBER("unchanged", counts->unchanged),
               NUMBER("rejected", counts->rejected));
}

static const struct job *job_of(const struct job_list *jobs, struct text operation)
{
    for (size_t i = 0; i < jobs->list.count; i++)
        if (text_equal(jobs->list.items[i].id, operation))
            return &jobs->list.items[i];
    return NULL;
}

static void add_file(struct visit *visit, const struct job_import_counts *counts, struct text what,
                     struct text hash, struct component_summary_list *facts)
{
    visit_add_fact(visit, facts, what, counts_text(visit, counts));
    if (counts->sent)
        visit_add_fact(visit, facts, hash, counts->sha256);
}

static void add_import(struct visit *visit, const struct job_import_record *record,
                       const struct job_list *jobs, struct page_imports_data *data)
{
    struct page *page = &visit->page;
    struct shown_import *shown = ARRAY_APPEND(visit->arena, &data->imports);
    shown->when = visit_time(visit, record->at);
    if (job_of(jobs, record->operation))
        shown->address = job_address(visit, record->operation, "");
    visit_add_fact(visit, &shown->facts, SAY("Who"), record->actor);
    visit_add_fact(visit, &shown->facts, SAY("Extract"), record->extract);
    add_file(visit, &record->cases, SAY("Cases"), SAY("SHA-256 of the cases"), &shown->facts);
    add_file(visit, &record->log, SAY("Entries of the log"), SAY("SHA-256 of the log"), &shown->facts);
}

// Of the review's own extract, and of those into which somebody imported for it.
static bool add_all_imports(struct visit *visit, const struct review *review, const struct job_list *jobs,
                            struct page_imports_data *data)
{
    ARRAY_OF(struct text) extracts = {0};
    *ARRAY_APPEND(visit->arena, &extracts) = review->id;
    for (size_t i = 0; i < jobs->list.count; i++) {
        struct job_import import;
        if (!job_import_read(visit->arena, &jobs->list.items[i], &import, &visit->problems))
            return false;
        bool known = !import.extract.length;
        for (size_t k = 0; k < extracts.count && !known; k++)
            known = text_equal(extracts.items[k], import.extract);
        if (!known)
            *ARRAY_APPEND(visit->arena, &extracts) = import.extract;
    }
    struct job_import_records imports = {0};
    for (size_t i = 0; i < extracts.count; i++)
        if (!job_import_history(visit->store, visit->arena, extracts.items[i], &imports, &visit->problems))
            return false;
    for (size_t i = 0; i < imports.list.count; i++)
        add_import(visit, &imports.list.items[i], jobs, data);
    return true;
}

static bool add_work(struct visit *visit, const struct job_list *jobs, struct component_table *table)
{
    struct text none = {0};
    for (size_t i = 0; i < jobs->list.count; i++) {
        const struct job *job = &jobs->list.items[i];
        struct job_import import;
        if (!job_import_read(visit->arena, job, &import, &visit->problems))
            return false;
        if (job->state == JOB_DONE && !import.dry_run)
            continue; // stands above
        struct table_row *row = ARRAY_APPEND(visit->arena, &table->rows);
        visit_add_cell(visit, row, visit_time(visit, job->asked_at), job_address(visit, job->id, ""));
        visit_add_cell(visit, row, job->actor, none);
        visit_add_cell(visit, row, visit_word(visit, import.dry_run ? N_("check") : N_("import")), none);
        visit_add_cell(visit, row, visit_word(visit, job_state_words(job->state)), none);
    }
    return true;
}

void imports_page(struct visit *visit)
{
    struct page *page = &visit->page;
    struct review review;
    struct job_list jobs;
    if (!find_review(visit, &review) ||
        !job_list(visit->store, visit->arena, JOB_IMPORT, review.id, JOBS_LISTED, &jobs, &visit->problems))
        return;
    struct page_imports_data data = {.review = review.id,
                                     .title = localised_in(&review.title, page->language),
                                     .work.caption = SAY("Checks, and imports that are not done")};
    visit_add_column(visit, &data.work, SAY("Asked for at"));
    visit_add_column(visit, &data.work, SAY("Who"));
    visit_add_column(visit, &data.work, SAY("What"));
    visit_add_column(visit, &data.work, SAY("State"));
    if (!add_all_imports(visit, &review, &jobs, &data) || !add_work(visit, &jobs, &data.work))
        return;
    page_imports(page, &data);
    visit_send_page(visit, 200);
}

// ---- A new one -----------------------------------------------------------------------------------------------------

static void show_form(struct visit *visit, const struct review *review, int status)
{
    struct page *page = &visit->page;
    const struct instrument *instrument;
    if (!review_instrument(visit->arena, review, &instrument, &visit->problems))
        return;
    struct page_import_new_data data = {.review = review->id,
                                        .title = localised_in(&review->title, page->language),
                                        .instrument = localised_in(&instrument->title, page->language),
                                        .has_log = instrument->has_log,
                                        .megabytes = visit->upload_most >> 20,
                                        .extract = form_value(&visit->form, "extract"),
                                        .sheet = form_value(&visit->form, "sheet"),
                                        .log_sheet = form_value(&visit->form, "log_sheet"),
                                        .operation = visit_operation(visit)};
    *ARRAY_APPEND(visit->arena, &data.dry_run) = (struct choice){
        .value = TEXT("yes"),
        .label = SAY("Only check the files"),
        .hint = SAY("You are told what an import would do, and every row that it would reject."),
        .chosen = text_equal(form_value(&visit->form, "dry_run"), TEXT("yes"))};
    page_import_new(page, &data);
    visit_send_page(visit, status);
}

void import_form(struct visit *visit)
{
    struct review review;
    if (find_review(visit, &review))
        show_form(visit, &review, 200);
}

bool import_admits(struct visit *visit)
{
    struct review review;
    return find_review(visit, &review);
}

static bool check_form(struct visit *visit, const struct job_import *import)
{
    struct page *page = &visit->page;
    bool has_file = visit->upload &&
                    (site_upload_has(visit->upload, "cases") || site_upload_has(visit->upload, "log"));
    if (!has_file)
        visit_add_error(visit, "cases", SAY("Choose a file of cases, of the log, or both"));
    if (import->extract.length && !review_id_is_valid(import->extract))
        visit_add_error(visit, "extract",
                        SAY("The name has lower-case letters, digits and hyphens, and begins with a letter"));
    return !page->errors.count;
}

static bool ask_for_import(struct visit *visit, const struct review *review, const struct job_import *import)
{
    struct job_request request = {.kind = JOB_IMPORT,
                                  .subject = review->id,
                                  .input = job_import_input(visit->arena, import),
                                  .language = visit->page.language};
    request.uploads = site_upload_files(visit->upload, &request.upload_count);
    return job_begin(visit, "import extract", &request);
}

void import_sent(struct visit *visit)
{
    struct review review;
    int status;
    struct job_import import = {.extract = text_trim(form_value(&visit->form, "extract")),
                                .sheet = text_trim(form_value(&visit->form, "sheet")),
                                .log_sheet = text_trim(form_value(&visit->form, "log_sheet")),
                                .dry_run = text_equal(form_value(&visit->form, "dry_run"), TEXT("yes"))};
    if (!find_review(visit, &review))
        return;
    if (visit_upload_is_good(visit, &status) && check_form(visit, &import) &&
        ask_for_import(visit, &review, &import))
        return;
    if (visit->problems.input_output)
        return;
    visit_take_problems(visit, NULL);
    show_form(visit, &review, status);
}
