// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/record.h"

#include "base/file.h"
#include "base/folder.h"
#include "report/kept_review.h"

static const struct parameter arguments[] = {
    {.name = N_("REVIEW"), .kind = VALUE_TEXT, .required = true, .help = N_("The review's id.")},
    {0},
};

static const struct parameter options[] = {
    {.name = "to",
     .value = N_("FOLDER"),
     .kind = VALUE_FOLDER,
     .required = true,
     .help = N_("Where the files go; made if it is not there.")},
    {0},
};

static const struct example examples[] = {
    {"retention files hate-crime-snapshot-2019 --to report",
     N_("Write the report of a review whose cases are gone:")},
    {0},
};

struct giving {
    struct invocation *invocation;
    int64_t files;
};

static bool write_one(void *context, struct text name, struct text content, struct problems *problems)
{
    struct giving *giving = context;
    struct arena *arena = giving->invocation->arena;
    struct text folder = given_text(giving->invocation, "to"), path = path_join(arena, folder, name);
    if (!folder_make_for(arena, folder, name, problems) || !file_write(path, content, problems))
        return false;
    print_text(text_print(arena, "%.*s\n", TEXT_PRINT(path)));
    giving->files++;
    return true;
}

static enum status run(struct invocation *invocation)
{
    struct review review;
    struct giving giving = {.invocation = invocation};
    const struct file_sink sink = {write_one, &giving};
    struct problems *problems = &invocation->problems;
    if (!review_get(invocation->store, invocation->arena, given_text(invocation, "REVIEW"), &review,
                    problems))
        return STATUS_REFUSED;
    if (!kept_review_give(invocation->store, invocation->arena, review.id, &sink, problems))
        return STATUS_INPUT_OUTPUT;
    if (giving.files)
        return STATUS_DONE;
    problem_report(
        problems, (struct place){.source = review.id},
        MESSAGE("no files of this review are kept: its cases are there, or it was never published"),
        MESSAGE("craffu report makes the report from the cases"));
    return STATUS_BLOCKED;
}

const struct command command_retention_files = {
    .path = "retention files",
    .summary = N_("write what was published of a review whose cases were removed"),
    .description = {N_(
        "Writes the files of its report, its page on the site and the receipt of its draw, as they were published. Their "
        "names are printed.")},
    .arguments = arguments,
    .options = options,
    .examples = examples,
    .record = RECORD_READ,
    .run = run,
};
