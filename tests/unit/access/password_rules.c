// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/password_rules.h"

#include "temporary.h"
#include "test.h"

#define COMMON "this password is among the first that a stranger would try"

// What is said of a password: the English of the first problem, or NULL.
static const char *said(const char *password)
{
    struct arena *arena = arena_new();
    struct password_rules *rules = password_rules_new();
    struct text known[] = {TEXT("blodwen@office.example"), TEXT("Blodwen Tractorhouse"),
                           TEXT("Office of Dyfnaint")};
    struct problems problems;
    problems_init(&problems, arena);
    bool good = password_check(rules, arena, text_from(password), known, 3, &problems);
    assert_int_equal(good, problems.count == 0);
    const char *what = good ? NULL : problems.list.items[0].what.text;
    password_rules_free(rules);
    arena_free(arena);
    return what;
}

TEST(words_that_have_nothing_to_do_with_each_other_are_taken)
{
    assert_null(said("tractor violet harbour nine"));
    assert_null(said("tractorvioletharbour"));
    assert_null(said("afon-llechen-gwenynen"));
    assert_null(said("kV8#qpz!71mLd0-w"));
    assert_null(said("               x\xc5\xb7z!q7"));
    assert_null(said(
        "\xe7\x8c\xab\xe7\x8a\xac\xe9\xb3\xa5\xe9\xad\x9a\xe9\xa6\xac\xe7\x89\x9b\xe7\xbe\x8a\xe8\x99\x8e"
        "\xe7\x8c\xbf\xe8\xb1\x9a\xe9\xbc\xa0\xe5\x85\x94\xe8\x9b\x87\xe9\xbe\x8d\xe8\x99\xab"));
}

TEST(fifteen_characters_are_enough_and_fourteen_are_not)
{
    assert_null(said("rk4wzgh7tbn2xvq"));
    assert_string_equal(said("rk4wzgh7tbn2xv"), "a password has at least {limit} characters");
    assert_string_equal(said(""), "a password has at least {limit} characters");
    // Characters, not bytes.
    assert_string_equal(said("\xc5\xb5\xc5\xb7\xc5\xb5\xc5\xb7\xc5\xb5\xc5\xb7\xc5\xb5\xc5\xb7"),
                        "a password has at least {limit} characters");
}

TEST(a_hundred_and_twenty_eight_characters_are_taken_and_one_more_is_not)
{
    char password[2 * LIMIT_PASSWORD + 3];
    for (size_t i = 0; i < LIMIT_PASSWORD; i++) {
        password[2 * i] = '\xc5'; // of two bytes each
        password[2 * i + 1] = (char)(0x80 + (i * i * 7 + i) % 61);
    }
    password[2 * LIMIT_PASSWORD] = 0;
    assert_null(said(password));
    memcpy(password + 2 * LIMIT_PASSWORD, "x", 2);
    assert_string_equal(said(password), "a password has at most {limit} characters");
    assert_string_equal(said("tractor violet \xff harbour"), "a password has at most {limit} characters");
}

TEST(the_commonest_are_refused_alone_and_together)
{
    static const char *const common[] = {
        "123456789987654321",   "1qaz2wsx3edc4rfv",     "passwordpassword",   "Password1234567",
        "qwertyuiop12345",      "iloveyou2026!!!!",     "CRAFFUcraffuCRAFFU", "police-scrutiny-2",
        "aaaaaaaaaaaaaaaaaaaa", "abcdefghijklmnopqrst", "111222333444555",    "letmein-2026-letmein-2026",
        "p@ssp@ssp@ssp@ss",     "xy7xy7xy7xy7xy7xy7",   "dragonsunshine12",   "               a",
        "january february",
    };
    for (size_t i = 0; i < sizeof common / sizeof *common; i++) {
        const char *what = said(common[i]);
        if (!what)
            print_error("taken: %s\n", common[i]);
        assert_non_null(what);
        assert_string_equal(what, COMMON);
    }
}

TEST(ones_own_names_and_the_offices_are_refused)
{
    assert_string_equal(said("blodwen@office.example"), COMMON);
    assert_string_equal(said("BlodwenTractorhouse"), COMMON);
    assert_string_equal(said("tractorhouse-2026"), COMMON);
    assert_string_equal(said("Office of Dyfnaint"), COMMON);
    assert_string_equal(said("dyfnaint-blodwen"), COMMON);
    assert_null(said("dyfnaint violet harbour"));
}

TEST(a_password_is_the_same_from_every_keyboard)
{
    struct arena *arena = arena_new();
    struct text one, other;
    assert_true(password_normal(arena, TEXT("d\xc5\xb5r"), &one));
    assert_true(password_normal(arena, TEXT("dw\xcc\x82r"), &other));
    assert_true(text_equal(one, other));
    assert_true(password_normal(arena, TEXT("DWR"), &one)); // nothing else is changed
    assert_text_equal(one, "DWR");
    assert_false(password_normal(arena, TEXT("\xc3"), &one));
    arena_free(arena);
}
