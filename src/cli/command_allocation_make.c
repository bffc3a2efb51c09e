// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/accounts.h"
#include "cli/commands.h"

#include "access/allocation.h"

static const struct parameter arguments[] = {
    {.name = N_("REVIEW"), .kind = VALUE_TEXT, .required = true, .help = N_("The review's id.")},
    {.name = N_("NAME"),
     .kind = VALUE_TEXT,
     .repeats = true,
     .help = N_("A reviewer, by the name with which he or she signs in. Otherwise all reviewers.")},
    {0},
};

static const struct parameter options[] = {
    {.name = "each",
     .value = N_("NUMBER"),
     .kind = VALUE_NUMBER,
     .help = N_("How many reviewers each case has, at most 5. Otherwise one.")},
    {0},
};

static const struct example examples[] = {
    {"allocation make hate-crime-snapshot-2019 --each 2", N_("Give every case that waits to two reviewers:")},
    {0},
};

struct allocating {
    const struct invocation *invocation;
    int64_t made;
};

static bool find_reviewers(const struct invocation *invocation, struct write *write,
                           struct account_list *reviewers, struct problems *problems)
{
    struct account_list named = {0};
    size_t count = given_count(invocation, "NAME");
    if (!count)
        return allocation_reviewers(write->store, write->arena, reviewers, problems);
    for (size_t i = 0; i < count; i++) {
        struct account account;
        if (!account_by_name(write->store, write->arena, given_at(invocation, "NAME", i), &account, problems))
            return false;
        *ARRAY_APPEND(write->arena, &named.list) = account;
    }
    *reviewers = named;
    return true;
}

static bool make(struct write *write, void *argument, struct problems *problems)
{
    struct allocating *allocating = argument;
    struct account_list reviewers;
    if (!find_reviewers(allocating->invocation, write, &reviewers, problems))
        return false;
    struct allocation_order order = {.review = given_text(allocating->invocation, "REVIEW"),
                                     .each = given_number(allocating->invocation, "each", 1),
                                     .reviewers = reviewers.list.items,
                                     .count = reviewers.list.count};
    return allocation_make(write, &order, &allocating->made, problems);
}

static enum status run(struct invocation *invocation)
{
    struct allocating allocating = {.invocation = invocation};
    enum status status;
    if (record_change(invocation, make, &allocating, &status))
        say(invocation,
            MESSAGE_COUNT("One allocation was made.", "{n} allocations were made.", allocating.made));
    return status;
}

const struct command command_allocation_make = {
    .path = "allocation make",
    .summary = N_("give the waiting cases of a review to reviewers"),
    .description =
        {N_("In the order of the draw, and behind it by reference, each case goes to the reviewer who has the fewest cases of "
            "the review so far, of equals to the first by name. Whoever has a conflict of interest with it is passed over. So "
            "anyone can work out again who was given what."),
         N_("A case that has its reviewers is left as it is: the command can be given again when cases were drawn or a conflict "
            "was declared.")},
    .arguments = arguments,
    .options = options,
    .examples = examples,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
