// SPDX-License-Identifier: GPL-3.0-or-later
// The ways in which a date is written: "7/3/85", "1985-03-07", "the seventh of March, 1985", "7fed o Fawrth 1985".
#include "report/personal_dates.h"

#include <string.h>

enum { ISO_BYTES = 11, YEAR_DIGITS = 4, NO_YEAR = -1 };

static const char *const months[LANGUAGE_COUNT][12] = {
    [LANGUAGE_ENGLISH] = {"january", "february", "march", "april", "may", "june", "july", "august",
                          "september", "october", "november", "december"},
    [LANGUAGE_WELSH] = {"ionawr", "chwefror", "mawrth", "ebrill", "mai", "mehefin", "gorffennaf", "awst",
                        "medi", "hydref", "tachwedd", "rhagfyr"},
};
// After "o" in Welsh: "7fed o Fawrth".
static const char *const mutated_months[12] = {"ionawr", "chwefror", "fawrth",    "ebrill",
                                               "fai",    "fehefin",  "orffennaf", "awst",
                                               "fedi",   "hydref",   "dachwedd",  "ragfyr"};

void personal_terms_add_date(struct personal_terms *terms, struct text value)
{
    struct civil_read read;
    if (civil_read(text_slice(value, 0, 10), CIVIL_ORDER_NONE, &read) != CIVIL_READ)
        return;
    text_map_put(&terms->dates,
                 text_print(terms->arena, "%04d-%02d-%02d", read.time.date.year, read.time.date.month,
                            read.time.date.day),
                 0, NULL);
}

// ---- Words -------------------------------------------------------------------------------------------------

// "March", "Mar", "Mawrth", "Fawrth": 1 to 12; 0: it is none.
static int read_month(struct text word)
{
    for (int month = 0; month < 12; month++) {
        const char *names[] = {months[LANGUAGE_ENGLISH][month], months[LANGUAGE_WELSH][month],
                               mutated_months[month]};
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            if (word.length >= 3 && text_starts(text_from(names[i]), word))
                return month + 1;
    }
    return 0;
}

static const struct {
    const char *word;
    int day;
} ordinals[] = {
    {"first", 1},       {"second", 2},       {"third", 3},       {"fourth", 4},      {"fifth", 5},
    {"sixth", 6},       {"seventh", 7},      {"eighth", 8},      {"ninth", 9},       {"tenth", 10},
    {"eleventh", 11},   {"twelfth", 12},     {"thirteenth", 13}, {"fourteenth", 14}, {"fifteenth", 15},
    {"sixteenth", 16},  {"seventeenth", 17}, {"eighteenth", 18}, {"nineteenth", 19}, {"twentieth", 20},
    {"thirtieth", 30},  {"cyntaf", 1},       {"gyntaf", 1},      {"ail", 2},         {"trydydd", 3},
    {"pedwerydd", 4},   {"pumed", 5},        {"chweched", 6},    {"seithfed", 7},    {"wythfed", 8},
    {"nawfed", 9},      {"degfed", 10},      {"ddegfed", 10},    {"deuddegfed", 12}, {"ddeuddegfed", 12},
    {"pymthegfed", 15}, {"bymthegfed", 15},  {"deunawfed", 18},  {"ddeunawfed", 18}, {"ugeinfed", 20},
};

// "seventh", "twenty-first": the words that it takes; 0: it is none.
static size_t read_ordinal(const struct personal_line *line, size_t at, int *day)
{
    static const char *const tens[] = {"twenty", "thirty"};
    struct text word = line->words.items[at].text;
    for (int ten = 0; ten < 2 && at + 1 < line->words.count; ten++)
        if (text_equal(word, text_from(tens[ten])) && read_ordinal(line, at + 1, day) && *day < 10) {
            *day += (ten + 2) * 10;
            return 2;
        }
    for (size_t i = 0; i < sizeof ordinals / sizeof *ordinals; i++)
        if (text_equal(word, text_from(ordinals[i].word))) {
            *day = ordinals[i].day;
            return 1;
        }
    return 0;
}

