// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/record.h"
#include "cli/retention_parameters.h"

#include "review/retention.h"

static const struct parameter arguments[] = {
    RETENTION_EXTRACT,
    {.name = N_("DATE"), .kind = VALUE_TEXT, .required = true, .help = N_("The day, as 2027-03-31.")},
    {0},
};

static const struct example examples[] = {
    {"retention set hate-crime-snapshot-2019 2027-03-31", N_("Look at it again on a day:")},
    {0},
};

static bool set(struct write *write, void *argument, struct problems *problems)
{
    const struct invocation *invocation = argument;
    struct text extract = given_text(invocation, "EXTRACT");
    struct retained retained;
    return retention_get(write->store, write->arena, extract, &retained, problems) &&
           retention_set(write, extract, given_text(invocation, "DATE"), retained.version, problems);
}

static enum status run(struct invocation *invocation)
{
    enum status status;
    if (record_change(invocation, set, invocation, &status))
        say(invocation, MESSAGE("The extract {id} is looked at again on {date}.",
                                VALUE("id", given_text(invocation, "EXTRACT")),
                                VALUE("date", given_text(invocation, "DATE"))));
    return status;
}

const struct command command_retention_set = {
    .path = "retention set",
    .summary = N_("say when an extract is looked at again"),
    .description = {N_(
        "On that day somebody decides whether the office still needs the cases: removes them, or sets another day. "
        "Nothing is removed by the program of its own accord.")},
    .arguments = arguments,
    .examples = examples,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
