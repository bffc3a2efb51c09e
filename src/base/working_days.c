// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/working_days.h"

#include "base/embedded.h"

#include <stdlib.h>

struct reader {
    struct arena *arena;
    struct place place;
    struct problems *problems;
    bool failed, has_header;
    ARRAY_OF(int64_t) days;
    int32_t first_year, last_year;
};

static void complain(struct reader *reader, struct text value, struct message what, struct message hint)
{
    reader->failed = true;
    problem_report_value(reader->problems, reader->place, value, what, hint);
}

static void add_day(struct reader *reader, struct text written, struct civil_date date)
{
    int64_t day = civil_date_to_days(date);
    size_t count = reader->days.count;
    if (count && day <= reader->days.items[count - 1]) {
        complain(reader, written, MESSAGE("this date does not come after the one before it"),
                 MESSAGE("Put the dates in ascending order, each once."));
        return;
    }
    if (civil_weekday(day) >= 5)
        complain(reader, written, MESSAGE("this date is a Saturday or a Sunday"),
                 MESSAGE("Write the substitute day, which is a working day otherwise."));
    // A year left out would count too many working days, and nobody would see it.
    if (count && date.year > reader->last_year + 1)
        complain(reader, written,
                 MESSAGE("there is no bank holiday between {earlier} and {later}",
                         VALUE("earlier", text_print(reader->arena, "%d", reader->last_year)),
                         VALUE("later", text_print(reader->arena, "%d", date.year))),
                 MESSAGE("Write the bank holidays of every year in between."));
    if (count == 0)
        reader->first_year = date.year;
    reader->last_year = date.year;
    *ARRAY_APPEND(reader->arena, &reader->days) = day;
}

static void read_line(struct reader *reader, struct text line)
{
    if (line.length == 0 || line.bytes[0] == '#')
        return;
    struct text name = line, written = {0};
    text_split(&name, ',', &written);
    written = text_trim(written);
    if (!reader->has_header) {
        reader->has_header = true;
        if (!text_equal(written, TEXT("date")) || !text_equal(text_trim(name), TEXT("name")))
            complain(reader, line, MESSAGE("the header is missing"),
                     MESSAGE("Begin the file with the line {header}.", VALUE("header", TEXT("date,name"))));
        return;
    }
    struct civil_read read;
    if (civil_read(written, CIVIL_ORDER_NONE, &read) != CIVIL_READ || read.has_time)
        complain(reader, written, MESSAGE("this is not a date"),
                 MESSAGE("Write it as year-month-day, for example {example}.",
                         VALUE("example", TEXT("2019-04-19"))));
    else
        add_day(reader, written, read.time.date);
}

bool bank_holidays_read(struct arena *arena, struct text source, struct text content,
                        struct bank_holidays *holidays, struct problems *problems)
{
    struct reader reader = {.arena = arena, .place.source = source, .problems = problems};
    if (text_starts(content, TEXT("\xEF\xBB\xBF"))) // spreadsheets write it
        content = text_slice(content, 3, content.length);
    struct text line;
    while (text_split(&content, '\n', &line)) {
        reader.place.line++;
        read_line(&reader, text_trim(line));
    }
    if (reader.days.count == 0 && !reader.failed) {
        reader.place.line = 0;
        complain(&reader, (struct text){0}, MESSAGE("the file has no bank holidays"), NO_MESSAGE);
    }
    if (reader.failed)
        return false;
    *holidays = (struct bank_holidays){reader.days.items, reader.days.count, reader.first_year,
                                       reader.last_year};
    return true;
}

struct bank_holidays bank_holidays_shipped(struct arena *arena)
{
    static const char name[] = "bank-holidays-england-and-wales.csv";
    struct bank_holidays holidays;
    struct problems problems;
    problems_init(&problems, arena);
    if (!bank_holidays_read(arena, text_from(name), embedded_file(name), &holidays, &problems))
        abort(); // the program was built without it, which its test would have told
    return holidays;
}

static int32_t year_of(int64_t day)
{
    return civil_date_from_days(day).year;
}

static bool has_year(const int64_t *days, size_t count, int32_t year)
{
    for (size_t i = 0; i < count; i++)
        if (year_of(days[i]) == year)
            return true;
    return false;
}

bool bank_holidays_amend(struct arena *arena, struct bank_holidays known, const int64_t *days, size_t count,
                         struct bank_holidays *amended, int32_t *missing_year)
{
    ARRAY_OF(int64_t) merged = {0};
    int32_t first = known.first_year, last = known.last_year;
    if (count && year_of(days[0]) < first)
        first = year_of(days[0]);
    if (count && year_of(days[count - 1]) > last)
        last = year_of(days[count - 1]);
    for (int32_t year = first; year <= last; year++) {
        bool is_amended = has_year(days, count, year);
        const int64_t *from = is_amended ? days : known.days;
        size_t from_count = is_amended ? count : known.count;
        if (!is_amended && (year < known.first_year || year > known.last_year)) {
            *missing_year = year;
            return false;
        }
        for (size_t i = 0; i < from_count; i++)
            if (year_of(from[i]) == year)
                *ARRAY_APPEND(arena, &merged) = from[i];
    }
    *amended = (struct bank_holidays){merged.items, merged.count, first, last};
    return true;
}

// How many bank holidays come before the day.
static size_t holidays_before(const struct bank_holidays *holidays, int64_t day)
{
    size_t low = 0, high = holidays->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (holidays->days[middle] < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool is_working_day(const struct bank_holidays *holidays, int64_t day)
{
    size_t at = holidays_before(holidays, day);
    return civil_weekday(day) < 5 && !(at < holidays->count && holidays->days[at] == day);
}

// Mondays to Fridays from 29 December 1969, a Monday, up to and including the day.
static int64_t weekdays_up_to(int64_t day)
{
    int weekday = civil_weekday(day);
    return (day - weekday + 3) / 7 * 5 + (weekday < 5 ? weekday + 1 : 5);
}

static bool covers(const struct bank_holidays *holidays, int64_t day)
{
    return day >= civil_date_to_days((struct civil_date){holidays->first_year, 1, 1}) &&
           day <= civil_date_to_days((struct civil_date){holidays->last_year, 12, 31});
}

static int64_t working_days_up_to(const struct bank_holidays *holidays, int64_t day)
{
    return weekdays_up_to(day) - (int64_t)holidays_before(holidays, day + 1);
}

bool working_days_between(const struct bank_holidays *holidays, int64_t from, int64_t to, int64_t *count)
{
    if (!covers(holidays, from) || !covers(holidays, to))
        return false;
    *count = working_days_up_to(holidays, to) - working_days_up_to(holidays, from);
    return true;
}
