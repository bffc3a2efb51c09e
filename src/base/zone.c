// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/zone.h"

struct transition {
    int64_t instant; // seconds since 1970-01-01 00:00 UTC
    int32_t offset;  // seconds east of UTC from there on
};

// Days from 1970-01-01 to a date of the years 1901 to 2099 (every fourth is a leap year), as a constant
// expression.
#define DAYS(year, month, day) \
    (((year)-1970) * 365 + ((year)-1901) / 4 - 17 + ((month)*275 / 9 - 30) - \
     ((month) > 2 ? 2 - ((year) % 4 == 0) : 0) + (day)-1)
#define AT(year, month, day, hour, offset_hours) \
    { \
        DAYS(year, month, day) * SECONDS_PER_DAY + (hour)*3600, (offset_hours)*3600 \
    }

// Every change of the clocks in London up to 1995, year by year: date and hour in UTC, then the hours that
// the clocks are ahead of UTC from there on. The facts are those of the IANA time zone database (file
// "europe", rules GB-Eire), which took them from the Summer Time Acts and the orders made under them. Two
// hours is double summer time (1941 to 1945, 1947); from February 1968 to October 1971 the clocks stayed
// ahead (British Standard Time).
static const struct transition london[] = {
    // Greenwich mean time, legal in 1880, was kept by the city's clocks from 1 December 1847; before, they
    // showed the time of the city's own meridian, 75 seconds behind.
    // clang-format off
    {INT64_C(-3852662325), 0},
    AT(1916, 5, 21, 2, 1), AT(1916, 10, 1, 2, 0),
    AT(1917, 4, 8, 2, 1), AT(1917, 9, 17, 2, 0),
    AT(1918, 3, 24, 2, 1), AT(1918, 9, 30, 2, 0),
    AT(1919, 3, 30, 2, 1), AT(1919, 9, 29, 2, 0),
    AT(1920, 3, 28, 2, 1), AT(1920, 10, 25, 2, 0),
    AT(1921, 4, 3, 2, 1), AT(1921, 10, 3, 2, 0),
    AT(1922, 3, 26, 2, 1), AT(1922, 10, 8, 2, 0),
    AT(1923, 4, 22, 2, 1), AT(1923, 9, 16, 2, 0),
    AT(1924, 4, 13, 2, 1), AT(1924, 9, 21, 2, 0),
    AT(1925, 4, 19, 2, 1), AT(1925, 10, 4, 2, 0),
    AT(1926, 4, 18, 2, 1), AT(1926, 10, 3, 2, 0),
    AT(1927, 4, 10, 2, 1), AT(1927, 10, 2, 2, 0),
    AT(1928, 4, 22, 2, 1), AT(1928, 10, 7, 2, 0),
    AT(1929, 4, 21, 2, 1), AT(1929, 10, 6, 2, 0),
    AT(1930, 4, 13, 2, 1), AT(1930, 10, 5, 2, 0),
    AT(1931, 4, 19, 2, 1), AT(1931, 10, 4, 2, 0),
    AT(1932, 4, 17, 2, 1), AT(1932, 10, 2, 2, 0),
    AT(1933, 4, 9, 2, 1), AT(1933, 10, 8, 2, 0),
    AT(1934, 4, 22, 2, 1), AT(1934, 10, 7, 2, 0),
    AT(1935, 4, 14, 2, 1), AT(1935, 10, 6, 2, 0),
    AT(1936, 4, 19, 2, 1), AT(1936, 10, 4, 2, 0),
    AT(1937, 4, 18, 2, 1), AT(1937, 10, 3, 2, 0),
    AT(1938, 4, 10, 2, 1), AT(1938, 10, 2, 2, 0),
    AT(1939, 4, 16, 2, 1), AT(1939, 11, 19, 2, 0),
    AT(1940, 2, 25, 2, 1),
    AT(1941, 5, 4, 1, 2), AT(1941, 8, 10, 1, 1),
    AT(1942, 4, 5, 1, 2), AT(1942, 8, 9, 1, 1),
    AT(1943, 4, 4, 1, 2), AT(1943, 8, 15, 1, 1),
    AT(1944, 4, 2, 1, 2), AT(1944, 9, 17, 1, 1),
    AT(1945, 4, 2, 1, 2), AT(1945, 7, 15, 1, 1), AT(1945, 10, 7, 2, 0),
    AT(1946, 4, 14, 2, 1), AT(1946, 10, 6, 2, 0),
    AT(1947, 3, 16, 2, 1), AT(1947, 4, 13, 1, 2), AT(1947, 8, 10, 1, 1), AT(1947, 11, 2, 2, 0),
    AT(1948, 3, 14, 2, 1), AT(1948, 10, 31, 2, 0),
    AT(1949, 4, 3, 2, 1), AT(1949, 10, 30, 2, 0),
    AT(1950, 4, 16, 2, 1), AT(1950, 10, 22, 2, 0),
    AT(1951, 4, 15, 2, 1), AT(1951, 10, 21, 2, 0),
    AT(1952, 4, 20, 2, 1), AT(1952, 10, 26, 2, 0),
    AT(1953, 4, 19, 2, 1), AT(1953, 10, 4, 2, 0),
    AT(1954, 4, 11, 2, 1), AT(1954, 10, 3, 2, 0),
    AT(1955, 4, 17, 2, 1), AT(1955, 10, 2, 2, 0),
    AT(1956, 4, 22, 2, 1), AT(1956, 10, 7, 2, 0),
    AT(1957, 4, 14, 2, 1), AT(1957, 10, 6, 2, 0),
    AT(1958, 4, 20, 2, 1), AT(1958, 10, 5, 2, 0),
    AT(1959, 4, 19, 2, 1), AT(1959, 10, 4, 2, 0),
    AT(1960, 4, 10, 2, 1), AT(1960, 10, 2, 2, 0),
    AT(1961, 3, 26, 2, 1), AT(1961, 10, 29, 2, 0),
    AT(1962, 3, 25, 2, 1), AT(1962, 10, 28, 2, 0),
    AT(1963, 3, 31, 2, 1), AT(1963, 10, 27, 2, 0),
    AT(1964, 3, 22, 2, 1), AT(1964, 10, 25, 2, 0),
    AT(1965, 3, 21, 2, 1), AT(1965, 10, 24, 2, 0),
    AT(1966, 3, 20, 2, 1), AT(1966, 10, 23, 2, 0),
    AT(1967, 3, 19, 2, 1), AT(1967, 10, 29, 2, 0),
    AT(1968, 2, 18, 2, 1),
    AT(1971, 10, 31, 2, 0),
    AT(1972, 3, 19, 2, 1), AT(1972, 10, 29, 2, 0),
    AT(1973, 3, 18, 2, 1), AT(1973, 10, 28, 2, 0),
    AT(1974, 3, 17, 2, 1), AT(1974, 10, 27, 2, 0),
    AT(1975, 3, 16, 2, 1), AT(1975, 10, 26, 2, 0),
    AT(1976, 3, 21, 2, 1), AT(1976, 10, 24, 2, 0),
    AT(1977, 3, 20, 2, 1), AT(1977, 10, 23, 2, 0),
    AT(1978, 3, 19, 2, 1), AT(1978, 10, 29, 2, 0),
    AT(1979, 3, 18, 2, 1), AT(1979, 10, 28, 2, 0),
    AT(1980, 3, 16, 2, 1), AT(1980, 10, 26, 2, 0),
    AT(1981, 3, 29, 1, 1), AT(1981, 10, 25, 1, 0),
    AT(1982, 3, 28, 1, 1), AT(1982, 10, 24, 1, 0),
    AT(1983, 3, 27, 1, 1), AT(1983, 10, 23, 1, 0),
    AT(1984, 3, 25, 1, 1), AT(1984, 10, 28, 1, 0),
    AT(1985, 3, 31, 1, 1), AT(1985, 10, 27, 1, 0),
    AT(1986, 3, 30, 1, 1), AT(1986, 10, 26, 1, 0),
    AT(1987, 3, 29, 1, 1), AT(1987, 10, 25, 1, 0),
    AT(1988, 3, 27, 1, 1), AT(1988, 10, 23, 1, 0),
    AT(1989, 3, 26, 1, 1), AT(1989, 10, 29, 1, 0),
    AT(1990, 3, 25, 1, 1), AT(1990, 10, 28, 1, 0),
    AT(1991, 3, 31, 1, 1), AT(1991, 10, 27, 1, 0),
    AT(1992, 3, 29, 1, 1), AT(1992, 10, 25, 1, 0),
    AT(1993, 3, 28, 1, 1), AT(1993, 10, 24, 1, 0),
    AT(1994, 3, 27, 1, 1), AT(1994, 10, 23, 1, 0),
    AT(1995, 3, 26, 1, 1), AT(1995, 10, 22, 1, 0),
    // clang-format on
};
enum { LONDON_BEFORE_1847 = -75, LONDON_COUNT = sizeof london / sizeof *london };