// What a date is made of.
struct part {
    int64_t number; // of digits or an ordinal; NO_YEAR: it has none
    size_t digits;  // 0: it was said in words
    int month;      // by its name; 0: it is none
    bool ordinal;
    struct text text; // the digits
    size_t word;
};
struct parts {
    struct part list[3];
    size_t count;
};

static bool add_part(struct parts *parts, struct part part)
{
    parts->list[parts->count++] = part;
    return parts->count < 3;
}

// "7th", "7fed", "7", "7mar1985" and "1985": its runs of digits and letters. False: there is something else in it.
static bool read_runs(struct text word, size_t at, struct parts *parts)
{
    static const char *const endings[] = {"st",  "nd", "rd",  "th", "af", "ail",
                                          "ydd", "ed", "fed", "eg", "ain"};
    for (size_t from = 0, to = 0; from < word.length && parts->count < 3; from = to) {
        bool digit = personal_is_digit(word.bytes[from]);
        while (to < word.length && personal_is_digit(word.bytes[to]) == digit)
            to++;
        struct text run = text_slice(word, from, to);
        struct part part = {.word = at, .number = NO_YEAR, .text = run};
        if (digit) {
            part.digits = run.length;
            if (run.length > 8 || !text_to_int64(run, &part.number))
                return false;
            add_part(parts, part);
        } else if (from > 0 && TEXT_IS_AMONG(run, endings)) // "fed" is no month here
            parts->list[parts->count - 1].ordinal = true;
        else if ((part.month = read_month(run)) != 0)
            add_part(parts, part);
        else
            return from > 0 && text_equal(run, TEXT("t")); // 1985-03-07T10:30
    }
    return true;
}

static bool is_filler(struct text word)
{
    static const char *const fillers[] = {"the", "of",    "o",   "y",    "yr",  "in",   "ym",      "yn",
                                          "mis", "month", "day", "dydd", "fis", "year", "flwyddyn"};
    return TEXT_IS_AMONG(word, fillers);
}

// At most three parts from a word on, which is one itself. No sentence ends between them.
static struct parts read_parts(const struct personal_line *line, size_t first)
{
    enum { FILLERS = 3 };
    struct parts parts = {0};
    for (size_t at = first, fillers = 0; at < line->words.count && parts.count < 3; at++) {
        struct text word = line->words.items[at].text;
        int day;
        size_t ordinal = read_ordinal(line, at, &day);
        if (ordinal) {
            add_part(&parts, (struct part){day, 0, 0, true, {0}, at + ordinal - 1});
            at += ordinal - 1;
        } else if (at > first && is_filler(word)) {
            if (++fillers > FILLERS)
                break;
        } else if (!read_runs(word, at, &parts))
            break;
        else
            fillers = 0;
    }
    return parts;
}

// ---- Dates -------------------------------------------------------------------------------------------------

static bool is_known(const struct personal_terms *terms, int64_t year, int64_t month, int64_t day)
{
    char iso[ISO_BYTES + 1];
    size_t at;
    if (year < 0 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31)
        return false;
    int length = snprintf(iso, sizeof iso, "%04d-%02d-%02d", (int)year, (int)month, (int)day);
    return text_map_find(&terms->dates, (struct text){iso, (size_t)length}, &at);
}

// A year of two digits is of either century.
static bool is_known_year(const struct personal_terms *terms, const struct part *year, int64_t month,
                          int64_t day)
{
    if (year->ordinal || year->month)
        return false;
    if (year->digits == 2)
        return is_known(terms, 1900 + year->number, month, day) ||
               is_known(terms, 2000 + year->number, month, day);
    return year->digits == YEAR_DIGITS && is_known(terms, year->number, month, day);
}

