// SPDX-License-Identifier: GPL-3.0-or-later
// ICU carries its own copy of the IANA database, so it is an independent witness, wherever the test runs.
#include "base/zone.h"

#include "test.h"

#include <unicode/ucal.h>

static const int64_t hour = 3600 * MICROSECONDS_PER_SECOND;

static const struct zone *london(void)
{
    return zone_named(TEXT("Europe/London"));
}

static int64_t utc(int32_t year, int32_t month, int32_t day, int32_t at)
{
    return civil_time_to_microseconds((struct civil_time){.date = {year, month, day}, .hour = at});
}

// The next change of offset after the instant, found hour by hour.
static int64_t next_change(const struct zone *zone, int64_t instant)
{
    int32_t offset = zone_offset(zone, instant);
    do
        instant += hour;
    while (zone_offset(zone, instant) == offset);
    return instant;
}

static UCalendar *icu_london(void)
{
    UErrorCode error = U_ZERO_ERROR;
    UCalendar *calendar = ucal_open(u"Europe/London", -1, "en_GB", UCAL_GREGORIAN, &error);
    assert_true(U_SUCCESS(error));
    return calendar;
}

static int32_t icu_offset(UCalendar *calendar, int64_t instant)
{
    UErrorCode error = U_ZERO_ERROR;
    ucal_setMillis(calendar, (UDate)(instant / 1000), &error);
    int32_t milliseconds = ucal_get(calendar, UCAL_ZONE_OFFSET, &error) +
                           ucal_get(calendar, UCAL_DST_OFFSET, &error);
    assert_true(U_SUCCESS(error));
    return milliseconds / 1000;
}

// ICU's next change of the whole offset; it also tells changes of name only (October 1968).
static int64_t icu_next_change(UCalendar *calendar, int64_t instant)
{
    int32_t offset = icu_offset(calendar, instant);
    do {
        UErrorCode error = U_ZERO_ERROR;
        UDate next = 0;
        ucal_setMillis(calendar, (UDate)(instant / 1000), &error);
        assert_true(ucal_getTimeZoneTransitionDate(calendar, UCAL_TZ_TRANSITION_NEXT, &next, &error));
        assert_true(U_SUCCESS(error));
        instant = (int64_t)next * 1000;
    } while (icu_offset(calendar, instant) == offset);
    return instant;
}

TEST(london_changes_its_clocks_when_icu_says_so)
{
    UCalendar *calendar = icu_london();
    int64_t instant = utc(1900, 1, 1, 0), end = utc(2100, 1, 1, 0);
    int changes = 0;
    for (;; changes++) {
        int64_t next = next_change(london(), instant);
        if (next >= end)
            break;
        if (next != icu_next_change(calendar, instant) ||
            zone_offset(london(), next) != icu_offset(calendar, next))
            fail_msg("after the change at second %lld", (long long)(instant / MICROSECONDS_PER_SECOND));
        instant = next;
    }
    assert_int_equal(changes, 156 + 2 * (2100 - 1996));
    assert_true(icu_next_change(calendar, instant) >= end);
    ucal_close(calendar);
}

TEST(before_december_1847_london_kept_its_own_time)
{
    struct civil_time time = zone_to_civil(london(), utc(1800, 1, 1, 0));
    assert_int_equal(time.date.year, 1799);
    assert_int_equal(time.minute, 58);
    assert_int_equal(time.second, 45);
    assert_int_equal(zone_offset(london(), utc(1847, 12, 1, 0)), -75);
    assert_int_equal(zone_offset(london(), utc(1847, 12, 1, 1)), 0);
}

// Searches all offsets that were ever in use for instants that show the civil time.
static int instants_showing(const struct zone *zone, int64_t wall, int64_t found[2])
{
    static const int32_t offsets[] = {7200, 3600, 0, -75};
    int count = 0;
    for (size_t i = 0; i < sizeof offsets / sizeof *offsets; i++) {
        int64_t instant = wall - offsets[i] * MICROSECONDS_PER_SECOND;
        if (zone_offset(zone, instant) == offsets[i])
            found[count++] = instant;
    }
    return count;
}

