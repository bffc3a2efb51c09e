// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/record.h"

#include "review/definition.h"

static const struct parameter arguments[] = {
    {.name = N_("FILE"),
     .kind = VALUE_FILE,
     .required = true,
     .help = N_("Findings and comments, a YAML file.")},
    {0},
};

static const struct example examples[] = {
    {"findings load demo/2019-snapshot/findings.yaml", N_("Enter what the reviewers found:")},
    {0},
};

static bool put(struct write *write, void *definition, struct problems *problems)
{
    return findings_definition_put(write, definition, problems);
}

static enum status run(struct invocation *invocation)
{
    struct text path = given_text(invocation, "FILE"), content;
    struct findings_definition definition;
    if (!read_input(invocation, path, LIMIT_YAML_BYTES, &content))
        return STATUS_INPUT_OUTPUT;
    if (!findings_definition_read(invocation->arena, path, content, &definition, &invocation->problems))
        return STATUS_REFUSED;
    enum status status;
    if (record_change(invocation, put, &definition, &status))
        say(invocation,
            MESSAGE("Findings of {review}: {findings}. Comments: {comments}.",
                    VALUE("review", definition.review), NUMBER("findings", definition.finding_count),
                    NUMBER("comments", definition.comment_count)));
    return status;
}

const struct command command_findings_load = {
    .path = "findings load",
    .summary = N_("put findings and comments into the record"),
    .description = {N_(
        "Reads the findings of a review and the comments on its outcomes, each linked to its cases. They take "
        "the place of those that the review had.")},
    .arguments = arguments,
    .examples = examples,
    .record = RECORD_WRITE,
    .discloses = DISCLOSES_IN_ITS_CHANGE,
    .run = run,
};
