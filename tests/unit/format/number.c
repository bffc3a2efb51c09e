// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/number.h"

#include "test.h"

#include <float.h>

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
