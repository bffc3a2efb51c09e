// SPDX-License-Identifier: GPL-3.0-or-later
#include "selection/seed.h"

#include "selection/commitment.h"

static bool refuse(struct problems *problems, struct text value, struct message what, struct message hint)
{
    return problem_report_value(problems, (struct place){0}, value, what, hint);
}

static bool check_digits(struct text digits, struct problems *problems)
{
    for (size_t i = 0; i < digits.length; i++)
        if (digits.bytes[i] < '0' || digits.bytes[i] > '9')
            return refuse(problems, digits,
                          MESSAGE("a seed is written with the digits 0 to 9 only, without blanks"),
                          NO_MESSAGE);
    if (digits.length < SEED_LEAST_DIGITS)
        return refuse(
            problems, digits,
            MESSAGE("a seed has at least {least} digits", NUMBER("least", SEED_LEAST_DIGITS)),
            MESSAGE(
                "throw a ten-sided die in public as often, or take the digits that a public source prints"));
    return digits.length <= LIMIT_SEED_DIGITS ||
           refuse(problems, (struct text){0},
                  MESSAGE("a seed has at most {limit} digits", NUMBER("limit", LIMIT_SEED_DIGITS)),
                  NO_MESSAGE);
}

bool line_check(struct text line, struct message what, struct problems *problems)
{
    size_t bad;
    bool good = text_trim(line).length > 0 && text_is_utf8(line, &bad);
    for (size_t i = 0; good && i < line.length; i++)
        good = (unsigned char)line.bytes[i] >= 0x20 && line.bytes[i] != 0x7F;
    return good || refuse(problems, line, what, NO_MESSAGE);
}

static bool check_date(struct text date, struct text sealed, struct problems *problems)
{
    struct civil_read read;
    struct civil_date fixed;
    if (date.length != 10 || civil_read(date, CIVIL_ORDER_NONE, &read) != CIVIL_READ)
        return refuse(problems, date,
                      MESSAGE("the day on which the seed came about is written like 2019-08-12"), NO_MESSAGE);
    if (!sealed_date(sealed, &fixed))
        return refuse(problems, sealed, MESSAGE("this is not the time at which a frame was sealed"),
                      NO_MESSAGE);
    return civil_date_to_days(read.time.date) >= civil_date_to_days(fixed) ||
           refuse(problems, date,
                  MESSAGE("the seed is older than the commitment of {sealed}", VALUE("sealed", sealed)),
                  MESSAGE("who knew the seed could have made the list to suit it: take a new one"));
}

bool seed_check(const struct seed *seed, struct text sealed, struct problems *problems)
{
    bool good = check_digits(seed->digits, problems);
    good &= line_check(seed->source, MESSAGE("the source of the seed is not given in words on one line"),
                       problems);
    good &= check_date(seed->date, sealed, problems);
    return good;
}
