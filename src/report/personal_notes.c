// SPDX-License-Identifier: GPL-3.0-or-later
// A note of a log: sentences, in which people and addresses are only where they can be told from other words.
#include "format/unicode.h"
#include "report/personal_terms.h"

enum { NAME_WORDS = 4 };

static bool is_capital(struct text word)
{
    size_t at = 0;
    uint32_t letter = text_code_point(word, &at);
    return unicode_lower(letter) != letter;
}

// "Gwen Rees": nothing else than capital words.
static bool is_a_name_alone(struct text note)
{
    size_t count = 0;
    struct text word;
    for (size_t at = 0; unicode_word(note, &at, &word); count++)
        if (!is_capital(word))
            return false;
    return count > 1 && count <= NAME_WORDS && personal_count_digits(note) == 0;
}

// "Rang Mrs Gwen Rees at home": from the title on.
static void add_titled(struct personal_terms *terms, struct text note)
{
    static const char *const titles[] = {"Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Prof", "Bnr", "Bns", "Cllr"};
    struct text word;
    for (size_t at = 0; unicode_word(note, &at, &word);) {
        if (!TEXT_IS_AMONG(word, titles))
            continue;
        size_t from = at - word.length, to = at, next = at, count = 0;
        for (; count < NAME_WORDS && unicode_word(note, &next, &word) && is_capital(word); count++) {
            size_t open;
            if (count && text_find(text_slice(note, to, next - word.length), TEXT("."), &open))
                break; // another sentence
            to = next;
        }
        if (count)
            personal_terms_add_names(terms, text_slice(note, from, to));
    }
}

static bool has_a_street(struct text note)
{
    static const char *const words[] = {"street", "road", "lane",   "avenue", "terrace", "crescent",
                                        "stryd",  "heol", "ffordd", "rhodfa", "teras"};
    struct text word;
    for (size_t at = 0; unicode_word(note, &at, &word);)
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (text_equal_ignoring_case(word, text_from(words[i])))
                return true;
    return false;
}

void personal_terms_add_note(struct personal_terms *terms, struct text note)
{
    if (is_a_name_alone(note))
        personal_terms_add_names(terms, note);
    add_titled(terms, note);
    if (personal_count_digits(note) && has_a_street(note))
        personal_terms_add_address(terms, note);
}
