// SPDX-License-Identifier: GPL-3.0-or-later
// PNG (ISO/IEC 15948) packs its lines as a PDF's predictor 15 unpacks them.
#include "document/pdf_image.h"

#include "format/png_picture.h"

enum { WHITE = 255 };

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

static void lay_on_white(const struct png_picture *picture, struct buffer *out)
{
    size_t step = png_channels(picture->type), bytes = png_line_bytes(picture);
    for (size_t y = 0; y < picture->height; y++)
        add_on_white(out, (const unsigned char *)picture->lines.bytes + y * (bytes + 1) + 1, picture->width,
                     step);
}

static void add_colour_space(const struct png_picture *picture, struct buffer *entries)
{
    if (picture->type == PNG_PALETTE) {
        buffer_print(entries, "/ColorSpace[/Indexed/DeviceRGB %zu <", picture->palette.length / 3 - 1);
        for (size_t i = 0; i < picture->palette.length; i++)
            buffer_print(entries, "%02X", (unsigned char)picture->palette.bytes[i]);
        buffer_add(entries, TEXT(">]"));
    } else
        buffer_add(entries, picture->type == PNG_COLOUR || picture->type == PNG_COLOUR_ALPHA
                                ? TEXT("/ColorSpace/DeviceRGB")
                                : TEXT("/ColorSpace/DeviceGray"));
}

static size_t write_picture(const struct png_picture *picture, struct pdf_objects *objects)
{
    struct buffer entries = {0}, flat = {0};
    size_t object = pdf_object_number(objects);
    bool alpha = png_has_alpha(picture);
    if (alpha)
        lay_on_white(picture, &flat);
    buffer_print(&entries, "/Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent %u",
                 picture->width, picture->height, picture->depth);
    add_colour_space(picture, &entries);
    if (!alpha)
        buffer_print(
            &entries,
            "/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors %zu/BitsPerComponent %u/Columns %u>>",
            png_channels(picture->type), picture->depth, picture->width);
    pdf_stream(objects, object, buffer_text(&entries), buffer_text(alpha ? &flat : &picture->data), !alpha);
    buffer_dispose(&entries);
    buffer_dispose(&flat);
    return object;
}

bool pdf_image_write(struct pdf_objects *objects, struct text png, size_t *object, double *width,
                     double *height, struct problems *problems)
{
    struct png_picture picture;
    if (!png_picture_read(png, &picture))
        return problem_report(
            problems, (struct place){.source = TEXT("PNG")}, MESSAGE("the logo cannot be put into a PDF"),
            MESSAGE("use a PNG with 8 bits a channel, not interlaced, of at most {most} pixels each way",
                    NUMBER("most", LIMIT_LOGO_PIXELS)));
    *object = write_picture(&picture, objects);
    *width = picture.width;
    *height = picture.height;
    png_picture_dispose(&picture);
    return true;
}
