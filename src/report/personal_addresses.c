// SPDX-License-Identifier: GPL-3.0-or-later
// Parts of an address that tell where somebody lives: its first line, and what begins at the number of a house.
#include "format/unicode.h"
#include "report/lookalikes.h"
#include "report/personal_terms.h"

// The number of words up to the end of a street's name that may stand before the name of a place; 0: none is seen.
static bool ends_a_street(struct text word)
{
    static const char *const words[] = {
        "street", "road",    "lane",  "avenue", "close", "drive", "way", "terrace", "place", "crescent",
        "court",  "gardens", "grove", "square", "st",    "rd",    "ave", "row",     "hill",  "parade"};
    return TEXT_IS_AMONG(word, words);
}

static bool is_number(struct text word)
{
    return word.length && personal_is_digit(word.bytes[0]);
}

// "SY23" of a postcode.
static bool begins_a_postcode(struct text word)
{
    return word.length <= 4 && !is_number(word) && personal_count_digits(word);
}

// "Flat 3 Ty Gwyn 4 Stryd Fawr SY23": from each number that words follow, up to the end or the postcode, and up to the
// street's own end where one is seen.
static void add_numbered(struct personal_terms *terms, struct text part)
{
    struct text words[LIMIT_PERSONAL_WORDS], folded = lookalikes_fold(terms->arena, part);
    size_t count = 0, at = 0;
    while (count < LIMIT_PERSONAL_WORDS && unicode_word(folded, &at, &words[count]) &&
           !begins_a_postcode(words[count]))
        count++;
    for (size_t first = 0; first + 1 < count; first++) {
        if (!is_number(words[first]) || is_number(words[first + 1]))
            continue;
        struct text joined = words[first];
        for (size_t i = first + 1; i < count; i++) {
            joined = text_print(terms->arena, "%.*s%.*s", TEXT_PRINT(joined), TEXT_PRINT(words[i]));
            if (i + 1 == count || (i > first + 1 && ends_a_street(words[i])))
                personal_terms_add(terms, joined, PERSONAL_VALUE, (struct text){0});
        }
    }
}

static size_t count_words(struct personal_terms *terms, struct text text)
{
    struct text word, folded = lookalikes_fold(terms->arena, text);
    size_t count = 0;
    for (size_t at = 0; unicode_word(folded, &at, &word);)
        count++;
    return count;
}

void personal_terms_add_address(struct personal_terms *terms, struct text value)
{
    struct text rest = value, line;
    for (size_t number = 0; text_split(&rest, ',', &line); number++) {
        if (number == 0 && rest.length && count_words(terms, line) > 1)
            personal_terms_add_value(terms, line, PERSONAL_VALUE);
        add_numbered(terms, line);
    }
}
