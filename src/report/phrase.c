// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/phrase.h"

#include "report/agreement.h"

#include <string.h>

struct phrase_counts phrase_counts_of(struct arena *arena, const struct linked_case *cases, size_t count,
                                      int64_t in_outcome)
{
    struct phrase_group *groups = ARENA_ARRAY(arena, struct phrase_group, count);
    struct phrase_counts counts = {.groups = groups, .in_outcome = in_outcome};
    for (size_t i = 0; i < count; i++) {
        bool counted = false;
        for (size_t earlier = 0; earlier < i; earlier++)
            counted |= text_equal(cases[earlier].id, cases[i].id);
        counts.linked += !counted;
        if (cases[i].part.length == 0)
            continue;
        size_t at = 0;
        while (at < counts.count && !text_equal(groups[at].name, cases[i].part))
            at++;
        if (at == counts.count)
            groups[counts.count++].name = cases[i].part;
        groups[at].cases++;
    }
    return counts;
}

enum { NUMBERS_IN_WORDS = 10 };

static const char *const english_words[NUMBERS_IN_WORDS + 1] = {
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"};
static const char *const welsh_words[NUMBERS_IN_WORDS + 1] = {
    "dim", "un", "dau", "tri", "pedwar", "pump", "chwech", "saith", "wyth", "naw", "deg"};
static const char *const welsh_feminine[NUMBERS_IN_WORDS + 1] = {
    "dim", "un", "dwy", "tair", "pedair", "pump", "chwech", "saith", "wyth", "naw", "deg"};
// "achos" is masculine and begins with a vowel; pump and chwech lose their last consonant before a noun.
static const char *const welsh_cases[NUMBERS_IN_WORDS + 1] = {
    "dim achosion", "un achos",    "dau achos",  "tri achos", "pedwar achos", "pum achos",
    "chwe achos",   "saith achos", "wyth achos", "naw achos", "deg achos"};
// "all three": "y tri"; "y ddau" is mutated after the article.
static const char *const welsh_all[NUMBERS_IN_WORDS + 1] = {"dim un",   "yr un",  "y ddau",   "y tri",
                                                            "y pedwar", "y pump", "y chwech", "y saith",
                                                            "yr wyth",  "y naw",  "y deg"};

static bool in_words(int64_t number)
{
    return number >= 0 && number <= NUMBERS_IN_WORDS;
}

struct text number_words(struct arena *arena, enum language language, int64_t number, bool feminine)
{
    if (!in_words(number))
        return number_text(arena, number);
    if (language == LANGUAGE_WELSH)
        return text_from((feminine ? welsh_feminine : welsh_words)[number]);
    return text_from(english_words[number]);
}

struct text cases_words(struct arena *arena, enum language language, int64_t number)
{
    if (language == LANGUAGE_WELSH) {
        if (in_words(number))
            return text_from(welsh_cases[number]);
        return text_print(arena, "%.*s o achosion", TEXT_PRINT(number_text(arena, number)));
    }
    struct text words = number_words(arena, language, number, false);
    return text_print(arena, "%.*s case%s", TEXT_PRINT(words), number == 1 ? "" : "s");
}

// After "na" p, t and c are breathed: "llai na phump", "llai na thair". The numbers that begin with "ch" do not change.
static struct text breathed(struct arena *arena, struct text word)
{
    bool changes = word.length > 1 && strchr("ptc", word.bytes[0]) && word.bytes[1] != 'h';
    if (!changes)
        return word;
    return text_print(arena, "%ch%.*s", word.bytes[0], TEXT_PRINT(text_slice(word, 1, word.length)));
}

static struct text bound_number(struct arena *arena, enum language language, int64_t threshold, bool small,
                                struct text form)
{
    bool cases = text_equal_ignoring_case(form, TEXT("cases")), welsh = language == LANGUAGE_WELSH;
    if (form.length == 0)
        return number_text(arena, threshold);
    if (cases && (!welsh || small))
        return cases_words(arena, language, threshold);
    return number_words(arena, language, threshold, text_equal_ignoring_case(form, TEXT("feminine")));
}

struct text bound_words(struct arena *arena, enum language language, int64_t number, int64_t threshold,
                        struct text form)
{
    bool small = number < threshold, welsh = language == LANGUAGE_WELSH;
    struct text bound = bound_number(arena, language, threshold, small, form);
    if (welsh && small)
        return text_print(arena, "llai na %.*s", TEXT_PRINT(breathed(arena, bound)));
    if (welsh && text_equal_ignoring_case(form, TEXT("cases")))
        return text_print(arena, "%.*s neu fwy o achosion", TEXT_PRINT(bound));
    if (welsh)
        return text_print(arena, "%.*s neu fwy", TEXT_PRINT(bound));
    return text_print(arena, small ? "fewer than %.*s" : "at least %.*s", TEXT_PRINT(bound));
}

static struct text all_words(struct arena *arena, enum language language, int64_t number)
{
    struct text digits = number_text(arena, number);
    if (language == LANGUAGE_WELSH)
        return in_words(number) ? text_from(welsh_all[number])
                                : text_print(arena, "pob un o'r %.*s", TEXT_PRINT(digits));
    if (number < 3)
        return text_from(number == 2 ? "both" : number == 1 ? "the one" : "none");
    return text_print(arena, "all %.*s", TEXT_PRINT(number_words(arena, language, number, false)));
}

// The first letter as a capital: number words begin with an ASCII letter in both languages.
static struct text capital(struct arena *arena, struct text words)
{
    if (words.length == 0 || words.bytes[0] < 'a' || words.bytes[0] > 'z')
        return words;
    return text_print(arena, "%c%.*s", words.bytes[0] - ('a' - 'A'),
                      TEXT_PRINT(text_slice(words, 1, words.length)));
}

// A piece of the finished sentence.
struct piece {
    struct text text, instead;
    bool is_number, agrees; // `agrees`: with the number of the group
    bool named;             // the number is said with "cases"
    int64_t number;
    struct text group;
};

static bool count_named(const struct phrase_counts *counts, struct text name, int64_t *number)
{
    for (size_t i = 0; i < counts->count; i++)
        if (text_equal(counts->groups[i].name, name)) {
            *number = counts->groups[i].cases;
            return true;
        }
    if (!text_equal(name, TEXT("n")))
        return false;
    *number = counts->linked;
    return true;
}

static bool refuse_both(struct text placeholder, const struct phrase_counts *counts, int64_t number,
                        struct place place, struct problems *problems)
{
    int64_t all = counts->in_outcome < 0 ? 0 : counts->in_outcome;
    return problem_report_value(
        problems, place, placeholder,
        MESSAGE("the text says that all cases of the outcome are meant, but {linked} of {all} are linked",
                NUMBER("linked", number), NUMBER("all", all)),
        MESSAGE("link the other cases, or write the number with :word"));
}

// What a placeholder, the part between the braces, becomes.
static bool fill(struct arena *arena, enum language language, struct text placeholder,
                 const struct phrase_counts *counts, struct place place, struct problems *problems,
                 struct piece *piece)
{
    struct text form = placeholder, words, one, others;
    int64_t number;
    if (!text_split(&form, ':', &piece->group) || !count_named(counts, piece->group, &number))
        return problem_report_value(problems, place, piece->group,
                                    MESSAGE("the text counts a group of cases that it does not have"),
                                    MESSAGE("name one of the groups under 'cases', or n for all of them"));
    if (agreement_split(form, &one, &others)) {
        piece->agrees = true;
        piece->text = number == 1 ? one : others;
        piece->instead = others;
        return true;
    }
    piece->is_number = true;
    piece->named = text_equal_ignoring_case(form, TEXT("cases"));
    if (form.length == 0)
        words = number_text(arena, number);
    else if (text_equal_ignoring_case(form, TEXT("word")))
        words = number_words(arena, language, number, false);
    else if (text_equal_ignoring_case(form, TEXT("feminine")))
        words = number_words(arena, language, number, true);
    else if (text_equal_ignoring_case(form, TEXT("cases")))
        words = cases_words(arena, language, number);
    else if (!text_equal_ignoring_case(form, TEXT("both")))
        return problem_report_value(
            problems, place, placeholder, MESSAGE("the text has a placeholder of an unknown form"),
            MESSAGE("use {forms}", VALUE("forms", TEXT("word, feminine, cases, both, ONE|MORE"))));
    else if (counts->in_outcome != number)
        return refuse_both(placeholder, counts, number, place, problems);
    else
        words = all_words(arena, language, number);
    bool begins_sentence = form.length && form.bytes[0] >= 'A' && form.bytes[0] <= 'Z';
    struct text instead = counts->threshold ? bound_words(arena, language, number, counts->threshold, form)
                                            : (struct text){0};
    piece->text = begins_sentence ? capital(arena, words) : words;
    piece->instead = begins_sentence ? capital(arena, instead) : instead;
    piece->number = number;
    return true;
}

static struct text trace_of(struct arena *arena, struct text trace, struct text group)
{
    if (trace.length == 0 || text_equal(group, TEXT("n")))
        return trace;
    return text_print(arena, "%.*s.%.*s", TEXT_PRINT(trace), TEXT_PRINT(group));
}

struct pieces {
    ARRAY_OF(struct piece) list;
};

static bool read_pieces(struct arena *arena, enum language language, struct text pattern,
                        const struct phrase_counts *counts, struct place place, struct problems *problems,
                        struct pieces *pieces)
{
    size_t open, close;
    bool good = true;
    while (text_find(pattern, TEXT("{"), &open) &&
           text_find(text_slice(pattern, open, pattern.length), TEXT("}"), &close)) {
        *ARRAY_APPEND(arena, &pieces->list) = (struct piece){.text = text_slice(pattern, 0, open)};
        struct piece *piece = ARRAY_APPEND(arena, &pieces->list);
        *piece = (struct piece){0};
        good &= fill(arena, language, text_slice(pattern, open + 1, open + close), counts, place, problems,
                     piece);
        pattern = text_slice(pattern, open + close + 1, pattern.length);
    }
    *ARRAY_APPEND(arena, &pieces->list) = (struct piece){.text = pattern};
    return good;
}

// What stands behind a number that may be withheld.
static void let_agree(struct arena *arena, enum language language, const struct phrase_counts *counts,
                      struct pieces *pieces)
{
    for (size_t i = 1; counts->threshold && i < pieces->list.count; i++) {
        const struct piece *number = &pieces->list.items[i - 1];
        struct piece *piece = &pieces->list.items[i];
        if (!number->is_number || piece->is_number || piece->agrees)
            continue;
        piece->instead = agreement_behind(arena, language, piece->text, number->number, number->named,
                                          number->number < counts->threshold);
        piece->agrees = !text_equal(piece->instead, piece->text);
        piece->group = number->group;
    }
}

bool phrase_add(struct runs *runs, enum language language, struct text pattern,
                const struct phrase_counts *counts, struct text trace, struct place place,
                struct problems *problems)
{
    struct arena *arena = runs->arena;
    struct pieces pieces = {0};
    if (!read_pieces(arena, language, pattern, counts, place, problems, &pieces))
        return false;
    let_agree(arena, language, counts, &pieces);
    for (size_t i = 0; i < pieces.list.count; i++) {
        const struct piece *piece = &pieces.list.items[i];
        struct run *run;
        if (piece->is_number) {
            run = run_number(runs, piece->number, piece->text, trace_of(arena, trace, piece->group));
            run->instead = piece->instead;
        } else if (piece->text.length || piece->agrees) {
            run = run_add(runs, piece->text);
            if (piece->agrees) {
                run->agrees = trace_of(arena, trace, piece->group);
                run->instead = piece->instead;
            }
        }
    }
    return true;
}

bool phrase_paragraph(struct arena *arena, struct text *rest, struct text *paragraph)
{
    struct text joined = {0}, line;
    while (text_split(rest, '\n', &line)) {
        line = text_trim(line);
        if (line.length == 0 && joined.length)
            break;
        if (line.length)
            joined = joined.length ? text_print(arena, "%.*s %.*s", TEXT_PRINT(joined), TEXT_PRINT(line))
                                   : line;
    }
    *paragraph = joined;
    return joined.length > 0;
}
