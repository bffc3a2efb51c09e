// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/accounts.h"
#include "cli/commands.h"

#include "access/allocation.h"

static const struct parameter arguments[] = {
    ACCOUNT_ARGUMENT,
    {.name = N_("REVIEW"), .kind = VALUE_TEXT, .required = true, .help = N_("The review's id.")},
    {.name = N_("CASE"),
     .kind = VALUE_TEXT,
     .help = N_("A case's reference. Otherwise the review that was given as a whole.")},
    {0},
};

static bool withdraw(struct write *write, void *argument, struct problems *problems)
{
    const struct invocation *invocation = argument;
    struct text review = given_text(invocation, "REVIEW");
    struct account account;
    struct case_record record;
    if (!account_by_name(write->store, write->arena, given_text(invocation, "NAME"), &account, problems))
        return false;
    if (!given(invocation, "CASE"))
        return review_take(write, review, &account, problems);
    return case_find_selected(write->store, write->arena, review, given_text(invocation, "CASE"),
                              (struct place){0}, &record, problems) &&
           allocation_withdraw(write, review, record.id, &account, problems);
}

static enum status run(struct invocation *invocation)
{
    enum status status;
    if (record_change(invocation, withdraw, invocation, &status))
        say(invocation,
            MESSAGE("It is closed again to {name}.", VALUE("name", given_text(invocation, "NAME"))));
    return status;
}

const struct command command_allocation_withdraw = {
    .path = "allocation withdraw",
    .summary = N_("take a case or a review from a person again"),
    .description = {N_(
        "What the person has entered stays. Give the command allocation make again, so that the case has as many reviewers as "
        "it should.")},
    .arguments = arguments,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
