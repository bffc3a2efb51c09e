// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/document_blocks.h"

#include "format/json.h"

static struct text text_of(const struct json_node *object, const char *name)
{
    const struct json_node *node = json_node_find(object, name);
    return node && node->kind == JSON_NODE_TEXT ? node->text : (struct text){0};
}

static size_t count_of(const struct json_node *node)
{
    return node && node->kind == JSON_NODE_ARRAY ? node->count : 0;
}

// Runs as plain words: an abbreviation with what it stands for.
static struct text runs_text(struct arena *arena, const struct json_node *runs)
{
    struct text all = {0};
    for (size_t i = 0; i < count_of(runs); i++) {
        struct text text = text_of(&runs->items[i], "text"),
                    expansion = text_of(&runs->items[i], "expansion");
        all = expansion.length ? text_print(arena, "%.*s%.*s (%.*s)", TEXT_PRINT(all), TEXT_PRINT(expansion),
                                            TEXT_PRINT(text))
                               : text_print(arena, "%.*s%.*s", TEXT_PRINT(all), TEXT_PRINT(text));
    }
    return all;
}

static struct text cell_text(struct visit *visit, const struct json_node *cell)
{
    int64_t number;
    const struct json_node *count = json_node_find(cell, "count"), *text = json_node_find(cell, "text");
    if (count && json_node_integer(count, &number))
        return number_text(visit->arena, number);
    return text ? runs_text(visit->arena, text) : text_of(cell, "empty");
}

static struct shown_block *add(struct visit *visit, struct shown_document *document,
                               enum shown_block_kind kind, struct text text)
{
    struct shown_block *block = ARRAY_APPEND(visit->arena, &document->blocks);
    block->kind = kind;
    block->text = text;
    return block;
}

static void add_rows(struct visit *visit, const struct json_node *table, size_t from, size_t count,
                     struct component_table *shown)
{
    const struct json_node *columns = json_node_find(table, "columns"), *rows = json_node_find(table, "rows");
    for (size_t i = 0; i < count_of(columns); i++)
        *ARRAY_APPEND(visit->arena, &shown->columns) = (struct table_column){
            text_of(&columns->items[i], "heading"),
            text_equal(text_of(&columns->items[i], "kind"), TEXT("count"))};
    for (size_t i = from; i < from + count && i < count_of(rows); i++) {
        const struct json_node *cells = json_node_find(&rows->items[i], "cells");
        struct table_row *row = ARRAY_APPEND(visit->arena, &shown->rows);
        for (size_t k = 0; k < count_of(cells); k++)
            *ARRAY_APPEND(visit->arena, row) = (struct component_cell){cell_text(visit, &cells->items[k]),
                                                                       {0}};
    }
}

// Groups that have a heading become tables of their own, by it.
static void add_table(struct visit *visit, const struct json_node *table, struct shown_document *document)
{
    const struct json_node *groups = json_node_find(table, "groups");
    struct text caption = runs_text(visit->arena, json_node_find(table, "caption"));
    size_t from = 0;
    int64_t rows;
    bool grouped = count_of(groups) && text_of(&groups->items[0], "heading").length;
    if (!grouped) {
        struct shown_block *block = add(visit, document, SHOWN_TABLE, (struct text){0});
        block->table.caption = caption;
        add_rows(visit, table, 0, count_of(json_node_find(table, "rows")), &block->table);
        return;
    }
    add(visit, document, SHOWN_PARAGRAPH, caption);
    for (size_t i = 0; i < count_of(groups); i++) {
        const struct json_node *count = json_node_find(&groups->items[i], "rows");
        struct shown_block *block = add(visit, document, SHOWN_TABLE, (struct text){0});
        block->table.caption = text_of(&groups->items[i], "heading");
        if (!count || !json_node_integer(count, &rows) || rows < 0)
            return;
        add_rows(visit, table, from, (size_t)rows, &block->table);
        from += (size_t)rows;
    }
}

static void add_items(struct visit *visit, const struct json_node *list, struct shown_document *document)
{
    const struct json_node *items = json_node_find(list, "items");
    for (size_t i = 0; i < count_of(items); i++)
        for (size_t k = 0; k < count_of(&items->items[i]); k++)
            add(visit, document, SHOWN_ITEM,
                runs_text(visit->arena, json_node_find(&items->items[i].items[k], "text")));
}

static void add_block(struct visit *visit, const struct json_node *block, struct shown_document *document)
{
    struct text kind = text_of(block, "kind");
    if (text_equal(kind, TEXT("heading")))
        add(visit, document, SHOWN_HEADING, runs_text(visit->arena, json_node_find(block, "text")));
    else if (text_equal(kind, TEXT("paragraph")))
        add(visit, document, SHOWN_PARAGRAPH, runs_text(visit->arena, json_node_find(block, "text")));
    else if (text_equal(kind, TEXT("list")))
        add_items(visit, block, document);
    else if (text_equal(kind, TEXT("table")))
        add_table(visit, block, document);
}

bool shown_document_read(struct visit *visit, struct text json, struct shown_document *document)
{
    struct json_node root;
    if (!json_node_read(visit->arena, TEXT("document"), json, &root, &visit->problems))
        return false;
    const struct json_node *blocks = json_node_find(&root, "blocks");
    struct shown_document read = {.title = text_of(&root, "title")};
    for (size_t i = 0; i < count_of(blocks); i++)
        add_block(visit, &blocks->items[i], &read);
    *document = read;
    return true;
}
