// SPDX-License-Identifier: GPL-3.0-or-later
// The parser, with a small table of commands of its own in place of the program's.
#include "cli/invocation.h"

#include "base/buffer.h"
#include "test.h"

static const char *const colours[] = {"red", "amber", "green", NULL};
static const struct parameter paint_options[] = {
    {.name = "colour", .value = "COLOUR", .kind = VALUE_CHOICE, .choices = colours, .required = true},
    {.name = "coats", .value = "NUMBER", .kind = VALUE_NUMBER},
    {.name = "note", .value = "TEXT", .kind = VALUE_TEXT, .repeats = true},
    {.name = "dry-run"},
    {0},
};
static const struct parameter paint_arguments[] = {
    {.name = "WALL", .kind = VALUE_TEXT, .required = true},
    {.name = "FILE", .kind = VALUE_FILE, .repeats = true},
    {0},
};
static const struct command house_paint = {
    .path = "house paint", .arguments = paint_arguments, .options = paint_options};
static const struct command house_sell = {.path = "house sell"};
static const struct command leave = {.path = "leave"};
const struct command *const commands[] = {&house_paint, &house_sell, &leave};
const size_t command_count = 3;

struct fixture {
    struct arena *arena;
    struct invocation invocation;
    bool understood;
};

static struct fixture parse_in(struct environment environment, const char *line)
{
    struct fixture fixture = {.arena = arena_new()};
    struct text rest = text_from(line), word;
    char *words[32];
    int count = 0;
    while (*line && text_split(&rest, ' ', &word))
        words[count++] = (char *)text_terminated(fixture.arena, word);
    fixture.understood = invocation_parse(&fixture.invocation, fixture.arena, &environment, count, words);
    assert_int_equal(fixture.understood, fixture.invocation.problems.count == 0);
    return fixture;
}

static struct fixture parse(const char *line)
{
    return parse_in((struct environment){.user = "sian"}, line);
}

static void done(struct fixture *fixture)
{
    arena_free(fixture->arena);
}

#define HELP_PAINT "\n    craffu help house paint shows what it takes"
#define HELP_LEAVE "\n    craffu help leave shows what it takes"
#define LIST "\n    craffu --help lists the commands."

// The line is refused with these problems, each on its own line.
static void refused(const char *line, const char *expected)
{
    struct fixture fixture = parse(line);
    struct buffer out = {0};
    for (size_t i = 0; i < fixture.invocation.problems.list.count; i++) {
        buffer_add(&out, i ? TEXT("\n") : TEXT(""));
        buffer_add(&out, problem_text_for_commands(fixture.arena, fixture.invocation.language,
                                                   &fixture.invocation.problems.list.items[i]));
    }
    assert_text_equal(buffer_text(&out), expected);
    buffer_dispose(&out);
    done(&fixture);
}

TEST(a_whole_line_is_understood)
{
    struct fixture fixture = parse(
        "--data there house --actor=mair paint --colour red north a.csv --note=x=y --coats 3 "
        "--note second --dry-run b.csv --operation 7f --quiet");
    struct invocation *invocation = &fixture.invocation;
    assert_true(fixture.understood);
    assert_ptr_equal(invocation->command, &house_paint);
    assert_text_equal(invocation->data, "there");
    assert_text_equal(invocation->actor, "mair");
    assert_text_equal(invocation->operation, "7f");
    assert_true(invocation->quiet);
    assert_true(given(invocation, "dry-run"));
    assert_text_equal(given_text(invocation, "colour"), "red");
    assert_int_equal(given_number(invocation, "coats", 1), 3);
    assert_text_equal(given_text(invocation, "WALL"), "north");
    assert_int_equal(given_count(invocation, "FILE"), 2);
    assert_text_equal(given_at(invocation, "FILE", 0), "a.csv");
    assert_text_equal(given_at(invocation, "FILE", 1), "b.csv");
    assert_text_equal(given_at(invocation, "note", 0), "x=y");
    assert_text_equal(given_text(invocation, "note"), "second");
    done(&fixture);
}

TEST(what_is_not_given_has_its_default)
{
    struct fixture fixture = parse("house paint --colour red north");
    assert_true(fixture.understood);
    assert_text_equal(fixture.invocation.data, "craffu-data");
    assert_text_equal(fixture.invocation.actor, "sian");
    assert_text_equal(fixture.invocation.operation, "");
    assert_int_equal(given_number(&fixture.invocation, "coats", 1), 1);
    assert_false(given(&fixture.invocation, "dry-run"));
    assert_false(fixture.invocation.quiet);
    done(&fixture);
    fixture = parse_in((struct environment){.data = "/srv/craffu"}, "leave");
    assert_text_equal(fixture.invocation.data, "/srv/craffu");
    done(&fixture);
}

TEST(after_two_dashes_everything_is_an_argument)
{
    struct fixture fixture = parse("house paint --colour red -- --north -- -x");
    assert_true(fixture.understood);
    assert_text_equal(given_text(&fixture.invocation, "WALL"), "--north");
    assert_text_equal(given_at(&fixture.invocation, "FILE", 0), "--");
    assert_text_equal(given_at(&fixture.invocation, "FILE", 1), "-x");
    done(&fixture);
}

