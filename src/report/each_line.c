// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/each_line.h"

static void of_blocks(const struct blocks *blocks, const struct block *outer, visit_line *visit,
                      void *argument);

static void of_table(struct block *block, visit_line *visit, void *argument)
{
    struct table *table = &block->table;
    visit(argument, block, &table->caption);
    for (size_t row = 0; row < table->rows.count; row++)
        for (size_t column = 0; column < table->columns.count; column++)
            visit(argument, block, &table->rows.items[row].cells[column].runs);
    for (size_t note = 0; note < table->notes.count; note++)
        visit(argument, block, &table->notes.items[note]->runs);
    visit(argument, block, &table->source);
}

static void of_block(struct block *block, const struct block *outer, visit_line *visit, void *argument)
{
    switch (block->kind) {
    case BLOCK_HEADING: visit(argument, outer, &block->heading.runs); break;
    case BLOCK_PARAGRAPH:
    case BLOCK_NOTE: visit(argument, outer, &block->runs); break;
    case BLOCK_LIST:
        for (size_t item = 0; item < block->list.count; item++)
            of_blocks(block->list.items[item], outer, visit, argument);
        break;
    case BLOCK_TABLE: of_table(block, visit, argument); break;
    case BLOCK_CHART: visit(argument, outer, &block->chart.caption); break;
    case BLOCK_INSET:
    case BLOCK_WARNING: of_blocks(&block->blocks, outer, visit, argument); break;
    case BLOCK_CONTENTS:
    case BLOCK_CONTACT:
    case BLOCK_PAGE_BREAK: break;
    }
}

static void of_blocks(const struct blocks *blocks, const struct block *outer, visit_line *visit,
                      void *argument)
{
    for (size_t i = 0; i < blocks->count; i++)
        of_block(blocks->items[i], outer ? outer : blocks->items[i], visit, argument);
}

void each_line(const struct blocks *body, visit_line *visit, void *argument)
{
    of_blocks(body, NULL, visit, argument);
}
