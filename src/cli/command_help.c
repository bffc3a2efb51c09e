// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

#include "cli/help.h"

static const struct parameter arguments[] = {
    {.name = N_("WORD"),
     .kind = VALUE_TEXT,
     .repeats = true,
     .help = N_("The words of a command's name, or the first of them.")},
    {0},
};

static const struct example examples[] = {
    {"help", N_("List the commands:")},
    {"help instrument check", N_("Explain one:")},
    {0},
};

static bool path_starts(const char *path, struct text words)
{
    struct text name = text_from(path);
    return text_starts(name, words) && (name.length == words.length || name.bytes[words.length] == ' ');
}

static enum status help_on(struct invocation *invocation, struct text path)
{
    struct buffer out = {0};
    bool found = path.length == 0;
    for (size_t i = 0; i < command_count && !found; i++)
        found = path_starts(commands[i]->path, path);
    if (!found) {
        usage_problem(invocation, MESSAGE("there is no command “{word}”", VALUE("word", path)),
                      MESSAGE("craffu --help lists the commands."));
        return STATUS_USAGE;
    }
    const struct command *whole = NULL;
    for (size_t i = 0; i < command_count; i++)
        if (text_equal(text_from(commands[i]->path), path))
            whole = commands[i];
    if (whole)
        help_command(&out, invocation->arena, invocation->language, whole);
    else
        help_overview(&out, invocation->arena, invocation->language, path);
    print_text(buffer_text(&out));
    buffer_dispose(&out);
    return STATUS_DONE;
}

enum status help_requested(struct invocation *invocation)
{
    struct text path = {0};
    for (size_t i = 0; i < invocation->path.count; i++)
        path = text_print(invocation->arena, "%.*s%s%.*s", TEXT_PRINT(path), i ? " " : "",
                          TEXT_PRINT(invocation->path.items[i]));
    return help_on(invocation, path);
}

static enum status run(struct invocation *invocation)
{
    struct text path = {0};
    for (size_t i = 0; i < given_count(invocation, "WORD"); i++)
        path = text_print(invocation->arena, "%.*s%s%.*s", TEXT_PRINT(path), i ? " " : "",
                          TEXT_PRINT(given_at(invocation, "WORD", i)));
    return help_on(invocation, path);
}

const struct command command_help = {
    .path = "help",
    .summary = N_("explain a command, or list them all"),
    .description = {N_("Prints the same as --help after the command's name.")},
    .arguments = arguments,
    .examples = examples,
    .discloses = DISCLOSES_NOTHING,
    .run = run,
};
