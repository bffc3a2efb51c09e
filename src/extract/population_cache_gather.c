// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/population_cache_gather.h"

#include "extract/decode.h"

void gathered_init(struct gathered *gathered, const struct schema *schema, const bool *kept)
{
    struct arena *arena = arena_new();
    *gathered = (struct gathered){.columns = ARENA_ARRAY(arena, struct column, schema->count + 1),
                                  .references = ARENA_ARRAY(arena, struct text, BATCH_ROWS),
                                  .lines = ARENA_ARRAY(arena, uint32_t, BATCH_ROWS),
                                  .arena = arena,
                                  .texts = arena_new()};
    for (size_t i = 0; i < schema->count; i++)
        if (kept[i])
            gathered->columns[i] = column_new(arena, schema->fields[i].type, BATCH_ROWS,
                                              schema->fields[i].type == FIELD_TIME);
}

void gathered_dispose(struct gathered *gathered)
{
    if (!gathered->arena)
        return;
    arena_free(gathered->arena);
    arena_free(gathered->texts);
}

void gathered_forget(struct gathered *gathered, const struct schema *schema)
{
    const size_t bytes = BATCH_ROWS / 8;
    for (size_t i = 0; i < schema->count; i++) {
        const struct column *column = &gathered->columns[i];
        if (!column->known)
            continue;
        memset(column->known, 0, bytes);
        if (column->type == FIELD_BOOLEAN)
            memset(column->truths, 0, bytes);
        if (column->ambiguous)
            memset(column->ambiguous, 0, bytes);
    }
    arena_reset(gathered->texts);
    gathered->count = 0;
}

// ---- taking rows

static void take_bits(const uint64_t *from, const uint16_t *rows, size_t count, uint64_t *to, size_t at)
{
    for (size_t i = 0; i < count; i++)
        to[(at + i) / 64] |= (uint64_t)bit_get(from, rows[i]) << (at + i) % 64;
}

static void take_whole(const struct rows *all, const struct column *from, const uint16_t *rows, size_t count,
                       int64_t *to)
{
    if (!from->narrow)
        for (size_t i = 0; i < count; i++)
            to[i] = from->integers[rows[i]];
    else
        for (size_t i = 0; i < count; i++)
            to[i] = column_integer(all, from, rows[i]);
}

static void take_texts(struct arena *arena, const struct text *from, const uint64_t *known,
                       const uint16_t *rows, size_t count, struct text *to)
{
    for (size_t i = 0; i < count; i++)
        to[i] = bit_get(known, rows[i]) ? text_copy(arena, from[rows[i]]) : (struct text){0};
}

static void take_ambiguous(const struct column *from, const uint16_t *rows, size_t count, struct column *to,
                           size_t at)
{
    take_bits(from->ambiguous, rows, count, to->ambiguous, at);
    for (size_t i = 0; i < count; i++)
        to->later[at + i] = bit_get(from->ambiguous, rows[i]) ? from->later[rows[i]] : 0;
}

static void take_column(struct gathered *gathered, const struct rows *all, const struct column *from,
                        const uint16_t *rows, size_t count, struct column *to)
{
    size_t at = gathered->count;
    take_bits(from->known, rows, count, to->known, at);
    switch (to->type) {
    case FIELD_BOOLEAN: take_bits(from->truths, rows, count, to->truths, at); break;
    case FIELD_CATEGORY:
        for (size_t i = 0; i < count; i++)
            to->codes[at + i] = from->codes[rows[i]];
        break;
    case FIELD_NUMBER:
        for (size_t i = 0; i < count; i++)
            to->numbers[at + i] = from->numbers[rows[i]];
        break;
    case FIELD_TEXT:
        take_texts(gathered->texts, from->texts, from->known, rows, count, to->texts + at);
        break;
    case FIELD_INTEGER:
    case FIELD_DATE:
    case FIELD_TIME:
    case FIELD_DURATION:
    case FIELD_TYPE_COUNT: take_whole(all, from, rows, count, to->integers + at);
    }
    if (to->ambiguous && from->ambiguous)
        take_ambiguous(from, rows, count, to, at);
    else if (to->ambiguous)
        memset(to->later + at, 0, count * sizeof *to->later);
}

size_t gathered_add(struct gathered *gathered, const struct counted_batch *batch, const uint16_t *rows,
                    size_t count)
{
    const struct rows *all = &batch->rows->cases;
    size_t room = BATCH_ROWS - gathered->count, taken = count < room ? count : room;
    for (size_t i = 0; i < all->schema->count; i++) {
        struct column *to = &gathered->columns[i];
        if (to->known && all->columns[i].known)
            take_column(gathered, all, &all->columns[i], rows, taken, to);
        else
            to->known = NULL;
    }
    take_texts(gathered->texts, batch->references, batch->accepted, rows, taken,
               gathered->references + gathered->count);
    for (size_t i = 0; i < taken; i++)
        gathered->lines[gathered->count + i] = batch->lines[rows[i]];
    gathered->file = batch->file;
    gathered->count += taken;
    return taken;
}

// ---- giving columns

// One value in the narrow form; what it gives is no value if it does not fit.
static int64_t narrowed(enum field_type type, int64_t value)
{
    if (type != FIELD_TIME)
        return value;
    if (value % MICROSECONDS_PER_SECOND != 0)
        return NARROW_LIMIT;
    return value / MICROSECONDS_PER_SECOND - DECODE_ZERO_SECOND;
}

static void make_narrow(const struct gathered *gathered, struct column *column, struct arena *arena)
{
    int32_t *narrows = arena_allocate(arena, gathered->count * sizeof *narrows, alignof(int32_t));
    bool fits = true;
    for (size_t row = 0; row < gathered->count; row++) {
        int64_t value = bit_get(column->known, row) ? narrowed(column->type, column->integers[row]) : 0;
        fits &= value > -NARROW_LIMIT && value < NARROW_LIMIT;
        narrows[row] = (int32_t)value;
    }
    if (!fits)
        return;
    column->narrows = narrows;
    column->narrow = true;
}

static bool has_any(const uint64_t *bits, size_t words)
{
    uint64_t any = 0;
    for (size_t word = 0; word < words; word++)
        any |= bits[word];
    return any != 0;
}

struct column *gathered_columns(const struct gathered *gathered, const struct schema *schema,
                                struct arena *arena)
{
    struct column *columns = ARENA_ARRAY(arena, struct column, schema->count + 1);
    for (size_t i = 0; i < schema->count; i++) {
        struct column *column = &columns[i];
        *column = gathered->columns[i];
        if (column->known && column->ambiguous && !has_any(column->ambiguous, bit_words(gathered->count)))
            column->ambiguous = NULL;
        if (column->known && column_may_be_narrow(column->type))
            make_narrow(gathered, column, arena);
    }
    return columns;
}
