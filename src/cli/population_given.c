// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/population_given.h"

#include "cli/figures.h"
#include "cli/population_totals.h"
#include "cli/record.h"
#include "extract/population_choice.h"

enum { EXCEPTIONS_OTHERWISE = 50 };

static const char *const *paths(const struct invocation *invocation, const char *name)
{
    size_t count = given_count(invocation, name);
    const char **list = ARENA_ARRAY(invocation->arena, const char *, count + 1);
    for (size_t i = 0; i < count; i++)
        list[i] = text_terminated(invocation->arena, given_at(invocation, name, i));
    return list;
}

// ---- The files ---------------------------------------------------------------------------------------------

static size_t standard_inputs(const char *const *files, size_t count)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++)
        found += strcmp(files[i], "-") == 0;
    return found;
}

static bool check_rejects(struct invocation *invocation, const char *option, size_t files)
{
    return !given(invocation, option) || files == 1 ||
           usage_problem(invocation,
                         MESSAGE("--{name} names one file, but the rows of {files} are read",
                                 VALUE("name", text_from(option)), NUMBER("files", files)),
                         MESSAGE("read one file at a time to keep its rejected rows"));
}

static bool check_rejects_differ(struct invocation *invocation)
{
    return !given(invocation, "rejects") || !given(invocation, "log-rejects") ||
           !text_equal(given_text(invocation, "rejects"), given_text(invocation, "log-rejects")) ||
           usage_problem(invocation, MESSAGE("--rejects and --log-rejects name the same file"),
                         MESSAGE("name a file for each"));
}

static bool files_given(struct invocation *invocation, struct population_request *request)
{
    request->cases = paths(invocation, "EXTRACT");
    request->case_count = given_count(invocation, "EXTRACT");
    request->logs = paths(invocation, "log");
    request->log_count = given_count(invocation, "log");
    request->sheet = given_text(invocation, "sheet");
    request->log_sheet = given_text(invocation, "log-sheet");
    request->rejects = given_path(invocation, "rejects");
    request->log_rejects = given_path(invocation, "log-rejects");
    request->keep = given_path(invocation, "keep");
    request->wants_hash = !given(invocation, "no-file-hash");
    bool good = check_rejects(invocation, "rejects", request->case_count) &
                check_rejects(invocation, "log-rejects", request->log_count) &
                check_rejects_differ(invocation);
    if (standard_inputs(request->cases, request->case_count) +
            standard_inputs(request->logs, request->log_count) >
        1)
        good = usage_problem(invocation, MESSAGE("standard input is named more than once"),
                             MESSAGE("“-” can stand for one file only"));
    return good;
}

static bool encoding_given(struct invocation *invocation, struct population_request *request)
{
    if (!given(invocation, "encoding"))
        return true;
    enum encoding *encoding = ARENA_NEW(invocation->arena, enum encoding);
    *encoding = text_equal(given_text(invocation, "encoding"), TEXT("utf-8")) ? ENCODING_UTF8
                                                                              : ENCODING_WINDOWS_1252;
    request->encoding = encoding;
    return true;
}

static bool threads_given(struct invocation *invocation, struct population_request *request)
{
    int64_t processors = (int64_t)population_threads(), threads;
    if (!given_count_within(invocation, "threads", 1, LIMIT_POPULATION_THREADS, processors, &threads))
        return false;
    request->threads = (size_t)threads;
    return true;
}

// ---- --by --------------------------------------------------------------------------------------------------

// The ids of the fields by which cases can be divided in this way, for hints.
static struct text fields_that(struct invocation *invocation, const struct schema *schema, bool by_month)
{
    struct text names = {0};
    for (size_t i = 0; i < schema->count; i++) {
        const struct field *field = &schema->fields[i];
        if (by_month ? population_has_months(field) : field->type == FIELD_CATEGORY)
            names = text_print(invocation->arena, "%.*s%s%.*s", TEXT_PRINT(names), names.length ? ", " : "",
                               TEXT_PRINT(field->id));
    }
    return names.length ? names : TEXT("–");
}

