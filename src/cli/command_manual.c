// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

#include "cli/manual.h"

static const char *const formats[] = {"mdoc", "markdown", NULL};

static const struct parameter options[] = {
    {.name = "format",
     .value = N_("FORMAT"),
     .kind = VALUE_CHOICE,
     .choices = formats,
     .help = N_("mdoc, which man reads, or markdown. Otherwise mdoc.")},
    {0},
};

static const struct example examples[] = {
    {"manual | man -l -", N_("Read the manual page of a program that is not installed:")},
    {0},
};

static enum status run(struct invocation *invocation)
{
    struct buffer out = {0};
    if (text_equal(given_text(invocation, "format"), TEXT("markdown")))
        manual_markdown(&out, invocation->arena);
    else
        manual_mdoc(&out, invocation->arena);
    print_text(buffer_text(&out));
    buffer_dispose(&out);
    return STATUS_DONE;
}

const struct command command_manual = {
    .path = "manual",
    .summary = N_("print the whole manual"),
    .description = {N_(
        "Prints what the program knows of its commands, in English: as the manual page craffu(1), or as "
        "docs/commands.md.")},
    .options = options,
    .examples = examples,
    .discloses = DISCLOSES_NOTHING,
    .run = run,
};
