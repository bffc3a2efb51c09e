// SPDX-License-Identifier: GPL-3.0-or-later
#include "job/job_population.h"

#include "base/zone.h"
#include "document/writers.h"
#include "extract/population_choice.h"
#include "job/job_asker.h"
#include "job/job_json.h"
#include "job/job_kinds.h"
#include "report/population_page.h"
#include "review/audit.h"
#include "review/instrument_record.h"
#include "review/population_totals.h"

// ---- What is asked for ---------------------------------------------------------------------------------------------

struct text job_population_input(struct arena *arena, const struct job_population *population)
{
    struct buffer out = {0};
    struct json_writer json = {.out = &out};
    json_writer_open_object(&json, NULL);
    json_writer_text(&json, "instrument", population->instrument);
    json_writer_open_array(&json, "by");
    for (size_t i = 0; i < population->by.count; i++)
        json_writer_text(&json, NULL, population->by.items[i]);
    json_writer_close(&json);
    json_writer_text(&json, "criterion", population->criterion);
    json_writer_text(&json, "outcome", population->outcome);
    json_writer_integer(&json, "most", population->most);
    return job_json_finish(arena, &json);
}

bool job_population_read(struct arena *arena, const struct job *job, struct job_population *population,
                         struct problems *problems)
{
    struct json_node root;
    if (!json_node_read(arena, job->id, job->input, &root, problems))
        return false;
    struct job_population read = {.instrument = job_json_text(&root, "instrument"),
                                  .criterion = job_json_text(&root, "criterion"),
                                  .outcome = job_json_text(&root, "outcome"),
                                  .most = job_json_integer(&root, "most")};
    const struct json_node *by = json_node_find(&root, "by");
    for (size_t i = 0; by && by->kind == JSON_NODE_ARRAY && i < by->count; i++)
        if (by->items[i].kind == JSON_NODE_TEXT)
            *ARRAY_APPEND(arena, &read.by) = by->items[i].text;
    *population = read;
    return true;
}

// ---- What may be asked of them -------------------------------------------------------------------------------------

void job_splits(struct arena *arena, const struct instrument *instrument, struct job_splits *splits)
{
    *splits = (struct job_splits){0};
    for (size_t i = 0; i < instrument->cases.count; i++) {
        const struct field *field = &instrument->cases.fields[i];
        if (field->type == FIELD_CATEGORY)
            *ARRAY_APPEND(arena, &splits->list) = (struct job_split){.id = field->id, .label = field->label};
        else if (population_has_months(field))
            *ARRAY_APPEND(arena, &splits->list) = (struct job_split){
                text_print(arena, "month:%.*s", TEXT_PRINT(field->id)), field->label, true};
    }
}

bool job_outcome_is_computed(const struct criterion *criterion, size_t outcome)
{
    return population_outcome_is_computed(criterion, outcome);
}

// ---- Reading -------------------------------------------------------------------------------------------------------

struct checking {
    struct job_run *run;
    struct job_population wanted;
    struct population_request request;
    struct population population;
    const struct checked_document *tables[LANGUAGE_COUNT];
};

static bool add_file(struct checking *checking, const struct job_upload *sent, struct text *names,
                     struct problems *problems)
{
    struct job_run *run = checking->run;
    struct job_upload upload;
    const char **path = ARENA_NEW(run->arena, const char *);
    bool is_log = text_equal(sent->part, TEXT("log"));
    if (!job_run_upload(run, is_log ? "log" : "cases", &upload, path, problems))
        return false;
    struct population_request *request = &checking->request;
    names[is_log ? 1 : 0] = upload.name;
    if (is_log) {
        request->logs = path;
        request->log_count = 1;
    } else {
        request->cases = path;
        request->case_count = 1;
    }
    return true;
}

static bool add_files(struct checking *checking, struct problems *problems)
{
    struct job_run *run = checking->run;
    struct job_uploads uploads;
    struct text *names = ARENA_ARRAY(run->arena, struct text, 2);
    if (!job_uploads(run->store, run->arena, run->job->id, &uploads, problems))
        return false;
    for (size_t i = 0; i < uploads.list.count; i++)
        if (!add_file(checking, &uploads.list.items[i], names, problems))
            return false;
    checking->request.names = names;
    return checking->request.case_count > 0 ||
           problem_report(problems, (struct place){0}, MESSAGE("no file was sent"),
                          MESSAGE("choose the file, and send it again"));
}

