// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/disclosed.h"
#include "cli/record.h"

#include "report/kept_review.h"

static const struct parameter arguments[] = {
    {.name = N_("REVIEW"), .kind = VALUE_TEXT, .required = true, .help = N_("The review's id.")},
    {0},
};

static const struct parameter options[] = {HANDED_FILES_TO, {0}};

static const struct example examples[] = {
    {"retention files hate-crime-snapshot-2019 --to report",
     N_("Write the report of a review whose cases are gone:")},
    {0},
};

static enum status run(struct invocation *invocation)
{
    struct review review;
    struct handed_files files = {.arena = invocation->arena};
    const struct file_sink sink = {.write = handed_files_keep, .context = &files};
    struct problems *problems = &invocation->problems;
    if (!review_get(invocation->store, invocation->arena, given_text(invocation, "REVIEW"), &review,
                    problems))
        return STATUS_REFUSED;
    if (!kept_review_give(invocation->store, invocation->arena, review.id, &sink, problems))
        return STATUS_INPUT_OUTPUT;
    if (files.list.count)
        return handed_files_write(invocation, &files) ? STATUS_DONE : STATUS_INPUT_OUTPUT;
    problem_report(
        problems, (struct place){.source = review.id},
        MESSAGE("no files of this review are kept: its cases are there, or it was never published"),
        MESSAGE("craffu report makes the report from the cases"));
    return STATUS_BLOCKED;
}

const struct command command_retention_files = {
    .path = "retention files",
    .summary = N_("write what was published before cases were removed"),
    .description = {N_(
        "Writes the files of its report, its page on the site and the receipt of its draw, as they were published. Their "
        "names are printed.")},
    .arguments = arguments,
    .options = options,
    .examples = examples,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_FILES,
    .run = run,
};
