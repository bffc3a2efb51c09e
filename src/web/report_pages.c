// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/report_pages.h"

#include "access/allocation.h"
#include "access/conflict.h"
#include "job/job_edition.h"
#include "report/make_edition.h"
#include "review/approval.h"
#include "review/audit_chain.h"
#include "review/kept_edition.h"
#include "review/review.h"
#include "web/download.h"
#include "web/job_pages.h"
#include "web/notice.h"
#include "web/routes.h"
#include "web/visit_words.h"

static struct text reports_address(const struct visit *visit)
{
    return text_print(visit->arena, "/reviews/%.*s/reports", TEXT_PRINT(visit->parts[0]));
}

static bool may(const struct visit *visit, enum permission permission)
{
    return visit_allows(visit, permission, (struct access_facts){0});
}

enum { JOBS_LISTED = 50 };

// ---- Who may read which edition ------------------------------------------------------------------------------------

// An internal edition speaks of every case of its review: a conflict of interest with one of them closes it.
struct reading {
    bool internal, unpublished, published; // what this person may read
};

static bool read_rights(struct visit *visit, struct text review, struct reading *reading)
{
    bool open;
    struct access_facts facts;
    if (!review_is_open_to(visit->store, visit->arena, visit->account.id, review, &open, &visit->problems) ||
        !review_facts(visit->store, visit->arena, visit->account.id, review, &facts, &visit->problems))
        return false;
    *reading = (struct reading){.unpublished = visit_allows(visit, PERMISSION_REPORT_READ_INTERNAL, facts),
                                .published = may(visit, PERMISSION_REPORT_READ_PUBLISHED)};
    reading->internal = reading->unpublished && open;
    return true;
}

static bool may_read(const struct reading *reading, const struct kept_edition *edition)
{
    if (edition->internal)
        return reading->internal;
    return edition->state == EDITION_PUBLISHED ? reading->published : reading->unpublished;
}

// ---- All editions of a review --------------------------------------------------------------------------------------

static struct text date_words(const struct visit *visit, struct text date)
{
    struct civil_read read;
    if (civil_read(date, CIVIL_ORDER_NONE, &read) != CIVIL_READ)
        return date;
    return civil_date_words(visit->arena, visit->page.language, read.time.date);
}

static struct text kind_words(struct visit *visit, bool internal)
{
    struct page *page = &visit->page;
    return internal ? SAY("internal") : SAY("public");
}

static bool add_editions(struct visit *visit, const struct reading *reading, struct component_table *table)
{
    struct page *page = &visit->page;
    struct kept_edition_list editions;
    struct text none = {0};
    if (!kept_edition_list(visit->store, visit->arena, visit->parts[0], &editions, &visit->problems))
        return false;
    table->caption = SAY("Editions, the latest first");
    visit_add_column(visit, table, SAY("Edition"));
    visit_add_column(visit, table, SAY("For whom"));
    visit_add_column(visit, table, SAY("State"));
    visit_add_column(visit, table, SAY("Date"));
    visit_add_column(visit, table, SAY("Made"));
    visit_add_column(visit, table, SAY("By"));
    for (size_t i = 0; i < editions.list.count; i++) {
        const struct kept_edition *edition = &editions.list.items[i];
        if (!may_read(reading, edition))
            continue;
        struct table_row *row = ARRAY_APPEND(visit->arena, &table->rows);
        visit_add_cell(visit, row, number_text(visit->arena, edition->number),
                       text_print(visit->arena, "%.*s/%lld", TEXT_PRINT(reports_address(visit)),
                                  (long long)edition->number));
        visit_add_cell(visit, row, kind_words(visit, edition->internal), none);
        visit_add_cell(visit, row, visit_word(visit, edition_state_words(edition->state)), none);
        visit_add_cell(visit, row, date_words(visit, edition->date), none);
        visit_add_cell(visit, row, visit_time(visit, edition->at), none);
        visit_add_cell(visit, row, edition->actor, none);
    }
    return true;
}

