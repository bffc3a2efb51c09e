// SPDX-License-Identifier: GPL-3.0-or-later
// What must be known of a stranger's PNG picture (ISO/IEC 15948) before it is put into a document.
#pragma once

#include "base/text.h"

// The picture's size in pixels. False, outputs untouched, if the bytes are no PNG file that begins as one must, or it
// has no pixels.
bool png_size(struct text png, unsigned *width, unsigned *height);
