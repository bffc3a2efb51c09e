// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/help.h"

#include "cli/layout.h"

struct text help_term(struct arena *arena, enum language language, const struct parameter *parameter,
                      bool is_option)
{
    const char *dots = parameter->repeats ? "..." : "";
    if (!is_option)
        return text_print(arena, "%.*s%s", TEXT_PRINT(message_word(language, parameter->name)), dots);
    if (parameter->kind == VALUE_NONE)
        return text_print(arena, "--%s%s", parameter->name, dots);
    struct text value = message_word(language, parameter->value);
    return text_print(arena, "--%s %.*s%s", parameter->name, TEXT_PRINT(value), dots);
}

static void add_usage(struct buffer *out, struct arena *arena, enum language language,
                      const struct parameter *parameters, bool are_options)
{
    for (; parameters && parameters->name; parameters++) {
        struct text term = help_term(arena, language, parameters, are_options);
        buffer_print(out, parameters->required ? " %.*s" : " [%.*s]", TEXT_PRINT(term));
    }
}

struct text help_usage(struct arena *arena, enum language language, const struct command *command)
{
    struct buffer out = {0};
    buffer_print(&out, "craffu %s", command->path);
    add_usage(&out, arena, language, command->options, true);
    add_usage(&out, arena, language, command->arguments, false);
    struct text text = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return text;
}

static void add_heading(struct buffer *out, enum language language, const char *heading)
{
    buffer_print(out, "\n%.*s\n", TEXT_PRINT(message_word(language, heading)));
}

static void add_list(struct buffer *out, struct arena *arena, enum language language, const char *heading,
                     const struct parameter *parameters, bool are_options)
{
    if (!parameters || !parameters->name)
        return;
    add_heading(out, language, heading);
    for (; parameters->name; parameters++)
        layout_entry(out, help_term(arena, language, parameters, are_options),
                     message_word(language, parameters->help), 24);
}

static void add_examples(struct buffer *out, enum language language, const struct example *examples)
{
    if (!examples)
        return;
    add_heading(out, language, N_("Examples"));
    for (; examples->command; examples++) {
        layout_wrap(out, message_word(language, examples->says), 2, 0);
        buffer_print(out, "      craffu %s\n", examples->command);
    }
}

void help_command(struct buffer *out, struct arena *arena, enum language language,
                  const struct command *command)
{
    struct text summary = message_word(language, command->summary);
    layout_wrap(out, text_print(arena, "craffu %s: %.*s", command->path, TEXT_PRINT(summary)), 0, 0);
    add_heading(out, language, N_("Usage"));
    layout_wrap(out, help_usage(arena, language, command), 2, 0);
    for (const char *const *paragraph = command->description; *paragraph; paragraph++) {
        buffer_add_character(out, '\n');
        layout_wrap(out, message_word(language, *paragraph), 0, 0);
    }
    add_list(out, arena, language, N_("Arguments"), command->arguments, false);
    add_list(out, arena, language, N_("Options"), command->options, true);
    add_list(out, arena, language, N_("Options of every command"), global_options, true);
    add_examples(out, language, command->examples);
}

static void add_statuses(struct buffer *out, struct arena *arena, enum language language)
{
    add_heading(out, language, N_("Exit status"));
    for (size_t i = 0; i < status_count; i++)
        layout_entry(out, text_print(arena, "%d", status_list[i].status),
                     message_word(language, status_list[i].words), 7);
}

static void add_commands(struct buffer *out, enum language language, struct text path)
{
    add_heading(out, language, N_("Commands"));
    for (size_t i = 0; i < command_count; i++) {
        struct text name = text_from(commands[i]->path);
        if (path.length == 0 || (text_starts(name, path) && name.bytes[path.length] == ' '))
            layout_entry(out, name, message_word(language, commands[i]->summary), 24);
    }
}

void help_overview(struct buffer *out, struct arena *arena, enum language language, struct text path)
{
    if (path.length == 0) {
        layout_wrap(out,
                    message_word(language, N_("Craffu takes a police force's extract of cases to a published "
                                              "report, every number of which comes from the cases.")),
                    0, 0);
        add_heading(out, language, N_("Usage"));
        layout_wrap(out, message_word(language, N_("craffu COMMAND [OPTION]... [ARGUMENT]...")), 2, 0);
    }
    add_commands(out, language, path);
    add_list(out, arena, language, N_("Options of every command"), global_options, true);
    if (path.length == 0)
        add_statuses(out, arena, language);
    buffer_add_character(out, '\n');
    layout_wrap(out, message_word(language, N_("“craffu help COMMAND” explains a command.")), 0, 0);
}
