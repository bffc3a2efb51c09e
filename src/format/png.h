// SPDX-License-Identifier: GPL-3.0-or-later
// The head of a PNG file (W3C, Portable Network Graphics, third edition, 5.2 and 11.2.1).
#pragma once

#include "base/text.h"

// Width and height in pixels of what a stranger says is a PNG. False, and nothing is set, if it does not begin as one, has
// no whole chunks or no end, or is larger than LIMIT_PICTURE_PIXELS either way. The pixels are not unpacked.
bool png_size(struct text png, unsigned *width, unsigned *height);
