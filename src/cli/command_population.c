// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/interruption.h"
#include "cli/population_given.h"
#include "cli/population_lines.h"
#include "cli/population_totals.h"
#include "cli/print_document.h"
#include "cli/progress.h"
#include "cli/record.h"
#include "cli/rejected_rows.h"

#include "report/population_page.h"

static const char *const formats[] = {"terminal", "csv", "markdown", "json", "html", "jsonl", NULL};
static const char *const encodings[] = {"utf-8", "windows-1252", NULL};

static const struct parameter arguments[] = {
    {.name = N_("EXTRACT"),
     .kind = VALUE_FILE,
     .required = true,
     .repeats = true,
     .help = N_("A file of cases: CSV, packed by gzip or ZIP or not, or XLSX; “-” is standard input.")},
    {0},
};

static const struct parameter options[] = {
    {.name = "instrument",
     .value = N_("FILE"),
     .kind = VALUE_FILE,
     .help = N_("The instrument by which the cases are checked. With --review it can be left out.")},
    {.name = "review",
     .value = N_("REVIEW"),
     .kind = VALUE_TEXT,
     .help = N_(
         "Check by this review's own copy of its instrument, and keep the totals with the review: its report then has "
         "them beside the cases reviewed.")},
    {.name = "log",
     .value = N_("FILE"),
     .kind = VALUE_FILE,
     .repeats = true,
     .help = N_("A file of the entries of their log, in any order. May be given again.")},
    {.name = "by",
     .value = N_("FIELD"),
     .kind = VALUE_TEXT,
     .repeats = true,
     .help = N_(
         "Divide the cases by this category; by month, of the instrument's first required time or date; or by "
         "month:FIELD. May be given again. Otherwise by the instrument's group.")},
    {.name = "exceptions",
     .value = N_("CRITERION=OUTCOME"),
     .kind = VALUE_TEXT,
     .help = N_("List the cases of an outcome that rules give, the longest first.")},
    {.name = "limit", .value = N_("N"), .kind = VALUE_NUMBER, .help = N_("How many of them. Otherwise 50.")},
    {.name = "format",
     .value = N_("FORMAT"),
     .kind = VALUE_CHOICE,
     .choices = formats,
     .help = N_(
         "terminal, csv (ids and counts, for programs), markdown, json, html or jsonl (JSON lines, the rejected "
         "rows among them). Otherwise terminal.")},
    {.name = "rejects",
     .value = N_("FILE"),
     .kind = VALUE_FILE,
     .help = N_(
         "Where rejected rows of the cases go: a file that is not there yet. Otherwise they are only told.")},
    {.name = "log-rejects",
     .value = N_("FILE"),
     .kind = VALUE_FILE,
     .help = N_(
         "Where rejected rows of the log go: a file that is not there yet. Otherwise they are only told.")},
    {.name = "keep",
     .value = N_("FILE"),
     .kind = VALUE_FILE,
     .help = N_(
         "Also keep the columns of the accepted cases in this file. Given as the EXTRACT later, it is counted "
         "again by a changed instrument without reading the extract. It holds data of cases. Not with --log.")},
    {.name = "sheet",
     .value = N_("NAME"),
     .kind = VALUE_TEXT,
     .help = N_("The sheet of an XLSX file of cases. Otherwise its first.")},
    {.name = "log-sheet",
     .value = N_("NAME"),
     .kind = VALUE_TEXT,
     .help = N_("The sheet of an XLSX file of the log. Otherwise its first.")},
    {.name = "encoding",
     .value = N_("ENCODING"),
     .kind = VALUE_CHOICE,
     .choices = encodings,
     .help = N_(
         "Of CSV files that do not begin with a byte order mark: utf-8 or windows-1252. Otherwise their bytes "
         "say it.")},
    {.name = "date",
     .value = N_("DATE"),
     .kind = VALUE_TEXT,
     .help = N_("The date that the page bears. Otherwise today.")},
    {.name = "threads",
     .value = N_("N"),
     .kind = VALUE_NUMBER,
     .help = N_("How many threads work. Otherwise one for each processor.")},
    {.name = "no-file-hash", .help = N_("Do not take the SHA-256 of the files.")},
    {0},
};

static const struct example examples[] = {
    {"population cases.csv --log log.csv --instrument instruments/hate-crime-snapshot.yaml",
     N_("Count what the rules say of every case:")},
    {"population cases.csv.gz --instrument hate.yaml --by month --exceptions hcso=outside --limit 10",
     N_("By month, and the ten cases that waited longest:")},
    {"population cases.csv --instrument hate.yaml --keep cases.kept",
     N_("Keep the cases as columns; “population cases.kept --instrument changed.yaml” counts them again:")},
    {"population cases.csv --log log.csv --review hate-crime-snapshot-2019",
     N_("Keep the totals for the report of a review:")},
    {0},
};

// What the callbacks of the reading need.
struct watching {
    struct interruption *interruption;
    struct progress *progress;
    struct rejected_rows *rejected; // NULL: they are not kept as JSON
};

static void show_progress(void *context, const struct population_progress *progress)
{
    struct watching *watching = context;
    progress_show(watching->progress, progress->bytes, progress->all_bytes, progress->rows);
}

static void keep_rejected(void *context, const struct table_row *row, struct text source,
                          const struct problems *why)
{
    struct watching *watching = context;
    if (watching->rejected)
        rejected_rows_add(watching->rejected, row, source, why);
}

static void begin_again(void *context)
{
    struct watching *watching = context;
    if (watching->rejected)
        rejected_rows_clear(watching->rejected);
}

