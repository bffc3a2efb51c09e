// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/retention_pages.h"

#include "base/zone.h"
#include "job/job_removal.h"
#include "review/audit.h"
#include "review/removal.h"
#include "review/retention.h"
#include "store/identifier.h"
#include "web/job_pages.h"
#include "web/routes.h"
#include "web/visit_words.h"

struct text extract_address(struct arena *arena, struct text id)
{
    struct buffer address = {0};
    buffer_add(&address, TEXT("/retention/"));
    percent_encode(&address, id);
    struct text text = text_copy(arena, buffer_text(&address));
    buffer_dispose(&address);
    return text;
}

static struct text today(const struct visit *visit)
{
    struct civil_time now = zone_to_civil(zone_named(TEXT("Europe/London")), visit->request->at);
    return civil_date_text(visit->arena, now.date);
}

static struct text day_words(struct visit *visit, struct text day)
{
    struct page *page = &visit->page;
    struct civil_read read;
    return civil_read(day, CIVIL_ORDER_NONE, &read) == CIVIL_READ
               ? civil_date_words(visit->arena, page->language, read.time.date)
               : SAY("no day");
}

static struct text state_words(struct visit *visit, const struct retained *retained)
{
    struct page *page = &visit->page;
    if (retained->removed_at)
        return retained->wiped_at ? SAY("removed") : SAY("removed, its bytes not written over yet");
    if (retained->holds)
        return SAY("held");
    return retention_is_due(retained, today(visit)) ? SAY("due") : SAY("kept");
}

// ---- All of them ---------------------------------------------------------------------------------------------------

void retention_page(struct visit *visit)
{
    struct page *page = &visit->page;
    struct page_retention_data data = {.extracts = {.caption = SAY("Extracts")}};
    struct retained_list list;
    if (!retention_list(visit->store, visit->arena, &list, &visit->problems))
        return;
    visit_add_column(visit, &data.extracts, SAY("Extract"));
    visit_add_column(visit, &data.extracts, SAY("State"));
    visit_add_column(visit, &data.extracts, SAY("Next look"));
    visit_add_column(visit, &data.extracts, SAY("Cases"));
    for (size_t i = 0; i < list.list.count; i++) {
        const struct retained *retained = &list.list.items[i];
        struct table_row *row = ARRAY_APPEND(visit->arena, &data.extracts.rows);
        visit_add_cell(visit, row, retained->extract, extract_address(visit->arena, retained->extract));
        visit_add_cell(visit, row, state_words(visit, retained), (struct text){0});
        visit_add_cell(visit, row, day_words(visit, retained->review_on), (struct text){0});
        visit_add_cell(visit, row, number_text(visit->arena, retained->cases), (struct text){0});
    }
    page_retention(page, &data);
    visit_send_page(visit, 200);
}

// ---- One of them ---------------------------------------------------------------------------------------------------

static void add_lifted(struct visit *visit, const struct hold *hold, struct component_table *table)
{
    struct page *page = &visit->page;
    if (!table->rows.count) {
        table->caption = SAY("Holds that were lifted");
        visit_add_column(visit, table, SAY("Placed"));
        visit_add_column(visit, table, SAY("Why"));
        visit_add_column(visit, table, SAY("Lifted"));
        visit_add_column(visit, table, SAY("Why it was lifted"));
    }
    struct table_row *row = ARRAY_APPEND(visit->arena, &table->rows);
    visit_add_cell(visit, row,
                   SAY("{time}, {name}", VALUE("time", visit_time(visit, hold->placed_at)),
                       VALUE("name", hold->placed_by)),
                   (struct text){0});
    visit_add_cell(visit, row, hold->reason, (struct text){0});
    visit_add_cell(visit, row,
                   SAY("{time}, {name}", VALUE("time", visit_time(visit, hold->lifted_at)),
                       VALUE("name", hold->lifted_by)),
                   (struct text){0});
    visit_add_cell(visit, row, hold->lifted_reason, (struct text){0});
}

static struct text reason_field(const struct visit *visit, struct text hold)
{
    return text_print(visit->arena, "why-%.*s", TEXT_PRINT(hold));
}

