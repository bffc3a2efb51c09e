// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/record.h"
#include "cli/retention_parameters.h"

#include "review/retention.h"

static const struct parameter arguments[] = {
    RETENTION_EXTRACT,
    {0},
};

static const struct parameter options[] = {
    RETENTION_REASON,
    {0},
};

static const struct example examples[] = {
    {"retention hold hate-crime-snapshot-2019 --reason inquest", N_("Keep an extract until further notice:")},
    {0},
};

struct holding {
    struct invocation *invocation;
    struct text id;
};

static bool hold(struct write *write, void *argument, struct problems *problems)
{
    struct holding *holding = argument;
    return hold_place(write, given_text(holding->invocation, "EXTRACT"),
                      given_text(holding->invocation, "reason"), &holding->id, problems);
}

static enum status run(struct invocation *invocation)
{
    struct holding holding = {.invocation = invocation};
    enum status status;
    if (record_change(invocation, hold, &holding, &status))
        say(invocation,
            MESSAGE("The extract {extract} is held: {id}.",
                    VALUE("extract", given_text(invocation, "EXTRACT")), VALUE("id", holding.id)));
    return status;
}

const struct command command_retention_hold = {
    .path = "retention hold",
    .summary = N_("keep an extract, whatever its day"),
    .description = {N_(
        "While a hold stands nothing of the extract is removed. Several may stand; each is lifted by itself.")},
    .arguments = arguments,
    .options = options,
    .examples = examples,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