// From 1996 on the clocks go forward on the last Sunday of March and back on the last Sunday of October, at
// 01:00 UTC (Summer Time Act 1972 as the Summer Time Order 2002 left it).
#define LONDON_RULE_SINCE (DAYS(1996, 1, 1) * SECONDS_PER_DAY)

static int32_t london_offset_by_rule(int64_t second)
{
    int64_t days = second / SECONDS_PER_DAY; // never negative here
    struct civil_date date = civil_date_from_days(days);
    if (date.month != 3 && date.month != 10)
        return date.month > 3 && date.month < 10 ? 3600 : 0;
    int64_t last = days + 31 - date.day; // the month's 31st
    int64_t last_sunday = last - (civil_weekday(last) + 1) % 7;
    bool changed = second >= last_sunday * SECONDS_PER_DAY + 3600;
    return changed == (date.month == 3) ? 3600 : 0;
}

static int32_t london_offset(int64_t second)
{
    if (second >= LONDON_RULE_SINCE)
        return london_offset_by_rule(second);
    if (second < london[0].instant)
        return LONDON_BEFORE_1847;
    size_t low = 0, high = LONDON_COUNT; // london[low] is the last one not after the second
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (london[middle].instant <= second)
            low = middle;
        else
            high = middle;
    }
    return london[low].offset;
}