static bool add_splits(struct checking *checking, struct problems *problems)
{
    const struct instrument *instrument = checking->request.instrument;
    size_t count = checking->wanted.by.count;
    struct population_split *splits = ARENA_ARRAY(checking->run->arena, struct population_split, count + 1);
    if (count > LIMIT_POPULATION_SPLITS)
        return problem_report(problems, (struct place){0},
                              MESSAGE("the cases are divided in more than {limit} ways",
                                      NUMBER("limit", LIMIT_POPULATION_SPLITS)),
                              NO_MESSAGE);
    for (size_t i = 0; i < count; i++)
        if (!population_split_find(&instrument->cases, checking->wanted.by.items[i], &splits[i]))
            return problem_report(
                problems, (struct place){0},
                MESSAGE("cases cannot be divided by {field}", VALUE("field", checking->wanted.by.items[i])),
                NO_MESSAGE);
    if (count == 0 && instrument->has_group)
        splits[count++].field = instrument->group;
    checking->request.splits = splits;
    checking->request.split_count = count;
    return true;
}

static bool add_outcome(struct checking *checking, struct problems *problems)
{
    struct population_request *request = &checking->request;
    const struct job_population *wanted = &checking->wanted;
    if (!wanted->criterion.length)
        return true;
    if (!instrument_find_criterion(request->instrument, wanted->criterion, &request->criterion) ||
        !criterion_find_outcome(&request->instrument->criteria[request->criterion], wanted->outcome,
                                &request->outcome) ||
        !population_outcome_is_computed(&request->instrument->criteria[request->criterion], request->outcome))
        return problem_report(problems, (struct place){0},
                              MESSAGE("rules compute no outcome {outcome} of the criterion {criterion}",
                                      VALUE("outcome", wanted->outcome),
                                      VALUE("criterion", wanted->criterion)),
                              NO_MESSAGE);
    request->wants_exceptions = true;
    request->most_exceptions = (size_t)(wanted->most < 1                  ? 1
                                        : wanted->most > LIMIT_EXCEPTIONS ? LIMIT_EXCEPTIONS
                                                                          : wanted->most);
    request->measure = outcome_measure(checking->run->arena,
                                       &request->instrument->criteria[request->criterion], request->outcome);
    return true;
}

// Of one file after the other; where one begins, or is read again, what is told begins at nothing. A workbook tells only its rows.
static void tell(void *context, const struct population_progress *progress)
{
    struct checking *checking = context;
    if (!progress->all_bytes) {
        job_run_tell(checking->run, (int64_t)progress->rows, 0, N_("rows"));
        return;
    }
    job_run_tell(checking->run, (int64_t)progress->bytes, (int64_t)progress->all_bytes, N_("bytes"));
}

static bool prepare(struct checking *checking, struct problems *problems)
{
    struct job_run *run = checking->run;
    checking->request = (struct population_request){.language = run->job->language,
                                                    .threads = population_threads(),
                                                    .wants_hash = true,
                                                    .progress = tell,
                                                    .context = checking,
                                                    .stop = run->stop};
    return job_population_read(run->arena, run->job, &checking->wanted, problems) &&
           instrument_read(run->store, run->arena, checking->wanted.instrument, &checking->request.instrument,
                           problems) &&
           add_files(checking, problems) && add_splits(checking, problems) && add_outcome(checking, problems);
}

// ---- What stays ----------------------------------------------------------------------------------------------------

// Without the cases that were asked for: those are shown, and handed out, to fewer people.
static bool make_tables(struct checking *checking, struct problems *problems)
{
    struct population tables = checking->population;
    struct population_request request = checking->request;
    tables.exception_count = 0;
    request.wants_exceptions = false;
    struct civil_date today = zone_to_civil(request.instrument->zone, checking->run->act.at).date;
    return population_page(checking->run->arena, &tables, &request, today, checking->tables, problems);
}

