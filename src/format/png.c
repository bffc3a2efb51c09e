// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/png.h"

static uint32_t big_endian(const char *bytes)
{
    const unsigned char *b = (const unsigned char *)bytes;
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

bool png_size(struct text png, unsigned *width, unsigned *height)
{
    // The signature, and the head of the first chunk, IHDR, whose content has 13 bytes: width, height and five more.
    static const char beginning[] = "\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR";
    enum { BEGINNING = sizeof beginning - 1, SMALLEST = BEGINNING + 13 + 4 };
    if (png.length < SMALLEST || memcmp(png.bytes, beginning, BEGINNING) != 0)
        return false;
    uint32_t wide = big_endian(png.bytes + BEGINNING), high = big_endian(png.bytes + BEGINNING + 4);
    if (wide == 0 || high == 0 || wide > INT32_MAX || high > INT32_MAX)
        return false;
    *width = wide;
    *height = high;
    return true;
}
