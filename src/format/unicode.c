// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/unicode.h"

#include <stdlib.h>
#include <utf8proc.h>

enum { EMOJI_PRESENTATION = 0xFE0F };

static size_t code_point(struct text text, size_t at, utf8proc_int32_t *point)
{
    utf8proc_ssize_t length = utf8proc_iterate((const utf8proc_uint8_t *)text.bytes + at,
                                               (utf8proc_ssize_t)(text.length - at), point);
    if (length > 0)
        return (size_t)length;
    *point = 0xFFFD; // not UTF-8: a byte on its own
    return 1;
}

size_t unicode_character(struct text text, size_t *width)
{
    utf8proc_int32_t state = 0, last = 0, next;
    size_t at = 0;
    int columns = 0;
    while (at < text.length) {
        size_t length = code_point(text, at, &next);
        if (at > 0 && utf8proc_grapheme_break_stateful(last, next, &state))
            break;
        columns += next == EMOJI_PRESENTATION ? 1 : utf8proc_charwidth(next);
        last = next;
        at += length;
    }
    *width = columns > 2 ? 2 : (size_t)columns; // joined emoji take the room of one
    return at;
}

size_t unicode_width(struct text text)
{
    size_t total = 0;
    for (size_t at = 0, length, width;
         (length = unicode_character(text_slice(text, at, text.length), &width)) > 0;) {
        total += width;
        at += length;
    }
    return total;
}

uint32_t unicode_base(uint32_t code_point)
{
    utf8proc_int32_t parts[8];
    int last_class;
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code_point);
    if (category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME)
        return 0;
    utf8proc_ssize_t count = utf8proc_decompose_char(
        (utf8proc_int32_t)code_point, parts, sizeof parts / sizeof *parts, UTF8PROC_DECOMPOSE, &last_class);
    return count > 0 && count <= (utf8proc_ssize_t)(sizeof parts / sizeof *parts) ? (uint32_t)parts[0]
                                                                                  : code_point;
}

uint32_t unicode_lower(uint32_t code_point)
{
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)code_point);
}

struct text unicode_fold(struct arena *arena, struct text text)
{
    utf8proc_uint8_t *folded = NULL;
    utf8proc_ssize_t length = utf8proc_map((const utf8proc_uint8_t *)text.bytes,
                                           (utf8proc_ssize_t)text.length, &folded,
                                           UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT |
                                               UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE);
    if (length < 0)
        return text;
    struct text copy = text_copy(arena, (struct text){(const char *)folded, (size_t)length});
    free(folded);
    return copy;
}

bool unicode_compose(struct arena *arena, struct text text, struct text *composed)
{
    utf8proc_uint8_t *made = NULL;
    utf8proc_ssize_t length = utf8proc_map((const utf8proc_uint8_t *)text.bytes,
                                           (utf8proc_ssize_t)text.length, &made,
                                           UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    if (length < 0)
        return false;
    *composed = text_copy(arena, (struct text){(const char *)made, (size_t)length});
    free(made);
    return true;
}

static bool is_of_a_word(utf8proc_int32_t point)
{
    switch ((int)utf8proc_category(point)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO: return true;
    default: return false;
    }
}

bool unicode_word(struct text text, size_t *at, struct text *word)
{
    utf8proc_int32_t point;
    size_t from = *at, length = 0;
    while (from < text.length && (length = code_point(text, from, &point), !is_of_a_word(point)))
        from += length;
    size_t to = from;
    while (to < text.length && (length = code_point(text, to, &point), is_of_a_word(point)))
        to += length;
    *at = to;
    *word = text_slice(text, from, to);
    return to > from;
}
