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

bool civil_date_is_valid(struct civil_date date);
int64_t civil_date_to_days(struct civil_date date); // days since 1970-01-01
struct civil_date civil_date_from_days(int64_t days);
int civil_weekday(int64_t days); // 0 Monday to 6 Sunday

// "2019-03-31"; for people, "31 March 2019" or "31 Mawrth 2019".
struct text civil_date_text(struct arena *arena, struct civil_date date);
struct text civil_date_words(struct arena *arena, enum language language, struct civil_date date);
// "2019-03-31 18:30", with seconds and microseconds only where they are not zero; for people, "31 March 2019, 18:30".
struct text civil_time_text(struct arena *arena, struct civil_time time);
struct text civil_time_words(struct arena *arena, enum language language, struct civil_time time);
// Elapsed microseconds for people: "47 hours 30 minutes", "19 days 4 hours", "47 awr 30 munud".
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
// Reads "2019-03-31", "2019-03-31 18:30[:00[.000000]]", with 'T' in the middle and an offset behind; "31/03/2019 18:30"
// (also with '-' or '.') where an order is named, and where none is but only one order is possible that is still
// CIVIL_NEEDS_AN_ORDER: nothing is guessed. "31 March 2019", "31-Mar-2019" and their Welsh names are read: they need no order.
// Two-digit years are CIVIL_NOT_A_DATE. 24:00 is CIVIL_IMPOSSIBLE.
enum civil_reading civil_read(struct text text, enum civil_order order, struct civil_read *read);
