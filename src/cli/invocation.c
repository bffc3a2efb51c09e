// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/invocation.h"

#include "base/direction.h"
#include "base/spelling.h"

#include <assert.h>
#include <stdio.h>

static const char *const languages[] = {"en", "cy", NULL};

const struct parameter global_options[] = {
    {.name = "data",
     .value = N_("FOLDER"),
     .kind = VALUE_FOLDER,
     .help = N_("The data folder. Otherwise $CRAFFU_DATA, or else craffu-data in the current folder.")},
    {.name = "language",
     .value = N_("LANGUAGE"),
     .kind = VALUE_CHOICE,
     .choices = languages,
     .help = N_("The language of what is printed: en or cy. Otherwise that of the environment.")},
    {.name = "actor",
     .value = N_("NAME"),
     .kind = VALUE_TEXT,
     .help = N_("Who is acting, for the audit log. Otherwise the system's name of the user.")},
    {.name = "operation",
     .value = N_("ID"),
     .kind = VALUE_TEXT,
     .help = N_(
         "An id of your choice for this change. Run again with the same id, it changes nothing more.")},
    {.name = "quiet", .help = N_("Print results and problems only.")},
    {.name = "help", .help = N_("Print help, on the command if one is named.")},
    {.name = "version", .help = N_("Print the version.")},
    {0},
};

static const struct place on_the_command_line = {.source = {"craffu", 6}};

// Where nothing more is known, the help on the command is what a user needs next.
static struct message help_on(const struct invocation *invocation)
{
    return invocation->command ? MESSAGE("craffu help {command} shows what it takes",
                                         VALUE("command", text_from(invocation->command->path)))
                               : MESSAGE("craffu --help lists the commands.");
}

// Of several problems with the command line the last one alone sends to the help.
static void send_to_help_once(struct invocation *invocation, struct message help)
{
    size_t count = invocation->problems.list.count;
    struct problem *last = count ? &invocation->problems.list.items[count - 1] : NULL;
    if (last && last->hint.text && strcmp(last->hint.text, help.text) == 0)
        last->hint = NO_MESSAGE;
}

bool usage_problem(struct invocation *invocation, struct message what, struct message hint)
{
    if (!hint.text) {
        hint = help_on(invocation);
        send_to_help_once(invocation, hint);
    }
    return problem_report(&invocation->problems, on_the_command_line, what, hint);
}

static bool fail_at(struct invocation *invocation, struct text word, struct message what,
                    const struct text *known, size_t count)
{
    struct text nearest;
    struct message hint = NO_MESSAGE;
    if (spelling_nearest(word, known, count, &nearest))
        hint = MESSAGE("Did you mean {word}?", VALUE("word", nearest));
    return usage_problem(invocation, what, hint);
}

// The language of an environment's words; English if they name none that the program speaks.
static enum language environment_language(const struct environment *environment)
{
    enum language language = LANGUAGE_ENGLISH;
    struct text list = text_from(environment->language), first;
    while (text_split(&list, ':', &first))
        if (language_from_code(first, &language))
            return language;
    language_from_code(text_from(environment->locale), &language);
    return language;
}

// Where a walk over the words of the command line stands.
struct walk {
    struct invocation *invocation;
    char *const *words;
    int count, at;
    size_t arguments; // how many were given
};

static bool path_begins(const char *path, const struct invocation *invocation, struct text *next)
{
    struct text rest = text_from(path), part;
    for (size_t i = 0; i < invocation->path.count; i++)
        if (!text_split(&rest, ' ', &part) || !text_equal(part, invocation->path.items[i]))
            return false;
    return text_split(&rest, ' ', next) || (*next = (struct text){0}, true);
}

// The words that may come next in a command's name; an empty one ends a whole name.
static size_t next_words(const struct invocation *invocation, struct text *words)
{
    size_t count = 0;
    for (size_t i = 0; i < command_count; i++) {
        struct text next;
        if (path_begins(commands[i]->path, invocation, &next) &&
            (count == 0 || !text_equal(words[count - 1], next)))
            words[count++] = next;
    }
    return count;
}

