// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/record.h"

static const struct parameter arguments[] = {
    {.name = N_("FILE"), .kind = VALUE_FILE, .required = true, .help = N_("An instrument, a YAML file.")},
    {0},
};

static const struct example examples[] = {
    {"instrument explain instruments/hate-crime-snapshot.yaml --language cy", N_("Read the rules in Welsh:")},
    {0},
};

static enum status run(struct invocation *invocation)
{
    struct text path = given_text(invocation, "FILE"), content;
    const struct instrument *instrument;
    if (!read_input(invocation, path, LIMIT_YAML_BYTES, &content))
        return STATUS_INPUT_OUTPUT;
    if (!instrument_load(invocation->arena, path, content, &instrument, &invocation->problems))
        return STATUS_REFUSED;
    struct buffer out = {0};
    instrument_explain(instrument, invocation->language, &out);
    print_text(buffer_text(&out));
    buffer_dispose(&out);
    return STATUS_DONE;
}

const struct command command_instrument_explain = {
    .path = "instrument explain",
    .summary = N_("say an instrument's rules in plain words"),
    .description = {N_(
        "Prints every criterion with its outcomes in the order in which they are tried, and the rule of "
        "each, in plain words, for whoever has to agree to them.")},
    .arguments = arguments,
    .examples = examples,
    .discloses = DISCLOSES_NOTHING,
    .run = run,
};