static bool add_holds(struct visit *visit, struct page_extract_data *data)
{
    struct hold_list holds;
    if (!hold_list(visit->store, visit->arena, data->id, &holds, &visit->problems))
        return false;
    for (size_t i = 0; i < holds.list.count; i++) {
        const struct hold *hold = &holds.list.items[i];
        if (hold->lifted_at)
            add_lifted(visit, hold, &data->lifted);
        else
            *ARRAY_APPEND(visit->arena,
                          &data->holds) = (struct standing_hold){.id = hold->id,
                                                                 .placed_by = hold->placed_by,
                                                                 .reason = hold->reason,
                                                                 .at = visit_time(visit, hold->placed_at),
                                                                 .operation = visit_operation(visit),
                                                                 .field = reason_field(visit, hold->id)};
    }
    return true;
}

static void show_extract(struct visit *visit, const struct retained *retained)
{
    struct page *page = &visit->page;
    struct text typed = form_value(&visit->form, "review_on");
    struct page_extract_data data = {
        .id = retained->extract,
        .removed = retained->removed_at,
        .may_remove = visit_allows(visit, PERMISSION_ERASE, (struct access_facts){0}),
        .review_on = typed.length ? typed : retained->review_on,
        .version = retained->version,
        .reason = form_value(&visit->form, "reason"),
        .operation_date = visit_operation(visit),
        .operation_hold = visit_operation(visit)};
    visit_add_fact(visit, &data.facts, SAY("State"), state_words(visit, retained));
    visit_add_fact(visit, &data.facts, SAY("Cases"), number_text(visit->arena, retained->cases));
    visit_add_fact(visit, &data.facts, SAY("Received last"),
                   retained->received_at ? visit_time(visit, retained->received_at) : SAY("not recorded"));
    visit_add_fact(visit, &data.facts, SAY("Next look"), day_words(visit, retained->review_on));
    if (!add_holds(visit, &data))
        return;
    page_extract(page, &data);
    visit_send_page(visit, page->errors.count ? 422 : 200);
}

void extract_page(struct visit *visit)
{
    struct retained retained;
    if (retention_get(visit->store, visit->arena, visit->parts[0], &retained, &visit->problems))
        show_extract(visit, &retained);
}

// What the forms on an extract's page ask for is done, or the page says why not.
static void change_extract(struct visit *visit, const char *request, act_work *work, const char *field)
{
    struct act act = visit_act(visit, request);
    struct retained retained;
    if (!retention_get(visit->store, visit->arena, visit->parts[0], &retained, &visit->problems))
        return;
    if (act_do(visit->store, visit->arena, &act, work, visit, NULL, &visit->problems)) {
        visit_go(visit, extract_address(visit->arena, retained.extract));
        return;
    }
    if (visit->problems.input_output)
        return;
    visit_take_problems(visit, field);
    show_extract(visit, &retained);
}

static bool set_date(struct write *write, void *argument, struct problems *problems)
{
    const struct visit *visit = argument;
    int64_t version = 0;
    text_to_int64(form_value(&visit->form, "version"), &version);
    return retention_set(write, visit->parts[0], text_trim(form_value(&visit->form, "review_on")), version,
                         problems);
}

void extract_date_sent(struct visit *visit)
{
    change_extract(visit, "set day of retention", set_date, "review_on");
}

static bool place_hold(struct write *write, void *argument, struct problems *problems)
{
    const struct visit *visit = argument;
    return hold_place(write, visit->parts[0], form_value(&visit->form, "reason"), NULL, problems);
}

void extract_hold_sent(struct visit *visit)
{
    change_extract(visit, "hold extract", place_hold, "reason");
}

// Of this extract: another's is on another page.
static bool lift_hold(struct write *write, void *argument, struct problems *problems)
{
    const struct visit *visit = argument;
    struct text id = form_value(&visit->form, "hold");
    struct hold_list holds;
    if (!hold_list(write->store, write->arena, visit->parts[0], &holds, problems))
        return false;
    for (size_t i = 0; i < holds.list.count; i++)
        if (text_equal(holds.list.items[i].id, id))
            return hold_lift(write, id,
                             form_value(&visit->form, text_terminated(visit->arena, reason_field(visit, id))),
                             problems);
    return problem_report(problems, (struct place){0}, message_changed_meanwhile(), NO_MESSAGE);
}

