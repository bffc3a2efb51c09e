// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes either become a picture of a PDF or are refused with a problem, and then nothing is set.
#include "document/pdf_image.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct pdf_objects objects;
    struct problems problems;
    size_t object = 0;
    double width = 0, height = 0;
    pdf_objects_init(&objects, arena);
    problems_init(&problems, arena);
    bool good = pdf_image_write(&objects, (struct text){(const char *)data, size}, &object, &width, &height,
                                &problems);
    if (good != (width > 0 && height > 0) || good != (object > 0) || good != (problems.count == 0))
        abort();
    pdf_objects_dispose(&objects);
    arena_free(arena);
    return 0;
}
