// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/working_days.h"

#include "test.h"

static int64_t day(int32_t year, int32_t month, int32_t number)
{
    return civil_date_to_days((struct civil_date){year, month, number});
}

// Gregorian Easter by way of the paschal full moon: the epact shifted by the solar and the lunar correction.
static int64_t easter_sunday(int32_t year)
{
    int32_t century = year / 100 + 1;
    int32_t solar = century * 3 / 4 - 12, lunar = (century * 8 + 5) / 25 - 5;
    int32_t golden = year % 19 + 1;
    int32_t epact = (golden * 11 + 20 + lunar - solar) % 30;
    if (epact < 0)
        epact += 30;
    if ((epact == 25 && golden > 11) || epact == 24)
        epact++;
    int32_t full_moon = 44 - epact; // of March
    if (full_moon < 21)
        full_moon += 30;
    int64_t moon = day(year, 3, 1) + full_moon - 1;
    return moon + 7 - (civil_weekday(moon) + 1) % 7;
}

static int64_t first_monday(int64_t from)
{
    return from + (7 - civil_weekday(from)) % 7;
}

// Holidays of a year as the law of 1971 alone gives them, ascending.
static void regular_holidays(int32_t year, int64_t days[8])
{
    int64_t easter = easter_sunday(year), christmas = day(year, 12, 25), boxing = day(year, 12, 26);
    int64_t new_year = day(year, 1, 1);
    days[0] = civil_weekday(new_year) >= 5 ? first_monday(new_year) : new_year;
    days[1] = easter - 2;
    days[2] = easter + 1;
    days[3] = first_monday(day(year, 5, 1));
    days[4] = first_monday(day(year, 5, 25)); // the last Monday
    days[5] = first_monday(day(year, 8, 25));
    switch (civil_weekday(christmas)) {
    case 4: days[6] = christmas, days[7] = boxing + 2; break; // 26 is a Saturday
    case 5: days[6] = christmas + 2, days[7] = boxing + 2; break;
    case 6: days[6] = boxing, days[7] = christmas + 2; break; // Monday is Boxing Day itself
    default: days[6] = christmas, days[7] = boxing; break;
    }
}

TEST(easter_is_computed_rightly)
{
    static const struct civil_date sundays[] = {{1818, 3, 22}, {1943, 4, 25}, {1954, 4, 18}, {1981, 4, 19},
                                                {2000, 4, 23}, {2008, 3, 23}, {2011, 4, 24}, {2019, 4, 21},
                                                {2024, 3, 31}, {2038, 4, 25}};
    for (size_t i = 0; i < sizeof sundays / sizeof *sundays; i++)
        assert_int_equal(easter_sunday(sundays[i].year), civil_date_to_days(sundays[i]));
}

static const struct {
    struct civil_date date;
    bool added; // by proclamation; else the regular day was taken away
} exceptions[] = {
    {{2020, 5, 4}, false},  {{2020, 5, 8}, true},                       // 75 years of VE Day
    {{2022, 5, 30}, false}, {{2022, 6, 2}, true}, {{2022, 6, 3}, true}, // Platinum Jubilee
    {{2022, 9, 19}, true},                                              // state funeral
    {{2023, 5, 8}, true},                                               // coronation
};
enum { EXCEPTIONS = sizeof exceptions / sizeof *exceptions, ADDED = 5, TAKEN = 2 };

static bool is_exception(int64_t at, bool added)
{
    for (size_t i = 0; i < EXCEPTIONS; i++)
        if (civil_date_to_days(exceptions[i].date) == at && exceptions[i].added == added)
            return true;
    return false;
}

