// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"
#include "cli/commands.h"
#include "cli/disclosed.h"
#include "cli/record.h"
#include "report/receipt_files.h"

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
    {.name = "welsh-approved",
     .help = N_(
         "A translator has approved the Welsh words of receipts. Otherwise the Welsh page says that it is a draft.")},
    {0},
};

static const struct example examples[] = {
    {"receipt panel-2019-08 --to published", N_("Write what strangers need:")},
    {0},
};

// Kept until all are made and it stands in the log that they are handed out.
struct handing {
    struct arena *arena;
    struct handed_files files;
};

static bool keep(void *context, struct text name, struct text content, struct problems *problems)
{
    struct handing *handing = context;
    (void)problems;
    *ARRAY_APPEND(handing->arena, &handing->files.list) = (struct handed_file){
        text_copy(handing->arena, name), text_copy(handing->arena, content)};
    return true;
}

static bool write_all(struct invocation *invocation, const struct handed_files *files)
{
    for (size_t i = 0; i < files->list.count; i++) {
        struct text path = path_join(invocation->arena, given_text(invocation, "to"),
                                     files->list.items[i].name);
        if (!file_write(path, files->list.items[i].content, &invocation->problems))
            return false;
        print_text(text_print(invocation->arena, "%.*s\n", TEXT_PRINT(path)));
    }
    return true;
}

static enum status run(struct invocation *invocation)
{
    struct review review;
    struct draw draw;
    struct handing handing = {.arena = invocation->arena};
    const struct file_sink sink = {.write = keep, .context = &handing};
    struct problems *problems = &invocation->problems;
    if (!review_get(invocation->store, invocation->arena, given_text(invocation, "REVIEW"), &review,
                    problems) ||
        !draw_get(invocation->store, invocation->arena, review.id, &draw, problems))
        return STATUS_REFUSED;
    if (!draw.exists) {
        problem_report(problems, (struct place){0},
                       MESSAGE("no frame is sealed for the review {id}", VALUE("id", review.id)),
                       MESSAGE("seal it first, with craffu frame seal, and publish the commitment"));
        return STATUS_BLOCKED;
    }
    if (receipt_files_write(invocation->arena, &review, &draw, given(invocation, "welsh-approved"), &sink,
                            problems) &&
        directory_make(given_text(invocation, "to"), problems) &&
        disclosed_files(invocation, &handing.files) && write_all(invocation, &handing.files))
        return STATUS_DONE;
    return problems->input_output ? STATUS_INPUT_OUTPUT : STATUS_BLOCKED;
}

const struct command command_receipt = {
    .path = "receipt",
    .summary = N_("write what anyone needs to check a draw"),
    .description = {N_("Writes the frame and the commitment; after the draw also the receipt, as text for "
                       "programs and people, and as a "
                       "page in English and Welsh. The names of the files are printed.")},
    .arguments = arguments,
    .options = options,
    .examples = examples,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_FILES,
    .run = run,
};
