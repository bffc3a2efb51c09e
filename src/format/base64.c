// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/base64.h"

void base64_add(struct buffer *out, struct text bytes)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t at = 0; at < bytes.length; at += 3) {
        uint32_t three = 0;
        size_t left = bytes.length - at;
        for (size_t i = 0; i < 3; i++)
            three = three << 8 | (i < left ? (unsigned char)bytes.bytes[at + i] : 0);
        for (size_t i = 0; i < 4; i++)
            buffer_add_character(out, i <= left ? digits[three >> (18 - 6 * i) & 63] : '=');
    }
}
