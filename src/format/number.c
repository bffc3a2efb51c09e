// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

// "-d.ddde±xx" with the fewest digits that are read back as the same double, and perhaps zeros behind them: fifteen
// digits give back every decimal number of up to fifteen, and seventeen every double.
static void scientific(double number, char *room, size_t size)
{
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(room, size, "%.*e", digits - 1, number);
        if (digits == 17 || strtod(room, NULL) == number)
            return;
    }
}

struct text number_shortest(double number, char room[static NUMBER_TEXT_BYTES])
{
    if (number == 0)
        return TEXT("0");
    if (fabs(number) < 1e15 && number == (double)(long long)number)
        return (struct text){room, (size_t)snprintf(room, NUMBER_TEXT_BYTES, "%lld", (long long)number)};
    char form[40], digits[20];
    scientific(number, form, sizeof form);
    size_t count = 0;
    const char *at = form + (form[0] == '-');
    for (; *at != 'e'; at++)
        if (*at != '.')
            digits[count++] = *at;
    while (count > 1 && digits[count - 1] == '0')
        count--;
    long before_point = strtol(at + 1, NULL, 10) + 1;

    char *to = room;
    if (form[0] == '-')
        *to++ = '-';
    if (before_point <= 0) {
        *to++ = '0';
        *to++ = '.';
        for (long zeros = before_point; zeros < 0; zeros++)
            *to++ = '0';
    }
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && (long)i == before_point)
            *to++ = '.';
        *to++ = digits[i];
    }
    for (long zeros = (long)count; zeros < before_point; zeros++)
        *to++ = '0';
    return (struct text){room, (size_t)(to - room)};
}

static size_t skip_digits(struct text text, size_t at)
{
    while (at < text.length && text.bytes[at] >= '0' && text.bytes[at] <= '9')
        at++;
    return at;
}

static bool is_number(struct text text)
{
    size_t at = text.length && (text.bytes[0] == '-' || text.bytes[0] == '+');
    size_t whole = skip_digits(text, at) - at;
    at += whole;
    size_t fraction = 0;
    if (at < text.length && text.bytes[at] == '.') {
        fraction = skip_digits(text, at + 1) - (at + 1);
        at += 1 + fraction;
    }
    if (whole + fraction == 0)
        return false;
    if (at < text.length && (text.bytes[at] == 'e' || text.bytes[at] == 'E')) {
        at++;
        if (at < text.length && (text.bytes[at] == '-' || text.bytes[at] == '+'))
            at++;
        size_t end = skip_digits(text, at);
        if (end == at)
            return false;
        at = end;
    }
    return at == text.length;
}

// A plain decimal of at most fifteen digits: they and the power of ten that divides them are exact, and so the quotient is
// rounded once, as it should be.
static bool read_short(struct text text, double *number)
{
    static const double powers[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                    1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    bool negative = text.length && text.bytes[0] == '-';
    size_t at = negative, fraction = 0, digits = 0;
    int64_t value = 0;
    bool point = false;
    for (; at < text.length && at < 17; at++) {
        char byte = text.bytes[at];
        if (byte == '.' && !point && digits) {
            point = true;
            continue;
        }
        if (byte < '0' || byte > '9')
            return false;
        value = value * 10 + (byte - '0');
        digits++;
        fraction += point;
    }
    if (at < text.length || digits == 0 || digits > 15)
        return false;
    double read = (double)value / powers[fraction];
    *number = negative ? -read : read;
    return true;
}

bool number_read(struct text text, double *number)
{
    if (read_short(text, number))
        return true;
    char room[400]; // more digits than a double needs are refused, not cut
    if (text.length >= sizeof room || !is_number(text))
        return false;
    memcpy(room, text.bytes, text.length);
    room[text.length] = 0;
    double read = strtod(room, NULL);
    if (!isfinite(read))
        return false;
    *number = read;
    return true;
}

// Fifteen digits are always given back, and zeros at the ends are not.
bool number_is_shortest(struct text text)
{
    size_t at = text.length && text.bytes[0] == '-';
    size_t whole = skip_digits(text, at) - at, fraction = 0;
    if (whole == 0 || (whole > 1 && text.bytes[at] == '0'))
        return false;
    bool zero = text.bytes[at] == '0';
    at += whole;
    if (at < text.length && text.bytes[at] == '.') {
        fraction = skip_digits(text, at + 1) - (at + 1);
        at += 1 + fraction;
        if (fraction == 0 || text.bytes[at - 1] == '0')
            return false;
    }
    return at == text.length && whole + fraction <= 15 && !(zero && fraction == 0 && text.bytes[0] == '-');
}
