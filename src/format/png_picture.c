// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/png_picture.h"

#include "base/limits.h"
#include "base/memory.h"
#include "format/gzip.h"

#include <stdlib.h>

#define SIGNATURE TEXT("\x89PNG\r\n\x1A\n")
enum { CHUNK_HEAD = 8, CHUNK_END = 4, HEADER_BYTES = 13 };
static uint32_t number_at(struct text bytes, size_t at)
{
    uint32_t number = 0;
    for (size_t i = 0; i < 4; i++)
        number = number << CHAR_BIT | (unsigned char)bytes.bytes[at + i];
    return number;
}

static void take_chunk(struct png_picture *picture, struct text kind, struct text content)
{
    if (text_equal(kind, TEXT("IHDR")) && content.length == HEADER_BYTES) {
        picture->width = number_at(content, 0);
        picture->height = number_at(content, 4);
        picture->depth = (unsigned char)content.bytes[8];
        picture->type = (enum png_colour_type)(unsigned char)content.bytes[9];
        picture->interlaced = content.bytes[12] != 0;
    } else if (text_equal(kind, TEXT("PLTE")))
        picture->palette = content;
    else if (text_equal(kind, TEXT("tRNS")))
        picture->transparent = true;
    else if (text_equal(kind, TEXT("IDAT")))
        buffer_add(&picture->data, content);
}

static bool read_chunks(struct png_picture *picture, struct text png)
{
    if (!text_starts(png, SIGNATURE))
        return false;
    size_t at = SIGNATURE.length;
    while (at + CHUNK_HEAD + CHUNK_END <= png.length) {
        size_t length = number_at(png, at);
        if (length > png.length - at - CHUNK_HEAD - CHUNK_END)
            return false;
        struct text kind = text_slice(png, at + 4, at + CHUNK_HEAD);
        take_chunk(picture, kind, text_slice(png, at + CHUNK_HEAD, at + CHUNK_HEAD + length));
        if (text_equal(kind, TEXT("IEND")))
            return picture->width > 0 && picture->height > 0 && picture->data.length > 0;
        at += CHUNK_HEAD + length + CHUNK_END;
    }
    return false;
}

size_t png_channels(enum png_colour_type type)
{
    switch (type) {
    case PNG_COLOUR: return 3;
    case PNG_GREY_ALPHA: return 2;
    case PNG_COLOUR_ALPHA: return 4;
    case PNG_GREY:
    case PNG_PALETTE: break;
    }
    return 1;
}

// ---- Unpacking ---------------------------------------------------------------------------------------------

static int paeth(int left, int above, int corner)
{
    int guess = left + above - corner;
    int to_left = abs(guess - left), to_above = abs(guess - above), to_corner = abs(guess - corner);
    if (to_left <= to_above && to_left <= to_corner)
        return left;
    return to_above <= to_corner ? above : corner;
}

// PNG 9.2, in place. `above` is the line before, zeros for the first.
static bool unfilter(unsigned filter, unsigned char *line, const unsigned char *above, size_t bytes,
                     size_t step)
{
    for (size_t i = 0; i < bytes; i++) {
        int left = i < step ? 0 : line[i - step], corner = i < step ? 0 : above[i - step];
        switch (filter) {
        case 0: break;
        case 1: line[i] = (unsigned char)(line[i] + left); break;
        case 2: line[i] = (unsigned char)(line[i] + above[i]); break;
        case 3: line[i] = (unsigned char)(line[i] + (left + above[i]) / 2); break;
        case 4: line[i] = (unsigned char)(line[i] + paeth(left, above[i], corner)); break;
        default: return false;
        }
    }
    return true;
}

size_t png_line_bytes(const struct png_picture *picture)
{
    return (picture->width * png_channels(picture->type) * picture->depth + CHAR_BIT - 1) / CHAR_BIT;
}

// All lines, each behind the number of its filter, and nothing else.
static bool unpack_lines(const struct png_picture *picture, struct buffer *lines)
{
    size_t whole = (png_line_bytes(picture) + 1) * picture->height;
    return zlib_unpack(buffer_text(&picture->data), whole, lines) && lines->length == whole;
}

static bool unfilter_all(const struct png_picture *picture, struct buffer *lines)
{
    size_t bytes = png_line_bytes(picture);
    size_t step = (png_channels(picture->type) * picture->depth + CHAR_BIT - 1) / CHAR_BIT;
    unsigned char *none = memory_allocate_zeroed(bytes, 1);
    const unsigned char *above = none;
    bool good = true;
    for (size_t y = 0; y < picture->height && good; y++) {
        unsigned char *line = (unsigned char *)lines->bytes + y * (bytes + 1);
        good = unfilter(line[0], line + 1, above, bytes, step);
        above = line + 1;
    }
    memory_free(none);
    return good;
}

// ---- What is taken -----------------------------------------------------------------------------------------

bool png_has_alpha(const struct png_picture *picture)
{
    return picture->type == PNG_GREY_ALPHA || picture->type == PNG_COLOUR_ALPHA;
}

static bool is_accepted(const struct png_picture *picture)
{
    if (picture->interlaced || picture->transparent || picture->width > LIMIT_LOGO_PIXELS ||
        picture->height > LIMIT_LOGO_PIXELS)
        return false;
    if (picture->type == PNG_PALETTE)
        return picture->palette.length >= 3 && picture->palette.length % 3 == 0 &&
               picture->palette.length <= 3 * 256 && picture->depth <= 8;
    if (picture->type != PNG_GREY && picture->type != PNG_COLOUR && !png_has_alpha(picture))
        return false;
    return picture->depth == 8;
}

bool png_picture_read(struct text png, struct png_picture *picture)
{
    struct png_picture read = {0};
    if (!read_chunks(&read, png) || !is_accepted(&read) || !unpack_lines(&read, &read.lines) ||
        !unfilter_all(&read, &read.lines)) {
        png_picture_dispose(&read);
        return false;
    }
    *picture = read;
    return true;
}

void png_picture_dispose(struct png_picture *picture)
{
    buffer_dispose(&picture->data);
    buffer_dispose(&picture->lines);
}

// ---- Metadata ----------------------------------------------------------------------------------------------

static bool is_of_the_picture(struct text kind)
{
    static const char *const kinds[] = {"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "sRGB", "gAMA", "pHYs"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (text_equal(kind, text_from(kinds[i])))
            return true;
    return false;
}

struct text png_without_metadata(struct arena *arena, struct text png)
{
    struct buffer out = {0};
    size_t at = SIGNATURE.length, end;
    buffer_add(&out, text_slice(png, 0, at));
    for (bool more = true; more && at + CHUNK_HEAD + CHUNK_END <= png.length; at = end) {
        size_t length = number_at(png, at);
        if (length > png.length - at - CHUNK_HEAD - CHUNK_END)
            break;
        struct text kind = text_slice(png, at + 4, at + CHUNK_HEAD);
        end = at + CHUNK_HEAD + length + CHUNK_END;
        if (is_of_the_picture(kind))
            buffer_add(&out, text_slice(png, at, end));
        more = !text_equal(kind, TEXT("IEND"));
    }
    struct text copy = text_copy(arena, buffer_text(&out));
    buffer_dispose(&out);
    return copy;
}