TEST(a_single_dash_is_an_argument)
{
    struct fixture fixture = parse("house paint --colour red north -");
    assert_true(fixture.understood);
    assert_text_equal(given_text(&fixture.invocation, "FILE"), "-");
    done(&fixture);
}

TEST(an_option_takes_the_next_word_whatever_it_is)
{
    struct fixture fixture = parse("house paint --note --dry-run --colour red north");
    assert_true(fixture.understood);
    assert_text_equal(given_text(&fixture.invocation, "note"), "--dry-run");
    assert_false(given(&fixture.invocation, "dry-run"));
    done(&fixture);
}

TEST(every_mistake_is_told_at_once)
{
    refused("house paint --color red --coats=three --dry-run=1 -v",
            "craffu: there is no option --color\n    Did you mean --colour?\n"
            "craffu: --coats takes a whole number, not “three”\n"
            "craffu: --dry-run takes no value\n"
            "craffu: there is no option -v" HELP_PAINT);
}

TEST(what_is_missing_is_named)
{
    refused("", "craffu: no command is named\n    craffu --help lists the commands.");
    refused("house", "craffu: “house” needs one more word: paint, sell" LIST);
    refused("house paint", "craffu: WALL is missing\ncraffu: --colour is missing" HELP_PAINT);
    refused("house paint north --colour", "craffu: --colour needs a value" HELP_PAINT);
    refused("house paint north --colour=", "craffu: --colour is given an empty value" HELP_PAINT);
}

TEST(what_is_too_much_is_named)
{
    refused("leave now", "craffu: “now” is one word too many" HELP_LEAVE);
    refused("leave --quiet --quiet", "craffu: --quiet is given twice" HELP_LEAVE);
    refused("house paint w --coats 1 --coats 2 --colour red", "craffu: --coats is given twice" HELP_PAINT);
}

TEST(an_unknown_word_has_a_proposal)
{
    refused("hosue paint", "craffu: there is no command “hosue”\n    Did you mean house?");
    refused("house pant", "craffu: there is no command “pant”\n    Did you mean paint?");
    refused("zzzzz", "craffu: there is no command “zzzzz”" LIST);
    refused("house paint w --colour gren",
            "craffu: --colour takes one of red, amber, green, not “gren”\n    Did you mean green?");
}

TEST(numbers_are_whole_and_not_negative)
{
    refused("house paint w --colour red --coats -1",
            "craffu: --coats takes a whole number, not “-1”" HELP_PAINT);
    refused("house paint w --colour red --coats 99999999999999999999",
            "craffu: --coats takes a whole number, not “99999999999999999999”" HELP_PAINT);
}

TEST(text_must_be_utf8_but_a_file_may_have_any_name)
{
    refused("house paint w --colour red --note \xff", "craffu: the value of --note is not UTF-8" HELP_PAINT);
    struct fixture fixture = parse("house paint w --colour red \xff");
    assert_true(fixture.understood);
    done(&fixture);
}

TEST(help_and_version_need_nothing_else)
{
    struct fixture fixture = parse("house --help");
    assert_true(fixture.understood && fixture.invocation.help);
    assert_null(fixture.invocation.command);
    done(&fixture);
    fixture = parse("house paint --help");
    assert_true(fixture.understood && fixture.invocation.help);
    assert_ptr_equal(fixture.invocation.command, &house_paint);
    done(&fixture);
    fixture = parse("--version");
    assert_true(fixture.understood && fixture.invocation.version);
    done(&fixture);
}

static enum language language_of(struct environment environment, const char *line)
{
    struct fixture fixture = parse_in(environment, line);
    enum language language = fixture.invocation.language;
    done(&fixture);
    return language;
}

TEST(the_language_is_asked_for_or_that_of_the_environment)
{
    struct environment none = {0}, welsh = {.locale = "cy_GB.UTF-8"}, other = {.locale = "de_DE.UTF-8"},
                       listed = {.locale = "C.UTF-8", .language = "de:cy:en"};
    assert_int_equal(language_of(none, "leave"), LANGUAGE_ENGLISH);
    assert_int_equal(language_of(welsh, "leave"), LANGUAGE_WELSH);
    assert_int_equal(language_of(other, "leave"), LANGUAGE_ENGLISH);
    assert_int_equal(language_of(listed, "leave"), LANGUAGE_WELSH);
    assert_int_equal(language_of(welsh, "leave --language en"), LANGUAGE_ENGLISH);
    assert_int_equal(language_of(none, "leave --language=cy"), LANGUAGE_WELSH);
}

TEST(mistakes_are_told_in_the_language_that_is_asked_for_later)
{
    refused("leve --language cy", "craffu: nid oes gorchymyn “leve”\n    Ai leave oeddech chi'n ei feddwl?");
    refused("leave --language fr", "craffu: --language takes one of en, cy, not “fr”" HELP_LEAVE);
}

TEST(a_text_with_a_character_that_turns_the_direction_of_writing_is_refused)
{
    refused("house paint --colour=red --note=a\u202E9100 wall",
            "craffu: the value of --note holds the character U+202E, which turns the direction of writing\n"
            "    remove it: with it a reader does not see what was written and searched");
}
