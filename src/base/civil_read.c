// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/civil.h"

// Every take_… function takes what it names off the front of the text, or returns false.

static bool take_character(struct text *text, char character)
{
    if (text->length == 0 || text->bytes[0] != character)
        return false;
    *text = text_slice(*text, 1, text->length);
    return true;
}

static size_t count_digits(struct text text)
{
    size_t count = 0;
    while (count < text.length && text.bytes[count] >= '0' && text.bytes[count] <= '9')
        count++;
    return count;
}

// A number of at least `fewest` and at most `most` digits, no further digit behind it.
static bool take_number(struct text *text, size_t fewest, size_t most, int32_t *number)
{
    size_t digits = count_digits(*text);
    if (digits < fewest || digits > most)
        return false;
    *number = 0;
    for (size_t i = 0; i < digits; i++)
        *number = *number * 10 + (text->bytes[i] - '0');
    *text = text_slice(*text, digits, text->length);
    return true;
}

static bool is_letter(char character)
{
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}

static bool take_month_name(struct text *text, int32_t *month)
{
    static const struct {
        const char *name;
        int32_t month;
    } names[] = {
        {"January", 1}, {"Jan", 1},       {"Ionawr", 1},    {"Ion", 1},      {"February", 2},
        {"Feb", 2},     {"Chwefror", 2},  {"Chwef", 2},     {"March", 3},    {"Mar", 3},
        {"Mawrth", 3},  {"Maw", 3},       {"April", 4},     {"Apr", 4},      {"Ebrill", 4},
        {"Ebr", 4},     {"May", 5},       {"Mai", 5},       {"June", 6},     {"Jun", 6},
        {"Mehefin", 6}, {"Meh", 6},       {"July", 7},      {"Jul", 7},      {"Gorffennaf", 7},
        {"Gorff", 7},   {"August", 8},    {"Aug", 8},       {"Awst", 8},     {"September", 9},
        {"Sept", 9},    {"Sep", 9},       {"Medi", 9},      {"October", 10}, {"Oct", 10},
        {"Hydref", 10}, {"Hyd", 10},      {"November", 11}, {"Nov", 11},     {"Tachwedd", 11},
        {"Tach", 11},   {"December", 12}, {"Dec", 12},      {"Rhagfyr", 12}, {"Rhag", 12},
    };
    size_t length = 0;
    while (length < text->length && is_letter(text->bytes[length]))
        length++;
    struct text word = text_slice(*text, 0, length);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (text_equal_ignoring_case(word, text_from(names[i].name))) {
            *month = names[i].month;
            *text = text_slice(*text, length, text->length);
            return true;
        }
    return false;
}

// ".5", ".500000", ".5000000": microseconds, exactly.
static bool take_fraction(struct text *text, int32_t *microsecond)
{
    if (!take_character(text, '.'))
        return true;
    size_t digits = count_digits(*text);
    if (digits == 0 || digits > 9)
        return false;
    int32_t value = 0;
    for (size_t i = 0; i < 9; i++) {
        int32_t digit = i < digits ? text->bytes[i] - '0' : 0;
        if (i >= 6 && digit != 0)
            return false;
        if (i < 6)
            value = value * 10 + digit;
    }
    *microsecond = value;
    *text = text_slice(*text, digits, text->length);
    return true;
}

static bool take_clock(struct text *text, size_t fewest_hour_digits, struct civil_time *time)
{
    if (!take_number(text, fewest_hour_digits, 2, &time->hour) || !take_character(text, ':') ||
        !take_number(text, 2, 2, &time->minute))
        return false;
    if (!take_character(text, ':'))
        return true;
    return take_number(text, 2, 2, &time->second) && take_fraction(text, &time->microsecond);
}

// What has been read so far, not yet known to be possible.
struct found {
    struct civil_read read;
    bool offset_is_impossible;
};

// PostgreSQL's bound too; no place on earth goes beyond 14 hours.
enum { LARGEST_OFFSET_HOURS = 15 };

