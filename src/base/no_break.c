// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/no_break.h"

#include <string.h>

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

// Bytes of letters outside ASCII as well.
static bool is_in_word(char byte)
{
    return is_digit(byte) || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte & 0x80);
}

// What stands behind a number. Welsh ones also with their first letter changed: "2 ddiwrnod", "5 mlynedd".
static const char *const units[] = {
    "%",      "\xE2\x80\xB0",

    "second", "seconds",      "minute", "minutes", "hour",    "hours",   "day",     "days",     "week",
    "weeks",  "month",        "months", "year",    "years",   "percent", "pence",   "million",  "billion",
    "pm",     "am",           "mm",     "cm",      "km",      "miles",   "points",  "pt",       "KiB",
    "MiB",    "GiB",          "eiliad", "munud",   "funud",   "awr",     "diwrnod", "ddiwrnod", "niwrnod",
    "dydd",   "wythnos",      "mis",    "fis",     "mlynedd", "blynedd", "flynedd", "blwydd",   "flwydd",
    "mlwydd", "miliwn",       "filiwn", "ceiniog", "geiniog", "milltir", "filltir", "pwynt",    "bwynt"};

// Those of two words, and the bytes of the first. The blank within them is asked for at every blank of a text.
#define TWO_WORDS(first, second) \
    { \
        first " " second, sizeof first - 1 \
    }
static const struct {
    const char *words;
    size_t first;
} long_units[] = {TWO_WORDS("working", "days"),    TWO_WORDS("per", "cent"),
                  TWO_WORDS("y", "cant"),          TWO_WORDS("o", "oriau"),
                  TWO_WORDS("o", "ddyddiau"),      TWO_WORDS("diwrnod", "gwaith"),
                  TWO_WORDS("ddiwrnod", "gwaith"), TWO_WORDS("niwrnod", "gwaith")};

// Whether these bytes of a unit stand there; a blank of it may be one that does not break already.
static bool stands_at(struct text text, size_t at, const char *unit, size_t *end)
{
    for (; *unit; unit++) {
        if (at < text.length && *unit == ' ' &&
            text_starts(text_slice(text, at, text.length), TEXT(NO_BREAK_SPACE)))
            at += strlen(NO_BREAK_SPACE);
        else if (at < text.length && text.bytes[at] == *unit)
            at++;
        else
            return false;
    }
    *end = at;
    return true;
}

static bool is_unit_at(struct text text, size_t at, const char *unit)
{
    size_t end;
    return stands_at(text, at, unit, &end) &&
           (end == text.length || !is_in_word(text.bytes[end]) || unit[0] == '%');
}

// Whether a unit begins here and ends with its word.
static bool begins_unit(struct text text, size_t at)
{
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (is_unit_at(text, at, units[i]))
            return true;
    for (size_t i = 0; i < sizeof long_units / sizeof *long_units; i++)
        if (is_unit_at(text, at, long_units[i].words))
            return true;
    return false;
}

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

// "A4" is no number.
static bool ends_number(struct text text, size_t at)
{
    size_t from = at;
    while (from > 0 &&
           (is_digit(text.bytes[from - 1]) || text.bytes[from - 1] == '.' || text.bytes[from - 1] == ','))
        from--;
    return from < at && is_digit(text.bytes[at - 1]) && (from == 0 || !is_letter(text.bytes[from - 1]));
}

// Where the blank that ends before `at` begins; `at` if there is none.
static size_t blank_before(struct text text, size_t at)
{
    struct text before = text_slice(text, 0, at);
    if (text_ends(before, TEXT(" ")))
        return at - 1;
    return text_ends(before, TEXT(NO_BREAK_SPACE)) ? at - strlen(NO_BREAK_SPACE) : at;
}

// The blank within a unit of two words: "95 per cent".
static bool is_within_unit(struct text text, size_t blank)
{
    for (size_t i = 0; i < sizeof long_units / sizeof *long_units; i++) {
        size_t before = long_units[i].first, end;
        if (before > blank || text.bytes[blank - before] != long_units[i].words[0] ||
            !stands_at(text, blank - before, long_units[i].words, &end))
            continue;
        size_t number = blank_before(text, blank - before);
        if (number < blank - before && ends_number(text, number))
            return true;
    }
    return false;
}

bool no_break_find(struct text text, size_t from, size_t *blank)
{
    for (size_t at = from; at < text.length; at++)
        if (text.bytes[at] == ' ' &&
            ((ends_number(text, at) && begins_unit(text, at + 1)) || is_within_unit(text, at))) {
            *blank = at;
            return true;
        }
    return false;
}

struct text no_break_text(struct arena *arena, struct text text)
{
    size_t blanks = 0, blank, length = 0;
    for (size_t from = 0; no_break_find(text, from, &blank); from = blank + 1)
        blanks++;
    if (blanks == 0)
        return text;
    char *bytes = ARENA_ARRAY(arena, char, text.length + blanks);
    for (size_t from = 0, to; from < text.length; from = to + 1) {
        bool found = no_break_find(text, from, &blank);
        to = found ? blank : text.length;
        memcpy(bytes + length, text.bytes + from, to - from);
        length += to - from;
        if (found)
            memcpy(bytes + length, NO_BREAK_SPACE, strlen(NO_BREAK_SPACE));
        length += found ? strlen(NO_BREAK_SPACE) : 0;
    }
    return (struct text){bytes, length};
}