static void find_command(struct invocation *invocation)
{
    for (size_t i = 0; i < command_count; i++) {
        struct text next;
        if (path_begins(commands[i]->path, invocation, &next) && next.length == 0)
            invocation->command = commands[i];
    }
}

static bool take_name(struct walk *walk, struct text word)
{
    struct invocation *invocation = walk->invocation;
    struct text *known = ARENA_ARRAY(invocation->arena, struct text, command_count);
    size_t count = next_words(invocation, known);
    for (size_t i = 0; i < count; i++)
        if (text_equal(known[i], word)) {
            *ARRAY_APPEND(invocation->arena, &invocation->path) = word;
            find_command(invocation);
            return true;
        }
    return fail_at(invocation, word, MESSAGE("there is no command “{word}”", VALUE("word", word)), known,
                   count);
}

static const struct parameter *option_named(const struct parameter *options, struct text name)
{
    for (; options && options->name; options++)
        if (text_equal(text_from(options->name), name))
            return options;
    return NULL;
}

static void add_names(struct arena *arena, const struct parameter *options, struct text *names, size_t *count)
{
    for (; options && options->name; options++)
        names[(*count)++] = text_print(arena, "--%s", options->name);
}

static bool unknown_option(struct invocation *invocation, struct text word)
{
    struct text names[64];
    size_t count = 0;
    add_names(invocation->arena, global_options, names, &count);
    if (invocation->command)
        add_names(invocation->arena, invocation->command->options, names, &count);
    return fail_at(invocation, word, MESSAGE("there is no option {word}", VALUE("word", word)), names, count);
}

static bool is_a_choice(const struct parameter *parameter, struct text value)
{
    for (const char *const *choice = parameter->choices; *choice; choice++)
        if (text_equal(text_from(*choice), value))
            return true;
    return false;
}

static bool check_value(struct invocation *invocation, const struct parameter *parameter, struct text word,
                        struct text value)
{
    int64_t number;
    if (value.length == 0)
        return usage_problem(invocation, MESSAGE("{word} is given an empty value", VALUE("word", word)),
                             NO_MESSAGE);
    if (parameter->kind == VALUE_TEXT && !text_is_utf8(value, NULL))
        return usage_problem(invocation, MESSAGE("the value of {word} is not UTF-8", VALUE("word", word)),
                             NO_MESSAGE);
    size_t at = 0;
    const char *mark = parameter->kind == VALUE_TEXT ? direction_mark(value, &at) : NULL;
    if (mark)
        return usage_problem(
            invocation,
            MESSAGE(
                "the value of {word} holds the character {character}, which turns the direction of writing",
                VALUE("word", word), VALUE("character", text_from(mark))),
            MESSAGE("remove it: with it a reader does not see what was written and searched"));
    if (parameter->kind == VALUE_NUMBER && (!text_to_int64(value, &number) || number < 0))
        return usage_problem(
            invocation,
            MESSAGE("{word} takes a whole number, not “{value}”", VALUE("word", word), VALUE("value", value)),
            NO_MESSAGE);
    if (parameter->kind != VALUE_CHOICE || is_a_choice(parameter, value))
        return true;
    struct text known[64];
    size_t count = 0;
    struct text list = {0};
    for (const char *const *choice = parameter->choices; *choice; choice++) {
        known[count] = text_from(*choice);
        list = count++ ? text_print(invocation->arena, "%.*s, %s", TEXT_PRINT(list), *choice) : known[0];
    }
    return fail_at(invocation, value,
                   MESSAGE("{word} takes one of {list}, not “{value}”", VALUE("word", word),
                           VALUE("list", list), VALUE("value", value)),
                   known, count);
}

