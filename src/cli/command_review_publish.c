// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/record.h"

#include "report/make_edition.h"

static const struct parameter arguments[] = {
    {.name = N_("REVIEW"), .kind = VALUE_TEXT, .required = true, .help = N_("The review's id.")},
    {0},
};

static bool publish(struct write *write, void *argument, struct problems *problems)
{
    const struct review *review = argument;
    return review_publish(write, review->id, review->version, problems);
}

static enum status run(struct invocation *invocation)
{
    struct review review;
    enum status status;
    if (!review_get(invocation->store, invocation->arena, given_text(invocation, "REVIEW"), &review,
                    &invocation->problems))
        return STATUS_REFUSED;
    // Afterwards nobody could put right what stands against the public report, and there would never be one.
    if (!publication_check(invocation->store, invocation->arena, review.id, record_act(invocation).at,
                           &invocation->problems))
        return STATUS_BLOCKED;
    if (record_change(invocation, publish, &review, &status))
        say(invocation, MESSAGE("The review {review} is published; it does not change any more.",
                                VALUE("review", review.id)));
    return status;
}

const struct command command_review_publish = {
    .path = "review publish",
    .summary = N_("mark a review as published"),
    .description = {N_(
        "From then on nothing in the review changes. So it is refused while a selected case waits, and "
        "while the public report would be refused.")},
    .arguments = arguments,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
