// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/unicode.h"

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
