// SPDX-License-Identifier: GPL-3.0-or-later
// Dates of birth, known or not: "born on 7 March", "her birthday is 7 March", "7 March 1985 was her birth date".
#include "report/personal_births.h"

#include "report/personal_dates.h"

enum { BETWEEN_MOST = 6 };

// "on", "is", "hi ar", "the victim was": words that may stand between a birth and its date, on either side.
static bool joins(struct text word)
{
    static const char *const words[] = {
        "on",      "the",   "ar",        "y",          "yr",  "of",  "o",   "is",    "was",   "being",
        "be",      "falls", "fell",      "it",         "its", "her", "his", "their", "she",   "he",
        "they",    "hi",    "ef",        "e",          "fe",  "fo",  "hwy", "nhw",   "yw",    "oedd",
        "ydy",     "ydyw",  "mae",       "roedd",      "bu",  "ei",  "eu",  "as",    "date",  "dyddiad",
        "victim",  "s",     "dioddefwr", "ddioddefwr", "a",   "an",  "i",   "were",  "given", "dydd",
        "diwrnod", "which", "that",      "who",        "were"};
    return TEXT_IS_AMONG(word, words);
}

static bool is_sentence_end_between(const struct personal_line *line, size_t word)
{
    struct text between = text_slice(line->folded, line->words.items[word].to,
                                     line->words.items[word + 1].from);
    size_t at;
    return text_find(between, TEXT(". "), &at) || text_find(between, TEXT(";"), &at);
}

// "born in Cardiff on 7 March" names a place between.
static bool is_followed(const struct personal_line *line, size_t end)
{
    static const char *const in[] = {"in", "yn", "yng", "ym", "at"};
    size_t at = end, date_end;
    for (size_t between = 0; at < line->words.count && between <= BETWEEN_MOST; between++, at++) {
        if (personal_line_begins_a_date(line, at, &date_end))
            return true;
        if (TEXT_IS_AMONG(line->words.items[at].text, in) && at + 1 < line->words.count &&
            !personal_is_digit(line->words.items[at + 1].text.bytes[0]))
            at++;
        else if (!joins(line->words.items[at].text))
            return false;
        if (at + 1 < line->words.count && is_sentence_end_between(line, at))
            return false;
    }
    return false;
}

bool personal_birth_is_dated(const struct personal_line *line, size_t first, size_t end)
{
    if (is_followed(line, end))
        return true;
    // The date may stand before: it ends, and nothing but such words follows up to the birth.
    for (size_t start = first > BETWEEN_MOST + 4 ? first - BETWEEN_MOST - 4 : 0; start < first; start++) {
        size_t at;
        if (!personal_line_begins_a_date(line, start, &at) || at > first)
            continue;
        bool joined = !is_sentence_end_between(line, at - 1);
        for (; at < first && joined; at++)
            joined = joins(line->words.items[at].text) && !is_sentence_end_between(line, at);
        if (joined)
            return true;
    }
    return false;
}

// "b. 7 March 1985", "(b. 1985-03-07)": only before a date that has all three parts.
void personal_line_find_brief_birth(struct personal_line *line, size_t first)
{
    static const char *const words[] = {"b", "g"};
    size_t end;
    const struct personal_word *word = &line->words.items[first];
    if (!TEXT_IS_AMONG(word->text, words) || word->to >= line->folded.length ||
        line->folded.bytes[word->to] != '.' || first + 1 >= line->words.count ||
        !personal_line_begins_a_date(line, first + 1, &end) || end < first + 4)
        return;
    personal_line_hit(line, PERSONAL_BIRTH, first, end);
}
