// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/number_context.h"

#include <string.h>

enum { WORDS_TO_THE_NOUN = 4, WORDS_TO_ALL = 8, WORDS_TO_THE_EXCEPTION = 3, WORDS_TO_THE_WHOLE = 3 };

// Whether a sentence ends between the two words, the first of which stands before the other.
static bool is_parted(const struct said_numbers *said, struct text folded, size_t one, size_t other)
{
    size_t from = (size_t)(said->words.items[one].bytes - folded.bytes),
           to = (size_t)(said->words.items[other].bytes - folded.bytes);
    return memchr(folded.bytes + from, '.', to - from) || memchr(folded.bytes + from, ';', to - from);
}

// "week-old" behind a number and a blank.
static bool is_an_age(const struct said_numbers *said, struct text folded, size_t measure)
{
    if (measure == 0 || measure + 1 >= said->words.count)
        return false;
    struct text unit = said->words.items[measure], next = said->words.items[measure + 1];
    size_t from = (size_t)(unit.bytes - folded.bytes), to = from + unit.length;
    return folded.bytes[from - 1] == ' ' && folded.bytes[to] == '-' && text_equal(next, TEXT("old"));
}

bool number_is_measure(const struct said_numbers *said, struct text folded, size_t end)
{
    static const char *const words[] = {
        "minute", "minutes", "hour",  "hours", "day",     "days",    "week",    "weeks",    "month",
        "months", "year",    "years", "munud", "funud",   "awr",     "diwrnod", "ddiwrnod", "niwrnod",
        "dydd",   "wythnos", "mis",   "fis",   "blynedd", "flynedd", "mlynedd", "blwyddyn", "flwyddyn"};
    return end < said->words.count && TEXT_IS_AMONG(said->words.items[end], words) &&
           !is_an_age(said, folded, end);
}

static bool is_said_of_cases(const struct said_numbers *said, size_t end)
{
    static const char *const words[] = {
        "case",         "cases",       "file",      "files",      "victim",      "victims",    "achos",
        "achosion",     "hachos",      "hachosion", "ffeil",      "ffeiliau",    "dioddefwr",  "dioddefwyr",
        "ddioddefwr",   "ddioddefwyr", "incident",  "incidents",  "person",      "people",     "woman",
        "women",        "man",         "men",       "girl",       "girls",       "boy",        "boys",
        "child",        "children",    "report",    "reports",    "complaint",   "complaints", "complainant",
        "complainants", "crime",       "crimes",    "individual", "individuals", "digwyddiad", "digwyddiadau",
        "ddigwyddiad",  "berson",      "pherson",   "personau",   "pobl",        "bobl",       "phobl",
        "menyw",        "fenyw",       "menywod",   "fenywod",    "merch",       "ferch",      "merched",
        "ferched",      "dyn",         "ddyn",      "dynion",     "ddynion",     "bachgen",    "fachgen",
        "plentyn",      "blentyn",     "phlentyn",  "plant",      "blant",       "phlant",     "adroddiad",
        "adroddiadau",  "cwyn",        "gwyn",      "chwyn",      "cwynion",     "gwynion",    "chwynion",
        "trosedd",      "drosedd",     "throsedd",  "troseddau",  "achwynydd",   "achwynwyr"};
    for (size_t i = end; i < said->words.count && i < end + WORDS_TO_THE_NOUN; i++)
        if (TEXT_IS_AMONG(said->words.items[i], words))
            return true;
    return false;
}

// ---- The rest of a whole -----------------------------------------------------------------------------------

// Where "all" or "none" stands before a word of the same sentence.
static bool find_all(const struct said_numbers *said, struct text folded, size_t before, size_t *at)
{
    static const char *const all[] = {
        "all",  "every", "each", "everyone", "everybody", "everything", "none",  "nobody", "pob",   "bob",
        "phob", "holl",  "oll",  "gyd",      "pawb",      "bawb",       "phawb", "cyfan",  "gyfan", "neb"};
    for (size_t i = before, seen = 0; i > 0 && seen < WORDS_TO_ALL; seen++) {
        i--;
        if (is_parted(said, folded, i, before))
            return false;
        if (TEXT_IS_AMONG(said->words.items[i], all)) {
            *at = i;
            return true;
        }
    }
    return false;
}