// Those that made nothing, or not yet.
static bool add_work(struct visit *visit, struct component_table *table)
{
    struct page *page = &visit->page;
    struct job_list jobs;
    if (!may(visit, PERMISSION_REPORT_BUILD))
        return true;
    if (!job_list(visit->store, visit->arena, JOB_EDITION, visit->parts[0], JOBS_LISTED, &jobs,
                  &visit->problems))
        return false;
    table->caption = SAY("Editions that are being made, or could not be");
    visit_add_column(visit, table, SAY("Asked for at"));
    visit_add_column(visit, table, SAY("Who"));
    visit_add_column(visit, table, SAY("State"));
    for (size_t i = 0; i < jobs.list.count; i++)
        if (jobs.list.items[i].state != JOB_DONE)
            job_add_row(visit, &jobs.list.items[i], table);
    return true;
}

static bool add_approval(struct visit *visit, struct text review, struct component_summary_list *facts)
{
    struct page *page = &visit->page;
    struct approval approval;
    if (!approval_read(visit->store, visit->arena, review, LANGUAGE_WELSH, &approval, &visit->problems))
        return false;
    struct text words = SAY("no translator has approved them");
    if (approval.holds)
        words = SAY("approved by {name}, {time}", VALUE("name", approval.approved_by),
                    VALUE("time", visit_time(visit, approval.at)));
    else if (approval.given)
        words = SAY("changed since {name} approved them", VALUE("name", approval.approved_by));
    visit_add_fact(visit, facts, SAY("Welsh texts"), words);
    return true;
}

static bool add_publication(struct visit *visit, struct text review, struct component_summary_list *facts)
{
    struct page *page = &visit->page;
    const struct audited deed = {.action = "review.publish", .object_kind = "review", .object = review};
    struct audit_head head;
    int64_t at;
    bool found;
    if (!review_published_at(visit->store, visit->arena, review, &at, &visit->problems) ||
        !audit_head_of(visit->store, visit->arena, deed, &found, &head, &visit->problems))
        return false;
    visit_add_fact(visit, facts, SAY("Published"), visit_time(visit, at));
    if (found)
        visit_add_fact(visit, facts, SAY("End of the audit log at the publication"),
                       audit_head_text(visit->arena, head));
    return true;
}

static bool add_facts(struct visit *visit, const struct review *review, struct component_summary_list *facts)
{
    struct page *page = &visit->page;
    bool published = review->status == REVIEW_PUBLISHED;
    visit_add_fact(visit, facts, SAY("State"), published ? SAY("published") : SAY("open"));
    if (may(visit, PERMISSION_REPORT_READ_INTERNAL) && !add_approval(visit, review->id, facts))
        return false;
    return !published || add_publication(visit, review->id, facts);
}

// ---- The forms -----------------------------------------------------------------------------------------------------

static bool is_ticked(const struct visit *visit, const char *name, struct text value)
{
    struct text sent;
    size_t at = 0;
    while (form_next(&visit->form, name, &at, &sent))
        if (text_equal(sent, value))
            return true;
    return false;
}

static void add_format_choices(struct visit *visit, struct page_reports_data *data)
{
    struct text sent;
    size_t at = 0;
    bool any = form_next(&visit->form, "format", &at, &sent);
    for (size_t i = 0; i < edition_format_count(); i++) {
        struct edition_format format = edition_format_at(i);
        if (!format.on_request)
            *ARRAY_APPEND(visit->arena, &data->formats) = (struct choice){
                .value = text_from(format.id),
                .label = visit_word(visit, format.name),
                .chosen = !any || is_ticked(visit, "format", text_from(format.id))};
    }
}

static void add_choice(struct visit *visit, struct choices *choices, struct text value, struct text label,
                       bool chosen)
{
    *ARRAY_APPEND(visit->arena, choices) = (struct choice){.value = value, .label = label, .chosen = chosen};
}

static void add_forms(struct visit *visit, const struct review *review, struct page_reports_data *data)
{
    struct page *page = &visit->page;
    bool open = review->status == REVIEW_OPEN;
    bool internal = text_equal(form_value(&visit->form, "edition"), TEXT("internal"));
    data->may_build = may(visit, PERMISSION_REPORT_BUILD);
    data->may_approve = open && may(visit, PERMISSION_REPORT_APPROVE);
    data->may_publish = open && may(visit, PERMISSION_REPORT_PUBLISH);
    data->version = review->version;
    add_choice(visit, &data->kinds, TEXT("public"), SAY("Public"), !internal);
    add_choice(visit, &data->kinds, TEXT("internal"),
               SAY("Internal, with every count and the references of cases"), internal);
    add_format_choices(visit, data);
    add_choice(visit, &data->drafts, TEXT("yes"), SAY("Make a draft while cases wait; it says so"),
               is_ticked(visit, "draft", TEXT("yes")));
    add_choice(visit, &data->sure, TEXT("yes"), SAY("I have read the public edition as it is now"), false);
    data->translator = (struct control){.id = TEXT("translator"),
                                        .label = SAY("Name of the translator who approves"),
                                        .value = form_value(&visit->form, "translator")};
    data->operation_make = visit_operation(visit);
    data->operation_approve = visit_operation(visit);
    data->operation_publish = visit_operation(visit);
}

