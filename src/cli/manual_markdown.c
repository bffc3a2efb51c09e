// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/manual.h"

#include "cli/help.h"

// Text of the table, with what Markdown would take for a sign escaped.
static void add(struct buffer *out, const char *words)
{
    for (; *words; words++) {
        if (strchr("\\`*_<>[]", *words))
            buffer_add_character(out, '\\');
        buffer_add_character(out, *words);
    }
}

static void add_list(struct buffer *out, struct arena *arena, const char *heading,
                     const struct parameter *parameters, bool are_options)
{
    if (!parameters || !parameters->name)
        return;
    buffer_print(out, "\n%s\n\n", heading);
    for (; parameters->name; parameters++) {
        struct text term = help_term(arena, LANGUAGE_ENGLISH, parameters, are_options);
        buffer_print(out, "- `%.*s`: ", TEXT_PRINT(term));
        add(out, parameters->help);
        buffer_add_character(out, '\n');
    }
}

static void add_command(struct buffer *out, struct arena *arena, const struct command *command)
{
    buffer_print(out, "\n## craffu %s\n\n", command->path);
    buffer_print(out, "`%.*s`\n", TEXT_PRINT(help_usage(arena, LANGUAGE_ENGLISH, command)));
    for (const char *const *paragraph = command->description; *paragraph; paragraph++) {
        buffer_add_character(out, '\n');
        add(out, *paragraph);
        buffer_add_character(out, '\n');
    }
    if (command->discloses == DISCLOSES_ON_SCREEN)
        buffer_add(out, TEXT("\nWhat it prints stands in the audit log before, by its hash.\n"));
    if (command->discloses == DISCLOSES_FILES)
        buffer_add(out, TEXT("\nThe files that it writes stand in the audit log before, by their hash.\n"));
    add_list(out, arena, "Arguments:", command->arguments, false);
    add_list(out, arena, "Options:", command->options, true);
    for (const struct example *example = command->examples; example && example->command; example++) {
        buffer_add_character(out, '\n');
        add(out, example->says);
        buffer_print(out, "\n\n```sh\ncraffu %s\n```\n", example->command);
    }
}

void manual_markdown(struct buffer *out, struct arena *arena)
{
    buffer_add(out,
               TEXT("# Commands\n\nMade by `craffu manual --format markdown`; a test keeps it in step.\n\n"));
    for (size_t i = 0; i < command_count; i++) {
        const char *path = commands[i]->path;
        buffer_add(out, TEXT("- [craffu "));
        buffer_print(out, "%s](#craffu-", path);
        for (; *path; path++)
            buffer_add_character(out, *path == ' ' ? '-' : *path);
        buffer_print(out, "): %s\n", commands[i]->summary);
    }
    add_list(out, arena, "Options of every command:", global_options, true);
    buffer_add(out, TEXT("\nExit status:\n\n"));
    for (size_t i = 0; i < status_count; i++)
        buffer_print(out, "- %d: %s\n", status_list[i].status, status_list[i].words);
    for (size_t i = 0; i < command_count; i++)
        add_command(out, arena, commands[i]);
}
