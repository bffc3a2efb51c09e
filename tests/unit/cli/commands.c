// SPDX-License-Identifier: GPL-3.0-or-later
// What must hold of every entry of the table of commands.
#include "cli/commands.h"

#include "test.h"

#include <stdio.h>

static void is_translated(const char *path, const char *words)
{
    if (!message_is_translated(LANGUAGE_WELSH, words)) {
        print_error("%s: no Welsh for \"%s\"\n", path, words);
        fail();
    }
}

static void parameters_are_translated(const char *path, const struct parameter *parameters)
{
    for (; parameters && parameters->name; parameters++) {
        is_translated(path, parameters->help);
        if (parameters->value)
            is_translated(path, parameters->value);
    }
}

TEST(every_word_of_the_table_has_its_welsh)
{
    parameters_are_translated("", global_options);
    for (size_t i = 0; i < status_count; i++)
        is_translated("", status_list[i].words);
    for (size_t i = 0; i < command_count; i++) {
        const struct command *command = commands[i];
        is_translated(command->path, command->summary);
        for (const char *const *paragraph = command->description; *paragraph; paragraph++)
            is_translated(command->path, *paragraph);
        parameters_are_translated(command->path, command->arguments);
        parameters_are_translated(command->path, command->options);
        for (const struct parameter *argument = command->arguments; argument && argument->name; argument++)
            is_translated(command->path, argument->name);
        for (const struct example *example = command->examples; example && example->command; example++)
            is_translated(command->path, example->says);
    }
}

TEST(every_command_is_described_and_runs_something)
{
    for (size_t i = 0; i < command_count; i++) {
        assert_non_null(commands[i]->run);
        assert_non_null(commands[i]->description[0]);
        assert_null(commands[i]->description[sizeof commands[i]->description / sizeof(char *) - 1]);
        struct text summary = text_from(commands[i]->summary);
        assert_false(text_ends(summary, TEXT(".")));
        assert_in_range(text_characters(summary), 5, 60);
    }
}

// An unlogged look at cases would break the law: what shows them opens the record to write, and with its key.
TEST(every_command_says_what_it_discloses_and_can_log_it)
{
    for (size_t i = 0; i < command_count; i++) {
        const struct command *command = commands[i];
        bool logs = command->discloses == DISCLOSES_ON_SCREEN || command->discloses == DISCLOSES_FILES;
        if (command->discloses == DISCLOSES_UNSAID)
            fail_msg("%s does not say what it discloses", command->path);
        if ((logs || command->discloses == DISCLOSES_IN_ITS_CHANGE) && command->record != RECORD_WRITE &&
            command->record != RECORD_CREATE)
            fail_msg("%s cannot write what it discloses into the log", command->path);
        if (command->record == RECORD_NOT_NEEDED && command->discloses != DISCLOSES_NOTHING)
            fail_msg("%s has no record to disclose from", command->path);
    }
}

TEST(no_name_of_a_command_begins_the_name_of_another)
{
    for (size_t i = 0; i < command_count; i++)
        for (size_t j = 0; j < command_count; j++) {
            struct text one = text_from(commands[i]->path), other = text_from(commands[j]->path);
            bool begins = i != j && text_starts(other, one) &&
                          (other.length == one.length || other.bytes[one.length] == ' ');
            assert_false(begins);
        }
}

TEST(commands_with_the_same_first_word_stand_together)
{
    for (size_t i = 1; i < command_count; i++) {
        struct text rest = text_from(commands[i]->path), before = text_from(commands[i - 1]->path), first,
                    last;
        text_split(&rest, ' ', &first);
        text_split(&before, ' ', &last);
        for (size_t j = 0; j + 1 < i && !text_equal(first, last); j++) {
            struct text earlier = text_from(commands[j]->path), word;
            text_split(&earlier, ' ', &word);
            assert_false(text_equal(word, first));
        }
    }
}

static void options_are_sound(const struct parameter *options)
{
    for (; options && options->name; options++) {
        assert_int_equal(options->kind == VALUE_NONE, options->value == NULL);
        assert_int_equal(options->kind == VALUE_CHOICE, options->choices != NULL);
        assert_false(text_starts(text_from(options->name), TEXT("-")));
        for (const struct parameter *other = options + 1; other->name; other++)
            assert_string_not_equal(options->name, other->name);
    }
}

TEST(options_are_sound_and_differ_from_those_of_every_command)
{
    options_are_sound(global_options);
    for (size_t i = 0; i < command_count; i++) {
        options_are_sound(commands[i]->options);
        for (const struct parameter *option = commands[i]->options; option && option->name; option++)
            for (const struct parameter *global = global_options; global->name; global++)
                assert_string_not_equal(option->name, global->name);
    }
}

TEST(only_the_last_argument_is_optional_or_repeats)
{
    for (size_t i = 0; i < command_count; i++)
        for (const struct parameter *argument = commands[i]->arguments; argument && argument->name;
             argument++) {
            assert_int_not_equal(argument->kind, VALUE_NONE);
            if (argument[1].name)
                assert_true(argument->required && !argument->repeats);
        }
}

TEST(an_example_is_a_command_line_of_its_command)
{
    for (size_t i = 0; i < command_count; i++)
        for (const struct example *example = commands[i]->examples; example && example->command; example++) {
            struct arena *arena = arena_new();
            struct text rest = text_from(example->command), word;
            char *words[64];
            int count = 0;
            while (count < 64 && text_split(&rest, ' ', &word) && !text_equal(word, TEXT("|")) &&
                   !text_starts(word, TEXT(">")))
                words[count++] = (char *)text_terminated(arena, word);
            struct invocation invocation;
            struct environment environment = {0};
            if (!invocation_parse(&invocation, arena, &environment, count, words)) {
                problems_print(&invocation.problems, LANGUAGE_ENGLISH, stderr);
                fail();
            }
            assert_ptr_equal(invocation.command, commands[i]);
            arena_free(arena);
        }
}