static void show(struct visit *visit)
{
    struct review review;
    struct reading reading;
    if (!review_get(visit->store, visit->arena, visit->parts[0], &review, &visit->problems) ||
        !read_rights(visit, review.id, &reading))
        return;
    struct page_reports_data data = {.review = review.id,
                                     .reads_review = may(visit, PERMISSION_REVIEW_READ),
                                     .title = localised_in(&review.title, visit->page.language)};
    if (!add_facts(visit, &review, &data.facts) || !add_editions(visit, &reading, &data.editions) ||
        !add_work(visit, &data.work))
        return;
    add_forms(visit, &review, &data);
    page_reports(&visit->page, &data);
    visit_send_page(visit, visit->page.errors.count ? 422 : 200);
}

void reports_page(struct visit *visit)
{
    show(visit);
}

// Shows the page with what is wrong; what the machine could not do is answered elsewhere.
static void refuse(struct visit *visit)
{
    if (visit->problems.input_output)
        return;
    visit_take_placed_problems(visit);
    show(visit);
}

// ---- Making one ----------------------------------------------------------------------------------------------------

static struct job_edition edition_wanted(struct visit *visit)
{
    struct job_edition wanted = {
        .internal = text_equal(form_value(&visit->form, "edition"), TEXT("internal")),
        .allow_draft = is_ticked(visit, "draft", TEXT("yes"))};
    for (size_t i = 0; i < edition_format_count(); i++) {
        struct text format = text_from(edition_format_at(i).id);
        if (!edition_format_at(i).on_request && is_ticked(visit, "format", format))
            *ARRAY_APPEND(visit->arena, &wanted.formats) = format;
    }
    return wanted;
}

// What can be said at once. The rest is found when it is made, and stands on the page of that work.
static bool check_wanted(struct visit *visit, const struct job_edition *wanted)
{
    struct page *page = &visit->page;
    if (!wanted->formats.count)
        visit_add_error(visit, "format", SAY("Choose at least one format"));
    return !page->errors.count;
}

void edition_make_sent(struct visit *visit)
{
    struct job_edition wanted = edition_wanted(visit);
    struct review review;
    bool open = true;
    if (!review_get_head(visit->store, visit->arena, visit->parts[0], &review, &visit->problems) ||
        (wanted.internal && !review_is_open_to(visit->store, visit->arena, visit->account.id, review.id,
                                               &open, &visit->problems)))
        return;
    if (!open) {
        visit_fail(visit, 403);
        return;
    }
    struct job_request request = {.kind = JOB_EDITION,
                                  .subject = review.id,
                                  .input = job_edition_input(visit->arena, &wanted),
                                  .language = visit->page.language};
    if (!check_wanted(visit, &wanted) || !job_begin(visit, "make edition", &request))
        refuse(visit);
}

// ---- Approving and publishing --------------------------------------------------------------------------------------

struct deciding {
    struct text review, translator;
    int64_t version;
};

static bool approve(struct write *write, void *argument, struct problems *problems)
{
    const struct deciding *deciding = argument;
    return approval_give(write, deciding->review, LANGUAGE_WELSH, deciding->translator, problems);
}

static bool publish(struct write *write, void *argument, struct problems *problems)
{
    const struct deciding *deciding = argument;
    return review_publish(write, deciding->review, deciding->version, problems);
}

static void decide(struct visit *visit, const char *request, act_work *work, struct deciding *deciding,
                   enum notice notice)
{
    struct act_answer answer;
    if (visit_change(visit, request, work, deciding, &answer))
        notice_go(visit, reports_address(visit), notice);
    else if (!visit->problems.input_output)
        show(visit);
}

void approval_sent(struct visit *visit)
{
    struct deciding deciding = {.review = visit->parts[0],
                                .translator = text_trim(form_value(&visit->form, "translator"))};
    decide(visit, "approve texts", approve, &deciding, NOTICE_TEXTS_APPROVED);
}