static int32_t utc_offset(__attribute__((unused)) int64_t second)
{
    return 0;
}

struct zone {
    const char *name;
    int32_t (*offset)(int64_t second);
};

static const struct zone zones[] = {{"Europe/London", london_offset}, {"UTC", utc_offset}};

const struct zone *zone_named(struct text name)
{
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++)
        if (text_equal(name, text_from(zones[i].name)))
            return &zones[i];
    return NULL;
}

struct text zone_name(const struct zone *zone)
{
    return text_from(zone->name);
}

static int64_t floor_second(int64_t instant)
{
    return instant / MICROSECONDS_PER_SECOND - (instant % MICROSECONDS_PER_SECOND < 0);
}

int32_t zone_offset(const struct zone *zone, int64_t instant)
{
    return zone->offset(floor_second(instant));
}

struct civil_time zone_to_civil(const struct zone *zone, int64_t instant)
{
    return civil_time_from_microseconds(instant + zone_offset(zone, instant) * MICROSECONDS_PER_SECOND);
}

// No two changes of the clocks are within two days of each other and no offset is as long as a day, so only
// the offsets of a day before and a day after can apply; where they are the same nothing changed in between.
enum zone_answer zone_to_instant(const struct zone *zone, struct civil_time civil, int64_t *earlier,
                                 int64_t *later)
{
    int64_t wall = civil_time_to_microseconds(civil), second = floor_second(wall);
    int32_t before = zone->offset(second - SECONDS_PER_DAY), after = zone->offset(second + SECONDS_PER_DAY);
    bool still_before = true, already_after = true;
    if (before != after) {
        still_before = zone->offset(second - before) == before;
        already_after = zone->offset(second - after) == after;
    }
    if (!still_before && !already_after)
        return ZONE_NEVER;
    *earlier = wall - (still_before ? before : after) * MICROSECONDS_PER_SECOND;
    *later = wall - (already_after ? after : before) * MICROSECONDS_PER_SECOND;
    return *earlier == *later ? ZONE_ONCE : ZONE_TWICE;
}
