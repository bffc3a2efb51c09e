// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/population_cache_gather.h"

#include "extract/decode.h"

void gathered_init(struct gathered *gathered, const struct schema *schema, const bool *kept)
{
    struct arena *arena = arena_new();
    *gathered = (struct gathered){.fields = ARENA_ARRAY(arena, struct gathered_field, schema->count + 1),
                                  .references = ARENA_ARRAY(arena, struct text, BATCH_ROWS),
                                  .lines = ARENA_ARRAY(arena, uint32_t, BATCH_ROWS),
                                  .arena = arena,
                                  .texts = arena_new()};
    for (size_t i = 0; i < schema->count; i++) {
        struct gathered_field *field = &gathered->fields[i];
        enum field_type type = schema->fields[i].type;
        if (!kept[i])
            continue;
        field->column = column_new(arena, type, BATCH_ROWS, type == FIELD_TIME);
        if (column_may_be_narrow(type))
            field->narrows = ARENA_ARRAY(arena, int32_t, BATCH_ROWS);
        field->wide = !field->narrows;
    }
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
        struct gathered_field *field = &gathered->fields[i];
        const struct column *column = &field->column;
        field->count = 0;
        field->wide = !field->narrows;
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
    for (size_t i = 0; i < count;) { // a word of rows at a time
        uint64_t word = 0;
        size_t first = (at + i) % 64, end = 64 - first < count - i ? i + 64 - first : count,
               into = (at + i) / 64;
        for (size_t bit = first; i < end; i++, bit++)
            word |= (uint64_t)bit_get(from, rows[i]) << bit;
        to[into] |= word;
    }
}

// One value in the narrow form; what it gives is no such value if it does not fit.
static int64_t narrowed(enum field_type type, int64_t value)
{
    if (type != FIELD_TIME)
        return value;
    if (value % MICROSECONDS_PER_SECOND != 0)
        return NARROW_LIMIT;
    return value / MICROSECONDS_PER_SECOND - DECODE_ZERO_SECOND;
}

// False if some value does not fit.
static bool take_narrows(const struct column *from, const uint16_t *rows, size_t count, int32_t *to)
{
    bool fits = true;
    if (from->narrow) {
        for (size_t i = 0; i < count; i++)
            to[i] = from->narrows[rows[i]];
        return true;
    }
    for (size_t i = 0; i < count; i++) {
        bool known = bit_get(from->known, rows[i]);
        int64_t value = known ? narrowed(from->type, from->integers[rows[i]]) : 0;
        fits &= value > -NARROW_LIMIT && value < NARROW_LIMIT;
        to[i] = (int32_t)value;
    }
    return fits;
}

static void make_wide(struct gathered_field *field)
{
    const struct rows rows = {.zero_second = DECODE_ZERO_SECOND};
    struct column narrow = field->column;
    narrow.narrow = true;
    narrow.narrows = field->narrows;
    for (size_t row = 0; row < field->count; row++)
        field->column.integers[row] = column_integer(&rows, &narrow, row);
    field->wide = true;
}

static void take_whole(const struct rows *all, const struct column *from, const uint16_t *rows, size_t count,
                       struct gathered_field *to)
{
    if (!to->wide && take_narrows(from, rows, count, to->narrows + to->count))
        return;
    if (!to->wide)
        make_wide(to);
    for (size_t i = 0; i < count; i++)
        to->column.integers[to->count + i] = column_integer(all, from, rows[i]);
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

static void take_column(struct arena *texts, const struct rows *all, const struct column *from,
                        const uint16_t *rows, size_t count, struct gathered_field *field)
{
    struct column *to = &field->column;
    size_t at = field->count;
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
    case FIELD_TEXT: take_texts(texts, from->texts, from->known, rows, count, to->texts + at); break;
    case FIELD_INTEGER:
    case FIELD_DATE:
    case FIELD_TIME:
    case FIELD_DURATION:
    case FIELD_TYPE_COUNT: take_whole(all, from, rows, count, field);
    }
    if (to->ambiguous && from->ambiguous)
        take_ambiguous(from, rows, count, to, at);
    else if (to->ambiguous)
        memset(to->later + at, 0, count * sizeof *to->later);
    field->count += count;
}

size_t gathered_add(struct gathered *gathered, const struct counted_batch *batch, const uint16_t *rows,
                    size_t count)
{
    const struct rows *all = &batch->rows->cases;
    size_t room = BATCH_ROWS - gathered->count, taken = count < room ? count : room;
    for (size_t i = 0; i < all->schema->count; i++) {
        struct gathered_field *field = &gathered->fields[i];
        if (field->column.known && all->columns[i].known)
            take_column(gathered->texts, all, &all->columns[i], rows, taken, field);
        else
            field->column.known = NULL;
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
        const struct gathered_field *field = &gathered->fields[i];
        *column = field->column;
        if (column->known && column->ambiguous && !has_any(column->ambiguous, bit_words(gathered->count)))
            column->ambiguous = NULL;
        if (column->known && !field->wide) {
            column->narrow = true;
            column->narrows = field->narrows;
        }
    }
    return columns;
}