static bool add_given(struct invocation *invocation, const struct parameter *parameter, struct text word,
                      struct text value)
{
    if (!parameter->repeats)
        for (size_t i = 0; i < invocation->given.count; i++)
            if (invocation->given.items[i].parameter == parameter)
                return usage_problem(invocation, MESSAGE("{word} is given twice", VALUE("word", word)),
                                     NO_MESSAGE);
    if (parameter->kind != VALUE_NONE && !check_value(invocation, parameter, word, value))
        return false;
    *ARRAY_APPEND(invocation->arena, &invocation->given) = (struct given){parameter, value};
    return true;
}

static bool take_option(struct walk *walk, struct text word)
{
    struct invocation *invocation = walk->invocation;
    struct text value = word, name;
    text_split(&value, '=', &name);
    bool has_value = value.bytes != NULL;
    struct text bare = text_slice(name, 2, name.length);
    const struct parameter *option = option_named(global_options, bare);
    if (!option && invocation->command)
        option = option_named(invocation->command->options, bare);
    if (!option)
        return unknown_option(invocation, name);
    if (option->kind == VALUE_NONE && has_value)
        return usage_problem(invocation, MESSAGE("{word} takes no value", VALUE("word", name)), NO_MESSAGE);
    if (option->kind != VALUE_NONE && !has_value) {
        if (walk->at == walk->count)
            return usage_problem(invocation, MESSAGE("{word} needs a value", VALUE("word", name)),
                                 NO_MESSAGE);
        value = text_from(walk->words[walk->at++]);
    }
    return add_given(invocation, option, name, value);
}

static bool take_argument(struct walk *walk, struct text word)
{
    struct invocation *invocation = walk->invocation;
    const struct parameter *argument = invocation->command->arguments;
    for (size_t i = 0; argument && argument->name && i < walk->arguments && !argument->repeats; i++)
        argument++;
    if (!argument || !argument->name)
        return usage_problem(invocation, MESSAGE("“{word}” is one word too many", VALUE("word", word)),
                             NO_MESSAGE);
    walk->arguments++;
    struct text name = message_word(invocation->language, argument->name);
    return add_given(invocation, argument, name, word);
}

static bool take_words(struct walk *walk)
{
    bool understood = true, options_end = false;
    while (walk->at < walk->count) {
        struct text word = text_from(walk->words[walk->at++]);
        if (!options_end && text_equal(word, TEXT("--")))
            options_end = true;
        else if (!options_end && text_starts(word, TEXT("--")))
            understood &= take_option(walk, word);
        else if (!options_end && word.length > 1 && word.bytes[0] == '-')
            understood &= unknown_option(walk->invocation, word);
        else if (walk->invocation->command)
            understood &= take_argument(walk, word);
        else if (!take_name(walk, word))
            return false; // what follows belongs to a command that is not known
    }
    return understood;
}

static bool check_required(struct invocation *invocation, const struct parameter *parameters,
                           const char *dashes)
{
    bool complete = true;
    for (; parameters && parameters->name; parameters++)
        if (parameters->required && !given(invocation, parameters->name)) {
            struct text name = message_word(invocation->language, parameters->name);
            struct text word = text_print(invocation->arena, "%s%.*s", dashes, TEXT_PRINT(name));
            complete = usage_problem(invocation, MESSAGE("{word} is missing", VALUE("word", word)),
                                     NO_MESSAGE);
        }
    return complete;
}

static bool check_complete(struct invocation *invocation)
{
    if (invocation->help || invocation->version)
        return true;
    if (invocation->command) {
        bool arguments = check_required(invocation, invocation->command->arguments, "");
        return check_required(invocation, invocation->command->options, "--") && arguments;
    }
    if (invocation->path.count == 0)
        return usage_problem(invocation, MESSAGE("no command is named"),
                             MESSAGE("craffu --help lists the commands."));
    struct text *next = ARENA_ARRAY(invocation->arena, struct text, command_count), list = {0};
    size_t count = next_words(invocation, next);
    for (size_t i = 0; i < count; i++)
        list = i ? text_print(invocation->arena, "%.*s, %.*s", TEXT_PRINT(list), TEXT_PRINT(next[i]))
                 : next[0];
    return usage_problem(invocation,
                         MESSAGE("“{word}” needs one more word: {list}",
                                 VALUE("word", invocation->path.items[0]), VALUE("list", list)),
                         NO_MESSAGE);
}

