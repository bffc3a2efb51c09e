// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/base32.h"

struct text base32_text(struct arena *arena, struct text bytes)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    size_t length = (bytes.length * 8 + 4) / 5;
    char *out = arena_allocate(arena, length + 1, 1);
    for (size_t i = 0; i < length; i++) {
        size_t bit = 5 * i, at = bit / 8;
        unsigned two = (unsigned)(unsigned char)bytes.bytes[at] << 8;
        if (at + 1 < bytes.length)
            two |= (unsigned char)bytes.bytes[at + 1];
        out[i] = digits[two >> (11 - bit % 8) & 31];
    }
    out[length] = 0;
    return (struct text){out, length};
}
