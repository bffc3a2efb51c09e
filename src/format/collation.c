// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/collation.h"

#include "base/memory.h"

#include <unicode/ucol.h>
#include <unicode/uiter.h>

struct collation {
    UCollator *collator;
};

struct collation *collation_new(enum language language)
{
    UErrorCode status = U_ZERO_ERROR;
    struct collation *collation = memory_allocate_zeroed(1, sizeof *collation);
    collation->collator = ucol_open(language_code(language), &status);
    if (U_FAILURE(status)) // of a language that ICU does not know it gives its own order: it has no memory
        memory_exhausted();
    return collation;
}

void collation_free(struct collation *collation)
{
    if (!collation)
        return;
    ucol_close(collation->collator);
    memory_free(collation);
}

struct text collation_key(struct collation *collation, struct arena *arena, struct text text)
{
    UCharIterator characters;
    uiter_setUTF8(&characters, text.bytes ? text.bytes : "",
                  text.length < INT32_MAX ? (int32_t)text.length : INT32_MAX);
    uint32_t state[2] = {0};
    size_t length = 0, capacity = text.length * 4 + 16;
    char *key = arena_allocate(arena, capacity, 1);
    for (;;) {
        UErrorCode status = U_ZERO_ERROR;
        int32_t room = capacity - length < INT32_MAX ? (int32_t)(capacity - length) : INT32_MAX;
        int32_t part = ucol_nextSortKeyPart(collation->collator, &characters, state, (uint8_t *)key + length,
                                            room, &status);
        if (U_FAILURE(status))
            memory_exhausted();
        length += (size_t)part;
        if (part < room)
            return (struct text){key, length};
        char *longer = arena_allocate(arena, capacity * 2, 1);
        memcpy(longer, key, length);
        key = longer;
        capacity *= 2;
    }
}