TEST(the_shipped_holidays_are_those_of_the_law_and_the_named_exceptions)
{
    struct arena *arena = arena_new();
    struct bank_holidays holidays = bank_holidays_shipped(arena);
    assert_int_equal(holidays.first_year, 2015);
    assert_int_equal(holidays.last_year, 2027);
    assert_int_equal(holidays.count, 13 * 8 + ADDED - TAKEN);
    size_t regular = 0;
    for (int32_t year = 2015; year <= 2027; year++) {
        int64_t days[8];
        regular_holidays(year, days);
        for (size_t i = 0; i < 8; i++) {
            assert_int_not_equal(is_working_day(&holidays, days[i]), !is_exception(days[i], false));
            regular += !is_exception(days[i], false);
        }
    }
    assert_int_equal(regular, 13 * 8 - TAKEN);
    for (size_t i = 0; i < EXCEPTIONS; i++)
        assert_int_equal(is_working_day(&holidays, civil_date_to_days(exceptions[i].date)),
                         !exceptions[i].added);
    arena_free(arena);
}

TEST(the_day_after_is_day_one)
{
    struct arena *arena = arena_new();
    struct bank_holidays holidays = bank_holidays_shipped(arena);
    static const struct {
        struct civil_date from, to;
        int64_t count;
    } expected[] = {
        {{2019, 4, 18}, {2019, 4, 18}, 0}, // the same day
        {{2019, 4, 17}, {2019, 4, 18}, 1}, // Wednesday to Thursday
        {{2019, 4, 18}, {2019, 4, 22}, 0}, // over Easter: Good Friday to Easter Monday
        {{2019, 4, 18}, {2019, 4, 23}, 1},     {{2019, 4, 20}, {2019, 4, 23}, 1}, // from a Saturday
        {{2019, 4, 23}, {2019, 4, 18}, -1},                                       // backwards
        {{2018, 12, 31}, {2019, 12, 31}, 253},
    };
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        int64_t count = 99;
        assert_true(working_days_between(&holidays, civil_date_to_days(expected[i].from),
                                         civil_date_to_days(expected[i].to), &count));
        assert_int_equal(count, expected[i].count);
    }
    arena_free(arena);
}

TEST(counting_agrees_with_walking_day_by_day)
{
    struct arena *arena = arena_new();
    struct bank_holidays holidays = bank_holidays_shipped(arena);
    for (int64_t from = day(2015, 1, 1); from <= day(2027, 12, 31); from += 11) {
        int64_t walked = 0, count;
        for (int64_t to = from; to <= day(2027, 12, 31) && to < from + 400; to++) {
            walked += to > from && is_working_day(&holidays, to);
            assert_true(working_days_between(&holidays, from, to, &count));
            assert_int_equal(count, walked);
            assert_true(working_days_between(&holidays, to, from, &count));
            assert_int_equal(count, -walked);
        }
    }
    arena_free(arena);
}

TEST(years_without_known_holidays_are_not_counted)
{
    struct arena *arena = arena_new();
    struct bank_holidays holidays = bank_holidays_shipped(arena);
    int64_t count = 99;
    assert_false(working_days_between(&holidays, day(2014, 12, 31), day(2015, 1, 5), &count));
    assert_false(working_days_between(&holidays, day(2027, 12, 31), day(2028, 1, 1), &count));
    assert_int_equal(count, 99);
    assert_true(working_days_between(&holidays, day(2015, 1, 1), day(2027, 12, 31), &count));
    arena_free(arena);
}

TEST(days_before_1970_are_counted_too)
{
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    struct bank_holidays holidays;
    assert_true(
        bank_holidays_read(arena, TEXT("old"), TEXT("date,name\n1965-12-27,x\n"), &holidays, &problems));
    int64_t count = 0;
    assert_true(
        working_days_between(&holidays, day(1965, 1, 1), day(1965, 1, 11), &count)); // Friday to Monday week
    assert_int_equal(count, 6);
    arena_free(arena);
}

