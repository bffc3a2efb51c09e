// SPDX-License-Identifier: GPL-3.0-or-later
// The ways in which a date is written.
#include "report/personal_terms.h"

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

static void add_date_key(struct personal_terms *terms, struct text key)
{
    personal_terms_add(terms, key, PERSONAL_DATE, (struct text){0});
}

static void add_month_name(struct personal_terms *terms, int day, const char *month, int year)
{
    static const char *const endings[] = {"",    "st",  "nd", "rd",  "th", "af",
                                          "ail", "ydd", "ed", "fed", "eg", "ain"};
    struct arena *arena = terms->arena;
    struct text name = text_from(month), brief = text_slice(name, 0, 3);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        add_date_key(terms, text_print(arena, "%d%s%s%d", day, endings[i], month, year));
        add_date_key(terms, text_print(arena, "%d%sof%s%d", day, endings[i], month, year));
        add_date_key(terms, text_print(arena, "%d%so%s%d", day, endings[i], month, year));
        add_date_key(terms, text_print(arena, "%s%d%s%d", month, day, endings[i], year));
    }
    add_date_key(terms, text_print(arena, "%02d%s%d", day, month, year));
    add_date_key(terms, text_print(arena, "%d%.*s%d", day, TEXT_PRINT(brief), year));
    add_date_key(terms, text_print(arena, "%02d%.*s%d", day, TEXT_PRINT(brief), year));
    add_date_key(terms, text_print(arena, "%d%.*s%02d", day, TEXT_PRINT(brief), year % 100));
}

void personal_terms_add_date(struct personal_terms *terms, struct text value)
{
    struct arena *arena = terms->arena;
    struct civil_read read;
    if (civil_read(text_slice(value, 0, 10), CIVIL_ORDER_NONE, &read) != CIVIL_READ)
        return;
    int day = read.time.date.day, month = read.time.date.month, year = read.time.date.year;
    add_date_key(terms, text_print(arena, "%d%02d%02d", year, month, day));
    add_date_key(terms, text_print(arena, "%02d%02d%d", day, month, year));
    add_date_key(terms, text_print(arena, "%d%d%d", day, month, year));
    add_date_key(terms, text_print(arena, "%02d%02d%02d", day, month, year % 100));
    for (int language = 0; language < LANGUAGE_COUNT; language++)
        add_month_name(terms, day, months[language][month - 1], year);
    add_month_name(terms, day, mutated_months[month - 1], year);
}

// "March", "Mar", "Mawrth", "Fawrth".
bool personal_is_month(struct text word)
{
    for (int month = 0; month < 12; month++) {
        const char *names[] = {months[LANGUAGE_ENGLISH][month], months[LANGUAGE_WELSH][month],
                               mutated_months[month]};
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            if (word.length >= 3 && text_starts(text_from(names[i]), word))
                return true;
    }
    return false;
}
