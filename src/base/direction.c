// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/direction.h"

static const struct {
    const char *bytes; // as UTF-8
    const char *name;
} marks[] = {
    {"\xD8\x9C", "U+061C"},     {"\xE2\x80\x8E", "U+200E"}, {"\xE2\x80\x8F", "U+200F"},
    {"\xE2\x80\xAA", "U+202A"}, {"\xE2\x80\xAB", "U+202B"}, {"\xE2\x80\xAC", "U+202C"},
    {"\xE2\x80\xAD", "U+202D"}, {"\xE2\x80\xAE", "U+202E"}, {"\xE2\x81\xA6", "U+2066"},
    {"\xE2\x81\xA7", "U+2067"}, {"\xE2\x81\xA8", "U+2068"}, {"\xE2\x81\xA9", "U+2069"},
};

const char *direction_mark(struct text text, size_t *at)
{
    for (size_t i = *at; i < text.length; i++) {
        unsigned char first = (unsigned char)text.bytes[i];
        for (size_t k = 0; (first == 0xD8 || first == 0xE2) && k < sizeof marks / sizeof *marks; k++) {
            if (!text_starts(text_slice(text, i, text.length), text_from(marks[k].bytes)))
                continue;
            *at = i;
            return marks[k].name;
        }
    }
    return NULL;
}
