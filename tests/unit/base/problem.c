// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/problem.h"

#include "test.h"

#include <errno.h>

static struct text reported(struct arena *arena, struct problems *problems, enum language language)
{
    return problem_text(arena, language, &problems->list.items[problems->list.count - 1]);
}

TEST(a_problem_says_where_what_and_what_to_do)
{
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    struct place place = {.source = TEXT("cases.csv"), .line = 3, .column = 12, .name = TEXT("closed_at")};
    assert_false(problem_report_value(&problems, place, TEXT("2019-02-30\x1b"), MESSAGE("not a date"),
                                      MESSAGE("write it as {form}", VALUE("form", TEXT("YYYY-MM-DD")))));
    assert_text_equal(reported(arena, &problems, LANGUAGE_ENGLISH),
                      "cases.csv:3:12: closed_at: not a date (2019-02-30\\x1B)\n    write it as YYYY-MM-DD");
    arena_free(arena);
}

TEST(a_hint_that_speaks_of_commands_is_for_who_types_them)
{
    static const struct {
        const char *hint;
        bool on_pages;
    } hints[] = {
        {"select cases with craffu select", false},
        {"leave out --log", false},
        {"it is looked for from the folder where the command runs", false},
        {"put craffu.key into the folder", true},
        {"Craffu reads it -- always", true},
    };
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++) {
        problem_report(&problems, (struct place){0}, MESSAGE("no case"), MESSAGE(hints[i].hint));
        struct text full = text_print(arena, "no case\n    %s", hints[i].hint);
        for (int language = 0; language < LANGUAGE_COUNT; language++)
            assert_text_equal(reported(arena, &problems, (enum language)language),
                              hints[i].on_pages ? text_terminated(arena, full) : "no case");
        assert_true(text_equal(
            problem_text_for_commands(arena, LANGUAGE_ENGLISH, &problems.list.items[problems.list.count - 1]),
            full));
    }
    arena_free(arena);
}

TEST(what_turns_the_direction_of_writing_is_shown_by_its_name)
{
    struct arena *arena = arena_new();
    assert_text_equal(text_visible(arena, TEXT("\u202Eab\u202C\u061C\u200Fŵ\u2066")),
                      "[U+202E]ab[U+202C][U+061C][U+200F]ŵ[U+2066]");
    assert_text_equal(text_visible(arena, TEXT("\xE2\x80")), "\\xE2\\x80");
    arena_free(arena);
}

TEST(nothing_a_stranger_wrote_steers_the_terminal)
{
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    struct place place = {.source = TEXT("a\x1b[2J.csv"), .name = TEXT("b\nc")};
    problem_report_value(&problems, place, TEXT("ŵ\xff\xc2\x9b\x7f\0€\xe2\x82"),
                         MESSAGE("no {x}", VALUE("x", TEXT("\x1b]0;"))),
                         MESSAGE("ask {y}", VALUE("y", TEXT("d\r"))));
    assert_text_equal(
        reported(arena, &problems, LANGUAGE_ENGLISH),
        "a\\x1B[2J.csv: b\\x0Ac: no \\x1B]0; (ŵ\\xFF\\xC2\\x9B\\x7F\\x00€\\xE2\\x82)\n    ask d\\x0D");
    arena_free(arena);
}

TEST(a_long_value_is_cut_between_characters)
{
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    char value[301];
    for (size_t i = 0; i < 300; i += 3)
        memcpy(value + i, "€", 3);
    problem_report_value(&problems, (struct place){0}, (struct text){value, 300}, MESSAGE("long"),
                         NO_MESSAGE);
    struct text text = reported(arena, &problems, LANGUAGE_ENGLISH);
    assert_true(text_is_utf8(text, NULL));
    assert_true(text_ends(text, TEXT("€…)")));
    assert_int_equal(text.length, strlen("long (") + 198 + strlen("…)"));
    arena_free(arena);
}

TEST(a_system_error_is_told_in_the_readers_language)
{
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    problem_system(&problems, (struct place){.source = TEXT("x")}, MESSAGE("cannot open: {reason}"), ENOENT);
    assert_text_equal(
        problem_text_for_commands(arena, LANGUAGE_WELSH, &problems.list.items[0]),
        "x: cannot open: Dim ffeil na chyfeiriadur o'r fath\n"
        "    edrychwch ar yr enw eto; chwilir amdano o'r ffolder lle mae'r gorchymyn yn rhedeg");
    arena_free(arena);
}

TEST(beyond_the_limit_problems_are_only_counted)
{
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    for (int i = 0; i < LIMIT_PROBLEMS_KEPT + 5; i++)
        problem_report(&problems, (struct place){0}, MESSAGE("again"), NO_MESSAGE);
    assert_int_equal(problems.list.count, LIMIT_PROBLEMS_KEPT);
    assert_int_equal(problems.count, LIMIT_PROBLEMS_KEPT + 5);
    arena_free(arena);
}

TEST(problems_of_rows_leave_room_for_the_one_that_ends_the_reading)
{
    struct arena *arena = arena_new();
    struct problems problems, row;
    problems_init(&problems, arena);
    problems_init(&row, arena);
    problem_report(&row, (struct place){0}, MESSAGE("wrong"), NO_MESSAGE);
    problem_report(&row, (struct place){0}, MESSAGE("wrong as well"), NO_MESSAGE);
    for (int i = 0; i < LIMIT_PROBLEMS_KEPT; i++)
        problems_add_row(&problems, &row);
    problem_report(&problems, (struct place){0}, MESSAGE("the end"), NO_MESSAGE);
    assert_int_equal(problems.list.count, LIMIT_ROW_PROBLEMS_KEPT + 1);
    assert_int_equal(problems.count, 2 * LIMIT_PROBLEMS_KEPT + 1);
    assert_string_equal(problems.list.items[LIMIT_ROW_PROBLEMS_KEPT].what.text, "the end");
    arena_free(arena);
}