void publication_sent(struct visit *visit)
{
    struct page *page = &visit->page;
    struct deciding deciding = {.review = visit->parts[0]};
    struct review review;
    if (!review_get(visit->store, visit->arena, deciding.review, &review, &visit->problems))
        return;
    text_to_int64(form_value(&visit->form, "version"), &deciding.version);
    if (!is_ticked(visit, "sure", TEXT("yes"))) {
        visit_add_error(visit, "sure", SAY("Read the public edition before you publish"));
        show(visit);
    } else if (review.status == REVIEW_OPEN && !publication_check(visit->store, visit->arena, review.id,
                                                                  visit->request->at, &visit->problems)) {
        refuse(visit);
    } else {
        decide(visit, "publish review", publish, &deciding, NOTICE_REVIEW_PUBLISHED);
    }
}

// ---- One edition ---------------------------------------------------------------------------------------------------

// False: it was answered, or there is none.
static bool find_edition(struct visit *visit, struct review *review, struct kept_edition *edition)
{
    struct reading reading;
    int64_t number;
    bool found = false;
    if (!text_to_int64(visit->parts[1], &number) ||
        !review_get(visit->store, visit->arena, visit->parts[0], review, &visit->problems) ||
        !kept_edition_get(visit->store, visit->arena, review->id, number, &found, edition,
                          &visit->problems) ||
        !found || !read_rights(visit, review->id, &reading))
        return false;
    if (may_read(&reading, edition))
        return true;
    visit_fail(visit, 403);
    return false;
}

static bool add_files(struct visit *visit, const struct kept_edition *edition, struct component_table *table)
{
    struct page *page = &visit->page;
    struct edition_file_list files;
    struct text none = {0};
    if (!kept_edition_files(visit->store, visit->arena, edition->id, &files, &visit->problems))
        return false;
    table->caption = SAY("Files, and the SHA-256 of each");
    visit_add_column(visit, table, SAY("File"));
    *ARRAY_APPEND(visit->arena, &table->columns) = (struct table_column){SAY("Bytes"), true};
    visit_add_column(visit, table, TEXT("SHA-256"));
    for (size_t i = 0; i < files.list.count; i++) {
        const struct edition_file *file = &files.list.items[i];
        struct table_row *row = ARRAY_APPEND(visit->arena, &table->rows);
        visit_add_cell(visit, row, file->name,
                       text_print(visit->arena, "%.*s/%lld/files/%.*s", TEXT_PRINT(reports_address(visit)),
                                  (long long)edition->number, TEXT_PRINT(file->name)));
        visit_add_cell(visit, row, number_text(visit->arena, file->bytes), none);
        visit_add_cell(visit, row, file->sha256, none);
    }
    return true;
}

void edition_page(struct visit *visit)
{
    struct page *page = &visit->page;
    struct review review;
    struct kept_edition edition;
    if (!find_edition(visit, &review, &edition))
        return;
    struct page_edition_data data = {.review = review.id,
                                     .title = localised_in(&review.title, page->language),
                                     .number = edition.number,
                                     .internal = edition.internal};
    visit_add_fact(visit, &data.facts, SAY("For whom"), kind_words(visit, edition.internal));
    visit_add_fact(visit, &data.facts, SAY("State"), visit_word(visit, edition_state_words(edition.state)));
    visit_add_fact(visit, &data.facts, SAY("Date"), date_words(visit, edition.date));
    visit_add_fact(visit, &data.facts, SAY("Made"), visit_time(visit, edition.at));
    visit_add_fact(visit, &data.facts, SAY("By"), edition.actor);
    if (!add_files(visit, &edition, &data.files))
        return;
    page_edition(page, &data);
    visit_send_page(visit, 200);
}

void edition_file_sent(struct visit *visit)
{
    struct review review;
    struct kept_edition edition;
    struct edition_file file;
    bool found = false;
    if (!find_edition(visit, &review, &edition) ||
        !kept_edition_file(visit->store, visit->arena, edition.id, visit->parts[2], &found, &file,
                           &visit->problems) ||
        !found)
        return;
    const struct download download = {
        .name = file.name,
        .media_type = edition_media_type(file.name),
        .content = file.content,
        .audited = {"report.disclose", "review", review.id,
                    AUDIT_DETAIL(visit->arena, {"edition", edition.id}, {"file", file.name},
                                 {"sha256", file.sha256})}};
    download_answer(visit, &download);
}
