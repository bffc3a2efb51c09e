// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/record.h"
#include "review/meeting.h"

static const struct parameter arguments[] = {
    {.name = N_("REVIEW"), .kind = VALUE_TEXT, .required = true, .help = N_("The review's id.")},
    {.name = N_("CASE"),
     .kind = VALUE_TEXT,
     .repeats = true,
     .help = N_("References of the cases that the meeting reached.")},
    {0},
};

static const struct parameter options[] = {
    {.name = "date",
     .value = N_("DATE"),
     .kind = VALUE_TEXT,
     .required = true,
     .help = N_("The day, like 2019-08-14.")},
    {.name = "minutes",
     .value = N_("NUMBER"),
     .kind = VALUE_NUMBER,
     .required = true,
     .help = N_("How long the cases took.")},
    {0},
};

static const struct example examples[] = {
    {"meeting panel-2019-08 --date 2019-08-14 --minutes 240 DP-2019-0031 DP-2019-0044",
     N_("Keep how far a meeting came:")},
    {0},
};

struct holding {
    const struct invocation *invocation;
    struct text review;
    size_t count;
};

static bool hold(struct write *write, void *argument, struct problems *problems)
{
    struct holding *holding = argument;
    const struct invocation *invocation = holding->invocation;
    holding->count = given_count(invocation, "CASE");
    struct text *ids = ARENA_ARRAY(write->arena, struct text, holding->count);
    bool good = true;
    for (size_t i = 0; i < holding->count; i++) {
        struct case_record record;
        good &= case_find_selected(write->store, write->arena, holding->review,
                                   given_at(invocation, "CASE", i), (struct place){0}, &record, problems);
        ids[i] = good ? record.id : (struct text){0};
    }
    return good && meeting_add(write, holding->review, given_text(invocation, "date"),
                               given_number(invocation, "minutes", 0), ids, holding->count, problems);
}

static enum status run(struct invocation *invocation)
{
    struct holding holding = {.invocation = invocation, .review = given_text(invocation, "REVIEW")};
    enum status status;
    if (record_change(invocation, hold, &holding, &status))
        say(invocation,
            MESSAGE_COUNT("The meeting reached one case.", "The meeting reached {n} cases.", holding.count));
    return status;
}

const struct command command_meeting = {
    .path = "meeting",
    .summary = N_("keep how many cases a meeting reached, and in what time"),
    .description = {N_("From this the pace is measured with which craffu plan reckons. Where each case "
                       "stands is the ledger's matter.")},
    .arguments = arguments,
    .options = options,
    .examples = examples,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