static struct text global_text(const struct invocation *invocation, const char *name, const char *otherwise)
{
    struct text text = given_text(invocation, name);
    return text.length ? text : text_from(otherwise);
}

// Messages about the command line itself are in the language that it names, wherever it names it.
static void find_language(struct invocation *invocation, const struct environment *environment, int count,
                          char *const *words)
{
    invocation->language = environment_language(environment);
    for (int i = 0; i < count && !text_equal(text_from(words[i]), TEXT("--")); i++) {
        struct text word = text_from(words[i]);
        if (text_equal(word, TEXT("--language")) && i + 1 < count)
            language_from_code(text_from(words[i + 1]), &invocation->language);
        else if (text_starts(word, TEXT("--language=")))
            language_from_code(text_slice(word, sizeof "--language=" - 1, word.length),
                               &invocation->language);
    }
}

bool invocation_parse(struct invocation *invocation, struct arena *arena,
                      const struct environment *environment, int count, char *const *words)
{
    *invocation = (struct invocation){.arena = arena};
    problems_init(&invocation->problems, arena);
    find_language(invocation, environment, count, words);
    struct walk walk = {.invocation = invocation, .words = words, .count = count};
    bool understood = take_words(&walk);
    invocation->help = given(invocation, "help");
    invocation->version = given(invocation, "version");
    invocation->quiet = given(invocation, "quiet");
    bool has_data = environment->data && *environment->data;
    invocation->data = global_text(invocation, "data", has_data ? environment->data : "craffu-data");
    invocation->key_file = text_from(environment->key_file);
    invocation->actor = global_text(invocation, "actor", environment->user);
    invocation->operation = given_text(invocation, "operation");
    return understood && check_complete(invocation);
}

size_t given_count(const struct invocation *invocation, const char *name)
{
    size_t count = 0;
    for (size_t i = 0; i < invocation->given.count; i++)
        count += strcmp(invocation->given.items[i].parameter->name, name) == 0;
    return count;
}

bool given(const struct invocation *invocation, const char *name)
{
    return given_count(invocation, name) > 0;
}

struct text given_at(const struct invocation *invocation, const char *name, size_t index)
{
    for (size_t i = 0; i < invocation->given.count; i++)
        if (strcmp(invocation->given.items[i].parameter->name, name) == 0 && index-- == 0)
            return invocation->given.items[i].value;
    return (struct text){0};
}

struct text given_text(const struct invocation *invocation, const char *name)
{
    size_t count = given_count(invocation, name);
    return count ? given_at(invocation, name, count - 1) : (struct text){0};
}

const char *given_path(const struct invocation *invocation, const char *name)
{
    return given(invocation, name) ? text_terminated(invocation->arena, given_text(invocation, name)) : NULL;
}

int64_t given_number(const struct invocation *invocation, const char *name, int64_t otherwise)
{
    text_to_int64(given_text(invocation, name), &otherwise);
    return otherwise;
}

void print_text(struct text text)
{
    if (text.length)
        fwrite(text.bytes, 1, text.length, stdout);
}

void print_row(const struct invocation *invocation, const struct text *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        print_text(text_visible(invocation->arena, values[i]));
        print_text(i + 1 < count ? TEXT("\t") : TEXT("\n"));
    }
}

void say(const struct invocation *invocation, struct message message)
{
    if (invocation->quiet)
        return;
    PRINT_ROW(invocation, message_text(invocation->arena, invocation->language, &message));
}
