// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/accounts.h"
#include "cli/commands.h"

#include "access/allocation.h"

static const struct parameter arguments[] = {
    {.name = N_("REVIEW"), .kind = VALUE_TEXT, .required = true, .help = N_("The review's id.")},
    {0},
};

static const struct example examples[] = {
    {"allocation list hate-crime-snapshot-2019", N_("See who has which case:")},
    {0},
};

static bool print_people(struct invocation *invocation, struct text review)
{
    struct review_person_list people;
    if (!review_person_list(invocation->store, invocation->arena, review, &people, &invocation->problems))
        return false;
    for (size_t i = 0; i < people.list.count; i++)
        PRINT_ROW(invocation, people.list.items[i].sign_in_name,
                  message_word(invocation->language, N_("the whole review")), (struct text){0});
    return true;
}

static enum status run(struct invocation *invocation)
{
    struct review review;
    struct allocation_list list;
    if (!review_get(invocation->store, invocation->arena, given_text(invocation, "REVIEW"), &review,
                    &invocation->problems))
        return STATUS_REFUSED;
    if (!print_people(invocation, review.id) ||
        !allocation_list(invocation->store, invocation->arena, review.id, &list, &invocation->problems))
        return STATUS_INPUT_OUTPUT;
    for (size_t i = 0; i < list.list.count; i++) {
        const struct allocation *one = &list.list.items[i];
        PRINT_ROW(invocation, one->sign_in_name, one->reference,
                  one->counts ? (struct text){0}
                              : message_word(invocation->language, N_("closed to this person")));
    }
    return STATUS_DONE;
}

const struct command command_allocation_list = {
    .path = "allocation list",
    .summary = N_("list who was given which cases"),
    .description = {N_(
        "Prints a line an allocation, separated by tabs: the person, the case, and whether it is closed to the person, by a "
        "conflict of interest or since the account is not active.")},
    .arguments = arguments,
    .examples = examples,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_ON_SCREEN,
    .run = run,
};