static bool split_given(struct invocation *invocation, const struct schema *schema, struct text by,
                        struct population_split *split)
{
    if (population_split_find(schema, by, split))
        return true;
    struct text field = text_starts(by, TEXT("month:")) ? text_slice(by, strlen("month:"), by.length) : by;
    if (text_equal(by, TEXT("month")) || text_starts(by, TEXT("month:")))
        return usage_problem(invocation,
                             MESSAGE("cases cannot be divided by months of {field}",
                                     VALUE("field", field.length ? field : TEXT("month"))),
                             MESSAGE("the times and dates of the case are: {fields}",
                                     VALUE("fields", fields_that(invocation, schema, true))));
    return usage_problem(invocation, MESSAGE("cases cannot be divided by {field}", VALUE("field", by)),
                         MESSAGE("use month, or a category of the case: {fields}",
                                 VALUE("fields", fields_that(invocation, schema, false))));
}

// The same way twice would print the same tables twice.
static bool check_splits_differ(struct invocation *invocation, const struct population_split *splits,
                                size_t count)
{
    for (size_t i = 1; i < count; i++)
        for (size_t k = 0; k < i; k++)
            if (splits[i].field == splits[k].field && splits[i].by_month == splits[k].by_month)
                return usage_problem(invocation,
                                     MESSAGE("--by {again} divides the cases as --by {by} does",
                                             VALUE("again", given_at(invocation, "by", i)),
                                             VALUE("by", given_at(invocation, "by", k))),
                                     MESSAGE("leave one of them out"));
    return true;
}

static bool splits_given(struct invocation *invocation, struct population_request *request)
{
    const struct instrument *instrument = request->instrument;
    size_t count = given_count(invocation, "by");
    struct population_split *splits = ARENA_ARRAY(invocation->arena, struct population_split, count + 1);
    bool good = true;
    if (count > LIMIT_POPULATION_SPLITS)
        return usage_problem(
            invocation,
            MESSAGE("--by is given more than {limit} times", NUMBER("limit", LIMIT_POPULATION_SPLITS)),
            NO_MESSAGE);
    for (size_t i = 0; i < count; i++)
        good &= split_given(invocation, &instrument->cases, given_at(invocation, "by", i), &splits[i]);
    good = good && check_splits_differ(invocation, splits, count);
    if (count == 0 && instrument->has_group)
        splits[count++].field = instrument->group;
    request->splits = splits;
    request->split_count = count;
    return good;
}

// ---- --exceptions ------------------------------------------------------------------------------------------

static struct text outcome_ids(struct invocation *invocation, const struct criterion *criterion)
{
    struct text ids = {0};
    for (size_t i = 0; i < criterion->outcome_count; i++)
        ids = text_print(invocation->arena, "%.*s%s%.*s", TEXT_PRINT(ids), i ? ", " : "",
                         TEXT_PRINT(criterion->outcomes[i].id));
    return ids;
}

static struct text criterion_ids(struct invocation *invocation, const struct instrument *instrument,
                                 bool also_judged)
{
    struct text ids = {0};
    for (size_t i = 0; i < instrument->criterion_count; i++)
        if (also_judged || !instrument->criteria[i].judged)
            ids = text_print(invocation->arena, "%.*s%s%.*s", TEXT_PRINT(ids), ids.length ? ", " : "",
                             TEXT_PRINT(instrument->criteria[i].id));
    return ids;
}

static bool refuse_judged(struct invocation *invocation, const struct instrument *instrument,
                          const struct criterion *criterion, struct text outcome)
{
    struct text computed = criterion_ids(invocation, instrument, false);
    return usage_problem(
        invocation,
        MESSAGE("reviewers judge the criterion {criterion}: no case has the computed outcome {outcome}",
                VALUE("criterion", criterion->id), VALUE("outcome", outcome)),
        computed.length ? MESSAGE("name an outcome of a criterion that rules compute: {criteria}",
                                  VALUE("criteria", computed))
                        : MESSAGE("leave --exceptions out: rules compute no criterion of this instrument"));
}

