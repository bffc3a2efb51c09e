// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics/lint_table.h"

#include <ctype.h>

static bool is_digit(struct text text, size_t at)
{
    return at < text.length && text.bytes[at] >= '0' && text.bytes[at] <= '9';
}

static bool is_letter(struct text text, size_t at)
{
    return at < text.length &&
           (isalpha((unsigned char)text.bytes[at]) || (unsigned char)text.bytes[at] >= 0x80);
}

static bool has_word(struct text text, const char *word)
{
    struct text part = text_from(word);
    for (size_t at = 0; at + part.length <= text.length; at++) {
        struct text here = text_slice(text, at, at + part.length);
        if (text_equal_ignoring_case(here, part) && (at == 0 || !is_letter(text, at - 1)) &&
            !is_letter(text, at + part.length))
            return true;
    }
    return false;
}

static bool has_any_word(struct text text, const char *const *words)
{
    for (; *words; words++)
        if (has_word(text, *words))
            return true;
    return false;
}

// ---- Numbers ----------------------------------------------------------------------------------------------

// Digits at *at, with commas between thousands and perhaps decimals. False, *at untouched, if it is too long.
static bool read_number(struct text text, size_t *at, struct printed *number)
{
    struct printed read = {0};
    size_t i = *at, digits = 0;
    for (; i < text.length; i++) {
        bool comma = text.bytes[i] == ',' && digits > 0 && is_digit(text, i + 1) && is_digit(text, i + 2) &&
                     is_digit(text, i + 3) && !is_digit(text, i + 4);
        if (comma)
            continue;
        if (!is_digit(text, i))
            break;
        if (++digits > 9)
            return false;
        read.units = read.units * 10 + (text.bytes[i] - '0');
    }
    if (i < text.length && text.bytes[i] == '.' && is_digit(text, i + 1))
        for (i++; is_digit(text, i); i++) {
            if (read.decimals == LINT_DECIMALS) {
                read.cut = true;
                continue;
            }
            read.units = read.units * 10 + (text.bytes[i] - '0');
            read.decimals++;
        }
    *at = i;
    *number = read;
    return true;
}

static void skip_blanks(struct text text, size_t *at)
{
    while (*at < text.length &&
           (text.bytes[*at] == ' ' || text.bytes[*at] == '\t' || text.bytes[*at] == '\n'))
        ++*at;
}

static bool skip_word(struct text text, size_t *at, const char *word)
{
    struct text part = text_from(word);
    struct text here = text_slice(text, *at, *at + part.length);
    if (here.length < part.length || !text_equal_ignoring_case(here, part) ||
        is_letter(text, *at + part.length))
        return false;
    *at += part.length;
    return true;
}

static bool skip_percent(struct text text, size_t *at)
{
    size_t next = *at;
    skip_blanks(text, &next);
    bool found = next < text.length && text.bytes[next] == '%';
    next += found;
    found = found || skip_word(text, &next, "per cent") || skip_word(text, &next, "percent") ||
            skip_word(text, &next, "y cant");
    if (found)
        *at = next;
    return found;
}

// What says that the next number is a base.
static bool skip_of(struct text text, size_t *at)
{
    static const char *const words[] = {"out of", "of", "allan o", "o", NULL};
    for (const char *const *word = words; *word; word++)
        if (skip_word(text, at, *word))
            return true;
    if (text.bytes[*at] == '/') {
        ++*at;
        return true;
    }
    size_t next = *at;
    if (!skip_word(text, &next, "n"))
        return false;
    skip_blanks(text, &next);
    if (next >= text.length || text.bytes[next] != '=')
        return false;
    *at = next + 1;
    return true;
}

static bool skip_filler(struct text text, size_t *at)
{
    static const char *const words[] = {"cases", "case", "achosion", "achos", NULL};
    for (const char *const *word = words; *word; word++)
        if (skip_word(text, at, *word))
            return true;
    char here = text.bytes[*at];
    bool filler = here == '(' || here == ')' || here == ',' || here == ';' || here == '[' || here == ']';
    *at += filler;
    return filler;
}

