// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever the bytes: compiling ends with an expression or with problems, and an expression runs and can be said.
#include "generator.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void run(struct generator *g, const struct expression *e)
{
    struct column column;
    enum evaluation_fault faults[GENERATED_ROWS];
    expression_run(e, &g->rows, 0, GENERATED_ROWS, g->arena, &column, faults);
    require(column.type == expression_type(e) && column.type < FIELD_TYPE_COUNT);
    require(column.known[0] >> GENERATED_ROWS == 0);
    for (size_t row = 0; row < GENERATED_ROWS; row++)
        require(faults[row] == FAULT_NONE || !bit_get(column.known, row));
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        struct text words = expression_words(g->arena, e, (enum language)language);
        require(words.length > 0 && text_is_utf8(words, NULL));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct generator g;
    struct problems problems;
    struct text source = {(const char *)data, size}, rest = source, name;
    generator_init(&g, arena, 3);
    problems_init(&problems, arena);
    const struct expression *e = expression_compile(
        arena, source, (struct place){.source = TEXT("fuzz"), .line = 1, .column = 1}, &g.scope,
        FIELD_TYPE_COUNT, &problems);
    require((e == NULL) == (problems.count > 0));
    if (e)
        run(&g, e);
    for (size_t i = 0; i < problems.list.count; i++)
        require(problems.list.items[i].place.line >= 1 && problems.list.items[i].place.column >= 1);
    while (expression_next_name(&rest, &name))
        require(name.length <= size);
    generator_dispose(&g);
    arena_free(arena);
    return 0;
}
