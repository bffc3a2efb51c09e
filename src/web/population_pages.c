// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/population_pages.h"

#include "format/csv_field.h"
#include "job/job_population.h"
#include "review/instrument_record.h"
#include "review/review.h"
#include "web/job_pages.h"
#include "web/routes.h"
#include "web/visit_words.h"

enum { JOBS_LISTED = 50, CASES_OTHERWISE = 50 };

static struct text in_language(const struct visit *visit, const struct localised *localised)
{
    return localised_in(localised, visit->page.language);
}

// ---- What there was, and by what may be checked --------------------------------------------------------------------

// Of one that an older program took in, and this one does not understand, no check can be asked for.
static void add_instrument(struct visit *visit, const struct kept_instrument *kept,
                           struct component_table *table)
{
    const struct instrument *instrument;
    struct problems not_understood;
    problems_init(&not_understood, visit->arena);
    if (!instrument_load(visit->arena, kept->id, kept->content, &instrument, &not_understood))
        return;
    struct table_row *row = ARRAY_APPEND(visit->arena, &table->rows);
    visit_add_cell(visit, row, in_language(visit, &instrument->title),
                   text_print(visit->arena, "/population/%.*s", TEXT_PRINT(kept->hash)));
    visit_add_cell(visit, row, kept->id, (struct text){0});
    visit_add_cell(visit, row, number_text(visit->arena, kept->version), (struct text){0});
}

static bool add_instruments(struct visit *visit, struct component_table *table)
{
    struct kept_instrument_list kept;
    if (!instrument_list(visit->store, visit->arena, &kept, &visit->problems))
        return false;
    for (size_t i = 0; i < kept.list.count; i++)
        add_instrument(visit, &kept.list.items[i], table);
    return true;
}

static bool add_checks(struct visit *visit, struct component_table *table)
{
    struct job_list jobs;
    if (!job_list(visit->store, visit->arena, JOB_POPULATION, (struct text){0}, JOBS_LISTED, &jobs,
                  &visit->problems))
        return false;
    for (size_t i = 0; i < jobs.list.count; i++)
        job_add_row(visit, &jobs.list.items[i], table);
    return true;
}

static bool may_check(struct visit *visit)
{
    if (visit_allows(visit, PERMISSION_POPULATION_CHECK, (struct access_facts){0}))
        return true;
    visit_fail(visit, 403);
    return false;
}

void population_list_page(struct visit *visit)
{
    struct page *page = &visit->page;
    struct page_population_data data = {.instruments.caption = SAY("Choose an instrument"),
                                        .checks.caption = SAY("Checks, the latest first")};
    visit_add_column(visit, &data.instruments, SAY("Instrument"));
    visit_add_column(visit, &data.instruments, SAY("Identifier"));
    visit_add_column(visit, &data.instruments, SAY("Version"));
    visit_add_column(visit, &data.checks, SAY("Asked for at"));
    visit_add_column(visit, &data.checks, SAY("Who"));
    visit_add_column(visit, &data.checks, SAY("State"));
    if (!may_check(visit) || !add_instruments(visit, &data.instruments) || !add_checks(visit, &data.checks))
        return;
    page_population(page, &data);
    visit_send_page(visit, 200);
}

// ---- A new one -----------------------------------------------------------------------------------------------------

static void add_choice(struct visit *visit, struct choices *choices, struct text value, struct text label,
                       const char *field)
{
    struct text sent;
    size_t at = 0;
    bool chosen = false;
    while (form_next(&visit->form, field, &at, &sent))
        chosen |= text_equal(sent, value);
    *ARRAY_APPEND(visit->arena, choices) = (struct choice){.value = value, .label = label, .chosen = chosen};
}

static struct choices split_choices(struct visit *visit, const struct instrument *instrument)
{
    struct page *page = &visit->page;
    struct choices choices = {0};
    struct job_splits splits;
    job_splits(visit->arena, instrument, &splits);
    for (size_t i = 0; i < splits.list.count; i++) {
        const struct job_split *split = &splits.list.items[i];
        struct text label = in_language(visit, &split->label);
        add_choice(visit, &choices, split->id,
                   split->by_month ? SAY("{field}, by month", VALUE("field", label)) : label, "by");
    }
    return choices;
}

static struct choices outcome_choices(struct visit *visit, const struct instrument *instrument)
{
    struct page *page = &visit->page;
    struct choices choices = {0};
    for (size_t c = 0; c < instrument->criterion_count; c++) {
        const struct criterion *criterion = &instrument->criteria[c];
        for (size_t o = 0; o < criterion->outcome_count; o++)
            if (job_outcome_is_computed(criterion, o))
                add_choice(visit, &choices,
                           text_print(visit->arena, "%.*s=%.*s", TEXT_PRINT(criterion->id),
                                      TEXT_PRINT(criterion->outcomes[o].id)),
                           SAY("{criterion}: {outcome}",
                               VALUE("criterion", in_language(visit, &criterion->title)),
                               VALUE("outcome", in_language(visit, &criterion->outcomes[o].label))),
                           "outcome");
    }
    if (!choices.count)
        return choices;
    struct choices all = {0};
    add_choice(visit, &all, (struct text){0}, SAY("None"), "outcome");
    for (size_t i = 0; i < choices.count; i++)
        *ARRAY_APPEND(visit->arena, &all) = choices.items[i];
    return all;
}

