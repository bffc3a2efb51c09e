// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/civil.h"

#include "base/buffer.h"

struct text civil_date_text(struct arena *arena, struct civil_date date)
{
    return text_print(arena, "%04d-%02d-%02d", date.year, date.month, date.day);
}

// "18:30", with what is finer only where it is not zero.
static struct text clock_text(struct arena *arena, struct civil_time time)
{
    if (time.microsecond)
        return text_print(arena, "%02d:%02d:%02d.%06d", time.hour, time.minute, time.second,
                          time.microsecond);
    if (time.second)
        return text_print(arena, "%02d:%02d:%02d", time.hour, time.minute, time.second);
    // The usual case, many times a page.
    char clock[] = {(char)('0' + time.hour / 10), (char)('0' + time.hour % 10), ':',
                    (char)('0' + time.minute / 10), (char)('0' + time.minute % 10)};
    return text_copy(arena, (struct text){clock, sizeof clock});
}

struct text civil_time_text(struct arena *arena, struct civil_time time)
{
    struct text date = civil_date_text(arena, time.date), clock = clock_text(arena, time);
    return text_print(arena, "%.*s %.*s", TEXT_PRINT(date), TEXT_PRINT(clock));
}

// Not grouped: 2019, never 2,019.
static struct text year_text(struct arena *arena, int32_t year)
{
    if (year < 1000 || year > 9999)
        return text_print(arena, "%d", year);
    char digits[] = {(char)('0' + year / 1000), (char)('0' + year / 100 % 10), (char)('0' + year / 10 % 10),
                     (char)('0' + year % 10)};
    return text_copy(arena, (struct text){digits, sizeof digits});
}

static const char *const months[] = {
    N_("January"), N_("February"), N_("March"),     N_("April"),   N_("May"),      N_("June"),
    N_("July"),    N_("August"),   N_("September"), N_("October"), N_("November"), N_("December"),
};

struct text civil_date_words(struct arena *arena, enum language language, struct civil_date date)
{
    struct message message = MESSAGE("{day} {month} {year}", NUMBER("day", date.day),
                                     WORD("month", months[date.month - 1]),
                                     VALUE("year", year_text(arena, date.year)));
    return message_text(arena, language, &message);
}

struct text civil_month_words(struct arena *arena, enum language language, int32_t year, int32_t month)
{
    struct message message = MESSAGE("{month} {year}", WORD("month", months[month - 1]),
                                     VALUE("year", year_text(arena, year)));
    return message_text(arena, language, &message);
}

struct text civil_time_words(struct arena *arena, enum language language, struct civil_time time)
{
    struct message message = MESSAGE("{date}, {time}",
                                     VALUE("date", civil_date_words(arena, language, time.date)),
                                     VALUE("time", clock_text(arena, time)));
    return message_text(arena, language, &message);
}

static void add_measure(struct buffer *out, struct arena *arena, enum language language,
                        struct message message)
{
    if (message.count == 0)
        return;
    // Measures stand side by side in every language of the program, and none changes the next.
    if (out->length)
        buffer_add_character(out, ' ');
    buffer_add(out, message_text(arena, language, &message));
}

static void add_seconds(struct buffer *out, struct arena *arena, enum language language, int64_t microseconds)
{
    int64_t seconds = microseconds / MICROSECONDS_PER_SECOND,
            fraction = microseconds % MICROSECONDS_PER_SECOND;
    if (fraction == 0) {
        add_measure(out, arena, language, MESSAGE_COUNT("{n} second", "{n} seconds", seconds));
        return;
    }
    struct text exact = text_print(arena, "%lld.%06lld", (long long)seconds, (long long)fraction);
    while (text_ends(exact, TEXT("0")))
        exact.length--;
    struct message message = MESSAGE("{seconds} seconds", VALUE("seconds", exact));
    message.count = 1; // present, not a plural
    add_measure(out, arena, language, message);
}

// A limit of 48 hours is met or missed by a second, so nothing is rounded: every unit that is not zero is
// told. Hours go on counting to three days, so that they can be compared with such a limit.
enum { HOURS_BEFORE_DAYS = 72, MICROSECONDS_PER_MINUTE = 60000000 };

static void add_duration(struct buffer *out, struct arena *arena, enum language language,
                         uint64_t microseconds)
{
    uint64_t minutes = microseconds / MICROSECONDS_PER_MINUTE, hours = minutes / 60;
    uint64_t days = hours < HOURS_BEFORE_DAYS ? 0 : hours / 24;
    add_measure(out, arena, language, MESSAGE_COUNT("{n} day", "{n} days", days));
    add_measure(out, arena, language, MESSAGE_COUNT("{n} hour", "{n} hours", hours - days * 24));
    add_measure(out, arena, language, MESSAGE_COUNT("{n} minute", "{n} minutes", minutes % 60));
    add_seconds(out, arena, language, (int64_t)(microseconds % MICROSECONDS_PER_MINUTE));
}

struct text duration_words(struct arena *arena, enum language language, int64_t microseconds)
{
    struct message none = MESSAGE_COUNT("{n} minute", "{n} minutes", 0);
    if (microseconds == 0)
        return message_text(arena, language, &none);
    struct buffer out = {0};
    add_duration(&out, arena, language, microseconds < 0 ? -(uint64_t)microseconds : (uint64_t)microseconds);
    struct text words = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    if (microseconds > 0)
        return words;
    struct message less = MESSAGE("minus {duration}", VALUE("duration", words));
    return message_text(arena, language, &less);
}
