// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/number.h"

#include "test.h"

#include <float.h>
#include <stdio.h>
#include <stdlib.h>

static void assert_number(double number, const char *expected)
{
    char room[NUMBER_TEXT_BYTES];
    assert_text_equal(number_shortest(number, room), expected);
}

TEST(a_number_has_its_shortest_decimal_form)
{
    assert_number(0, "0");
    assert_number(-0.0, "0");
    assert_number(12, "12");
    assert_number(-3, "-3");
    assert_number(1000000, "1000000");
    assert_number(0.1, "0.1");
    assert_number(0.1 + 0.2, "0.30000000000000004");
    assert_number(-0.00025, "-0.00025");
    assert_number(43553.75, "43553.75");
    assert_number(9007199254740993.0, "9007199254740992");
    assert_number(1e22, "10000000000000000000000");
    assert_number(1.5e-7, "0.00000015");
}

TEST(the_longest_forms_fit_and_are_read_back)
{
    double numbers[] = {DBL_MAX, -DBL_MAX, DBL_MIN, -DBL_TRUE_MIN, -2.2250738585072011e-308};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        char room[NUMBER_TEXT_BYTES];
        struct text text = number_shortest(numbers[i], room);
        assert_true(text.length <= NUMBER_TEXT_BYTES);
        double read;
        assert_true(number_read(text, &read));
        assert_true(read == numbers[i]);
    }
}

TEST(only_whole_finite_numbers_are_read)
{
    double number = 7;
    const char *refused[] = {"",   "-",    ".",   "e5",  "1e",    "1e+", " 1",
                             "1 ", "0x10", "nan", "inf", "1e999", "1,5", "--1"};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        assert_false(number_read(text_from(refused[i]), &number));
    assert_true(number == 7);
    assert_true(number_read(TEXT("-1.5E-3"), &number) && number == -0.0015);
    assert_true(number_read(TEXT("43553.75"), &number) && number == 43553.75);
    assert_true(number_read(TEXT("5."), &number) && number == 5);
    assert_true(number_read(TEXT(".5"), &number) && number == 0.5);
}

// The same numbers every time.
static uint64_t below(uint64_t count)
{
    static uint64_t state = 7;
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (state >> 20) % count;
}

TEST(short_decimals_are_read_as_the_library_reads_them_and_known_to_be_shortest)
{
    for (int i = 0; i < 200000; i++) {
        char room[40], again[NUMBER_TEXT_BYTES];
        int digits = (int)below(10);
        uint64_t whole = below(i % 3 ? 1000 : 100000000);
        snprintf(room, sizeof room, "%s%llu%s%0*llu", below(2) ? "-" : "", (unsigned long long)whole,
                 digits ? "." : "", digits ? digits : 1,
                 (unsigned long long)(digits ? below(1000000000) : 0));
        struct text text = text_from(room);
        double number;
        assert_true(number_read(text, &number));
        double expected = strtod(room, NULL);
        assert_memory_equal(&number, &expected, sizeof number);
        if (number_is_shortest(text))
            assert_text_equal(number_shortest(number, again), room);
    }
}

TEST(what_has_zeros_at_its_ends_or_too_many_digits_is_not_said_to_be_shortest)
{
    const char *others[] = {"",   "-",  "-0", "00",  "01",   "1.",    "1.0", ".5",
                            "+1", "1 ", " 1", "1e3", "0.10", "1.2.3", "-",   "1234567890123456"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(number_is_shortest(text_from(others[i])));
    const char *shortest[] = {"0", "-1", "0.5", "-0.5", "123456789012345", "0.00000000000001"};
    for (size_t i = 0; i < sizeof shortest / sizeof *shortest; i++) {
        double number;
        char room[NUMBER_TEXT_BYTES];
        assert_true(number_is_shortest(text_from(shortest[i])));
        assert_true(number_read(text_from(shortest[i]), &number));
        assert_text_equal(number_shortest(number, room), shortest[i]);
    }
}
