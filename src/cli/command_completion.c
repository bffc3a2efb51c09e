// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"

#include "base/buffer.h"
#include "base/embedded.h"

static const char *const shells[] = {"bash", NULL};

static const struct parameter arguments[] = {
    {.name = N_("SHELL"),
     .kind = VALUE_CHOICE,
     .choices = shells,
     .required = true,
     .help = N_("The shell to write it for: bash.")},
    {0},
};

static const struct example examples[] = {
    {"completion bash >~/.local/share/bash-completion/completions/craffu",
     N_("Complete from the next shell on:")},
    {0},
};

// What completion.bash completes a value with.
static void add_value(struct buffer *out, const struct parameter *parameter)
{
    switch (parameter->kind) {
    case VALUE_FILE: buffer_add(out, TEXT("file")); break;
    case VALUE_FOLDER: buffer_add(out, TEXT("folder")); break;
    case VALUE_NONE:
    case VALUE_TEXT:
    case VALUE_NUMBER: buffer_add(out, TEXT("any")); break;
    case VALUE_CHOICE:
        for (const char *const *choice = parameter->choices; *choice; choice++)
            buffer_print(out, choice == parameter->choices ? "%s" : " %s", *choice);
    }
}

static void add_values(struct buffer *out, const char *path, const struct parameter *options)
{
    for (; options && options->name; options++)
        if (options->kind != VALUE_NONE) {
            buffer_print(out, *path ? "    ['%s --%s']='" : "    ['%s--%s']='", path, options->name);
            add_value(out, options);
            buffer_add(out, TEXT("'\n"));
        }
}

static void add_options(struct buffer *out, const char *path, const struct parameter *options)
{
    buffer_print(out, "    ['%s.']='", path);
    for (; options && options->name; options++)
        buffer_print(out, " --%s", options->name);
    buffer_add(out, TEXT("'\n"));
}

// The words that follow a first word in the names of commands; the first words themselves if it is empty.
static void add_words(struct buffer *out, struct text wanted)
{
    struct text last = {0};
    buffer_print(out, "    ['%.*s']='", TEXT_PRINT(wanted.length ? wanted : TEXT(".")));
    for (size_t i = 0; i < command_count; i++) {
        struct text rest = text_from(commands[i]->path), word;
        text_split(&rest, ' ', &word);
        if (wanted.length && text_equal(word, wanted))
            text_split(&rest, ' ', &word);
        else if (wanted.length)
            continue;
        if (!text_equal(word, last))
            buffer_print(out, " %.*s", TEXT_PRINT(word));
        last = word;
    }
    buffer_add(out, TEXT("'\n"));
}

static void add_names(struct buffer *out)
{
    struct text last = {0};
    add_words(out, (struct text){0});
    for (size_t i = 0; i < command_count; i++) {
        struct text rest = text_from(commands[i]->path), first;
        text_split(&rest, ' ', &first);
        if (rest.bytes && !text_equal(first, last))
            add_words(out, first);
        last = first;
        buffer_print(out, "    ['%s']='", commands[i]->path);
        if (commands[i]->arguments)
            add_value(out, commands[i]->arguments);
        else
            buffer_add(out, TEXT("any"));
        buffer_add(out, TEXT("'\n"));
    }
}

static enum status run(struct invocation *invocation)
{
    (void)invocation; // bash is the only choice
    struct buffer out = {0};
    buffer_add(&out, embedded_file("completion.bash"));
    buffer_add(&out, TEXT("\ndeclare -gA _craffu_names=(\n"));
    add_names(&out);
    buffer_add(&out, TEXT(")\ndeclare -gA _craffu_options=(\n"));
    add_options(&out, "", global_options);
    for (size_t i = 0; i < command_count; i++)
        add_options(&out, commands[i]->path, commands[i]->options);
    buffer_add(&out, TEXT(")\ndeclare -gA _craffu_values=(\n"));
    add_values(&out, "", global_options);
    for (size_t i = 0; i < command_count; i++)
        add_values(&out, commands[i]->path, commands[i]->options);
    buffer_add(&out, TEXT(")\n"));
    print_text(buffer_text(&out));
    buffer_dispose(&out);
    return STATUS_DONE;
}

const struct command command_completion = {
    .path = "completion",
    .summary = N_("print the completion script of a shell"),
    .description = {N_("Prints a script with which the shell completes commands, options and their values.")},
    .arguments = arguments,
    .examples = examples,
    .discloses = DISCLOSES_NOTHING,
    .run = run,
};
