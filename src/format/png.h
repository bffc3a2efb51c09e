// SPDX-License-Identifier: GPL-3.0-or-later
// PNG files (W3C, Portable Network Graphics, third edition): the head of one, and one of few colours.
#pragma once

#include "base/buffer.h"

// Width and height in pixels of what a stranger says is a PNG. False, and nothing is set, if it does not begin as one, has
// no whole chunks or no end, or is larger than LIMIT_PICTURE_PIXELS either way. The pixels are not unpacked.
bool png_size(struct text png, unsigned *width, unsigned *height);

enum { PNG_COLOURS_MOST = 256 };
struct png_palette {
    uint32_t colours[PNG_COLOURS_MOST]; // 0xRRGGBB
    unsigned count;
};
// Adds a PNG to the buffer. The pixels, row by row from the top, are indexes of the palette.
void png_write(const unsigned char *pixels, unsigned width, unsigned height,
               const struct png_palette *palette, struct buffer *out);
