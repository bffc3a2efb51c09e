// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/disclosed.h"
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
    struct handed_files files;
};

static bool keep(void *context, struct text name, struct text content, struct problems *problems)
{
    struct giving *giving = context;
    (void)problems;
    *ARRAY_APPEND(giving->invocation->arena, &giving->files.list) = (struct handed_file){name, content};
    return true;
}

static bool write_all(struct invocation *invocation, const struct handed_files *files)
{
    struct text folder = given_text(invocation, "to");
    for (size_t i = 0; i < files->list.count; i++) {
        const struct handed_file *file = &files->list.items[i];
        struct text path = path_join(invocation->arena, folder, file->name);
        if (!folder_make_for(invocation->arena, folder, file->name, &invocation->problems) ||
            !file_write(path, file->content, &invocation->problems))
            return false;
        print_text(text_print(invocation->arena, "%.*s\n", TEXT_PRINT(path)));
    }
    return true;
}

static enum status run(struct invocation *invocation)
{
    struct review review;
    struct giving giving = {.invocation = invocation};
    const struct file_sink sink = {.write = keep, .context = &giving};
    struct problems *problems = &invocation->problems;
    if (!review_get(invocation->store, invocation->arena, given_text(invocation, "REVIEW"), &review,
                    problems))
        return STATUS_REFUSED;
    if (!kept_review_give(invocation->store, invocation->arena, review.id, &sink, problems))
        return STATUS_INPUT_OUTPUT;
    if (giving.files.list.count)
        return disclosed_files(invocation, &giving.files) && write_all(invocation, &giving.files)
                   ? STATUS_DONE
                   : STATUS_INPUT_OUTPUT;
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