static void wait_for(void *context, struct byte_source *source)
{
    struct watching *watching = context;
    interruption_waits_for(watching->interruption, source);
}

static uint64_t rejected_count(const struct population *population)
{
    uint64_t count = 0;
    for (size_t i = 0; i < population->file_count; i++)
        count += population->files[i].rejected;
    return count;
}

// News to standard error: the output is for tables alone.
static void tell(const struct invocation *invocation, struct message message)
{
    struct text text = message_text(invocation->arena, invocation->language, &message);
    if (!invocation->quiet)
        fprintf(stderr, "%.*s\n", TEXT_PRINT(text_visible(invocation->arena, text)));
}

static void tell_rejected(const struct invocation *invocation, const struct population *population)
{
    for (size_t i = 0; i < population->file_count; i++) {
        const struct population_file *file = &population->files[i];
        if (file->rejected)
            tell(invocation,
                 MESSAGE("{file}: rows read {read} = counted {counted} + rejected {rejected}",
                         VALUE("file", file->source), NUMBER("read", file->read),
                         NUMBER("counted", file->read - file->rejected), NUMBER("rejected", file->rejected)));
        if (file->rejects.length)
            tell(invocation, MESSAGE("{file}: the rejected rows are in {rejects}",
                                     VALUE("file", file->source), VALUE("rejects", file->rejects)));
    }
}

// ---- Output ------------------------------------------------------------------------------------------------

static bool print_page(struct invocation *invocation, const struct population *population,
                       const struct population_request *request, struct civil_date date)
{
    const struct checked_document *checked[LANGUAGE_COUNT];
    if (!population_page(invocation->arena, population, request, date, checked, &invocation->problems))
        return false;
    print_document(checked[invocation->language], given_text(invocation, "format"));
    return true;
}

static enum status print(struct invocation *invocation, const struct population *population,
                         const struct population_request *request, struct rejected_rows *rejected,
                         struct civil_date date)
{
    bool good = true;
    if (rejected) {
        population_print_files(population);
        good = rejected_rows_print(rejected, &invocation->problems);
        if (good)
            population_print_counts(invocation, population, request);
    } else if (text_equal(given_text(invocation, "format"), TEXT("csv"))) {
        population_print_csv(invocation, population, request);
    } else {
        good = print_page(invocation, population, request, date);
    }
    if (!good)
        return STATUS_BLOCKED;
    tell_rejected(invocation, population);
    return rejected_count(population) ? STATUS_PARTLY : STATUS_DONE;
}

// ---- The command -------------------------------------------------------------------------------------------

static enum status interrupted(struct invocation *invocation)
{
    problems_init(&invocation->problems, invocation->arena);
    problem_report(&invocation->problems, (struct place){.source = TEXT("craffu")},
                   MESSAGE("stopped before the end: nothing was counted"), NO_MESSAGE);
    return STATUS_INTERRUPTED;
}

// Reads everything. Rejected rows that are printed as JSON are not told on standard error as well.
static enum status read_all(struct invocation *invocation, struct population_request *request,
                            struct watching *watching, struct population *population)
{
    struct problems problems;
    problems_init(&problems, invocation->arena);
    watching->interruption = interruption_begin();
    watching->progress = progress_new(invocation);
    request->progress = show_progress;
    request->rejected = keep_rejected;
    request->restarted = begin_again;
    request->waits_for = wait_for;
    request->context = watching;
    request->stop = interruption_flag(watching->interruption);
    bool good = population_read(invocation->arena, request, population, &problems);
    bool stopped = atomic_load(request->stop);
    progress_end(watching->progress);
    interruption_end(watching->interruption);
    if (!good && stopped)
        return interrupted(invocation);
    if (!good || !watching->rejected)
        problems_add(&invocation->problems, &problems);
    return good ? STATUS_DONE : STATUS_REFUSED;
}

static enum status run(struct invocation *invocation)
{
    struct population_request request;
    struct population population;
    struct watching watching = {0};
    struct civil_date date = {0};
    enum status status = population_given(invocation, &request);
    if (status != STATUS_DONE)
        return status;
    if (!given_date(invocation, request.instrument->zone, &date))
        return STATUS_USAGE;
    if (text_equal(given_text(invocation, "format"), TEXT("jsonl")) &&
        !(watching.rejected = rejected_rows_new(invocation->language, &invocation->problems)))
        return STATUS_INPUT_OUTPUT;
    status = read_all(invocation, &request, &watching, &population);
    if (status == STATUS_DONE && given(invocation, "review") &&
        !population_keep_totals(invocation, &population))
        status = STATUS_BLOCKED;
    if (status == STATUS_DONE)
        status = print(invocation, &population, &request, watching.rejected, date);
    rejected_rows_free(watching.rejected);
    return status;
}

const struct command command_population = {
    .path = "population",
    .summary = N_("count what the rules say of every case"),
    .description =
        {N_("Runs an instrument over every case that a force has, not only over those that a panel reads: how many cases "
            "have each outcome, by group or by month, and which cases have the outcome that is asked for. Nothing is kept "
            "of the cases; with --review, their totals are."),
         N_("Rows are checked exactly as an import checks them. A rejected row is told with its line, column, value and "
            "reason, and not counted."),
         N_("A log may be of millions of entries, in any order. With Ctrl-C the reading ends; nothing is printed then.")},
    .arguments = arguments,
    .options = options,
    .examples = examples,
    .record = RECORD_WRITE,
    .record_option = "review",
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
