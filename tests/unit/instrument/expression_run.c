// SPDX-License-Identifier: GPL-3.0-or-later
// A batch gives what its rows give alone, wherever it begins and however many words of bits it takes.
#include "instrument/expression.h"

#include "generator.h"
#include "test.h"

enum { ROWS = BATCH_ROWS, EXPRESSIONS = 400 };

static void copy_row(const struct column *from, size_t row, struct column *to, size_t at)
{
    if (!bit_get(from->known, row))
        return;
    bit_set(to->known, at);
    if (from->type == FIELD_BOOLEAN && bit_get(from->truths, row))
        bit_set(to->truths, at);
    else if (from->type == FIELD_NUMBER)
        to->numbers[at] = from->numbers[row];
    else if (from->type == FIELD_TEXT)
        to->texts[at] = from->texts[row];
    else if (from->type == FIELD_CATEGORY)
        to->codes[at] = from->codes[row];
    else if (from->type != FIELD_BOOLEAN)
        to->integers[at] = from->integers[row];
}

static struct rows new_rows(struct arena *arena, const struct schema *schema, size_t count)
{
    struct rows rows = {schema, count, ARENA_ARRAY(arena, struct column, schema->count)};
    for (size_t i = 0; i < schema->count; i++)
        rows.columns[i] = column_new(arena, schema->fields[i].type, count, false);
    return rows;
}

// The generated cases over and over, with their logs: more entries than one batch takes.
static struct case_rows repeat(struct generator *g)
{
    uint32_t *starts = ARENA_ARRAY(g->arena, uint32_t, ROWS + 1);
    for (size_t row = 0; row < ROWS; row++)
        starts[row + 1] = starts[row] + g->starts[row % GENERATED_ROWS + 1] - g->starts[row % GENERATED_ROWS];
    struct case_rows all = {new_rows(g->arena, &g->cases, ROWS), new_rows(g->arena, &g->log, starts[ROWS]),
                            starts};
    for (size_t row = 0; row < ROWS; row++) {
        for (size_t i = 0; i < g->cases.count; i++)
            copy_row(&g->rows.cases.columns[i], row % GENERATED_ROWS, &all.cases.columns[i], row);
        for (size_t entry = starts[row]; entry < starts[row + 1]; entry++)
            for (size_t i = 0; i < g->log.count; i++)
                copy_row(&g->rows.log.columns[i], g->starts[row % GENERATED_ROWS] + (entry - starts[row]),
                         &all.log.columns[i], entry);
    }
    return all;
}

static bool same(const struct column *a, size_t row, const struct column *b)
{
    if (bit_get(a->known, row) != bit_get(b->known, 0))
        return false;
    switch (a->type) {
    case FIELD_BOOLEAN: return bit_get(a->truths, row) == bit_get(b->truths, 0);
    case FIELD_TEXT:
    case FIELD_CATEGORY: return text_equal(a->texts[row], b->texts[0]);
    case FIELD_NUMBER:
    case FIELD_INTEGER:
    case FIELD_DATE:
    case FIELD_TIME:
    case FIELD_DURATION:
    case FIELD_TYPE_COUNT: break;
    }
    return memcmp(&a->integers[row], &b->integers[0], sizeof(int64_t)) == 0; // a number by its bits
}

static void assert_batch(struct generator *g, const struct expression *e, const struct case_rows *all,
                         size_t from, size_t count)
{
    static enum evaluation_fault faults[ROWS];
    struct column batch, single;
    enum evaluation_fault fault;
    expression_run(e, all, from, count, g->arena, &batch, faults);
    for (size_t row = 0; row < count; row++) {
        expression_run(e, &g->rows, (from + row) % GENERATED_ROWS, 1, g->arena, &single, &fault);
        if (!same(&batch, row, &single) || faults[row] != fault)
            print_error("row %zu of %zu from %zu: %.*s\n", row, count, from,
                        TEXT_PRINT(buffer_text(&g->ours)));
        assert_true(same(&batch, row, &single));
        assert_int_equal(faults[row], fault);
        assert_false(fault != FAULT_NONE && bit_get(batch.known, row));
        if (batch.type == FIELD_INTEGER && !bit_get(batch.known, row))
            assert_int_equal(batch.integers[row], 0);
    }
    if (count % 64)
        assert_int_equal(batch.known[count / 64] >> (count % 64), 0);
}

TEST(a_batch_gives_what_its_rows_give_alone)
{
    struct arena *arena = arena_new();
    struct generator g;
    struct problems problems;
    problems_init(&problems, arena);
    generator_init(&g, arena, 7);
    struct case_rows all = repeat(&g);
    assert_true(all.log.count > BATCH_ROWS);
    for (size_t i = 0; i < EXPRESSIONS; i++) {
        struct arena_mark mark = arena_mark(arena);
        generator_next(&g);
        const struct expression *e = expression_compile(arena, buffer_text(&g.ours), (struct place){0},
                                                        &g.scope, g.type, &problems);
        assert_non_null(e);
        size_t from = generator_below(&g, ROWS), count = 1 + generator_below(&g, ROWS - from);
        if (i % 8 == 0)
            assert_batch(&g, e, &all, 0, ROWS);
        else
            assert_batch(&g, e, &all, from, count > 200 ? 200 : count);
        arena_release(arena, mark);
    }
    generator_dispose(&g);
    arena_free(arena);
}

TEST(no_rows_give_an_empty_column)
{
    struct arena *arena = arena_new();
    struct generator g;
    struct problems problems;
    struct column column;
    problems_init(&problems, arena);
    generator_init(&g, arena, 1);
    const struct expression *e = expression_compile(arena, TEXT("count_log('k1') + i1"), (struct place){0},
                                                    &g.scope, FIELD_INTEGER, &problems);
    expression_run(e, &g.rows, 0, 0, arena, &column, NULL);
    assert_int_equal(column.type, FIELD_INTEGER);
    generator_dispose(&g);
    arena_free(arena);
}
