// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/civil.h"

#include "test.h"

static void check_duration(int64_t microseconds, const char *english, const char *welsh, const char *file,
                           int line)
{
    struct arena *arena = arena_new();
    test_text_equal(duration_words(arena, LANGUAGE_ENGLISH, microseconds), english, file, line);
    test_text_equal(duration_words(arena, LANGUAGE_WELSH, microseconds), welsh, file, line);
    arena_free(arena);
}
#define DURATION(microseconds, english, welsh) \
    check_duration((microseconds), (english), (welsh), __FILE__, __LINE__)

static const int64_t second = MICROSECONDS_PER_SECOND, minute = 60 * MICROSECONDS_PER_SECOND,
                     hour = 3600 * MICROSECONDS_PER_SECOND, day = MICROSECONDS_PER_DAY;

TEST(durations_read_as_people_say_them)
{
    DURATION(47 * hour + 30 * minute, "47 hours 30 minutes", "47 awr 30 munud");
    DURATION(19 * day + 4 * hour, "19 days 4 hours", "19 diwrnod 4 awr");
    DURATION(hour, "1 hour", "1 awr");
    DURATION(2 * minute, "2 minutes", "2 funud");
    DURATION(1 * minute, "1 minute", "1 munud");
    DURATION(74 * hour, "3 days 2 hours", "3 diwrnod 2 awr");
    DURATION(72 * hour - minute, "71 hours 59 minutes", "71 awr 59 munud");
    DURATION(2000 * day, "2,000 days", "2,000 diwrnod");
}

TEST(durations_are_exact)
{
    DURATION(48 * hour, "48 hours", "48 awr");
    DURATION(48 * hour + second, "48 hours 1 second", "48 awr 1 eiliad");
    DURATION(48 * hour + 1, "48 hours 0.000001 seconds", "48 awr 0.000001 eiliad");
    DURATION(7 * day + minute, "7 days 1 minute", "7 diwrnod 1 munud");
    DURATION(10 * second + second / 2, "10.5 seconds", "10.5 eiliad");
    DURATION(0, "0 minutes", "0 munud");
}

TEST(a_duration_may_be_negative)
{
    DURATION(-90 * minute, "minus 1 hour 30 minutes", "minws 1 awr 30 munud");
    struct arena *arena = arena_new();
    for (int language = 0; language < LANGUAGE_COUNT; language++)
        assert_true(duration_words(arena, (enum language)language, INT64_MIN).length > 0);
    assert_text_equal(duration_words(arena, LANGUAGE_ENGLISH, INT64_MAX),
                      "106,751,991 days 4 hours 54.775807 seconds");
    assert_text_equal(duration_words(arena, LANGUAGE_ENGLISH, INT64_MIN),
                      "minus 106,751,991 days 4 hours 54.775808 seconds");
    arena_free(arena);
}

TEST(dates_and_times_in_both_languages)
{
    struct arena *arena = arena_new();
    struct civil_time time = {.date = {2019, 3, 31}, .hour = 8, .minute = 5};
    assert_text_equal(civil_date_words(arena, LANGUAGE_ENGLISH, time.date), "31 March 2019");
    assert_text_equal(civil_date_words(arena, LANGUAGE_WELSH, time.date), "31 Mawrth 2019");
    assert_text_equal(civil_month_words(arena, LANGUAGE_ENGLISH, 2019, 3), "March 2019");
    assert_text_equal(civil_month_words(arena, LANGUAGE_WELSH, 2019, 3), "Mawrth 2019");
    assert_text_equal(civil_time_words(arena, LANGUAGE_ENGLISH, time), "31 March 2019, 08:05");
    assert_text_equal(civil_time_words(arena, LANGUAGE_WELSH, time), "31 Mawrth 2019, 08:05");
    assert_text_equal(civil_date_text(arena, time.date), "2019-03-31");
    assert_text_equal(civil_time_text(arena, time), "2019-03-31 08:05");
    time.second = 9;
    assert_text_equal(civil_time_text(arena, time), "2019-03-31 08:05:09");
    time.microsecond = 10;
    assert_text_equal(civil_time_text(arena, time), "2019-03-31 08:05:09.000010");
    arena_free(arena);
}