static bool put_number(struct lint_cell *cell, struct printed number, bool percent, bool base)
{
    if (percent) {
        if (cell->has_percent)
            return false;
        cell->has_percent = true;
        cell->percent = number;
        return true;
    }
    bool *has = base ? &cell->has_base : &cell->has_count;
    if (*has || number.decimals)
        return false;
    *has = true;
    *(base ? &cell->base : &cell->count) = number.units;
    return true;
}

struct lint_cell lint_cell_read(struct text text, bool percent_column)
{
    struct lint_cell cell = {.text = text}, nothing = {.text = text};
    size_t numbers = 0;
    bool base = false;
    struct printed number = {0};
    for (size_t at = 0; skip_blanks(text, &at), at < text.length;) {
        if (is_digit(text, at)) {
            if (!read_number(text, &at, &number))
                return nothing;
            bool percent = skip_percent(text, &at);
            if (++numbers == 1 && !percent && percent_column && at == text.length)
                percent = true;
            if (!put_number(&cell, number, percent, base))
                return nothing;
            base = false;
        } else if (skip_of(text, &at)) {
            base = true;
        } else if (!skip_filler(text, &at)) {
            return nothing;
        }
    }
    bool nothing_of = base || (cell.has_base && !cell.has_count && !cell.has_percent);
    return nothing_of ? nothing : cell;
}

void lint_as_fraction(struct lint_cell *cell)
{
    int decimals = cell->percent.decimals;
    if (decimals >= 2) {
        cell->percent.decimals -= 2;
        return;
    }
    for (; decimals < 2; decimals++)
        cell->percent.units *= 10;
    cell->percent.decimals = 0;
}

// ---- Headings ---------------------------------------------------------------------------------------------

// The number that a heading states as base: "% (n=11)", "% of 11", "base: 11".
static int64_t heading_base(struct text heading)
{
    for (size_t at = 0; at < heading.length; at++) {
        size_t next = at;
        bool stated = (at == 0 || !is_letter(heading, at - 1)) &&
                      (skip_of(heading, &next) || skip_word(heading, &next, "base") ||
                       skip_word(heading, &next, "sail"));
        if (!stated || next == at)
            continue;
        while (next < heading.length &&
               (heading.bytes[next] == ' ' || heading.bytes[next] == ':' || heading.bytes[next] == '='))
            next++;
        struct printed number;
        if (is_digit(heading, next) && read_number(heading, &next, &number) && !number.decimals)
            return number.units;
    }
    return 0;
}

static bool has_percent_sign(struct text heading)
{
    for (size_t i = 0; i < heading.length; i++)
        if (heading.bytes[i] == '%')
            return true;
    return false;
}

bool lint_is_total(struct text label)
{
    static const char *const words[] = {"total",   "totals",   "subtotal",    "subtotals",
                                        "overall", "cyfanswm", "is-gyfanswm", NULL};
    static const char *const whole[] = {"all", "sum", "all cases", "i gyd", "pob achos", NULL};
    for (const char *const *word = whole; *word; word++)
        if (text_equal_ignoring_case(label, text_from(*word)))
            return true;
    return has_any_word(label, words);
}

bool lint_is_base(struct text label)
{
    static const char *const whole[] = {"base", "respondents", "sail", "ymatebwyr", NULL};
    for (const char *const *word = whole; *word; word++)
        if (text_equal_ignoring_case(label, text_from(*word)))
            return true;
    return false;
}

struct lint_column lint_heading(struct text heading)
{
    static const char *const percent[] = {"per cent", "percent", "percentage", "percentages", "pct",
                                          "y cant",   "canran",  "canrannau",  NULL};
    static const char *const base[] = {"base", "sail", "denominator", NULL};
    static const char *const change[] = {
        "change", "changes", "increase",   "decrease",    "difference",        "growth",
        "newid",  "cynnydd", "gostyngiad", "gwahaniaeth", "percentage points", NULL};
    static const char *const computed[] = {"interval", "intervals",   "estimate",        "estimated",
                                           "cyfwng",   "amcangyfrif", "amcangyfrifedig", NULL};
    struct lint_column column = {.heading = heading};
    column.percent = has_percent_sign(heading) || has_any_word(heading, percent);
    column.base = heading_base(heading);
    column.stated_base = !column.percent && column.base == 0 && has_any_word(heading, base);
    column.no_share = has_any_word(heading, change) || has_any_word(heading, computed);
    column.total = !column.percent && lint_is_total(heading);
    return column;
}
