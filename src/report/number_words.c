// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/number_words.h"

#include "base/spoken.h"
#include "format/unicode.h"
#include "report/number_context.h"
#include "report/number_shares.h"

#include <string.h>

enum { IN_WORDS = 199, WORDS_MOST = 7, JOINED_BYTES = 80, NO_NUMBER = 0 };

// ---- The words of each number ------------------------------------------------------------------------------

// Joined as the words of a text are compared.
static void add(struct number_words *number_words, struct text words, size_t number)
{
    char joined[JOINED_BYTES];
    size_t length = 0, at = 0;
    struct text word, folded = unicode_fold(number_words->arena, words);
    while (unicode_word(folded, &at, &word) && length + word.length <= sizeof joined) {
        memcpy(joined + length, word.bytes, word.length);
        length += word.length;
    }
    text_map_put(&number_words->by_words, text_copy(number_words->arena, (struct text){joined, length}),
                 number, NULL);
}

static void add_english(struct number_words *number_words, size_t number)
{
    static const char *const ones[] = {"",        "one",     "two",       "three",    "four",
                                       "five",    "six",     "seven",     "eight",    "nine",
                                       "ten",     "eleven",  "twelve",    "thirteen", "fourteen",
                                       "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
    static const char *const tens[] = {"",      "",      "twenty",  "thirty", "forty",
                                       "fifty", "sixty", "seventy", "eighty", "ninety"};
    struct arena *arena = number_words->arena;
    size_t below = number % 100;
    struct text words = below < 20 ? text_from(ones[below])
                                   : text_print(arena, "%s %s", tens[below / 10], ones[below % 10]);
    if (number < 100) {
        add(number_words, words, number);
        return;
    }
    const char *between[] = {"", " and "};
    for (size_t i = 0; i < 2; i++) {
        add(number_words, text_print(arena, "one hundred%s%.*s", below ? between[i] : "", TEXT_PRINT(words)),
            number);
        add(number_words, text_print(arena, "a hundred%s%.*s", below ? between[i] : "", TEXT_PRINT(words)),
            number);
    }
}

// What stands before a Welsh number changes its first letter: "y ddau", "i dri", "a phedwar".
static void add_welsh(struct number_words *number_words, struct text words, size_t number)
{
    static const struct {
        char letter;
        const char *changed[2];
    } mutations[] = {{'p', {"b", "ph"}}, {'t', {"d", "th"}}, {'c', {"g", "ch"}}, {'d', {"dd", NULL}}};
    add(number_words, words, number);
    for (size_t i = 0; i < sizeof mutations / sizeof *mutations; i++)
        for (size_t k = 0; k < 2 && mutations[i].changed[k]; k++)
            if (words.bytes[0] == mutations[i].letter && !text_starts(words, TEXT("ch")))
                add(number_words,
                    text_print(number_words->arena, "%s%.*s", mutations[i].changed[k],
                               TEXT_PRINT(text_slice(words, 1, words.length))),
                    number);
}

static const struct {
    const char *words;
    size_t number;
} others[] = {
    {"both", 2},
    {"single", 1},
    {"a dozen", 12},
    {"dwsin", 12},
    {"a couple", 2},
    {"couple of", 2},
    {"a couple of", 2},
    {"pair of", 2},
    {"a pair of", 2},
    {"cwpl o", 2},
    {"cwpwl o", 2},
    {"par o", 2},
    {"deng", 10},
    {"deuddeng", 12},
    {"un ar ddeg", 11},
    {"r un ar ddeg", 11}, // not "yr un", which is no count
    {"yr un ar ddeg", 11},
    {"deuddeg", 12},
    {"tri ar ddeg", 13},
    {"tair ar ddeg", 13},
    {"pedwar ar ddeg", 14},
    {"pedair ar ddeg", 14},
    {"pymtheg", 15},
    {"pymtheng", 15},
    {"un ar bymtheg", 16},
    {"r un ar bymtheg", 16},
    {"yr un ar bymtheg", 16},
    {"dau ar bymtheg", 17},
    {"dwy ar bymtheg", 17},
    {"deunaw", 18},
    {"pedwar ar bymtheg", 19},
    {"pedair ar bymtheg", 19},
    {"ugain", 20},
    {"hanner cant", 50},
    // These say how it is, not how many there are.
    {"no one", NO_NUMBER},
    {"any one", NO_NUMBER},
    {"every one", NO_NUMBER},
    {"each one", NO_NUMBER},
    {"one another", NO_NUMBER},
    {"one by one", NO_NUMBER},
    {"pob un", NO_NUMBER},
    {"bob un", NO_NUMBER},
    {"phob un", NO_NUMBER},
    {"yr un", NO_NUMBER},
    {"r un", NO_NUMBER},
    {"dim un", NO_NUMBER},
    {"unrhyw un", NO_NUMBER},
    {"un arall", NO_NUMBER},
    {"another one", NO_NUMBER},
};

void number_words_init(struct number_words *number_words, struct arena *arena)
{
    *number_words = (struct number_words){.arena = arena};
    text_map_init(&number_words->by_words, arena);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (others[i].number == NO_NUMBER)
            add(number_words, text_from(others[i].words), NO_NUMBER);
        else
            add_welsh(number_words, text_from(others[i].words), others[i].number);
    }
    for (size_t number = 1; number <= IN_WORDS; number++) {
        add_english(number_words, number);
        for (int form = NUMBER_ALONE; form <= NUMBER_FEMININE; form++)
            add_welsh(number_words,
                      spoken_number(arena, LANGUAGE_WELSH, (int64_t)number, (enum number_form)form), number);
    }
}