// Open ones that have this very instrument.
static bool review_choices(struct visit *visit, const struct instrument *instrument, struct choices *choices)
{
    struct page *page = &visit->page;
    struct review_list reviews;
    if (!review_list(visit->store, visit->arena, &reviews, &visit->problems))
        return false;
    add_choice(visit, choices, (struct text){0}, SAY("None"), "review");
    for (size_t i = 0; i < reviews.list.count; i++) {
        const struct review *review = &reviews.list.items[i];
        if (review->status == REVIEW_OPEN && text_equal(review->instrument_hash, instrument->hash))
            add_choice(visit, choices, review->id, in_language(visit, &review->title), "review");
    }
    return true;
}

static bool find_instrument(struct visit *visit, const struct instrument **instrument)
{
    return may_check(visit) &&
           instrument_read(visit->store, visit->arena, visit->parts[0], instrument, &visit->problems);
}

static void show_form(struct visit *visit, const struct instrument *instrument, int status)
{
    struct text most = form_value(&visit->form, "most");
    struct page_population_new_data data = {
        .hash = instrument->hash,
        .title = in_language(visit, &instrument->title),
        .version = instrument->version,
        .megabytes = visit->upload_most >> 20,
        .has_log = instrument->has_log,
        .by = split_choices(visit, instrument),
        .outcomes = outcome_choices(visit, instrument),
        .most = most.length ? most : text_print(visit->arena, "%d", CASES_OTHERWISE),
        .operation = visit_operation(visit)};
    if (!review_choices(visit, instrument, &data.reviews))
        return;
    data.has_reviews = data.reviews.count > 1;
    page_population_new(&visit->page, &data);
    visit_send_page(visit, status);
}

void population_form(struct visit *visit)
{
    const struct instrument *instrument;
    if (find_instrument(visit, &instrument))
        show_form(visit, instrument, 200);
}

bool population_admits(struct visit *visit)
{
    const struct instrument *instrument;
    return find_instrument(visit, &instrument);
}

static bool is_split(const struct job_splits *splits, struct text id)
{
    for (size_t i = 0; i < splits->list.count; i++)
        if (text_equal(splits->list.items[i].id, id))
            return true;
    return false;
}

static void read_splits(struct visit *visit, const struct instrument *instrument,
                        struct job_population *wanted)
{
    struct page *page = &visit->page;
    struct job_splits splits;
    struct text value;
    size_t at = 0;
    job_splits(visit->arena, instrument, &splits);
    while (form_next(&visit->form, "by", &at, &value))
        if (is_split(&splits, value)) // no browser sends another
            *ARRAY_APPEND(visit->arena, &wanted->by) = value;
    if (wanted->by.count > LIMIT_POPULATION_SPLITS)
        visit_add_error(visit, "by", SAY("Choose at most {limit}", NUMBER("limit", LIMIT_POPULATION_SPLITS)));
}

static void read_outcome(struct visit *visit, struct job_population *wanted)
{
    struct page *page = &visit->page;
    struct text outcome = form_value(&visit->form, "outcome");
    if (!outcome.length)
        return;
    text_split(&outcome, '=', &wanted->criterion);
    wanted->outcome = outcome;
    if (!text_to_int64(text_trim(form_value(&visit->form, "most")), &wanted->most) || wanted->most < 1 ||
        wanted->most > LIMIT_EXCEPTIONS)
        visit_add_error(visit, "most",
                        SAY("Write a number from 1 to {limit}", NUMBER("limit", LIMIT_EXCEPTIONS)));
}

static bool read_form(struct visit *visit, const struct instrument *instrument, struct job_population *wanted)
{
    struct page *page = &visit->page;
    wanted->instrument = instrument->hash;
    read_splits(visit, instrument, wanted);
    read_outcome(visit, wanted);
    if (!visit->upload || !site_upload_has(visit->upload, "cases"))
        visit_add_error(visit, "cases", SAY("Choose a file of cases"));
    return !page->errors.count;
}

static bool check_review(struct visit *visit, struct text id)
{
    struct review review;
    if (!id.length)
        return true;
    if (!review_get(visit->store, visit->arena, id, &review, &visit->problems))
        return false;
    return review.status == REVIEW_OPEN || review_refuse_published(id, &visit->problems);
}

static bool ask_for_check(struct visit *visit, const struct job_population *wanted)
{
    struct job_request request = {.kind = JOB_POPULATION,
                                  .subject = form_value(&visit->form, "review"),
                                  .input = job_population_input(visit->arena, wanted),
                                  .language = visit->page.language};
    request.uploads = site_upload_files(visit->upload, &request.upload_count);
    return check_review(visit, request.subject) && job_begin(visit, "check every case", &request);
}

