// SPDX-License-Identifier: GPL-3.0-or-later
// The pixels of a PNG (W3C, Portable Network Graphics, third edition), of the kinds that a logo may be.
#pragma once

#include "base/buffer.h"

enum png_colour_type {
    PNG_GREY = 0,
    PNG_COLOUR = 2,
    PNG_PALETTE = 3,
    PNG_GREY_ALPHA = 4,
    PNG_COLOUR_ALPHA = 6
};

struct png_picture {
    uint32_t width, height;
    unsigned depth;
    enum png_colour_type type;
    bool interlaced, transparent;
    struct text palette;
    struct buffer data;  // as it is packed
    struct buffer lines; // unpacked, each behind a byte that no longer means anything
};

// Unpacks all of it. False, and nothing is set, for what is no PNG, damaged or cut short, interlaced, transparent otherwise
// than by a channel of its own, of other than 8 bits a channel (a palette may have fewer), or of more than
// LIMIT_LOGO_PIXELS either way.
bool png_picture_read(struct text png, struct png_picture *picture);
void png_picture_dispose(struct png_picture *picture);

size_t png_channels(enum png_colour_type type);
size_t png_line_bytes(const struct png_picture *picture); // without the byte before it
bool png_has_alpha(const struct png_picture *picture);

// The file with nothing but what the picture is made of, and how its colours and size are meant: texts, times, places, profiles
// and whatever stands behind its end may tell who made it, and where. `png` must be one by png_size (format/png.h).
struct text png_without_metadata(struct arena *arena, struct text png);
