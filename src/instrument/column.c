// SPDX-License-Identifier: GPL-3.0-or-later
#include "instrument/column.h"

static void add_ambiguous(struct arena *arena, size_t rows, struct column *column)
{
    column->ambiguous = ARENA_ARRAY(arena, uint64_t, bit_words(rows));
    column->later = ARENA_ARRAY(arena, int64_t, rows);
}

struct column column_new(struct arena *arena, enum field_type type, size_t rows, bool with_ambiguous)
{
    struct column column = {.type = type, .known = ARENA_ARRAY(arena, uint64_t, bit_words(rows))};
    switch (type) {
    case FIELD_BOOLEAN: column.truths = ARENA_ARRAY(arena, uint64_t, bit_words(rows)); break;
    case FIELD_NUMBER: column.numbers = ARENA_ARRAY(arena, double, rows); break;
    case FIELD_TEXT: column.texts = ARENA_ARRAY(arena, struct text, rows); break;
    case FIELD_CATEGORY: column.codes = ARENA_ARRAY(arena, uint16_t, rows); break;
    case FIELD_INTEGER:
    case FIELD_DATE:
    case FIELD_TIME:
    case FIELD_DURATION:
    case FIELD_TYPE_COUNT: column.integers = ARENA_ARRAY(arena, int64_t, rows); break;
    }
    if (with_ambiguous)
        add_ambiguous(arena, rows, &column);
    return column;
}

bool column_may_be_narrow(enum field_type type)
{
    return type == FIELD_INTEGER || type == FIELD_DATE || type == FIELD_TIME;
}

struct column column_new_narrow(struct arena *arena, enum field_type type, size_t rows, bool with_ambiguous)
{
    struct column column = {
        .type = type,
        .narrow = true,
        .known = ARENA_ARRAY(arena, uint64_t, bit_words(rows)),
        .narrows = ARENA_ARRAY(arena, int32_t, rows),
    };
    if (with_ambiguous)
        add_ambiguous(arena, rows, &column);
    return column;
}
