// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"
#include "cli/commands.h"
#include "cli/disclosed.h"
#include "cli/record.h"
#include "document/writers.h"
#include "report/receipt_page.h"
#include "review/draw.h"

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
    {"receipt panel-2019-08 --to published", N_("Write what strangers need:")},
    {0},
};

static void add_file(struct arena *arena, struct handed_files *files, struct text review, const char *ending,
                     struct text content)
{
    *ARRAY_APPEND(arena, &files->list) = (struct handed_file){
        text_print(arena, "%.*s.%s", TEXT_PRINT(review), ending), text_copy(arena, content)};
}

static void add_pages(struct arena *arena, struct handed_files *files, struct text id,
                      const struct checked_document *const *pages)
{
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        struct buffer out = {0};
        struct text ending = text_print(arena, "receipt.%s.html", language_code((enum language)language));
        document_write_html(pages[language], SHEET_NORMAL, &out);
        add_file(arena, files, id, text_terminated(arena, ending), buffer_text(&out));
        buffer_dispose(&out);
    }
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

static bool write_files(struct invocation *invocation, const struct review *review, const struct draw *draw,
                        const struct checked_document *const *pages)
{
    struct arena *arena = invocation->arena;
    struct handed_files files = {0};
    add_file(arena, &files, review->id, "frame.txt", draw->frame.content);
    add_file(arena, &files, review->id, "commitment.txt", commitment_text(arena, &draw->receipt.commitment));
    if (draw->drawn) {
        add_file(arena, &files, review->id, "receipt.txt", receipt_text(arena, &draw->receipt));
        add_pages(arena, &files, review->id, pages);
    }
    return directory_make(given_text(invocation, "to"), &invocation->problems) &&
           disclosed_files(invocation, &files) && write_all(invocation, &files);
}

static enum status run(struct invocation *invocation)
{
    struct review review;
    struct draw draw;
    const struct checked_document *pages[LANGUAGE_COUNT];
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
    if (draw.drawn && !receipt_page_build(invocation->arena, &review, &draw.receipt, pages, problems))
        return STATUS_BLOCKED;
    return write_files(invocation, &review, &draw, pages) ? STATUS_DONE : STATUS_INPUT_OUTPUT;
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