static bool is_day(const struct part *part)
{
    return !part->month && (part->digits <= 2);
}

// Numbers of a date with a brief year stand close together, with one mark between: 7/3/85, 07.03.85, 07 03 85.
static bool is_close(const struct personal_line *line, const struct parts *parts)
{
    char mark = '\0';
    for (size_t i = 0; i < 2; i++) {
        const struct personal_word *one = &line->words.items[parts->list[i].word],
                                   *other = &line->words.items[parts->list[i + 1].word];
        if (other->from != one->to + 1 || (i && line->folded.bytes[one->to] != mark))
            return false;
        mark = line->folded.bytes[one->to];
        if (!strchr("/.-", mark) && (mark != ' ' || parts->list[0].digits + parts->list[1].digits < 4))
            return false;
    }
    return true;
}

static bool is_three(const struct personal_terms *terms, const struct personal_line *line,
                     const struct parts *parts)
{
    const struct part *a = &parts->list[0], *b = &parts->list[1], *c = &parts->list[2];
    if (b->month)
        return (is_day(a) && is_known_year(terms, c, b->month, a->number)) ||
               (a->digits == YEAR_DIGITS && is_day(c) && is_known_year(terms, a, b->month, c->number));
    if (a->month)
        return is_day(b) && is_known_year(terms, c, a->month, b->number);
    // Three numbers, and no word between.
    if (c->month || a->ordinal || b->ordinal || c->ordinal || c->word > a->word + 2)
        return false;
    if (a->digits == YEAR_DIGITS)
        return is_day(b) && is_day(c) && is_known(terms, a->number, b->number, c->number);
    if (!is_day(a) || !is_day(b) || (c->digits == 2 && !is_close(line, parts)))
        return false;
    return is_known_year(terms, c, b->number, a->number);
}

// One number: 07031985, 19850307, 070385, 731985.
static bool is_run_together(const struct personal_terms *terms, const struct part *part)
{
    for (size_t day = 1; day <= 2; day++)
        for (size_t month = 1; month <= 2; month++) {
            struct part parts[3] = {{0}};
            const size_t bounds[] = {0, day, day + month, part->digits};
            size_t left = part->digits - day - month;
            if (left != YEAR_DIGITS && (left != 2 || part->digits != 6))
                continue;
            for (size_t i = 0; i < 3; i++) {
                struct text digits = text_slice(part->text, bounds[i], bounds[i + 1]);
                parts[i].digits = digits.length;
                text_to_int64(digits, &parts[i].number);
            }
            if (is_known_year(terms, &parts[2], parts[1].number, parts[0].number))
                return true;
        }
    return part->digits == 8 &&
           is_known(terms, part->number / 10000, part->number / 100 % 100, part->number % 100);
}

void personal_line_find_dates(const struct personal_terms *terms, struct personal_line *line, size_t first)
{
    if (terms->dates.count == 0)
        return;
    struct parts parts = read_parts(line, first);
    if (parts.count == 0)
        return;
    if (parts.list[0].digits >= 6 && is_run_together(terms, &parts.list[0]))
        personal_line_hit(line, PERSONAL_DATE, first, first + 1);
    if (parts.count == 3 && is_three(terms, line, &parts))
        personal_line_hit(line, PERSONAL_DATE, first, parts.list[2].word + 1);
}

bool personal_line_begins_a_date(const struct personal_line *line, size_t first, size_t *end)
{
    struct parts parts = read_parts(line, first);
    const struct part *a = &parts.list[0], *b = &parts.list[1];
    if (parts.count < 2 || a->digits > YEAR_DIGITS || b->digits > YEAR_DIGITS)
        return false;
    bool in_order = a->month   ? is_day(b)
                    : b->month ? is_day(a)
                               : a->digits && b->digits && !a->ordinal && !b->ordinal;
    if (in_order)
        *end = parts.list[parts.count - 1].word + 1;
    return in_order;
}
