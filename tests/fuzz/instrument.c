// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes are either refused with a problem whose place lies in the file, or an instrument that can be explained.
#include "instrument/instrument.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct problems problems;
    struct buffer out = {0};
    const struct instrument *instrument;
    problems_init(&problems, arena);
    if (instrument_load(arena, TEXT("input"), (struct text){(const char *)data, size}, &instrument,
                        &problems)) {
        for (int i = 0; i < LANGUAGE_COUNT; i++)
            instrument_explain(instrument, (enum language)i, &out);
        if (problems.count || out.length == 0)
            abort();
    } else if (problems.count == 0) {
        abort();
    }
    for (size_t i = 0; i < problems.list.count; i++)
        if (problems.list.items[i].place.line > size + 1)
            abort();
    buffer_dispose(&out);
    arena_free(arena);
    return 0;
}
