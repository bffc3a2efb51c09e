// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/civil.h"

#include "test.h"

static const char *const readings[] = {
    [CIVIL_READ] = "read",
    [CIVIL_NOT_A_DATE] = "not a date",
    [CIVIL_IMPOSSIBLE] = "impossible",
    [CIVIL_NEEDS_AN_ORDER] = "needs an order",
};

// What was read, written in full: "2019-03-31", "2019-03-31 18:30", "2019-03-31 18:30 offset 3600", or why not.
static void check(const char *written, enum civil_order order, const char *expected, const char *file,
                  int line)
{
    struct arena *arena = arena_new();
    struct civil_read read;
    enum civil_reading reading = civil_read(text_from(written), order, &read);
    struct text found = text_from(readings[reading]);
    if (reading == CIVIL_READ && !read.has_time)
        found = civil_date_text(arena, read.time.date);
    else if (reading == CIVIL_READ)
        found = civil_time_text(arena, read.time);
    if (reading == CIVIL_READ && read.has_offset)
        found = text_print(arena, "%.*s offset %d", TEXT_PRINT(found), read.offset_seconds);
    test_text_equal(found, expected, file, line);
    arena_free(arena);
}
#define READS(written, expected) check((written), CIVIL_ORDER_NONE, (expected), __FILE__, __LINE__)
#define READS_IN_ORDER(order, written, expected) \
    check((written), CIVIL_ORDER_##order##_FIRST, (expected), __FILE__, __LINE__)

TEST(the_international_form_is_read)
{
    READS("2019-03-31", "2019-03-31");
    READS("2019-03-31 18:30", "2019-03-31 18:30");
    READS("2019-03-31T18:30", "2019-03-31 18:30");
    READS("2019-03-31 00:00:00", "2019-03-31 00:00");
    READS("2019-03-31 18:30:05", "2019-03-31 18:30:05");
    READS("2019-03-31 18:30:05.5", "2019-03-31 18:30:05.500000");
    READS("2019-03-31 18:30:05.000001", "2019-03-31 18:30:05.000001");
    READS("2019-03-31 18:30:05.1234560", "2019-03-31 18:30:05.123456");
    READS("0001-01-01", "0001-01-01");
    READS("9999-12-31T23:59:59.999999", "9999-12-31 23:59:59.999999");
    READS_IN_ORDER(MONTH, "2019-03-31", "2019-03-31");
}

TEST(offsets_are_read)
{
    READS("2019-03-31T18:30:00Z", "2019-03-31 18:30 offset 0");
    READS("2019-03-31T18:30+01:00", "2019-03-31 18:30 offset 3600");
    READS("2019-03-31 18:30:00.5-0530", "2019-03-31 18:30:00.500000 offset -19800");
    READS("2019-03-31 18:30:00+01", "2019-03-31 18:30 offset 3600");
    READS("2019-03-31 18:30+16:00", "impossible");
    READS("2019-03-31 18:30+01:60", "impossible");
    READS("2019-03-31 18:30 +01:00", "not a date");
    READS("2019-03-31Z", "not a date");
    READS("2019-03-31 18:30+1", "not a date");
    READS("2019-03-31 18:30+01:0", "not a date");
    READS("2019-03-31 18:30+01:", "not a date");
    READS("2019-03-31 18:30+010", "not a date");
    READS("2019-03-31 18:30-", "not a date");
    READS("2019-03-31 18:30z", "not a date");
}

TEST(numbers_need_a_named_order)
{
    READS_IN_ORDER(DAY, "03/04/2019", "2019-04-03");
    READS_IN_ORDER(MONTH, "03/04/2019", "2019-03-04");
    READS("03/04/2019", "needs an order");
    READS("31/03/2019", "needs an order");
    READS("31/03/2019 18:30", "needs an order");
    READS_IN_ORDER(DAY, "31/03/2019 18:30:15", "2019-03-31 18:30:15");
    READS_IN_ORDER(DAY, "31.3.2019", "2019-03-31");
    READS_IN_ORDER(DAY, "1-4-2019, 9:05", "2019-04-01 09:05");
    READS_IN_ORDER(DAY, "03/31/2019", "impossible");
    READS_IN_ORDER(MONTH, "31/03/2019", "impossible");
    READS("45/03/2019", "impossible");
    READS("13/13/2019", "impossible");
    READS("03/04/2019 24:00", "impossible");
    READS_IN_ORDER(DAY, "03/04-2019", "not a date");
    READS_IN_ORDER(DAY, "03 04 2019", "not a date");
    READS_IN_ORDER(DAY, "03/04/2019T10:00", "not a date");
    READS_IN_ORDER(DAY, "03/04/2019 10:00Z", "not a date");
}

TEST(month_names_need_no_order)
{
    READS("31 March 2019", "2019-03-31");
    READS("31-Mar-2019", "2019-03-31");
    READS("1 april 2019 9:30", "2019-04-01 09:30");
    READS("31 Mawrth 2019, 18:30", "2019-03-31 18:30");
    READS("5 GORFFENNAF 2020", "2020-07-05");
    READS("30 February 2019", "impossible");
    READS("31 Marchember 2019", "not a date");
    READS("31 March-2019", "not a date");
    READS("31 2019", "not a date");
    READS("March 31 2019", "not a date");
}

TEST(every_usual_name_of_a_month_is_known)
{
    static const char *const names[12] = {
        "January Jan Ionawr Ion",
        "February Feb Chwefror Chwef",
        "March Mar Mawrth Maw",
        "April Apr Ebrill Ebr",
        "May Mai",
        "June Jun Mehefin Meh",
        "July Jul Gorffennaf Gorff",
        "August Aug Awst",
        "September Sept Sep Medi",
        "October Oct Hydref Hyd",
        "November Nov Tachwedd Tach",
        "December Dec Rhagfyr Rhag",
    };
    struct arena *arena = arena_new();
    for (int month = 1; month <= 12; month++) {
        struct text rest = text_from(names[month - 1]), name;
        while (text_split(&rest, ' ', &name)) {
            const char *written = text_print(arena, "2 %.*s 2019", TEXT_PRINT(name)).bytes;
            READS(written, text_print(arena, "2019-%02d-02", month).bytes);
        }
    }
    arena_free(arena);
}

TEST(what_cannot_be_is_told_apart_from_what_is_no_date)
{
    READS("2019-02-30", "impossible");
    READS("2019-02-29", "impossible");
    READS("0000-01-01", "impossible");
    READS("2019-13-01", "impossible");
    READS("2019-03-31 24:00", "impossible");
    READS("2019-03-31 25:00", "impossible");
    READS("2019-03-31 18:60", "impossible");
    READS("2019-03-31 18:30:60", "impossible");
    const char *not_dates[] = {"",
                               " ",
                               "2019",
                               "2019-03",
                               "2019-3-31",
                               "19-03-31",
                               "31/03/19",
                               "20190331",
                               " 2019-03-31",
                               "2019-03-31 ",
                               "2019-03-31  18:30",
                               "2019-03-31 18",
                               "2019-03-31 1830",
                               "2019-03-31 8:30",
                               "2019-03-31 18:3",
                               "2019-03-31 18:30:",
                               "2019-03-31 18:30:5",
                               "2019-03-31 18:30:05.",
                               "2019-03-31 18:30:05.1234567",
                               "2019-03-31 18:30.5",
                               "2019-03-31 18:30:05.0000000000",
                               "2019-03-31T",
                               "2019-03-31 18:30 pm",
                               "12019-03-31",
                               "+2019-03-31",
                               "2019\xE2\x80\x91"
                               "03-31",
                               "yesterday",
                               "-",
                               "1/",
                               "31-",
                               "31 Mar"};
    for (size_t i = 0; i < sizeof not_dates / sizeof *not_dates; i++)
        READS(not_dates[i], "not a date");
}

TEST(a_nul_byte_ends_nothing)
{
    struct civil_read read;
    assert_int_equal(civil_read(TEXT("2019-03-31\0"), CIVIL_ORDER_NONE, &read), CIVIL_NOT_A_DATE);
    assert_int_equal(civil_read((struct text){0}, CIVIL_ORDER_NONE, &read), CIVIL_NOT_A_DATE);
}

TEST(a_failure_leaves_the_output_alone)
{
    struct civil_read read = {.time.hour = 7};
    civil_read(TEXT("2019-02-30 18:30"), CIVIL_ORDER_NONE, &read);
    civil_read(TEXT("03/04/2019 18:30"), CIVIL_ORDER_NONE, &read);
    assert_int_equal(read.time.hour, 7);
}

TEST(what_is_written_is_read_back)
{
    struct arena *arena = arena_new();
    uint64_t seed = 7;
    for (int i = 0; i < 20000; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        int64_t instant = (int64_t)(seed % UINT64_C(315537897600000000)) - INT64_C(62135596800000000);
        struct civil_time time = civil_time_from_microseconds(instant);
        struct civil_read read;
        assert_int_equal(civil_read(civil_time_text(arena, time), CIVIL_ORDER_NONE, &read), CIVIL_READ);
        assert_true(civil_time_to_microseconds(read.time) == instant);
        if (time.date.year < 1000)
            continue; // words do not pad the year
        for (int language = 0; language < LANGUAGE_COUNT; language++) {
            struct text words = civil_time_words(arena, (enum language)language, time);
            assert_int_equal(civil_read(words, CIVIL_ORDER_NONE, &read), CIVIL_READ);
            assert_true(civil_time_to_microseconds(read.time) == instant);
        }
        arena_reset(arena);
    }
    arena_free(arena);
}