void population_sent(struct visit *visit)
{
    const struct instrument *instrument;
    struct job_population wanted = {0};
    int status;
    if (!find_instrument(visit, &instrument))
        return;
    if (visit_upload_is_good(visit, &status) && read_form(visit, instrument, &wanted) &&
        ask_for_check(visit, &wanted))
        return;
    if (visit->problems.input_output)
        return;
    visit_take_problems(visit, NULL);
    show_form(visit, instrument, status);
}

// ---- Its tables ----------------------------------------------------------------------------------------------------

void population_tables_page(struct visit *visit)
{
    struct job job;
    struct text json;
    bool found;
    if (!job_visited(visit, JOB_POPULATION, PERMISSION_POPULATION_CHECK, &job) ||
        !job_output_get(visit->store, visit->arena, job.id, visit->page.language, "json", &found, &json,
                        &visit->problems) ||
        !found)
        return;
    struct page_population_tables_data data = {.id = job.id};
    if (!job_consulted(visit, "population.consult", job.id) ||
        !shown_document_read(visit, json, &data.document))
        return;
    size_t count;
    const struct job_table_format *formats = job_table_formats(&count);
    for (size_t i = 0; i < count; i++)
        *ARRAY_APPEND(visit->arena, &data.downloads) = (struct table_download){formats[i].suffix,
                                                                               formats[i].name};
    page_population_tables(&visit->page, &data);
    visit_send_page(visit, 200);
}

void population_tables_file(struct visit *visit)
{
    struct job job;
    struct text content;
    bool found;
    const struct job_table_format *format = job_table_format_find(visit->parts[1]);
    if (!format || !job_visited(visit, JOB_POPULATION, PERMISSION_POPULATION_CHECK, &job) ||
        !job_output_get(visit->store, visit->arena, job.id, visit->page.language, format->suffix, &found,
                        &content, &visit->problems) ||
        !found || !job_disclosed(visit, "population.disclose", job.id, visit->parts[1]))
        return;
    visit_send_file(
        visit, format->media_type,
        text_print(visit->arena, "every-case.%s.%s", language_code(visit->page.language), format->suffix),
        content);
}

// ---- The cases of one outcome --------------------------------------------------------------------------------------

void population_cases_page(struct visit *visit)
{
    struct page *page = &visit->page;
    struct job job;
    struct job_exceptions cases;
    if (!job_visited(visit, JOB_POPULATION, PERMISSION_POPULATION_CHECK, &job) ||
        !job_consulted(visit, "population.consult_cases", job.id) ||
        !job_exceptions(visit->store, visit->arena, job.id, visit->account.id, &cases, &visit->problems))
        return;
    struct page_population_cases_data data = {
        .id = job.id,
        .may_export = visit_allows(visit, PERMISSION_CASE_EXPORT, (struct access_facts){0}),
        .cases.caption = SAY("The cases of one outcome")};
    visit_add_column(visit, &data.cases, SAY("Case"));
    visit_add_column(visit, &data.cases, SAY("File"));
    visit_add_column(visit, &data.cases, SAY("Line"));
    visit_add_column(visit, &data.cases, SAY("Measure"));
    for (size_t i = 0; i < cases.list.count; i++) {
        const struct job_exception *one = &cases.list.items[i];
        struct table_row *row = ARRAY_APPEND(visit->arena, &data.cases.rows);
        struct text measure = in_language(visit, &one->measure), none = {0};
        visit_add_cell(visit, row, text_visible(visit->arena, one->reference), none);
        visit_add_cell(visit, row, text_visible(visit->arena, one->source), none);
        visit_add_cell(visit, row, number_text(visit->arena, one->line), none);
        visit_add_cell(visit, row, measure.length ? measure : SAY("Not known"), none);
    }
    page_population_cases(page, &data);
    visit_send_page(visit, 200);
}

static void write_case(struct visit *visit, const struct job_exception *one, struct buffer *out)
{
    csv_field_add(out, one->reference, ',');
    buffer_add_character(out, ',');
    csv_field_add(out, one->source, ',');
    buffer_print(out, ",%lld,", (long long)one->line);
    csv_field_add(out, in_language(visit, &one->measure), ',');
    buffer_add(out, TEXT("\r\n"));
}

void population_cases_file(struct visit *visit)
{
    struct job job;
    struct job_exceptions cases;
    struct buffer out = {0};
    if (!job_visited(visit, JOB_POPULATION, PERMISSION_CASE_EXPORT, &job) ||
        !job_exceptions(visit->store, visit->arena, job.id, visit->account.id, &cases, &visit->problems) ||
        !job_disclosed(visit, "population.disclose_cases", job.id, TEXT("cases.csv")))
        return;
    buffer_add(&out, TEXT("\xEF\xBB\xBFreference,file,line,measure\r\n"));
    for (size_t i = 0; i < cases.list.count; i++)
        write_case(visit, &cases.list.items[i], &out);
    visit_send_file(visit, "text/csv; charset=utf-8", TEXT("cases.csv"),
                    text_copy(visit->arena, buffer_text(&out)));
    buffer_dispose(&out);
}
