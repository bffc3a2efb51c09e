// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/manual.h"

#include "base/message.h"

static const char released[] = "November 23, 2026"; // the date that mdoc asks for: of the last release

// A line of text: a backslash is escaped, and so is what would make the line a request.
static void add_line(struct buffer *out, const char *words)
{
    if (*words == '.' || *words == '\'')
        buffer_add(out, TEXT("\\&"));
    for (; *words; words++)
        if (*words == '\\')
            buffer_add(out, TEXT("\\e"));
        else if (*words == '-' && words[1] == '-')
            buffer_add(out, TEXT("\\-"));
        else
            buffer_add_character(out, *words);
    buffer_add_character(out, '\n');
}

// Text in sentences, each on its own line, as mdoc asks.
static void add_sentences(struct buffer *out, struct arena *arena, const char *words)
{
    struct text rest = text_from(words);
    size_t at;
    while (text_find(rest, TEXT(". "), &at)) {
        add_line(out, text_terminated(arena, text_slice(rest, 0, at + 1)));
        rest = text_slice(rest, at + 2, rest.length);
    }
    add_line(out, text_terminated(arena, rest));
}

// "Fl -cases Ar FILE Ns ..."; "Ar FILE ..."
static void add_term(struct buffer *out, const struct parameter *parameter, bool is_option)
{
    if (is_option)
        buffer_print(out, "Fl -%s", parameter->name);
    if (is_option && parameter->kind != VALUE_NONE)
        buffer_print(out, " Ar %s", parameter->value);
    if (!is_option)
        buffer_print(out, "Ar %s", parameter->name);
    if (parameter->repeats)
        buffer_add(out, TEXT(" ..."));
}

static void add_usage(struct buffer *out, const struct parameter *parameters, bool are_options)
{
    for (; parameters && parameters->name; parameters++) {
        buffer_add(out, parameters->required ? TEXT(".") : TEXT(".Op "));
        add_term(out, parameters, are_options);
        buffer_add_character(out, '\n');
    }
}

static void add_list(struct buffer *out, struct arena *arena, const struct parameter *parameters,
                     bool are_options)
{
    for (; parameters && parameters->name; parameters++) {
        buffer_add(out, TEXT(".It "));
        add_term(out, parameters, are_options);
        buffer_add_character(out, '\n');
        add_sentences(out, arena, parameters->help);
    }
}

static void add_command(struct buffer *out, struct arena *arena, const struct command *command)
{
    buffer_print(out, ".Ss craffu %s\n.Nm\n.Cm %s\n", command->path, command->path);
    add_usage(out, command->options, true);
    add_usage(out, command->arguments, false);
    for (const char *const *paragraph = command->description; *paragraph; paragraph++) {
        buffer_add(out, TEXT(".Pp\n"));
        add_sentences(out, arena, *paragraph);
    }
    if (command->arguments || command->options) {
        buffer_add(out, TEXT(".Bl -tag -width Ds\n"));
        add_list(out, arena, command->arguments, false);
        add_list(out, arena, command->options, true);
        buffer_add(out, TEXT(".El\n"));
    }
}

static void add_environment(struct buffer *out)
{
    buffer_add(out, TEXT(".Sh ENVIRONMENT\n.Bl -tag -width Ds\n"
                         ".It Ev CRAFFU_DATA\nThe data folder, where\n.Fl -data\nis not given.\n"
                         ".It Ev CRAFFU_KEY\nThe key file of the data folder, where it is not kept in it as\n"
                         ".Pa craffu.key .\n"
                         ".It Ev LANGUAGE , LC_ALL , LC_MESSAGES , LANG\n"
                         "The language of what is printed, where\n.Fl -language\nis not given:\n"
                         "Welsh if they name it, otherwise English.\n.El\n"));
}

static void add_statuses(struct buffer *out, struct arena *arena)
{
    buffer_add(out, TEXT(".Sh EXIT STATUS\n.Bl -tag -width Ds\n"));
    for (size_t i = 0; i < status_count; i++) {
        buffer_print(out, ".It %d\n", status_list[i].status);
        add_sentences(out, arena, status_list[i].words);
    }
    buffer_add(out, TEXT(".El\n"));
}

static void add_examples(struct buffer *out)
{
    buffer_add(out, TEXT(".Sh EXAMPLES\n"));
    const char *between = "";
    for (size_t i = 0; i < command_count; i++)
        for (const struct example *example = commands[i]->examples; example && example->command; example++) {
            buffer_add(out, text_from(between));
            add_line(out, example->says);
            buffer_print(out, ".Pp\n.Dl craffu %s\n", example->command);
            between = ".Pp\n";
        }
}

void manual_mdoc(struct buffer *out, struct arena *arena)
{
    buffer_print(out,
                 ".Dd %s\n.Dt CRAFFU 1\n.Os\n.Sh NAME\n.Nm craffu\n"
                 ".Nd independent scrutiny of case files, from extract to report\n",
                 released);
    buffer_add(
        out,
        TEXT(".Sh SYNOPSIS\n.Nm\n.Ar command\n.Op Ar option ...\n.Op Ar argument ...\n.Sh DESCRIPTION\n"
             ".Nm\ntakes a police force's extract of cases to a published report, every number of which\n"
             "comes from the cases.\nThe options of every command are:\n.Bl -tag -width Ds\n"));
    add_list(out, arena, global_options, true);
    buffer_add(out, TEXT(".El\n.Sh COMMANDS\n"));
    for (size_t i = 0; i < command_count; i++)
        add_command(out, arena, commands[i]);
    add_environment(out);
    add_statuses(out, arena);
    add_examples(out);
}
