// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes either have a size within the limit or are refused, and then nothing is set.
#include "format/png.h"

#include "base/limits.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    unsigned width = 0, height = 0;
    bool good = png_size((struct text){(const char *)data, size}, &width, &height);
    if (good != (width > 0 && height > 0) || width > LIMIT_PICTURE_PIXELS || height > LIMIT_PICTURE_PIXELS)
        abort();
    return 0;
}
