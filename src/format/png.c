// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/png.h"

#include "base/limits.h"
#include "format/gzip.h"

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

// ---- Writing -----------------------------------------------------------------------------------------------

static void add_number(struct buffer *out, uint32_t number)
{
    for (int shift = 24; shift >= 0; shift -= CHAR_BIT)
        buffer_add_character(out, (char)(number >> shift & UCHAR_MAX));
}

static void add_chunk(struct buffer *out, struct text type, struct text content)
{
    struct buffer summed = {0};
    buffer_add(&summed, type);
    buffer_add(&summed, content);
    add_number(out, (uint32_t)content.length);
    buffer_add(out, buffer_text(&summed));
    add_number(out, checksum(buffer_text(&summed)));
    buffer_dispose(&summed);
}

static void add_head(struct buffer *out, unsigned width, unsigned height)
{
    static const char eight_bits_of_a_palette[] = {8, 3, 0, 0, 0};
    struct buffer head = {0};
    add_number(&head, width);
    add_number(&head, height);
    buffer_add(&head, (struct text){eight_bits_of_a_palette, sizeof eight_bits_of_a_palette});
    add_chunk(out, TEXT("IHDR"), buffer_text(&head));
    buffer_dispose(&head);
}

static void add_palette(struct buffer *out, const struct png_palette *palette)
{
    struct buffer colours = {0};
    for (unsigned i = 0; i < palette->count; i++)
        for (int shift = 16; shift >= 0; shift -= CHAR_BIT)
            buffer_add_character(&colours, (char)(palette->colours[i] >> shift & UCHAR_MAX));
    add_chunk(out, TEXT("PLTE"), buffer_text(&colours));
    buffer_dispose(&colours);
}

void png_write(const unsigned char *pixels, unsigned width, unsigned height,
               const struct png_palette *palette, struct buffer *out)
{
    struct buffer rows = {0}, packed = {0};
    for (unsigned y = 0; y < height; y++) {
        buffer_add_character(&rows, 0); // not filtered: indexes are no amounts
        buffer_add(&rows, (struct text){(const char *)pixels + (size_t)y * width, width});
    }
    zlib_pack_quickly(buffer_text(&rows), &packed);
    buffer_add(out, (struct text){"\x89PNG\r\n\x1a\n", 8});
    add_head(out, width, height);
    add_palette(out, palette);
    add_chunk(out, TEXT("IDAT"), buffer_text(&packed));
    add_chunk(out, TEXT("IEND"), (struct text){0});
    buffer_dispose(&packed);
    buffer_dispose(&rows);
}
