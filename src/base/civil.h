// SPDX-License-Identifier: GPL-3.0-or-later
// Dates and times of the proleptic Gregorian calendar, without a zone.
#pragma once

#include "base/message.h"

// Years 1 to 9999.
struct civil_date {
    int32_t year;
    int32_t month; // 1 to 12
    int32_t day;   // 1 to 31
};

struct civil_time {
    struct civil_date date;
    int32_t hour, minute, second; // no leap seconds
    int32_t microsecond;
};

#define SECONDS_PER_DAY INT64_C(86400)
#define MICROSECONDS_PER_SECOND INT64_C(1000000)
#define MICROSECONDS_PER_DAY (SECONDS_PER_DAY * MICROSECONDS_PER_SECOND)

bool civil_date_is_valid(struct civil_date date);
bool civil_time_is_valid(struct civil_time time);
// Days since 1970-01-01 and back. The days of any 64-bit instant are understood, also where they give a year
// outside 1 to 9999.
int64_t civil_date_to_days(struct civil_date date);
struct civil_date civil_date_from_days(int64_t days);
int civil_weekday(int64_t days); // 0 Monday to 6 Sunday
// Microseconds from 1970-01-01 00:00 on the same clock, as if every day had 24 hours. The time must be valid.
int64_t civil_time_to_microseconds(struct civil_time time);
struct civil_time civil_time_from_microseconds(int64_t microseconds);

// "2019-03-31"; for people, "31 March 2019" or "31 Mawrth 2019".
struct text civil_date_text(struct arena *arena, struct civil_date date);
struct text civil_date_words(struct arena *arena, enum language language, struct civil_date date);
// "March 2019", "Mawrth 2019".
struct text civil_month_words(struct arena *arena, enum language language, int32_t year, int32_t month);
// "2019-03-31 18:30", with seconds and microseconds only where they are not zero; for people, "31 March 2019, 18:30".
struct text civil_time_text(struct arena *arena, struct civil_time time);
struct text civil_time_words(struct arena *arena, enum language language, struct civil_time time);
// Elapsed microseconds for people: "47 hours 30 minutes", "19 days 4 hours", "47 awr 30 munud". Exact: nothing is
// rounded. Days are used from 72 hours on.
struct text duration_words(struct arena *arena, enum language language, int64_t microseconds);

// What a text is as a date or time. The whole text must match.
enum civil_reading {
    CIVIL_READ,
    CIVIL_NOT_A_DATE,     // no known form
    CIVIL_IMPOSSIBLE,     // 30 February, 25:00
    CIVIL_NEEDS_AN_ORDER, // 03/04/2019 and no order of day and month was named
};
enum civil_order { CIVIL_ORDER_NONE, CIVIL_ORDER_DAY_FIRST, CIVIL_ORDER_MONTH_FIRST };

struct civil_read {
    struct civil_time time;
    bool has_time;
    bool has_offset;        // "Z", "+01:00", "+0100"
    int32_t offset_seconds; // east of UTC
};
// Reads these and nothing else:
// - "2019-03-31", "2019-03-31 18:30", "2019-03-31T18:30:00", "2019-03-31 18:30:00.000000", each time also with an
//   offset behind it: "Z", "+01:00", "+0100", "+01". Up to nine decimals, of which those after the sixth are 0.
// - "31/03/2019", "31/03/2019 9:30" (also with '-' or '.'), in the order named. Where none is named, it
//   is CIVIL_NEEDS_AN_ORDER, even if only one order is possible: nothing is guessed.
// - "31 March 2019", "31-Mar-2019", "31 Mawrth 2019, 18:30": month names and their usual abbreviations in English
//   and Welsh, which need no order.
// No blanks around it. A year has four digits. 24:00 and a 60th second are CIVIL_IMPOSSIBLE. *read is
// untouched unless CIVIL_READ is returned.
enum civil_reading civil_read(struct text text, enum civil_order order, struct civil_read *read);
