// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/cookie.h"

// cookie-octet: printable ASCII but blank, quote, comma, semicolon, backslash.
static bool is_value(struct text value)
{
    for (size_t i = 0; i < value.length; i++) {
        unsigned char byte = (unsigned char)value.bytes[i];
        if (byte <= ' ' || byte >= 0x7F || strchr("\",;\\", byte))
            return false;
    }
    return true;
}

bool cookie_find(struct text header, struct text name, struct text *value)
{
    struct text pair, found = {0};
    bool there = false;
    while (text_split(&header, ';', &pair)) {
        pair = text_trim(pair);
        struct text key;
        if (!memchr(pair.bytes ? pair.bytes : "", '=', pair.length) || !text_split(&pair, '=', &key))
            continue;
        if (!text_equal(key, name) || !is_value(pair))
            continue;
        if (there && !text_equal(found, pair))
            return false;
        there = true;
        found = pair;
    }
    if (there)
        *value = found;
    return there;
}
