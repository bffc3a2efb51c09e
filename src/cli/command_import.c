// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/record.h"

#include "review/import.h"

#include <errno.h>
#include <unistd.h>

static const struct parameter arguments[] = {
    {.name = N_("REVIEW"), .kind = VALUE_TEXT, .required = true, .help = N_("The review's id.")},
    {0},
};

static const struct parameter options[] = {
    {.name = "cases", .value = N_("FILE"), .kind = VALUE_FILE, .help = N_("The cases: a CSV or XLSX file.")},
    {.name = "log",
     .value = N_("FILE"),
     .kind = VALUE_FILE,
     .help = N_("The entries of their log: a CSV or XLSX file. Each names its case.")},
    {.name = "dry-run",
     .help = N_("Check everything as the import would, say what it would do, and change nothing.")},
    {.name = "extract",
     .value = N_("ID"),
     .kind = VALUE_TEXT,
     .help = N_("The extract that the files belong to. Otherwise one with the review's id.")},
    {.name = "sheet",
     .value = N_("NAME"),
     .kind = VALUE_TEXT,
     .help = N_("The sheet of an XLSX file of cases. Otherwise its first.")},
    {.name = "log-sheet",
     .value = N_("NAME"),
     .kind = VALUE_TEXT,
     .help = N_("The sheet of an XLSX file of the log. Otherwise its first.")},
    {.name = "rejects",
     .value = N_("FILE"),
     .kind = VALUE_FILE,
     .help = N_("Where rejected rows of the cases go. Otherwise a file beside that of the cases.")},
    {.name = "log-rejects",
     .value = N_("FILE"),
     .kind = VALUE_FILE,
     .help = N_("Where rejected rows of the log go. Otherwise a file beside that of the log.")},
    {0},
};

static const struct example examples[] = {
    {"import hate-crime-snapshot-2019 --cases cases.csv --log log.csv --dry-run",
     N_("See what an import would do, and every row that it would reject:")},
    {"import hate-crime-snapshot-2019 --cases cases.rejects.csv",
     N_("Import rejected rows after mending them:")},
    {0},
};

static struct extract_request request_of(const struct invocation *invocation,
                                         const struct instrument *instrument)
{
    return (struct extract_request){
        .instrument = instrument,
        .cases = {.path = given_path(invocation, "cases"),
                  .choice.sheet = given_text(invocation, "sheet"),
                  .rejects = given_path(invocation, "rejects")},
        .log = {.path = given_path(invocation, "log"),
                .choice.sheet = given_text(invocation, "log-sheet"),
                .rejects = given_path(invocation, "log-rejects")},
        .language = invocation->language,
        .keep_no_rejects = given(invocation, "dry-run"),
    };
}

// Told apart from a file whose content is refused.
static bool can_be_read(struct invocation *invocation, const char *path)
{
    return !path || access(path, R_OK) == 0 ||
           problem_system(&invocation->problems, (struct place){.source = text_from(path)},
                          MESSAGE("the file cannot be opened: {reason}"), errno);
}

static void say_outcome(const struct invocation *invocation, const struct extract_outcome *outcome,
                        bool repeated)
{
    if (!outcome->sent)
        return;
    if (!repeated)
        say(invocation, table_facts_words(&outcome->facts, outcome->source));
    for (size_t i = 0; i < outcome->ignored_count; i++)
        say(invocation, MESSAGE("{file}: the column {column} is not in the instrument and was not read",
                                VALUE("file", outcome->source), VALUE("column", outcome->ignored[i])));
    struct message rows = MESSAGE(
        "{file}: rows read {read} = created {created} + updated {updated} + unchanged "
        "{unchanged} + rejected {rejected}",
        VALUE("file", outcome->source), NUMBER("read", outcome->read),
        NUMBER("created", outcome->effects[EXTRACT_CREATED]),
        NUMBER("updated", outcome->effects[EXTRACT_UPDATED]),
        NUMBER("unchanged", outcome->effects[EXTRACT_UNCHANGED]), NUMBER("rejected", outcome->rejected));
    print_text(text_print(invocation->arena, "%.*s\n",
                          TEXT_PRINT(message_text(invocation->arena, invocation->language, &rows))));
    if (outcome->rejects.length)
        say(invocation, MESSAGE("{file}: the rejected rows are in {rejects}", VALUE("file", outcome->source),
                                VALUE("rejects", outcome->rejects)));
}

static enum status import_now(struct invocation *invocation, const struct import *import)
{
    struct import_answer answer;
    struct act act = record_act(invocation);
    if (!import_run(invocation->store, invocation->arena, &act, import, &answer, &invocation->problems))
        return STATUS_REFUSED;
    if (answer.repeated)
        say_repeated(invocation, &act);
    if (import->dry_run)
        say(invocation, MESSAGE("A dry run: nothing is changed."));
    say_outcome(invocation, &answer.report.cases, answer.repeated);
    say_outcome(invocation, &answer.report.log, answer.repeated);
    return answer.report.cases.rejected + answer.report.log.rejected ? STATUS_PARTLY : STATUS_DONE;
}

static enum status run(struct invocation *invocation)
{
    struct review review;
    const struct instrument *instrument;
    if (!given(invocation, "cases") && !given(invocation, "log")) {
        usage_problem(invocation, MESSAGE("no file is named"), MESSAGE("name one with --cases or --log"));
        return STATUS_USAGE;
    }
    if (!record_review(invocation, &review, &instrument))
        return STATUS_REFUSED;
    struct import import = {
        .request = request_of(invocation, instrument),
        .extract = given(invocation, "extract") ? given_text(invocation, "extract") : review.id,
        .dry_run = given(invocation, "dry-run"),
    };
    bool cases = can_be_read(invocation, import.request.cases.path);
    if (!can_be_read(invocation, import.request.log.path) || !cases)
        return STATUS_INPUT_OUTPUT;
    return import_now(invocation, &import);
}

const struct command command_import = {
    .path = "import",
    .summary = N_("take in a force's extract"),
    .description =
        {N_("Reads the cases and their log row by row, checks each wholly against the review's instrument, and puts what "
            "is good into the record. A case that was sent before is updated or unchanged, never doubled."),
         N_("Every rejected row is reported with its line, column, value and reason, and written to a file of rejects, "
            "which can be mended and imported again. Nothing is guessed."),
         N_("If a file cannot be read to its end, or lacks a column that the instrument requires, nothing is changed.")},
    .arguments = arguments,
    .options = options,
    .examples = examples,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
