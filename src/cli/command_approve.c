// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/record.h"

#include "review/approval.h"

static const struct parameter arguments[] = {
    {.name = N_("REVIEW"), .kind = VALUE_TEXT, .required = true, .help = N_("The review's id.")},
    {0},
};

static const struct parameter options[] = {
    {.name = "translator",
     .value = N_("NAME"),
     .kind = VALUE_TEXT,
     .required = true,
     .help = N_("Who approves the translation.")},
    {0},
};

static const struct example examples[] = {
    {"approve hate-crime-snapshot-2019 --translator Cyfieithydd", N_("Let the Welsh edition be published:")},
    {0},
};

struct approving {
    struct text review, translator;
};

static bool approve(struct write *write, void *argument, struct problems *problems)
{
    const struct approving *approving = argument;
    return approval_give(write, approving->review, LANGUAGE_WELSH, approving->translator, problems);
}

static enum status run(struct invocation *invocation)
{
    struct approving approving = {given_text(invocation, "REVIEW"), given_text(invocation, "translator")};
    enum status status;
    if (record_change(invocation, approve, &approving, &status))
        say(invocation,
            MESSAGE("The Welsh texts of {review} are approved as they are now by {translator}.",
                    VALUE("review", approving.review), VALUE("translator", approving.translator)));
    return status;
}

const struct command command_approve = {
    .path = "approve",
    .summary = N_("record that the Welsh texts are approved"),
    .description = {N_(
        "Records a translator's approval of a review's texts as they are now. It holds until one of them, or of "
        "the originals, changes. An edition without it is a draft and says so.")},
    .arguments = arguments,
    .options = options,
    .examples = examples,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
