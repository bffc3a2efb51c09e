// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/record.h"
#include "cli/retention_parameters.h"
#include "cli/print_document.h"

#include "report/certificate_page.h"
#include "review/office.h"

static const struct parameter arguments[] = {
    RETENTION_EXTRACT,
    {0},
};

static const struct parameter options[] = {
    {.name = "format",
     .value = N_("FORMAT"),
     .kind = VALUE_CHOICE,
     .choices = document_formats,
     .help = N_("terminal, csv (a blank line between tables), markdown, json or html. Otherwise terminal.")},
    {0},
};

static const struct example examples[] = {
    {"retention certificate hate-crime-snapshot-2019 --format html",
     N_("Print what was removed, as a page:")},
    {0},
};

static enum status run(struct invocation *invocation)
{
    struct certificate certificate;
    struct office office;
    const struct checked_document *checked[LANGUAGE_COUNT];
    struct problems *problems = &invocation->problems;
    bool has_office;
    if (!certificate_read(invocation->store, invocation->arena, given_text(invocation, "EXTRACT"),
                          &certificate, problems))
        return STATUS_REFUSED;
    if (!office_get(invocation->store, invocation->arena, (struct text){0}, &has_office, &office, problems))
        return STATUS_INPUT_OUTPUT;
    struct localised name = has_office ? office.name : (struct localised){{TEXT("Craffu"), TEXT("Craffu")}};
    if (!certificate_page_build(invocation->arena, &certificate, name, checked, problems))
        return STATUS_BLOCKED;
    print_document(checked[invocation->language], given_text(invocation, "format"));
    return STATUS_DONE;
}

const struct command command_retention_certificate = {
    .path = "retention certificate",
    .summary = N_("print what was removed of an extract"),
    .description = {N_(
        "Says what went, by numbers and hashes, when, by whom and why, and what stays. No word of a case is in it.")},
    .arguments = arguments,
    .options = options,
    .examples = examples,
    .record = RECORD_READ,
    .discloses = DISCLOSES_NOTHING,
    .run = run,
};
