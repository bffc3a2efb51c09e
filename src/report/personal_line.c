// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/personal_line.h"

#include "format/unicode.h"
#include "report/lookalikes.h"
#include "report/personal_births.h"
#include "report/personal_dates.h"

#include <string.h>

static void read_words(struct personal_line *line)
{
    struct text word;
    for (size_t at = 0; unicode_word(line->folded, &at, &word);)
        *ARRAY_APPEND(line->arena, &line->words) = (struct personal_word){word, at - word.length, at, false};
}

void personal_line_hit(struct personal_line *line, enum personal_kind kind, size_t first, size_t end)
{
    if (kind == PERSONAL_ALLOWED) {
        for (size_t i = first; i < end; i++)
            line->words.items[i].allowed = true;
        return;
    }
    *ARRAY_APPEND(line->arena, &line->hits) = (struct personal_hit){kind, first, end};
}

static bool is_followed_by_a_digit(const struct personal_line *line, size_t end)
{
    return end < line->words.count && personal_is_digit(line->words.items[end].text.bytes[0]);
}

// A reference with other words among its parts: "DP-2019- case 0019".
static void find_parted_reference(const struct personal_terms *terms, struct personal_line *line,
                                  size_t first)
{
    static const char *const between[] = {"case",  "number", "no",  "nr",  "file",  "ref",  "reference",
                                          "achos", "rhif",   "cyf", "the", "ffeil", "is",   "of",
                                          "and",   "o",      "y",   "yr",  "a",     "cases"};
    char joined[PERSONAL_LONGEST_BYTES];
    size_t length = 0, parted = 0, at;
    for (size_t end = first; end < line->words.count && end - first < LIMIT_PERSONAL_WORDS; end++) {
        struct text word = line->words.items[end].text;
        if (TEXT_IS_AMONG(word, between)) {
            if (end == first)
                return;
            parted++;
            continue;
        }
        if (length + word.length > sizeof joined)
            return;
        memcpy(joined + length, word.bytes, word.length);
        length += word.length;
        if (parted && text_map_find(&terms->index, (struct text){joined, length}, &at) &&
            terms->list.items[at].kind == PERSONAL_REFERENCE && !terms->list.items[at].literal.length)
            personal_line_hit(line, PERSONAL_REFERENCE, first, end + 1);
    }
}

// Every run of words from this one on that is a term, up to the longest that there can be.
static void find_terms(const struct personal_terms *terms, struct personal_line *line, size_t first)
{
    char joined[PERSONAL_LONGEST_BYTES];
    size_t length = 0, at;
    for (size_t end = first; end < line->words.count && end - first < LIMIT_PERSONAL_WORDS; end++) {
        struct personal_word *word = &line->words.items[end];
        if (length + word->text.length > sizeof joined)
            return;
        memcpy(joined + length, word->text.bytes, word->text.length);
        length += word->text.length;
        if (!text_map_find(&terms->index, (struct text){joined, length}, &at))
            continue;
        const struct personal_term *term = &terms->list.items[at];
        struct text found = text_slice(line->folded, line->words.items[first].from, word->to);
        if ((term->literal.length && !text_equal(term->literal, found)) ||
            (term->kind == PERSONAL_BIRTH && !personal_birth_is_dated(line, first, end + 1) &&
             (term->dated || !is_followed_by_a_digit(line, end + 1))))
            continue;
        personal_line_hit(line, term->kind, first, end + 1);
    }
}

void personal_line_read(struct arena *arena, const struct personal_terms *terms, struct text text,
                        struct personal_line *line)
{
    *line = (struct personal_line){.arena = arena, .folded = lookalikes_fold(arena, text)};
    read_words(line);
    for (size_t i = 0; i < line->words.count; i++) {
        find_terms(terms, line, i);
        find_parted_reference(terms, line, i);
        personal_line_find_names(terms, line, i);
        personal_line_find_dates(terms, line, i);
        personal_line_find_brief_birth(line, i);
        personal_line_find_forms(line, i);
    }
}

bool personal_hit_is_allowed(const struct personal_line *line, struct personal_hit hit)
{
    for (size_t word = hit.first; word < hit.end; word++)
        if (!line->words.items[word].allowed)
            return false;
    return true;
}