static void check_civil(int64_t wall)
{
    int64_t earlier = 1, later = 1, expected[4] = {1, 1, 1, 1};
    int count = instants_showing(london(), wall, expected);
    enum zone_answer answer = zone_to_instant(london(), civil_time_from_microseconds(wall), &earlier, &later);
    if (count == 1)
        expected[1] = expected[0];
    if (count > 2 ||
        answer != (count == 0   ? ZONE_NEVER
                   : count == 1 ? ZONE_ONCE
                                : ZONE_TWICE) ||
        earlier != expected[0] || later != expected[1])
        fail_msg("civil second %lld", (long long)(wall / MICROSECONDS_PER_SECOND));
}

TEST(civil_times_around_every_change_are_answered_as_a_search_of_all_offsets_answers_them)
{
    int64_t changes = 0;
    for (int64_t at = utc(1847, 1, 1, 0); at < utc(2100, 1, 1, 0); changes++) {
        at = changes ? next_change(london(), at) : utc(1847, 12, 1, 0) + 75 * MICROSECONDS_PER_SECOND;
        for (int64_t minutes = -200; minutes <= 200; minutes += 5)
            for (int64_t microsecond = -1; microsecond <= 1; microsecond++)
                check_civil(at + minutes * 60 * MICROSECONDS_PER_SECOND + microsecond);
    }
    assert_true(changes > 350);
}

TEST(civil_times_and_instants_round_trip_over_all_years)
{
    uint64_t seed = 1916;
    for (int i = 0; i < 200000; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        int64_t instant = (int64_t)(seed % UINT64_C(315537897600000000)) - INT64_C(62135596800000000);
        int64_t earlier, later;
        check_civil(instant);
        assert_int_not_equal(zone_to_instant(london(), zone_to_civil(london(), instant), &earlier, &later),
                             ZONE_NEVER);
        assert_true(earlier == instant || later == instant);
    }
}

TEST(the_night_of_31_march_2019)
{
    int64_t earlier = 7, later = 7;
    struct civil_time skipped = {.date = {2019, 3, 31}, .hour = 1, .minute = 30};
    assert_int_equal(zone_to_instant(london(), skipped, &earlier, &later), ZONE_NEVER);
    assert_true(earlier == 7 && later == 7);
    int64_t reported, contacted, same;
    struct civil_time report = {.date = {2019, 3, 29}, .hour = 18},
                      contact = {.date = {2019, 3, 31}, .hour = 18, .minute = 30};
    assert_int_equal(zone_to_instant(london(), report, &reported, &same), ZONE_ONCE);
    assert_int_equal(zone_to_instant(london(), contact, &contacted, &same), ZONE_ONCE);
    assert_true(contacted - reported == 47 * hour + hour / 2);
}

TEST(half_past_one_on_27_october_2019_came_twice)
{
    int64_t earlier, later;
    struct civil_time twice = {.date = {2019, 10, 27}, .hour = 1, .minute = 30};
    assert_int_equal(zone_to_instant(london(), twice, &earlier, &later), ZONE_TWICE);
    assert_true(earlier == utc(2019, 10, 27, 0) + hour / 2);
    assert_true(later == utc(2019, 10, 27, 1) + hour / 2);
    twice.hour = 2;
    twice.minute = 0;
    assert_int_equal(zone_to_instant(london(), twice, &earlier, &later), ZONE_ONCE);
}

TEST(utc_never_changes)
{
    const struct zone *zone = zone_named(TEXT("UTC"));
    int64_t earlier, later, instant = utc(2019, 3, 31, 1);
    assert_int_equal(zone_to_instant(zone, zone_to_civil(zone, instant), &earlier, &later), ZONE_ONCE);
    assert_true(earlier == instant && later == instant);
    assert_text_equal(zone_name(zone), "UTC");
}

TEST(an_unknown_zone_is_not_guessed)
{
    assert_null(zone_named(TEXT("Europe/Londo")));
    assert_null(zone_named(TEXT("europe/london")));
    assert_null(zone_named(TEXT("")));
}
