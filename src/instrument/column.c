// SPDX-License-Identifier: GPL-3.0-or-later
#include "instrument/column.h"

struct column column_new(struct arena *arena, enum field_type type, size_t rows, bool with_ambiguous)
{
    struct column column = {.type = type, .known = ARENA_ARRAY(arena, uint64_t, bit_words(rows))};
    switch (type) {
    case FIELD_BOOLEAN: column.truths = ARENA_ARRAY(arena, uint64_t, bit_words(rows)); break;
    case FIELD_NUMBER: column.numbers = ARENA_ARRAY(arena, double, rows); break;
    case FIELD_TEXT:
    case FIELD_CATEGORY: column.texts = ARENA_ARRAY(arena, struct text, rows); break;
    case FIELD_INTEGER:
    case FIELD_DATE:
    case FIELD_TIME:
    case FIELD_DURATION:
    case FIELD_TYPE_COUNT: column.integers = ARENA_ARRAY(arena, int64_t, rows); break;
    }
    if (with_ambiguous) {
        column.ambiguous = ARENA_ARRAY(arena, uint64_t, bit_words(rows));
        column.later = ARENA_ARRAY(arena, int64_t, rows);
    }
    return column;
}
