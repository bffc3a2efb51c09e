// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/record.h"
#include "document/pdf_check.h"

static const struct parameter arguments[] = {
    {.name = N_("FILE"),
     .kind = VALUE_FILE,
     .required = true,
     .repeats = true,
     .help = N_("A report as PDF.")},
    {0},
};

static const struct example examples[] = {
    {"check-pdf report/hate-crime-snapshot-2019.en.pdf report/hate-crime-snapshot-2019.en.large.pdf",
     N_("Check a report before it is published:")},
    {0},
};

static enum status check(struct invocation *invocation, struct text path)
{
    struct text content;
    struct pdf_verdict verdict;
    if (!read_input(invocation, path, LIMIT_PDF_BYTES, &content))
        return STATUS_INPUT_OUTPUT;
    if (!pdf_check(invocation->arena, path, content, &verdict, &invocation->problems))
        return STATUS_REFUSED;
    say(invocation,
        MESSAGE(
            "{file}: passes {rules} rules, {checks} checks. Whether the reading order and the alternative "
            "texts make sense is for a person to judge.",
            VALUE("file", path), NUMBER("rules", verdict.rules), NUMBER("checks", verdict.checks)));
    return STATUS_DONE;
}

static enum status run(struct invocation *invocation)
{
    enum status worst = STATUS_DONE;
    for (size_t i = 0; i < given_count(invocation, "FILE"); i++) {
        enum status status = check(invocation, given_at(invocation, "FILE", i));
        worst = status > worst ? status : worst;
    }
    return worst;
}

const struct command command_check_pdf = {
    .path = "check-pdf",
    .summary = N_("check that a PDF can be read by everybody"),
    .description =
        {N_("Checks the rules of PDF/UA-1 (ISO 14289-1) that a machine can check, as the Matterhorn "
            "Protocol numbers them, and names each place that breaks one."),
         N_("It is made for the PDFs that this program writes, and stricter than the standard with "
            "what those never hold: encryption, scripts, other encodings of fonts."),
         N_("Rules that only a person can judge are not covered: whether the order of reading, the "
            "tags and the alternative texts make sense.")},
    .arguments = arguments,
    .examples = examples,
    .discloses = DISCLOSES_NOTHING,
    .run = run,
};
