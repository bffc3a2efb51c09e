// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/png.h"

#include "base/limits.h"

enum { CHUNK_AROUND = 12, HEAD_LENGTH = 13 }; // length, type and checksum of a chunk; content of IHDR

static uint32_t big_endian(const char *bytes)
{
    const unsigned char *at = (const unsigned char *)bytes;
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

// PNG's annex D, bit by bit: a logo is small.
static uint32_t checksum(struct text text)
{
    uint32_t sum = UINT32_MAX;
    for (size_t i = 0; i < text.length; i++) {
        sum ^= (unsigned char)text.bytes[i];
        for (int bit = 0; bit < 8; bit++)
            sum = sum & 1 ? sum >> 1 ^ 0xEDB88320 : sum >> 1;
    }
    return ~sum;
}

// Takes the first chunk off; its checksum is of type and content.
static bool take_chunk(struct text *rest, struct text *type, struct text *content)
{
    if (rest->length < CHUNK_AROUND)
        return false;
    uint32_t length = big_endian(rest->bytes);
    if (length > rest->length - CHUNK_AROUND)
        return false;
    if (checksum(text_slice(*rest, 4, 8 + (size_t)length)) != big_endian(rest->bytes + 8 + length))
        return false;
    *type = text_slice(*rest, 4, 8);
    *content = text_slice(*rest, 8, 8 + (size_t)length);
    *rest = text_slice(*rest, CHUNK_AROUND + (size_t)length, rest->length);
    return true;
}

bool png_size(struct text png, unsigned *width, unsigned *height)
{
    static const char signature[8] = {(char)0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    struct text head, type, content, rest = text_slice(png, sizeof signature, png.length);
    if (!text_starts(png, (struct text){signature, sizeof signature}) || !take_chunk(&rest, &type, &head) ||
        !text_equal(type, TEXT("IHDR")) || head.length != HEAD_LENGTH)
        return false;
    uint32_t across = big_endian(head.bytes), down = big_endian(head.bytes + 4);
    if (across == 0 || down == 0 || across > LIMIT_PICTURE_PIXELS || down > LIMIT_PICTURE_PIXELS)
        return false;
    bool has_pixels = false;
    while (take_chunk(&rest, &type, &content) && !text_equal(type, TEXT("IEND")))
        has_pixels = has_pixels || text_equal(type, TEXT("IDAT"));
    if (!has_pixels || !text_equal(type, TEXT("IEND")))
        return false;
    *width = across;
    *height = down;
    return true;
}