TEST(a_file_may_have_comments_a_byte_order_mark_and_either_line_end)
{
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    struct bank_holidays holidays;
    assert_true(bank_holidays_read(
        arena, TEXT("h"),
        TEXT("\xEF\xBB\xBF# ours\r\ndate,name\r\n2019-04-19,Good Friday, a day of rest\r\n\r\n"
             "# next\r\n2020-04-10,Good Friday"),
        &holidays, &problems));
    assert_int_equal(holidays.count, 2);
    assert_int_equal(holidays.first_year, 2019);
    assert_int_equal(holidays.last_year, 2020);
    assert_int_equal(holidays.days[1], day(2020, 4, 10));
    arena_free(arena);
}

TEST(every_problem_of_a_file_is_told_with_its_line)
{
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    struct bank_holidays holidays = {.count = 77};
    assert_false(bank_holidays_read(arena, TEXT("h.csv"),
                                    TEXT("date,name\n2019-04-31,x\n2019-04-19,x\n2019-04-19,x\n2019-04-20,x\n"
                                         "2022-01-03,x\n19/04/2023,x\n2022-04-15 10:00,x\n"),
                                    &holidays, &problems));
    static const char *const expected[] = {
        "h.csv:2: this is not a date (2019-04-31)\n    Write it as year-month-day, for example 2019-04-19.",
        "h.csv:4: this date does not come after the one before it (2019-04-19)\n"
        "    Put the dates in ascending order, each once.",
        "h.csv:5: this date is a Saturday or a Sunday (2019-04-20)\n"
        "    Write the substitute day, which is a working day otherwise.",
        "h.csv:6: there is no bank holiday between 2019 and 2022 (2022-01-03)\n"
        "    Write the bank holidays of every year in between.",
        "h.csv:7: this is not a date (19/04/2023)\n    Write it as year-month-day, for example 2019-04-19.",
        "h.csv:8: this is not a date (2022-04-15 10:00)\n    Write it as year-month-day, for example 2019-04-19.",
    };
    assert_int_equal(problems.list.count, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < problems.list.count; i++)
        assert_text_equal(problem_text(arena, LANGUAGE_ENGLISH, &problems.list.items[i]), expected[i]);
    assert_int_equal(holidays.count, 77);
    arena_free(arena);
}

TEST(a_file_without_header_or_without_dates_is_refused)
{
    struct arena *arena = arena_new();
    struct problems problems;
    problems_init(&problems, arena);
    struct bank_holidays holidays;
    assert_false(
        bank_holidays_read(arena, TEXT("h"), TEXT("2019-04-19,Good Friday\n"), &holidays, &problems));
    assert_false(bank_holidays_read(arena, TEXT("h"), TEXT("date,name\n"), &holidays, &problems));
    assert_false(bank_holidays_read(arena, TEXT("h"), TEXT(""), &holidays, &problems));
    assert_int_equal(problems.count, 3);
    arena_free(arena);
}

TEST(whole_years_are_amended)
{
    struct arena *arena = arena_new();
    struct bank_holidays known = bank_holidays_shipped(arena), amended;
    int64_t proclaimed[] = {civil_date_to_days((struct civil_date){2027, 6, 14})};
    int32_t missing = 0;
    assert_true(bank_holidays_amend(arena, known, proclaimed, 1, &amended, &missing));
    assert_false(is_working_day(&amended, proclaimed[0]));
    assert_true(
        is_working_day(&amended, civil_date_to_days((struct civil_date){2027, 1, 1}))); // not listed any more
    assert_false(is_working_day(&amended, civil_date_to_days((struct civil_date){2026, 12, 25})));
    int64_t count;
    int64_t later[] = {civil_date_to_days((struct civil_date){2028, 1, 3})};
    assert_false(working_days_between(&known, later[0], later[0] + 7, &count));
    assert_true(bank_holidays_amend(arena, known, later, 1, &amended, &missing));
    assert_true(working_days_between(&amended, later[0], later[0] + 7, &count));
    assert_int_equal(amended.last_year, 2028);
    int64_t too_late[] = {civil_date_to_days((struct civil_date){2029, 1, 1})};
    assert_false(bank_holidays_amend(arena, known, too_late, 1, &amended, &missing));
    assert_int_equal(missing, 2028);
    arena_free(arena);
}
