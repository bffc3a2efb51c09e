// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/civil.h"

// Days are counted from 1 March of a year divisible by 400, so that the leap day ends a year and the months
// before it fall into a pattern of 153 days in five. The origin is that many cycles of 400 years before the
// year 0 that no instant of 64-bit microseconds comes before it, and unsigned arithmetic does.
enum { CYCLE_YEARS = 400, CYCLE_DAYS = 146097, CYCLES_BEFORE_ZERO = 1000 };
#define DAYS_BEFORE_1970 ((uint64_t)CYCLES_BEFORE_ZERO * CYCLE_DAYS + 719468)

static bool is_leap(int32_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

bool civil_date_is_valid(struct civil_date date)
{
    static const int8_t lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return date.year >= 1 && date.year <= 9999 && date.month >= 1 && date.month <= 12 && date.day >= 1 &&
           date.day <= lengths[date.month - 1] + (date.month == 2 && is_leap(date.year));
}

bool civil_time_is_valid(struct civil_time time)
{
    return civil_date_is_valid(time.date) && time.hour >= 0 && time.hour <= 23 && time.minute >= 0 &&
           time.minute <= 59 && time.second >= 0 && time.second <= 59 && time.microsecond >= 0 &&
           time.microsecond <= 999999;
}

int64_t civil_date_to_days(struct civil_date date)
{
    bool ends_year = date.month <= 2;
    uint64_t year = (uint64_t)(date.year + CYCLES_BEFORE_ZERO * CYCLE_YEARS - ends_year);
    uint64_t month = (uint64_t)(date.month + (ends_year ? 9 : -3)); // March is 0
    uint64_t days = year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 +
                    (uint64_t)date.day - 1;
    return (int64_t)(days - DAYS_BEFORE_1970);
}

struct civil_date civil_date_from_days(int64_t days)
{
    uint64_t since_origin = (uint64_t)days + DAYS_BEFORE_1970;
    uint64_t century = (since_origin * 4 + 3) / CYCLE_DAYS;
    uint64_t of_century = since_origin - century * CYCLE_DAYS / 4;
    uint64_t year = (of_century * 4 + 3) / 1461;
    uint64_t of_year = of_century - year * 1461 / 4;
    uint64_t month = (of_year * 5 + 2) / 153; // March is 0
    bool ends_year = month >= 10;
    return (struct civil_date){
        .year = (int32_t)(int64_t)(century * 100 + year + ends_year - CYCLES_BEFORE_ZERO * CYCLE_YEARS),
        .month = (int32_t)month + (ends_year ? -9 : 3),
        .day = (int32_t)(of_year - (month * 153 + 2) / 5) + 1,
    };
}

int civil_weekday(int64_t days)
{
    int weekday = (int)((days + 3) % 7); // 1970-01-01 was a Thursday
    return weekday < 0 ? weekday + 7 : weekday;
}

int64_t civil_time_to_microseconds(struct civil_time time)
{
    int64_t seconds = civil_date_to_days(time.date) * SECONDS_PER_DAY + time.hour * 3600 + time.minute * 60 +
                      time.second;
    return seconds * MICROSECONDS_PER_SECOND + time.microsecond;
}

struct civil_time civil_time_from_microseconds(int64_t microseconds)
{
    int64_t day = microseconds / MICROSECONDS_PER_DAY, rest = microseconds % MICROSECONDS_PER_DAY;
    if (rest < 0) {
        day--;
        rest += MICROSECONDS_PER_DAY;
    }
    int32_t second = (int32_t)(rest / MICROSECONDS_PER_SECOND);
    return (struct civil_time){
        .date = civil_date_from_days(day),
        .hour = second / 3600,
        .minute = second / 60 % 60,
        .second = second % 60,
        .microsecond = (int32_t)(rest % MICROSECONDS_PER_SECOND),
    };
}