// "Z", "+01:00", "+0100", "+01".
static bool take_offset(struct text *text, struct found *found)
{
    found->read.has_offset = true;
    if (take_character(text, 'Z'))
        return true;
    int32_t sign = take_character(text, '-') ? -1 : 1, hours = 0, minutes = 0;
    if (sign == 1 && !take_character(text, '+'))
        return false;
    if (count_digits(*text) == 4) {
        take_number(text, 4, 4, &hours);
        minutes = hours % 100;
        hours /= 100;
    } else if (!take_number(text, 2, 2, &hours) ||
               (take_character(text, ':') && !take_number(text, 2, 2, &minutes))) {
        return false;
    }
    found->read.offset_seconds = sign * (hours * 3600 + minutes * 60);
    found->offset_is_impossible = hours > LARGEST_OFFSET_HOURS || minutes > 59;
    return true;
}

static bool take_year_first(struct text *text, struct found *found)
{
    struct civil_date *date = &found->read.time.date;
    if (!take_number(text, 4, 4, &date->year) || !take_character(text, '-') ||
        !take_number(text, 2, 2, &date->month) || !take_character(text, '-') ||
        !take_number(text, 2, 2, &date->day))
        return false;
    if (text->length == 0)
        return true;
    found->read.has_time = true;
    return (take_character(text, 'T') || take_character(text, ' ')) &&
           take_clock(text, 2, &found->read.time) && (text->length == 0 || take_offset(text, found));
}

// " 18:30" or ", 18:30" behind a date as people write it, or nothing.
static bool take_clock_of_people(struct text *text, struct found *found)
{
    if (text->length == 0)
        return true;
    found->read.has_time = true;
    take_character(text, ',');
    return take_character(text, ' ') && take_clock(text, 1, &found->read.time);
}

// "31/03/2019": the first number is put into `day` and the second into `month`, whatever they are.
static bool take_numbers(struct text *text, struct found *found)
{
    struct civil_date *date = &found->read.time.date;
    if (!take_number(text, 1, 2, &date->day) || text->length == 0)
        return false;
    char separator = text->bytes[0];
    return (separator == '/' || separator == '-' || separator == '.') && take_character(text, separator) &&
           take_number(text, 1, 2, &date->month) && take_character(text, separator) &&
           take_number(text, 4, 4, &date->year) && take_clock_of_people(text, found);
}

static bool take_named_month(struct text *text, struct found *found)
{
    struct civil_date *date = &found->read.time.date;
    if (!take_number(text, 1, 2, &date->day) || text->length == 0)
        return false;
    char separator = text->bytes[0];
    return (separator == ' ' || separator == '-') && take_character(text, separator) &&
           take_month_name(text, &date->month) && take_character(text, separator) &&
           take_number(text, 4, 4, &date->year) && take_clock_of_people(text, found);
}

static bool matches(struct text text, bool (*take)(struct text *, struct found *), struct found *found)
{
    *found = (struct found){0};
    return take(&text, found) && text.length == 0;
}

static enum civil_reading accept(const struct found *found, struct civil_read *read)
{
    if (found->offset_is_impossible || !civil_time_is_valid(found->read.time))
        return CIVIL_IMPOSSIBLE;
    *read = found->read;
    return CIVIL_READ;
}

enum civil_reading civil_read(struct text text, enum civil_order order, struct civil_read *read)
{
    struct found found;
    if (matches(text, take_year_first, &found) || matches(text, take_named_month, &found))
        return accept(&found, read);
    if (!matches(text, take_numbers, &found))
        return CIVIL_NOT_A_DATE;
    struct found month_first = found;
    month_first.read.time.date.month = found.read.time.date.day;
    month_first.read.time.date.day = found.read.time.date.month;
    if (order == CIVIL_ORDER_DAY_FIRST)
        return accept(&found, read);
    if (order == CIVIL_ORDER_MONTH_FIRST)
        return accept(&month_first, read);
    bool possible = civil_time_is_valid(found.read.time) || civil_time_is_valid(month_first.read.time);
    return possible ? CIVIL_NEEDS_AN_ORDER : CIVIL_IMPOSSIBLE;
}