void extract_release_sent(struct visit *visit)
{
    struct text id = form_value(&visit->form, "hold");
    bool known = identifier_is_valid(id);
    change_extract(visit, "lift hold", lift_hold,
                   known ? text_terminated(visit->arena, reason_field(visit, id)) : NULL);
}

// ---- The removal ---------------------------------------------------------------------------------------------------

static struct text removal_address(const struct visit *visit, struct text id)
{
    return text_print(visit->arena, "%.*s/remove", TEXT_PRINT(extract_address(visit->arena, id)));
}

static void add_review(struct visit *visit, struct page_removal_data *data,
                       const struct removal_review *review)
{
    struct page *page = &visit->page;
    struct table_row *row = ARRAY_APPEND(visit->arena, &data->reviews.rows);
    visit_add_cell(visit, row, review->review,
                   text_print(visit->arena, "/reviews/%.*s", TEXT_PRINT(review->review)));
    visit_add_cell(visit, row,
                   review->published ? SAY("its published report and figures")
                                     : SAY("no figures: it was not published"),
                   (struct text){0});
    data->any_open |= !review->published;
}

static bool given_up(const struct visit *visit)
{
    return text_equal(form_value(&visit->form, "given_up"), TEXT("yes"));
}

static void show_removal(struct visit *visit, const struct retained *retained)
{
    struct page *page = &visit->page;
    struct removal_reviews reviews;
    struct page_removal_data data = {.id = retained->extract,
                                     .cases = retained->cases,
                                     .reviews = {.caption = SAY("Reviews that have cases of the extract")},
                                     .confirmation = form_value(&visit->form, "confirmation"),
                                     .reason = form_value(&visit->form, "reason"),
                                     .operation = visit_operation(visit)};
    if (!removal_reviews_of(visit->store, visit->arena, retained->extract, &reviews, &visit->problems))
        return;
    visit_add_column(visit, &data.reviews, SAY("Review"));
    visit_add_column(visit, &data.reviews, SAY("What stays of it"));
    for (size_t i = 0; i < reviews.list.count; i++)
        add_review(visit, &data, &reviews.list.items[i]);
    *ARRAY_APPEND(visit->arena, &data.given_up) = (struct choice){
        .value = TEXT("yes"),
        .label = SAY("They are given up: nothing of them will be published"),
        .chosen = given_up(visit)};
    page_removal(page, &data);
    visit_send_page(visit, page->errors.count ? 422 : 200);
}

// False: it was answered. What is removed has its certificate.
static bool find_to_remove(struct visit *visit, struct retained *retained)
{
    return retention_get(visit->store, visit->arena, visit->parts[0], retained, &visit->problems) &&
           visit_proves(visit, removal_address(visit, retained->extract));
}

static void go_to_certificate(struct visit *visit, struct text extract)
{
    visit_go(visit, text_print(visit->arena, "%.*s/certificate",
                               TEXT_PRINT(extract_address(visit->arena, extract))));
}

// The latest that was asked for and is not over.
static bool find_work(struct visit *visit, struct text extract, bool *found, struct job *job)
{
    struct job_list jobs;
    if (!job_list(visit->store, visit->arena, JOB_REMOVAL, extract, 1, &jobs, &visit->problems))
        return false;
    *found = jobs.list.count && !job_is_over(&jobs.list.items[0]);
    if (*found)
        *job = jobs.list.items[0];
    return true;
}

void removal_form(struct visit *visit)
{
    struct retained retained;
    struct job job;
    bool asked;
    if (!find_to_remove(visit, &retained) || !find_work(visit, retained.extract, &asked, &job))
        return;
    if (retained.removed_at)
        go_to_certificate(visit, retained.extract);
    else if (asked)
        visit_go(visit, job_address(visit, job.id, ""));
    else
        show_removal(visit, &retained);
}

