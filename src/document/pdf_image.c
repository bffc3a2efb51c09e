// SPDX-License-Identifier: GPL-3.0-or-later
// PNG (ISO/IEC 15948) packs its lines as a PDF's predictor 15 unpacks them.
#include "document/pdf_image.h"

#include "base/memory.h"
#include "format/gzip.h"

#include <stdlib.h>

#define SIGNATURE TEXT("\x89PNG\r\n\x1A\n")
enum { CHUNK_HEAD = 8, CHUNK_END = 4, HEADER_BYTES = 13, WHITE = 255 };
enum colour_type { GREY = 0, COLOUR = 2, PALETTE = 3, GREY_ALPHA = 4, COLOUR_ALPHA = 6 };

struct picture {
    uint32_t width, height;
    unsigned depth;
    enum colour_type type;
    bool interlaced, transparent;
    struct text palette;
    struct buffer data;
};

static uint32_t number_at(struct text bytes, size_t at)
{
    uint32_t number = 0;
    for (size_t i = 0; i < 4; i++)
        number = number << CHAR_BIT | (unsigned char)bytes.bytes[at + i];
    return number;
}

static void take_chunk(struct picture *picture, struct text kind, struct text content)
{
    if (text_equal(kind, TEXT("IHDR")) && content.length == HEADER_BYTES) {
        picture->width = number_at(content, 0);
        picture->height = number_at(content, 4);
        picture->depth = (unsigned char)content.bytes[8];
        picture->type = (enum colour_type)(unsigned char)content.bytes[9];
        picture->interlaced = content.bytes[12] != 0;
    } else if (text_equal(kind, TEXT("PLTE")))
        picture->palette = content;
    else if (text_equal(kind, TEXT("tRNS")))
        picture->transparent = true;
    else if (text_equal(kind, TEXT("IDAT")))
        buffer_add(&picture->data, content);
}

static bool read_chunks(struct picture *picture, struct text png)
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

static size_t channels(enum colour_type type)
{
    switch (type) {
    case COLOUR: return 3;
    case GREY_ALPHA: return 2;
    case COLOUR_ALPHA: return 4;
    case GREY:
    case PALETTE: break;
    }
    return 1;
}

// ---- Laying it on white ------------------------------------------------------------------------------------

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

static void add_on_white(struct buffer *out, const unsigned char *line, size_t width, size_t step)
{
    for (size_t x = 0; x < width; x++) {
        const unsigned char *pixel = line + x * step;
        int alpha = pixel[step - 1];
        for (size_t i = 0; i + 1 < step; i++)
            buffer_add_character(out,
                                 (char)((pixel[i] * alpha + WHITE * (WHITE - alpha) + WHITE / 2) / WHITE));
    }
}

static size_t line_bytes(const struct picture *picture)
{
    return (picture->width * channels(picture->type) * picture->depth + CHAR_BIT - 1) / CHAR_BIT;
}

// All lines, each behind the number of its filter, and nothing else.
static bool unpack_lines(const struct picture *picture, struct buffer *lines)
{
    size_t whole = (line_bytes(picture) + 1) * picture->height;
    return zlib_unpack(buffer_text(&picture->data), whole, lines) && lines->length == whole;
}

static bool lay_on_white(const struct picture *picture, struct buffer *lines, struct buffer *out)
{
    size_t step = channels(picture->type), bytes = line_bytes(picture);
    unsigned char *none = memory_allocate_zeroed(bytes, 1);
    const unsigned char *above = none;
    bool good = true;
    for (size_t y = 0; y < picture->height && good; y++) {
        unsigned char *line = (unsigned char *)lines->bytes + y * (bytes + 1);
        good = unfilter(line[0], line + 1, above, bytes, step);
        above = line + 1;
        if (good)
            add_on_white(out, above, picture->width, step);
    }
    memory_free(none);
    return good;
}

// ---- The object --------------------------------------------------------------------------------------------

static void add_colour_space(const struct picture *picture, struct buffer *entries)
{
    if (picture->type == PALETTE) {
        buffer_print(entries, "/ColorSpace[/Indexed/DeviceRGB %zu <", picture->palette.length / 3 - 1);
        for (size_t i = 0; i < picture->palette.length; i++)
            buffer_print(entries, "%02X", (unsigned char)picture->palette.bytes[i]);
        buffer_add(entries, TEXT(">]"));
    } else
        buffer_add(entries, picture->type == COLOUR || picture->type == COLOUR_ALPHA
                                ? TEXT("/ColorSpace/DeviceRGB")
                                : TEXT("/ColorSpace/DeviceGray"));
}

static bool has_alpha(const struct picture *picture)
{
    return picture->type == GREY_ALPHA || picture->type == COLOUR_ALPHA;
}

static bool is_accepted(const struct picture *picture)
{
    if (picture->interlaced || picture->transparent || picture->width > LIMIT_LOGO_PIXELS ||
        picture->height > LIMIT_LOGO_PIXELS)
        return false;
    if (picture->type == PALETTE)
        return picture->palette.length >= 3 && picture->palette.length % 3 == 0 &&
               picture->palette.length <= 3 * 256 && picture->depth <= 8;
    if (picture->type != GREY && picture->type != COLOUR && !has_alpha(picture))
        return false;
    return picture->depth == 8;
}

static bool write_picture(const struct picture *picture, struct pdf_objects *objects, size_t *object)
{
    struct buffer entries = {0}, flat = {0}, lines = {0};
    bool good = unpack_lines(picture, &lines) &&
                (!has_alpha(picture) || lay_on_white(picture, &lines, &flat));
    if (good) {
        *object = pdf_object_number(objects);
        buffer_print(&entries, "/Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent %u",
                     picture->width, picture->height, picture->depth);
        add_colour_space(picture, &entries);
        if (!has_alpha(picture))
            buffer_print(
                &entries,
                "/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors %zu/BitsPerComponent %u/Columns %u>>",
                channels(picture->type), picture->depth, picture->width);
        pdf_stream(objects, *object, buffer_text(&entries),
                   buffer_text(has_alpha(picture) ? &flat : &picture->data), !has_alpha(picture));
    }
    buffer_dispose(&entries);
    buffer_dispose(&flat);
    buffer_dispose(&lines);
    return good;
}

bool pdf_image_write(struct pdf_objects *objects, struct text png, size_t *object, double *width,
                     double *height, struct problems *problems)
{
    struct picture picture = {0};
    bool good = read_chunks(&picture, png) && is_accepted(&picture) &&
                write_picture(&picture, objects, object);
    buffer_dispose(&picture.data);
    if (!good)
        return problem_report(
            problems, (struct place){.source = TEXT("PNG")}, MESSAGE("the logo cannot be put into a PDF"),
            MESSAGE("use a PNG with 8 bits a channel, not interlaced, of at most {most} pixels each way",
                    NUMBER("most", LIMIT_LOGO_PIXELS)));
    *width = picture.width;
    *height = picture.height;
    return true;
}
