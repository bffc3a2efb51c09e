// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/xlsx_date.h"

#include "base/civil.h"

#include <math.h>

struct xlsx_format xlsx_format_built_in(int64_t id)
{
    struct xlsx_format format = {0};
    bool east_asian_time = id >= 32 && id <= 35;
    format.date = (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 36 && !east_asian_time) ||
                  (id >= 50 && id <= 58);
    format.time = (id >= 18 && id <= 22) || east_asian_time || id == 45 ||
                  id == 47; // 46 is [h]:mm:ss, elapsed
    return format;
}

// ---- the code of a format

// Length of what begins here and is not a letter with a meaning: quoted text, an escaped character, a colour or
// condition in brackets; 0 if there is no such thing.
static size_t skipped_length(struct text rest)
{
    char first = rest.bytes[0];
    if (first == '\\' || first == '_' || first == '*')
        return rest.length < 2 ? rest.length : 2;
    if (first != '"' && first != '[')
        return 0;
    size_t end = 1;
    while (end < rest.length && rest.bytes[end] != (first == '"' ? '"' : ']'))
        end++;
    return end < rest.length ? end + 1 : end;
}

// [h], [mm], [ss]
static bool is_elapsed(struct text token)
{
    if (token.length < 3 || token.bytes[0] != '[')
        return false;
    char unit = (char)(token.bytes[1] | 0x20);
    for (size_t i = 1; i + 1 < token.length; i++)
        if ((token.bytes[i] | 0x20) != unit)
            return false;
    return unit == 'h' || unit == 'm' || unit == 's';
}

static bool starts_ignoring_case(struct text text, struct text prefix)
{
    return text_equal_ignoring_case(text_slice(text, 0, prefix.length), prefix);
}

struct xlsx_format xlsx_format_of_code(struct text code)
{
    struct xlsx_format format = {0};
    bool months_or_minutes = false;
    // Only the first section: it is the one for positive numbers.
    for (size_t at = 0, length; at < code.length && code.bytes[at] != ';'; at += length) {
        struct text rest = text_slice(code, at, code.length);
        length = skipped_length(rest);
        if (length > 0) {
            if (is_elapsed(text_slice(rest, 0, length)))
                return (struct xlsx_format){0};
            continue;
        }
        length = 1;
        if (starts_ignoring_case(rest, TEXT("General")))
            length = 7;
        else if (starts_ignoring_case(rest, TEXT("AM/PM")))
            format.time = true, length = 5;
        else if (starts_ignoring_case(rest, TEXT("A/P")))
            format.time = true, length = 3;
        char letter = (char)(rest.bytes[0] | 0x20);
        if (length > 1)
            continue;
        format.date |= letter == 'y' || letter == 'd';
        format.time |= letter == 'h' || letter == 's';
        months_or_minutes |= letter == 'm';
    }
    if (months_or_minutes && !format.time)
        format.date = true;
    return format;
}

// ---- the text of a serial number

static const int64_t DAY_MILLISECONDS = 86400000;

// False for days that no calendar has.
static bool day_of_serial(int64_t day, bool from_1904, struct civil_date *date)
{
    static const struct civil_date epoch_1904 = {1904, 1, 1}, epoch_1900 = {1899, 12, 30};
    if (!from_1904 && day == 60) // 29 February 1900, a leap day that there was not
        return false;
    int64_t early = !from_1904 && day < 60; // before it, the count is one day behind
    *date = civil_date_from_days(civil_date_to_days(from_1904 ? epoch_1904 : epoch_1900) + day + early);
    return date->year <= 9999;
}

static size_t print_digits(char *to, size_t digits, int64_t number)
{
    for (size_t at = digits; at > 0; number /= 10)
        to[--at] = (char)('0' + number % 10);
    return digits;
}

// At most "hh:mm:ss.mmm", without what is zero at the end.
static size_t print_time(int64_t milliseconds, char *to)
{
    int64_t second = milliseconds / 1000 % 60, rest = milliseconds % 1000;
    size_t length = print_digits(to, 2, milliseconds / 3600000);
    to[length++] = ':';
    length += print_digits(to + length, 2, milliseconds / 60000 % 60);
    if (second || rest) {
        to[length++] = ':';
        length += print_digits(to + length, 2, second);
    }
    if (rest) {
        to[length++] = '.';
        length += print_digits(to + length, 3, rest);
    }
    return length;
}

static size_t print_date(struct civil_date date, char *to)
{
    print_digits(to, 4, date.year);
    print_digits(to + 5, 2, date.month);
    print_digits(to + 8, 2, date.day);
    to[4] = to[7] = '-';
    return 10;
}

bool xlsx_date_text(double serial, struct xlsx_format format, bool from_1904,
                    char room[static XLSX_DATE_BYTES], struct text *text)
{
    if (!(serial >= 0 && serial < 2958466)) // the day after 31 December 9999
        return false;
    int64_t milliseconds = llround(serial * (double)DAY_MILLISECONDS);
    int64_t day = milliseconds / DAY_MILLISECONDS;
    milliseconds %= DAY_MILLISECONDS;
    size_t length = 0;
    bool time_alone = day == 0 && format.time && !format.date;
    if (!time_alone) {
        struct civil_date date;
        if ((!from_1904 && day == 0) || !day_of_serial(day, from_1904, &date))
            return false;
        length = print_date(date, room);
    }
    if (time_alone || format.time || milliseconds) {
        if (!time_alone)
            room[length++] = ' ';
        length += print_time(milliseconds, room + length);
    }
    *text = (struct text){room, length};
    return true;
}
