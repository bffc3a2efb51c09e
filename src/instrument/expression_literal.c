// SPDX-License-Identifier: GPL-3.0-or-later
#include "instrument/expression_tree.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

static bool literal_decimal(const struct expression_source *source, const struct token *token, bool negative,
                            struct node *node)
{
    // strtod reads the C locale's point: the program never sets another.
    double number = strtod(text_terminated(source->arena, token->source), NULL);
    if (isinf(number))
        return source_problem(source, token->at,
                              MESSAGE("the number {number} is too large", VALUE("number", token->source)),
                              NO_MESSAGE);
    node->type = FIELD_NUMBER;
    node->number = negative ? -number : number;
    node->known = true;
    return true;
}

bool literal_number(const struct expression_source *source, const struct token *token, bool negative,
                    struct node *node)
{
    if (token->kind == TOKEN_DECIMAL)
        return literal_decimal(source, token, negative, node);
    struct text digits = token->source;
    if (negative)
        digits = text_print(source->arena, "-%.*s", TEXT_PRINT(digits));
    if (!text_to_int64(digits, &node->integer))
        return source_problem(
            source, token->at,
            MESSAGE("the whole number {number} is too large", VALUE("number", token->source)),
            MESSAGE("write it with a decimal point if a rounded number will do"));
    node->type = FIELD_INTEGER;
    node->known = true;
    return true;
}

static bool read_civil(const struct expression_source *source, size_t at, struct text text,
                       struct civil_read *read)
{
    switch (civil_read(text, CIVIL_ORDER_NONE, read)) {
    case CIVIL_READ: return true;
    case CIVIL_IMPOSSIBLE:
        return source_problem(
            source, at,
            MESSAGE("'{text}' does not exist in the calendar or on the clock", VALUE("text", text)),
            NO_MESSAGE);
    case CIVIL_NOT_A_DATE:
    case CIVIL_NEEDS_AN_ORDER: break;
    }
    return source_problem(source, at,
                          MESSAGE("'{text}' is not a date or time that can be read", VALUE("text", text)),
                          MESSAGE("write year, month and day: '2019-04-01' or '2019-04-01 10:00'"));
}

bool literal_date(const struct expression_source *source, size_t at, struct text text, struct node *node)
{
    struct civil_read read;
    if (!read_civil(source, at, text, &read))
        return false;
    if (read.has_time || read.has_offset)
        return source_problem(source, at,
                              MESSAGE("'{text}' has a time of day, so it is not a date", VALUE("text", text)),
                              MESSAGE("write TIMESTAMP '{text}'", VALUE("text", text)));
    node->type = FIELD_DATE;
    node->integer = civil_date_to_days(read.time.date);
    node->known = true;
    return true;
}

static int64_t civil_microseconds(struct civil_time time)
{
    int64_t seconds = civil_date_to_days(time.date) * 86400 + time.hour * 3600 + time.minute * 60 +
                      time.second;
    return seconds * MICROSECONDS_A_SECOND + time.microsecond;
}

bool literal_time(const struct expression_source *source, size_t at, struct text text, bool with_offset,
                  struct node *node)
{
    struct civil_read read;
    if (!read_civil(source, at, text, &read))
        return false;
    struct message hint = MESSAGE(
        "write TIMESTAMP WITH TIME ZONE '{text}+01:00' for British Summer Time, '+00:00' for "
        "Greenwich Mean Time",
        VALUE("text", text));
    if (read.has_offset && !with_offset)
        return source_problem(
            source, at,
            MESSAGE("'{text}' has an offset, which TIMESTAMP alone does not read", VALUE("text", text)),
            MESSAGE("write TIMESTAMP WITH TIME ZONE '{text}'", VALUE("text", text)));
    int64_t earlier = 0, later = 0;
    if (read.has_offset) {
        earlier = later = civil_microseconds(read.time) - read.offset_seconds * MICROSECONDS_A_SECOND;
    } else {
        switch (zone_to_instant(source->scope->zone, read.time, &earlier, &later)) {
        case ZONE_ONCE: break;
        case ZONE_TWICE:
            return source_problem(
                source, at,
                MESSAGE("'{text}' occurred twice, because the clocks went back", VALUE("text", text)), hint);
        case ZONE_NEVER:
            return source_problem(
                source, at,
                MESSAGE("'{text}' never occurred, because the clocks went forward", VALUE("text", text)),
                hint);
        }
    }
    if (earlier < TIME_FIRST || earlier > TIME_LAST)
        return source_problem(source, at,
                              MESSAGE("'{text}' lies outside the years 1 to 9999", VALUE("text", text)),
                              NO_MESSAGE);
    node->type = FIELD_TIME;
    node->integer = earlier;
    node->known = true;
    return true;
}

static const struct {
    const char *name;     // without the plural's s
    int64_t microseconds; // 0: not a length of time
} units[] = {
    {"microsecond", 1},
    {"millisecond", 1000},
    {"second", MICROSECONDS_A_SECOND},
    {"minute", 60 * MICROSECONDS_A_SECOND},
    {"hour", 3600 * MICROSECONDS_A_SECOND},
    {"day", MICROSECONDS_A_DAY},
    {"week", 7 * MICROSECONDS_A_DAY},
    {"month", 0},
    {"year", 0},
};

static bool find_unit(struct text word, size_t *unit)
{
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        struct text name = text_from(units[i].name);
        if (text_equal_ignoring_case(word, name) ||
            (text_ends(word, TEXT("s")) &&
             text_equal_ignoring_case(text_slice(word, 0, word.length - 1), name))) {
            *unit = i;
            return true;
        }
    }
    return false;
}

static bool next_word(struct text *rest, struct text *word)
{
    *rest = text_trim(*rest);
    if (rest->length == 0)
        return false;
    size_t end = 0;
    while (end < rest->length && !strchr(" \t\r\n", rest->bytes[end]))
        end++;
    *word = text_slice(*rest, 0, end);
    *rest = text_slice(*rest, end, rest->length);
    return true;
}

bool literal_duration(const struct expression_source *source, size_t at, struct text text, struct node *node)
{
    int64_t total = 0;
    struct text rest = text, amount = {0}, word = {0};
    bool any = false;
    while (next_word(&rest, &amount)) {
        int64_t number = 0, part = 0;
        size_t unit = 0;
        if (amount.bytes[0] == '+')
            amount = text_slice(amount, 1, amount.length);
        any = text_to_int64(amount, &number) && next_word(&rest, &word) && find_unit(word, &unit);
        if (!any)
            break;
        if (units[unit].microseconds == 0)
            return source_problem(
                source, at,
                MESSAGE("'{text}' is not a length of time, because months and years differ in length",
                        VALUE("text", text)),
                MESSAGE("write it in days, for instance INTERVAL '28 days'"));
        if (__builtin_mul_overflow(number, units[unit].microseconds, &part) ||
            __builtin_add_overflow(total, part, &total))
            return source_problem(source, at,
                                  MESSAGE("the length of time '{text}' is too large", VALUE("text", text)),
                                  NO_MESSAGE);
    }
    if (!any)
        return source_problem(
            source, at, MESSAGE("'{text}' is not a length of time that can be read", VALUE("text", text)),
            MESSAGE(
                "write numbers with units, for instance INTERVAL '48 hours' or INTERVAL '1 hour 30 minutes'"));
    node->type = FIELD_DURATION;
    node->integer = total;
    node->known = true;
    return true;
}
