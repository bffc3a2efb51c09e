// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/editions.h"
#include "cli/number_names.h"
#include "cli/print_document.h"

#include "report/estimates.h"
#include "report/population.h"
#include "report/reviewers.h"
#include "report/tables.h"

static const char *const tables[] = {
    TABLE_SUMMARY,   TABLE_DETAILED,   TABLE_COMPLIANCE, TABLE_DEPARTURES, TABLE_FURTHER,
    TABLE_ESTIMATES, TABLE_POPULATION, TABLE_AGREEMENT,  TABLE_LEDGER,     NULL};

static const struct parameter arguments[] = {
    {.name = N_("REVIEW"), .kind = VALUE_TEXT, .required = true, .help = N_("The review's id.")},
    {0},
};

static const struct parameter options[] = {
    {.name = "table",
     .value = N_("ID"),
     .kind = VALUE_CHOICE,
     .choices = tables,
     .help = N_("Only this table.")},
    {.name = "format",
     .value = N_("FORMAT"),
     .kind = VALUE_CHOICE,
     .choices = document_formats,
     .help = N_("terminal, csv (a blank line between tables), markdown, json or html. Otherwise terminal.")},
    {.name = "draft", .help = N_("Also while cases wait.")},
    {.name = "names", .help = N_("Instead, every number with the name by which craffu trace knows it.")},
    {0},
};

static const struct example examples[] = {
    {"tables hate-crime-snapshot-2019 --table detailed-findings", N_("See the detailed findings:")},
    {0},
};

static enum status run(struct invocation *invocation)
{
    struct results results;
    struct report_options wanted = {
        .tables_only = true, .offers_draft = true, .allow_draft = given(invocation, "draft")};
    const struct checked_document *checked[LANGUAGE_COUNT];
    enum status status = editions_read(invocation, &results);
    if (status != STATUS_DONE)
        return status;
    if (given(invocation, "names"))
        return number_names_print(invocation, &results) ? STATUS_DONE : STATUS_BLOCKED;
    if (given(invocation, "table"))
        wanted.only_table = text_terminated(invocation->arena, given_text(invocation, "table"));
    if (!given_date(invocation, results.instrument->zone, &wanted.date))
        return STATUS_USAGE;
    if (!report_build(invocation->arena, &results, &wanted, checked, &invocation->problems))
        return STATUS_BLOCKED;
    print_document(checked[invocation->language], given_text(invocation, "format"));
    return STATUS_DONE;
}

const struct command command_tables = {
    .path = "tables",
    .summary = N_("print the tables of a review"),
    .description = {N_(
        "Computes the tables from the cases and prints them, each with its base. If something forbids a report, "
        "everything that does is told, with its place.")},
    .arguments = arguments,
    .options = options,
    .examples = examples,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_ON_SCREEN,
    .run = run,
};
