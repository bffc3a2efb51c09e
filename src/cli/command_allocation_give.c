// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/accounts.h"
#include "cli/commands.h"

#include "access/allocation.h"

static const struct parameter arguments[] = {
    ACCOUNT_ARGUMENT,
    {.name = N_("REVIEW"), .kind = VALUE_TEXT, .required = true, .help = N_("The review's id.")},
    {0},
};

static const struct example examples[] = {
    {"allocation give chair@office.example hate-crime-snapshot-2019",
     N_("Open a review to its panel chair:")},
    {0},
};

static bool give(struct write *write, void *argument, struct problems *problems)
{
    const struct invocation *invocation = argument;
    struct account account;
    return account_by_name(write->store, write->arena, given_text(invocation, "NAME"), &account, problems) &&
           review_give(write, given_text(invocation, "REVIEW"), &account, problems);
}

static enum status run(struct invocation *invocation)
{
    enum status status;
    if (record_change(invocation, give, invocation, &status))
        say(invocation, MESSAGE("The review {review} is open to {name}.",
                                VALUE("review", given_text(invocation, "REVIEW")),
                                VALUE("name", given_text(invocation, "NAME"))));
    return status;
}

const struct command command_allocation_give = {
    .path = "allocation give",
    .summary = N_("give a whole review to a moderator, chair or liaison officer"),
    .description = {N_(
        "The person sees the review, and its cases as far as the roles allow and no conflict of interest closes them.")},
    .arguments = arguments,
    .examples = examples,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
