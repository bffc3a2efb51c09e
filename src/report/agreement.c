// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/agreement.h"

bool agreement_split(struct text alternatives, struct text *one, struct text *others)
{
    size_t bar;
    if (!text_find(alternatives, TEXT("|"), &bar))
        return false;
    *one = text_slice(alternatives, 0, bar);
    *others = text_slice(alternatives, bar + 1, alternatives.length);
    return true;
}

struct change {
    const char *from, *to;
};

static const struct change english_nouns[] = {{"case", "cases"},
                                              {"file", "files"},
                                              {"victim", "victims"},
                                              {"incident", "incidents"},
                                              {"crime", "crimes"},
                                              {"person", "people"},
                                              {"woman", "women"},
                                              {"man", "men"},
                                              {"child", "children"},
                                              {"report", "reports"},
                                              {"girl", "girls"},
                                              {"boy", "boys"},
                                              {"complaint", "complaints"},
                                              {"individual", "individuals"},
                                              {"complainant", "complainants"},
                                              {NULL, NULL}};
static const struct change english_verbs[] = {
    {"was", "were"},     {"is", "are"},         {"has", "have"},      {"does", "do"}, {"wasn't", "weren't"},
    {"isn't", "aren't"}, {"hasn't", "haven't"}, {"doesn't", "don't"}, {NULL, NULL}};
// Behind "neu fwy"; after a number itself nouns are singular.
static const struct change welsh_nouns[] = {{"achos", "o achosion"},
                                            {"ffeil", "o ffeiliau"},
                                            {"dioddefwr", "o ddioddefwyr"},
                                            {"ddioddefwr", "o ddioddefwyr"},
                                            {"digwyddiad", "o ddigwyddiadau"},
                                            {"ddigwyddiad", "o ddigwyddiadau"},
                                            {"trosedd", "o droseddau"},
                                            {"drosedd", "o droseddau"},
                                            {"throsedd", "o droseddau"},
                                            {"person", "o bobl"},
                                            {"berson", "o bobl"},
                                            {"pherson", "o bobl"},
                                            {"menyw", "o fenywod"},
                                            {"fenyw", "o fenywod"},
                                            {"dyn", "o ddynion"},
                                            {"ddyn", "o ddynion"},
                                            {"plentyn", "o blant"},
                                            {"blentyn", "o blant"},
                                            {"phlentyn", "o blant"},
                                            {"adroddiad", "o adroddiadau"},
                                            {"cwyn", "o gwynion"},
                                            {"gwyn", "o gwynion"},
                                            {"g\u0175yn", "o gwynion"},
                                            {"chwyn", "o gwynion"},
                                            {"ch\u0175yn", "o gwynion"},
                                            {"c\u0175yn", "o gwynion"},
                                            {NULL, NULL}};

static bool is_in_word(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '\'' || (byte & 0x80);
}

// Whether the word at `*at`, behind a blank, is one of these: then it is changed, and *at moves behind it.
static bool change_word(struct arena *arena, struct text *text, size_t *at, const struct change *changes)
{
    size_t from = *at + 1, to = from;
    if (*at >= text->length || text->bytes[*at] != ' ')
        return false;
    while (to < text->length && is_in_word(text->bytes[to]))
        to++;
    for (; changes->from; changes++) {
        if (!text_equal(text_slice(*text, from, to), text_from(changes->from)))
            continue;
        *text = text_print(arena, "%.*s%s%.*s", TEXT_PRINT(text_slice(*text, 0, from)), changes->to,
                           TEXT_PRINT(text_slice(*text, to, text->length)));
        *at = from + text_from(changes->to).length;
        return true;
    }
    return false;
}

struct text agreement_behind(struct arena *arena, enum language language, struct text text, int64_t number,
                             bool named, bool small)
{
    size_t at = 0;
    if (language == LANGUAGE_WELSH) {
        if (!named && !small)
            change_word(arena, &text, &at, welsh_nouns);
        return text;
    }
    if (number != 1)
        return text;
    if (!named)
        change_word(arena, &text, &at, english_nouns);
    change_word(arena, &text, &at, english_verbs);
    return text;
}
