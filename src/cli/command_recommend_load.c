// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/record.h"

#include "review/recommendation_definition.h"

static const struct parameter arguments[] = {
    {.name = N_("FILE"), .kind = VALUE_FILE, .required = true, .help = N_("Recommendations, a YAML file.")},
    {0},
};

static const struct example examples[] = {
    {"recommend load demo/2019-snapshot/recommendations.yaml", N_("Enter what the force is asked to do:")},
    {0},
};

static bool put(struct write *write, void *definition, struct problems *problems)
{
    return recommendations_definition_put(write, definition, problems);
}

static enum status run(struct invocation *invocation)
{
    struct text path = given_text(invocation, "FILE"), content;
    struct recommendations_definition definition;
    if (!read_input(invocation, path, LIMIT_YAML_BYTES, &content))
        return STATUS_INPUT_OUTPUT;
    if (!recommendations_definition_read(invocation->arena, path, content, &definition,
                                         &invocation->problems))
        return STATUS_REFUSED;
    enum status status;
    if (record_change(invocation, put, &definition, &status))
        say(invocation, MESSAGE("Recommendations of {review}: {count}.", VALUE("review", definition.review),
                                NUMBER("count", definition.count)));
    return status;
}

const struct command command_recommend_load = {
    .path = "recommend load",
    .summary = N_("put recommendations into the record"),
    .description = {N_(
        "Reads the recommendations of a review. They take the place of those that it had, matched by their ids. "
        "One that the force has answered must stand there unchanged, and those of a published review do "
        "not change any more.")},
    .arguments = arguments,
    .examples = examples,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
