// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/civil.h"

#include "test.h"

TEST(the_epoch_is_day_zero)
{
    assert_int_equal(civil_date_to_days((struct civil_date){1970, 1, 1}), 0);
    assert_int_equal(civil_date_to_days((struct civil_date){2000, 2, 29}), 11016);
    assert_int_equal(civil_date_to_days((struct civil_date){1, 1, 1}), -719162);
    assert_int_equal(civil_date_to_days((struct civil_date){9999, 12, 31}), 2932896);
}

// A calendar that only knows how to go to the next day.
static struct civil_date next_day(struct civil_date date)
{
    struct civil_date next = {date.year, date.month, date.day + 1};
    if (!civil_date_is_valid(next))
        next = (struct civil_date){date.year, date.month + 1, 1};
    if (!civil_date_is_valid(next))
        next = (struct civil_date){date.year + 1, 1, 1};
    return next;
}

TEST(every_day_of_the_years_1_to_9999_follows_the_one_before_it)
{
    struct civil_date date = {1, 1, 1};
    int weekday = 0; // 1 January of the year 1 was a Monday
    for (int64_t days = -719162; days <= 2932896; days++) {
        struct civil_date found = civil_date_from_days(days);
        if (found.year != date.year || found.month != date.month || found.day != date.day ||
            civil_date_to_days(date) != days || civil_weekday(days) != weekday)
            fail_msg("day %lld gives %d-%d-%d", (long long)days, found.year, found.month, found.day);
        date = next_day(date);
        weekday = (weekday + 1) % 7;
    }
    assert_int_equal(date.year, 10000);
}

TEST(leap_years_follow_the_gregorian_rule)
{
    static const struct {
        int32_t year;
        bool leap;
    } expected[] = {{1600, true},  {1700, false}, {1900, false}, {2000, true},
                    {2019, false}, {2020, true},  {2100, false}};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        assert_int_equal(civil_date_is_valid((struct civil_date){expected[i].year, 2, 29}), expected[i].leap);
}

TEST(dates_that_do_not_exist_are_invalid)
{
    static const struct civil_date bad[] = {{0, 1, 1},     {10000, 1, 1}, {2019, 0, 1},  {2019, 13, 1},
                                            {2019, 4, 31}, {2019, 1, 0},  {2019, 1, 32}, {2019, 2, 30},
                                            {-4, 2, 29},   {2019, 6, -1}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(civil_date_is_valid(bad[i]));
}

TEST(the_ends_of_64_bit_time_are_understood)
{
    struct civil_time last = civil_time_from_microseconds(INT64_MAX),
                      first = civil_time_from_microseconds(INT64_MIN);
    assert_int_equal(last.date.year, 294247);
    assert_int_equal(first.date.year, -290308);
    assert_true(civil_time_to_microseconds(last) == INT64_MAX);
    assert_true(civil_time_to_microseconds(first) == INT64_MIN);
}

TEST(times_of_day_come_back_as_they_went)
{
    uint64_t seed = 20190331;
    for (int i = 0; i < 200000; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        // Any microsecond of the years 1 to 9999.
        int64_t instant = (int64_t)(seed % UINT64_C(315537897600000000)) - INT64_C(62135596800000000);
        struct civil_time time = civil_time_from_microseconds(instant);
        assert_true(civil_time_is_valid(time));
        assert_true(civil_time_to_microseconds(time) == instant);
    }
}

TEST(a_moment_before_the_epoch_belongs_to_the_day_before)
{
    struct civil_time time = civil_time_from_microseconds(-1);
    assert_int_equal(time.date.day, 31);
    assert_int_equal(time.hour, 23);
    assert_int_equal(time.second, 59);
    assert_int_equal(time.microsecond, 999999);
}
