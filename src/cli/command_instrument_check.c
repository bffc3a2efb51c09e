// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/record.h"

static const struct parameter arguments[] = {
    {.name = N_("FILE"),
     .kind = VALUE_FILE,
     .required = true,
     .repeats = true,
     .help = N_("An instrument, a YAML file.")},
    {0},
};

static const struct example examples[] = {
    {"instrument check instruments/hate-crime-snapshot.yaml", N_("Check an instrument before it is used:")},
    {0},
};

static enum status check(struct invocation *invocation, struct text path)
{
    struct text content;
    const struct instrument *instrument;
    if (!read_input(invocation, path, LIMIT_YAML_BYTES, &content))
        return STATUS_INPUT_OUTPUT;
    if (!instrument_load(invocation->arena, path, content, &instrument, &invocation->problems))
        return STATUS_REFUSED;
    say(invocation, MESSAGE_COUNT("{file}: no errors, one criterion", "{file}: no errors, {n} criteria",
                                  instrument->criterion_count, VALUE("file", path)));
    return STATUS_DONE;
}

static enum status run(struct invocation *invocation)
{
    enum status worst = STATUS_DONE;
    for (size_t i = 0; i < given_count(invocation, "FILE"); i++) {
        enum status status = check(invocation, given_at(invocation, "FILE", i));
        worst = status > worst ? status : worst;
    }
    return worst;
}

const struct command command_instrument_check = {
    .path = "instrument check",
    .summary = N_("find the errors of instruments"),
    .description = {N_(
        "Reads each file wholly and reports every error with its line and column, the reason, and what to do "
        "about it. Nothing is changed.")},
    .arguments = arguments,
    .examples = examples,
    .discloses = DISCLOSES_NOTHING,
    .run = run,
};