static bool outcome_given(struct invocation *invocation, struct population_request *request)
{
    const struct instrument *instrument = request->instrument;
    struct text outcome = given_text(invocation, "exceptions"), criterion;
    if (!text_split(&outcome, '=', &criterion) || outcome.length == 0)
        return usage_problem(invocation, MESSAGE("--exceptions names no outcome"),
                             MESSAGE("write CRITERION=OUTCOME, as in hcso=outside"));
    if (!instrument_find_criterion(instrument, criterion, &request->criterion))
        return usage_problem(
            invocation, MESSAGE("the instrument has no criterion {criterion}", VALUE("criterion", criterion)),
            MESSAGE("its criteria are: {criteria}",
                    VALUE("criteria", criterion_ids(invocation, instrument, true))));
    const struct criterion *found = &instrument->criteria[request->criterion];
    bool is_known = criterion_find_outcome(found, outcome, &request->outcome);
    if (is_known ? !population_outcome_is_computed(found, request->outcome)
                 : found->judged && text_equal(outcome, TEXT("to_judge")))
        return refuse_judged(invocation, instrument, found, outcome);
    if (!is_known)
        return usage_problem(
            invocation,
            MESSAGE("the criterion {criterion} has no outcome {outcome}", VALUE("criterion", criterion),
                    VALUE("outcome", outcome)),
            MESSAGE("its outcomes are: {outcomes}", VALUE("outcomes", outcome_ids(invocation, found))));
    return true;
}

static bool exceptions_given(struct invocation *invocation, struct population_request *request)
{
    int64_t limit;
    bool good = given_count_within(invocation, "limit", 1, LIMIT_EXCEPTIONS, EXCEPTIONS_OTHERWISE, &limit);
    request->wants_exceptions = given(invocation, "exceptions");
    if (!request->wants_exceptions)
        return good && (!given(invocation, "limit") ||
                        usage_problem(invocation, MESSAGE("--limit says how many cases --exceptions lists"),
                                      MESSAGE("give --exceptions CRITERION=OUTCOME, too")));
    request->most_exceptions = (size_t)limit;
    if (!outcome_given(invocation, request))
        return false;
    request->measure = outcome_measure(invocation->arena, &request->instrument->criteria[request->criterion],
                                       request->outcome);
    return good;
}

// ---- The instrument ------------------------------------------------------------------------------------------

static enum status file_given(struct invocation *invocation, const struct instrument **instrument)
{
    struct text content, path = given_text(invocation, "instrument");
    if (!read_input(invocation, path, LIMIT_YAML_BYTES, &content))
        return STATUS_INPUT_OUTPUT;
    return instrument_load(invocation->arena, path, content, instrument, &invocation->problems)
               ? STATUS_DONE
               : STATUS_REFUSED;
}

static bool is_of_review(struct invocation *invocation, const struct instrument *named,
                         const struct instrument *kept)
{
    return text_equal(named->hash, kept->hash) ||
           problem_report(&invocation->problems,
                          (struct place){.source = given_text(invocation, "instrument")},
                          MESSAGE("the review {id} has another instrument than this file",
                                  VALUE("id", given_text(invocation, "review"))),
                          MESSAGE("leave --instrument out: the review keeps a copy of its own"));
}

static enum status instrument_given(struct invocation *invocation, const struct instrument **instrument)
{
    bool has_file = given(invocation, "instrument"), has_review = given(invocation, "review");
    const struct instrument *named = NULL;
    if (!has_file && !has_review) {
        usage_problem(invocation, MESSAGE("no instrument is named"),
                      MESSAGE("name its file with --instrument, or with --review a review that has one"));
        return STATUS_USAGE;
    }
    enum status status = has_file ? file_given(invocation, &named) : STATUS_DONE;
    if (status != STATUS_DONE)
        return status;
    if (has_review && !population_review(invocation, instrument))
        return STATUS_BLOCKED;
    if (has_review)
        return !named || is_of_review(invocation, named, *instrument) ? STATUS_DONE : STATUS_REFUSED;
    *instrument = named;
    return STATUS_DONE;
}

// ---- All ---------------------------------------------------------------------------------------------------

enum status population_given(struct invocation *invocation, struct population_request *request)
{
    struct population_request asked = {.language = invocation->language};
    enum status status = instrument_given(invocation, &asked.instrument);
    if (status != STATUS_DONE)
        return status;
    bool good = files_given(invocation, &asked);
    good &= encoding_given(invocation, &asked);
    good &= threads_given(invocation, &asked);
    good &= splits_given(invocation, &asked);
    good &= exceptions_given(invocation, &asked);
    if (!good)
        return STATUS_USAGE;
    *request = asked;
    return STATUS_DONE;
}