// "but two", "except for two", "apart from the two", "with the exception of two", "ac eithrio dau": where it begins.
static bool find_exception_before(const struct said_numbers *said, size_t first, size_t *at)
{
    static const char *const excepted[] = {"but",       "except",    "excepting", "excluding", "save",
                                           "bar",       "barring",   "apart",     "aside",     "besides",
                                           "exception", "minus",     "ond",       "heblaw",    "eithrio",
                                           "wahan",     "oddieithr", "namyn",     "eithriad"};
    static const char *const joining[] = {"for", "from", "of", "the", "these", "those", "am",
                                          "i",   "ir",   "y",  "yr",  "r",     "o",     "only"};
    size_t i = first;
    for (size_t seen = 0; i > 0 && seen < WORDS_TO_THE_EXCEPTION; seen++) {
        i--;
        bool other_than = i > 0 && text_equal(said->words.items[i], TEXT("than")) &&
                          text_equal(said->words.items[i - 1], TEXT("other"));
        if (other_than || TEXT_IS_AMONG(said->words.items[i], excepted)) {
            *at = i - other_than;
            return true;
        }
        if (!TEXT_IS_AMONG(said->words.items[i], joining))
            return false;
    }
    return false;
}

// "two excepted", "two cases aside", "two exceptions", "dau eithriad": behind the number.
static bool is_excepted_behind(const struct said_numbers *said, struct text folded, size_t end)
{
    static const char *const excepted[] = {"excepted",   "excluded", "aside",      "apart",   "exception",
                                           "exceptions", "eithriad", "eithriadau", "eithrio", "eithriwyd"};
    for (size_t i = end; i < said->words.count && i < end + 2; i++)
        if (TEXT_IS_AMONG(said->words.items[i], excepted))
            return !is_parted(said, folded, end - 1, i);
    return false;
}

// "the other nine", "the remaining nine", "the rest, nine in all", "nine others", "y naw arall", "y naw sy'n weddill".
static bool is_of_the_others(const struct said_numbers *said, struct text folded, size_t first, size_t end)
{
    static const char *const before[] = {"other",   "others",   "remaining", "remainder", "rest",   "another",
                                         "further", "gweddill", "weddill",   "ngweddill", "lleill", "eraill"},
                             *const behind[] = {"other",     "further",   "others",  "remain",   "remained",
                                                "remaining", "remainder", "rest",    "arall",    "eraill",
                                                "lleill",    "gweddill",  "weddill", "ngweddill"};
    for (size_t i = first; i > 0 && first - i < 2; i--)
        if (TEXT_IS_AMONG(said->words.items[i - 1], before))
            return !is_parted(said, folded, i - 1, first);
    for (size_t i = end; i < said->words.count && i < end + WORDS_TO_THE_NOUN; i++)
        if (TEXT_IS_AMONG(said->words.items[i], behind))
            return !is_parted(said, folded, end - 1, i);
    return false;
}

// ---- Of how many -------------------------------------------------------------------------------------------

// "of the eleven", "out of 11", "o'r un ar ddeg", "2/11": whether the next number is the whole of this one.
static bool is_of_the_next(const struct said_numbers *said, struct text folded, const struct said_number *one,
                           const struct said_number *next)
{
    static const char *const of[] = {"of", "out", "o", "or", "allan"};
    size_t mark = (size_t)(one->words.bytes - folded.bytes) + one->words.length;
    if (next->is_share || next->number <= one->number || is_parted(said, folded, one->first, next->first))
        return false;
    if (one->end == next->first)
        return folded.bytes[mark] == '/';
    return next->first - one->end <= WORDS_TO_THE_WHOLE && TEXT_IS_AMONG(said->words.items[one->end], of);
}

// "all eleven but two": the number that stands between the two words.
static int64_t number_between(const struct said_numbers *said, size_t from, size_t to)
{
    for (size_t i = 0; i < said->list.count; i++)
        if (!said->list.items[i].is_share && said->list.items[i].first > from &&
            said->list.items[i].end <= to)
            return said->list.items[i].number;
    return 0;
}

static void read_rest(struct text folded, const struct said_numbers *said, struct said_number *number)
{
    size_t all = 0, exception = number->first;
    bool behind = is_excepted_behind(said, folded, number->end);
    bool is_rest = behind || find_exception_before(said, number->first, &exception);
    // "with two exceptions" says it without "all".
    bool is_all = is_rest && !is_parted(said, folded, exception, number->first) &&
                  find_all(said, folded, exception, &all);
    if (is_all || behind) {
        number->of = SAID_OF_THE_REST;
        number->said_of_cases |= is_all;
        if (is_all && number->whole == 0)
            number->whole = number_between(said, all, exception);
    } else if (is_of_the_others(said, folded, number->first, number->end))
        number->of = SAID_OF_THE_OTHERS;
}

void number_context_read(struct text folded, struct said_numbers *said)
{
    for (size_t i = 0; i < said->list.count; i++) {
        struct said_number *number = &said->list.items[i];
        number->said_of_cases = is_said_of_cases(said, number->end);
        if (i + 1 < said->list.count && is_of_the_next(said, folded, number, number + 1))
            number->whole = number[1].number;
    }
    for (size_t i = 0; i < said->list.count; i++)
        read_rest(folded, said, &said->list.items[i]);
}
