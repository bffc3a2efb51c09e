// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"
#include "cli/commands.h"
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

static bool write_one(struct invocation *invocation, struct text review, const char *ending,
                      struct text content)
{
    struct text name = text_print(invocation->arena, "%.*s.%s", TEXT_PRINT(review), ending);
    struct text path = path_join(invocation->arena, given_text(invocation, "to"), name);
    if (!file_write(path, content, &invocation->problems))
        return false;
    print_text(text_print(invocation->arena, "%.*s\n", TEXT_PRINT(path)));
    return true;
}

static bool write_pages(struct invocation *invocation, struct text id,
                        const struct checked_document *const *pages)
{
    bool written = true;
    for (int language = 0; language < LANGUAGE_COUNT && written; language++) {
        struct buffer out = {0};
        struct text ending = text_print(invocation->arena, "receipt.%s.html",
                                        language_code((enum language)language));
        document_write_html(pages[language], SHEET_NORMAL, &out);
        written = write_one(invocation, id, text_terminated(invocation->arena, ending), buffer_text(&out));
        buffer_dispose(&out);
    }
    return written;
}

static bool write_files(struct invocation *invocation, const struct review *review, const struct draw *draw,
                        const struct checked_document *const *pages)
{
    struct arena *arena = invocation->arena;
    return directory_make(given_text(invocation, "to"), &invocation->problems) &&
           write_one(invocation, review->id, "frame.txt", draw->frame.content) &&
           write_one(invocation, review->id, "commitment.txt",
                     commitment_text(arena, &draw->receipt.commitment)) &&
           (!draw->drawn ||
            (write_one(invocation, review->id, "receipt.txt", receipt_text(arena, &draw->receipt)) &&
             write_pages(invocation, review->id, pages)));
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
    .record = RECORD_READ,
    .run = run,
};
