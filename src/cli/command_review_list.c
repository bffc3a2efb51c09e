// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/record.h"

static enum status run(struct invocation *invocation)
{
    struct review_list reviews;
    if (!review_list(invocation->store, invocation->arena, &reviews, &invocation->problems))
        return STATUS_INPUT_OUTPUT;
    if (reviews.list.count == 0)
        say(invocation, MESSAGE("There are no reviews yet. craffu review load begins one."));
    for (size_t i = 0; i < reviews.list.count; i++) {
        const struct review *review = &reviews.list.items[i];
        PRINT_ROW(invocation, review->id, review_status_text(invocation, review),
                  localised_text(invocation, &review->title));
    }
    return STATUS_DONE;
}

const struct command command_review_list = {
    .path = "review list",
    .summary = N_("list the reviews"),
    .description = {N_(
        "Prints a line a review: its id, whether it is open or published, and its title, separated by tabs.")},
    .record = RECORD_READ,
    .discloses = DISCLOSES_NOTHING,
    .run = run,
};