static bool write_csv(const struct checked_document *checked, struct buffer *out, struct problems *problems)
{
    (void)problems;
    for (size_t i = 0; i < document_table_count(checked); i++) {
        buffer_add(out, i ? TEXT("\r\n") : TEXT(""));
        document_write_csv(checked, i, out);
    }
    return true;
}

static bool write_xlsx(const struct checked_document *checked, struct buffer *out, struct problems *problems)
{
    return document_write_xlsx(checked, SHEET_NORMAL, out, problems);
}

static bool write_ods(const struct checked_document *checked, struct buffer *out, struct problems *problems)
{
    return document_write_ods(checked, SHEET_NORMAL, out, problems);
}

static bool write_json(const struct checked_document *checked, struct buffer *out, struct problems *problems)
{
    (void)problems;
    document_write_json(checked, out);
    return true;
}

static bool write_html(const struct checked_document *checked, struct buffer *out, struct problems *problems)
{
    (void)problems;
    document_write_html(checked, SHEET_NORMAL, out);
    return true;
}

static const struct job_table_format formats[] = {
    {"ods", N_("OpenDocument spreadsheet"), "application/vnd.oasis.opendocument.spreadsheet"},
    {"xlsx", N_("Excel workbook"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    {"csv", N_("CSV"), "text/csv; charset=utf-8"},
    {"html", N_("Web page"), "text/html; charset=utf-8"},
    {"json", N_("JSON"), "application/json"},
};
static bool (*const writers[])(const struct checked_document *checked, struct buffer *out,
                               struct problems *problems) = {write_ods, write_xlsx, write_csv, write_html,
                                                             write_json};
enum { FORMATS = sizeof formats / sizeof *formats };

const struct job_table_format *job_table_formats(size_t *count)
{
    *count = FORMATS;
    return formats;
}

const struct job_table_format *job_table_format_find(struct text suffix)
{
    for (size_t i = 0; i < FORMATS; i++)
        if (text_equal(suffix, text_from(formats[i].suffix)))
            return &formats[i];
    return NULL;
}

static bool keep_table(struct write *write, const struct checking *checking, int language, size_t format,
                       struct problems *problems)
{
    struct buffer out = {0};
    struct text name = text_print(write->arena, "%s.%s", language_code((enum language)language),
                                  formats[format].suffix);
    bool good = writers[format](checking->tables[language], &out, problems) &&
                write_part(write, "job_output_insert",
                           STORE_VALUES(store_text(checking->run->job->id), store_text(name),
                                        store_blob(buffer_text(&out))),
                           NULL, problems);
    buffer_dispose(&out);
    return good;
}

static bool keep_tables(struct write *write, const struct checking *checking, struct problems *problems)
{
    bool good = true;
    for (int language = 0; language < LANGUAGE_COUNT; language++)
        for (size_t format = 0; good && format < FORMATS; format++)
            good = keep_table(write, checking, language, format, problems);
    return good;
}

static bool keep_exceptions(struct write *write, const struct checking *checking, struct problems *problems)
{
    const struct population *population = &checking->population;
    for (size_t i = 0; i < population->exception_count; i++) {
        const struct population_exception *exception = &population->exceptions[i];
        struct localised measure = {0};
        for (int language = 0; exception->is_known && language < LANGUAGE_COUNT; language++)
            measure.in[language] = population_measure_words(write->arena, population->instrument, exception,
                                                            (enum language)language);
        if (!write_part(write, "job_exception_insert",
                        STORE_VALUES(store_text(checking->run->job->id), store_integer((int64_t)i + 1),
                                     store_text(exception->reference), store_text(exception->source),
                                     store_integer((int64_t)exception->line), STORE_LOCALISED(measure)),
                        NULL, problems))
            return false;
    }
    return true;
}

// Every case of the files was looked at, if by a program: that stands in the log, with the files.
static bool tell_consultation(struct write *write, const struct checking *checking, struct problems *problems)
{
    const struct population *population = &checking->population;
    struct text hashes[2] = {0};
    for (size_t i = 0; i < population->file_count; i++)
        hashes[population->files[i].is_log ? 1 : 0] = hash_text(write->arena, population->files[i].hash);
    struct audited audited = {"population.consult", "instrument", population->instrument->id,
                              AUDIT_DETAIL(write->arena, {"job", checking->run->job->id},
                                           {"cases_sha256", hashes[0]}, {"log_sha256", hashes[1]},
                                           {"criterion", checking->wanted.criterion},
                                           {"outcome", checking->wanted.outcome})};
    return audit_tell(write, audited, problems);
}

static bool keep_totals(struct write *write, const struct checking *checking, struct problems *problems)
{
    struct text review = checking->run->job->subject;
    if (!review.length)
        return true;
    struct population_totals totals = population_totals_of(write->arena, &checking->population);
    return population_record_put(write, review, &totals, problems);
}

static bool keep(struct write *write, void *argument, struct problems *problems)
{
    const struct checking *checking = argument;
    return tell_consultation(write, checking, problems) && keep_tables(write, checking, problems) &&
           keep_exceptions(write, checking, problems) && keep_totals(write, checking, problems);
}

static struct text result_of(const struct checking *checking)
{
    const struct population *population = &checking->population;
    struct buffer out = {0};
    struct json_writer json = {.out = &out};
    uint64_t rejected = 0;
    for (size_t i = 0; i < population->file_count; i++)
        rejected += population->files[i].rejected;
    json_writer_open_object(&json, NULL);
    json_writer_integer(&json, "cases", (int64_t)population->cases);
    json_writer_integer(&json, "rejected", (int64_t)rejected);
    json_writer_integer(&json, "exceptions_found", (int64_t)population->exceptions_found);
    return job_json_finish(checking->run->arena, &json);
}

static bool check_asker(const struct job_run *run, struct problems *problems)
{
    struct account asker;
    return job_asker(run, &asker, problems) &&
           job_asker_may(&asker, PERMISSION_POPULATION_CHECK, (struct access_facts){0}, problems);
}

static bool run_population(struct job_run *run, struct problems *problems)
{
    struct checking checking = {.run = run};
    if (!check_asker(run, problems) || !prepare(&checking, problems))
        return false;
    if (!population_read(run->arena, &checking.request, &checking.population, problems) ||
        !make_tables(&checking, problems) ||
        !act_do(run->store, run->arena, &run->act, keep, &checking, NULL, problems))
        return false;
    run->result = result_of(&checking);
    return true;
}

const struct job_kind job_kind_population = {JOB_POPULATION, N_("population check"), run_population};

// ---- What it left --------------------------------------------------------------------------------------------------

bool job_output_get(struct store *store, struct arena *arena, struct text job, enum language language,
                    const char *suffix, bool *found, struct text *content, struct problems *problems)
{
    struct text name = text_print(arena, "%s.%s", language_code(language), suffix), read = {0};
    struct store_rows *rows = store_query(store, arena, "job_output_get",
                                          STORE_VALUES(store_text(job), store_text(name)));
    bool there = store_next(rows);
    if (there)
        read = store_column_text(rows, 0);
    if (!store_finish(rows, problems))
        return false;
    *found = there;
    if (there)
        *content = read;
    return true;
}

bool job_exceptions(struct store *store, struct arena *arena, struct text job, struct text account,
                    struct job_exceptions *exceptions, struct problems *problems)
{
    struct job_exceptions read = {0};
    struct store_rows *rows = store_query(store, arena, "job_exception_list",
                                          STORE_VALUES(store_text(job), store_text(account)));
    while (store_next(rows))
        *ARRAY_APPEND(arena, &read.list) = (struct job_exception){
            .number = store_column_integer(rows, 0),
            .reference = store_column_text(rows, 1),
            .source = store_column_text(rows, 2),
            .line = store_column_integer(rows, 3),
            .measure = store_column_localised(rows, 4),
        };
    if (!store_finish(rows, problems))
        return false;
    *exceptions = read;
    return true;
}

bool job_population_result(struct arena *arena, const struct job *job, struct job_population_result *result,
                           struct problems *problems)
{
    struct json_node root;
    if (!json_node_read(arena, job->id, job->result, &root, problems))
        return false;
    *result = (struct job_population_result){.cases = job_json_integer(&root, "cases"),
                                             .rejected = job_json_integer(&root, "rejected"),
                                             .exceptions_found = job_json_integer(&root, "exceptions_found")};
    return true;
}