// What would be refused is said on the form. It is asked again when the work is done.
static bool check_removal(struct visit *visit, struct text extract, const struct job_removal *wanted)
{
    struct removal_reviews reviews;
    struct removal_order order = {.extract = extract,
                                  .confirmation = wanted->confirmation,
                                  .reason = wanted->reason,
                                  .open_too = wanted->open_too,
                                  .seen = &reviews};
    return removal_reviews_of(visit->store, visit->arena, extract, &reviews, &visit->problems) &&
           removal_check(visit->store, visit->arena, &order, &visit->problems);
}

static bool ask_for_removal(struct visit *visit, const struct retained *retained)
{
    struct job_removal wanted = {.confirmation = text_trim(form_value(&visit->form, "confirmation")),
                                 .reason = form_value(&visit->form, "reason"),
                                 .open_too = given_up(visit)};
    struct job_request request = {.kind = JOB_REMOVAL,
                                  .subject = retained->extract,
                                  .input = job_removal_input(visit->arena, &wanted),
                                  .language = visit->page.language};
    return check_removal(visit, retained->extract, &wanted) && job_begin(visit, "remove extract", &request);
}

void removal_sent(struct visit *visit)
{
    struct retained retained;
    if (!find_to_remove(visit, &retained))
        return;
    if (retained.removed_at) {
        go_to_certificate(visit, retained.extract);
        return;
    }
    if (ask_for_removal(visit, &retained) || visit->problems.input_output)
        return;
    visit_take_problems(visit, NULL);
    show_removal(visit, &retained);
}

// ---- The certificate -----------------------------------------------------------------------------------------------

static void add_facts(struct visit *visit, const struct certificate *certificate,
                      struct component_summary_list *facts)
{
    struct page *page = &visit->page;
    visit_add_fact(visit, facts, SAY("Certificate"), number_text(visit->arena, certificate->number));
    visit_add_fact(visit, facts, SAY("Removed"), visit_time(visit, certificate->at));
    visit_add_fact(visit, facts, SAY("Removed by"), certificate->removed_by);
    visit_add_fact(visit, facts, SAY("Reason"), certificate->reason);
    visit_add_fact(visit, facts, SAY("Bytes written over"),
                   certificate->wiped_at ? visit_time(visit, certificate->wiped_at) : SAY("not yet"));
    visit_add_fact(visit, facts, SAY("SHA-256 over the contents"), certificate->extract_sha256);
    visit_add_fact(visit, facts, SAY("SHA-256 over the rows’ identifiers"), certificate->rows_sha256);
}

static void add_rows(struct visit *visit, const struct certificate *certificate,
                     struct component_table *table)
{
    struct page *page = &visit->page;
    table->caption = SAY("Rows of the record that were removed");
    visit_add_column(visit, table, SAY("What"));
    visit_add_column(visit, table, SAY("Rows"));
    for (size_t i = 0; i < certificate->counts.count; i++) {
        struct table_row *row = ARRAY_APPEND(visit->arena, &table->rows);
        visit_add_cell(visit, row, visit_word(visit, certificate->counts.items[i].words), (struct text){0});
        visit_add_cell(visit, row, number_text(visit->arena, certificate->counts.items[i].rows),
                       (struct text){0});
    }
}

static void add_reviews(struct visit *visit, const struct certificate *certificate,
                        struct component_table *table)
{
    struct page *page = &visit->page;
    struct page_removal_data rows = {0};
    table->caption = SAY("Reviews that had cases of the extract");
    visit_add_column(visit, table, SAY("Review"));
    visit_add_column(visit, table, SAY("What stays of it"));
    for (size_t i = 0; i < certificate->reviews.count; i++)
        add_review(visit, &rows, &certificate->reviews.items[i]);
    table->rows.items = rows.reviews.rows.items;
    table->rows.count = rows.reviews.rows.count;
}

void certificate_page(struct visit *visit)
{
    struct certificate certificate;
    if (!certificate_read(visit->store, visit->arena, visit->parts[0], &certificate, &visit->problems))
        return;
    struct page_certificate_data data = {.id = certificate.extract, .wiped = certificate.wiped_at};
    add_facts(visit, &certificate, &data.facts);
    add_rows(visit, &certificate, &data.rows);
    add_reviews(visit, &certificate, &data.reviews);
    page_certificate(&visit->page, &data);
    visit_send_page(visit, 200);
}