// ---- In a text ---------------------------------------------------------------------------------------------

struct reading {
    const struct number_words *number_words;
    struct arena *arena;
    struct text folded;
    struct said_numbers *said;
};

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

// "2/11" says two numbers; "07/03", "2018/19" and "2/11/2019" are dates and years.
static bool is_share(struct text folded, size_t mark)
{
    enum { DIGITS_MOST = 3 };
    size_t from = mark, to = mark + 1;
    int64_t part, whole;
    while (from > 0 && is_digit(folded.bytes[from - 1]))
        from--;
    while (to < folded.length && is_digit(folded.bytes[to]))
        to++;
    bool more = (from > 0 && folded.bytes[from - 1] == '/') ||
                (to < folded.length && folded.bytes[to] == '/');
    return !more && folded.bytes[mark] == '/' && to - mark - 1 <= DIGITS_MOST && folded.bytes[from] != '0' &&
           folded.bytes[mark + 1] != '0' && text_to_int64(text_slice(folded, from, mark), &part) &&
           text_to_int64(text_slice(folded, mark + 1, to), &whole) && part <= whole;
}

// Whether another digit follows in this direction behind a mark that joins them: 1,284; 10:30; 07/03.
static bool goes_on(struct text folded, size_t mark, size_t digit)
{
    return mark < folded.length && digit < folded.length && memchr(",.:/", folded.bytes[mark], 4) &&
           is_digit(folded.bytes[digit]) && !is_share(folded, mark);
}

// "x4" and "4x" are four times.
static struct text without_times(struct text word)
{
    if (word.length > 1 && word.bytes[0] == 'x')
        return text_slice(word, 1, word.length);
    return word.length > 1 && word.bytes[word.length - 1] == 'x' ? text_slice(word, 0, word.length - 1)
                                                                 : word;
}

// The words that a number in digits takes, zeros in front or not: "4", "0004", "x4", "4.0". 0: it is none.
static size_t read_digits(const struct reading *reading, size_t first, int64_t *number)
{
    struct text digits = without_times(reading->said->words.items[first]), folded = reading->folded;
    size_t from = (size_t)(digits.bytes - folded.bytes), to = from + digits.length, end = to + 1;
    if (!is_digit(digits.bytes[0]) || !text_to_int64(digits, number) ||
        (from >= 2 && goes_on(folded, from - 1, from - 2)))
        return 0;
    if (!goes_on(folded, to, to + 1))
        return 1;
    // Nothing but zeros behind the point: 4.0, and neither 4.05 nor 4.0.1.
    while (end < folded.length && folded.bytes[end] == '0')
        end++;
    bool is_whole = memchr(".,", folded.bytes[to], 2) && end - to - 1 < 3 &&
                    (end == folded.length || !is_digit(folded.bytes[end])) && !goes_on(folded, end, end + 1);
    return is_whole ? 2 : 0;
}

// The longest run of words from `first` on that is a number; 0 words: none.
static size_t longest(const struct reading *reading, size_t first, int64_t *number)
{
    char joined[JOINED_BYTES];
    size_t length = 0, found = 0, value;
    for (size_t i = first; i < reading->said->words.count && i - first < WORDS_MOST; i++) {
        struct text word = reading->said->words.items[i];
        if (length + word.length > sizeof joined)
            break;
        memcpy(joined + length, word.bytes, word.length);
        length += word.length;
        if (!text_map_find(&reading->number_words->by_words, (struct text){joined, length}, &value))
            continue;
        *number = (int64_t)value;
        found = i + 1 - first;
    }
    return found ? found : read_digits(reading, first, number);
}

static void add_number(const struct reading *reading, struct said_number number, size_t count)
{
    const struct text *words = reading->said->words.items;
    struct text last = words[number.first + count - 1];
    size_t from = (size_t)(words[number.first].bytes - reading->folded.bytes),
           to = (size_t)(last.bytes - reading->folded.bytes) + last.length;
    number.end = number.first + count;
    number.words = text_slice(reading->folded, from, to);
    *ARRAY_APPEND(reading->arena, &reading->said->list) = number;
}

void number_words_find(const struct number_words *number_words, struct arena *arena, struct text folded,
                       struct said_numbers *said)
{
    struct reading reading = {number_words, arena, folded, said};
    struct text word;
    *said = (struct said_numbers){0};
    for (size_t at = 0; unicode_word(folded, &at, &word);)
        *ARRAY_APPEND(arena, &said->words) = word;
    for (size_t i = 0; i < said->words.count;) {
        struct said_number number = {.first = i};
        size_t count = longest(&reading, i, &number.number);
        size_t share = number_share_read(number_words, said, folded, i, i + count, &number);
        if (share)
            count = share;
        if (count && number.number > 0 && (share || !number_is_measure(said, folded, i + count)))
            add_number(&reading, number, count);
        i += count ? count : 1;
    }
    number_context_read(folded, said);
}
