// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/document.h"

#include <assert.h>

struct document *document_new(struct arena *arena, enum language language)
{
    struct document *document = ARENA_NEW(arena, struct document);
    document->arena = arena;
    document->language = language;
    document->body.document = document;
    return document;
}

struct document_edition *document_edition(struct document *document, enum language language, struct text link)
{
    struct document_edition *edition = ARRAY_APPEND(document->arena, &document->editions);
    *edition = (struct document_edition){.language = language, .link = link};
    return edition;
}

void document_format(struct document *document, struct text name, struct text link)
{
    *ARRAY_APPEND(document->arena, &document->formats) = (struct document_format){name, link};
}

void document_page(struct document *document, struct text title, struct text link, bool current)
{
    *ARRAY_APPEND(document->arena, &document->pages) = (struct document_page){title, link, current};
}

struct run *run_add(struct runs *runs, struct text text)
{
    struct run *run = ARRAY_APPEND(runs->arena, runs);
    run->text = text;
    return run;
}

struct run *run_link(struct runs *runs, struct text text, struct text link)
{
    struct run *run = run_add(runs, text);
    run->link = link;
    return run;
}

struct run *run_abbreviation(struct runs *runs, struct text text, struct text expansion)
{
    struct run *run = run_add(runs, text);
    run->expansion = expansion;
    return run;
}

struct run *run_number(struct runs *runs, int64_t number, struct text shown, struct text trace)
{
    struct run *run = run_add(runs, shown.length ? shown : number_text(runs->arena, number));
    run->is_number = true;
    run->number = number;
    run->trace = trace;
    return run;
}

// A block without a name is called by the heading that it stands under and its position there; the colon keeps such a
// name apart from every name that is given.
static struct block *block_add(struct blocks *blocks, enum block_kind kind, struct text id)
{
    struct document *document = blocks->document;
    struct block *block = ARENA_NEW(document->arena, struct block);
    *ARRAY_APPEND(document->arena, blocks) = block;
    block->kind = kind;
    block->named = id.length > 0;
    if (kind == BLOCK_HEADING && block->named) {
        document->section = id;
        document->in_section = 0;
    } else {
        document->in_section++;
    }
    struct text section = document->section.length ? document->section : TEXT("start");
    block->id = block->named
                    ? id
                    : text_print(document->arena, "%.*s:%zu", TEXT_PRINT(section), document->in_section);
    return block;
}

static struct runs runs_of(struct document *document)
{
    return (struct runs){.arena = document->arena};
}

struct runs *heading_add(struct blocks *blocks, int level, struct text id, struct text text)
{
    struct block *block = block_add(blocks, BLOCK_HEADING, id);
    block->heading = (struct heading){.level = level, .runs = runs_of(blocks->document)};
    if (text.length)
        run_add(&block->heading.runs, text);
    return &block->heading.runs;
}

struct runs *paragraph_add(struct blocks *blocks)
{
    struct block *block = block_add(blocks, BLOCK_PARAGRAPH, (struct text){0});
    block->runs = runs_of(blocks->document);
    return &block->runs;
}

void paragraph_add_text(struct blocks *blocks, struct text text)
{
    run_add(paragraph_add(blocks), text);
}

void paragraph_add_code(struct blocks *blocks, struct text text)
{
    struct run *run = run_add(paragraph_add(blocks), text);
    run->code = run->verbatim = true;
}

bool runs_are_code(const struct runs *runs)
{
    return runs->count == 1 && runs->items[0].code;
}

struct list *list_add(struct blocks *blocks, enum list_kind kind)
{
    struct block *block = block_add(blocks, BLOCK_LIST, (struct text){0});
    block->list = (struct list){.kind = kind, .document = blocks->document};
    return &block->list;
}

struct blocks *list_item(struct list *list)
{
    struct blocks *item = ARENA_NEW(list->document->arena, struct blocks);
    item->document = list->document;
    *ARRAY_APPEND(list->document->arena, list) = item;
    return item;
}

struct runs *list_item_line(struct list *list)
{
    return paragraph_add(list_item(list));
}

void contents_add(struct blocks *blocks, int depth)
{
    block_add(blocks, BLOCK_CONTENTS, (struct text){0})->contents_depth = depth;
}

static struct blocks *container_add(struct blocks *blocks, enum block_kind kind)
{
    struct block *block = block_add(blocks, kind, (struct text){0});
    block->blocks.document = blocks->document;
    return &block->blocks;
}

struct blocks *inset_add(struct blocks *blocks)
{
    return container_add(blocks, BLOCK_INSET);
}

struct blocks *warning_add(struct blocks *blocks)
{
    return container_add(blocks, BLOCK_WARNING);
}

struct runs *note_add(struct blocks *blocks, struct text id)
{
    struct block *block = block_add(blocks, BLOCK_NOTE, id);
    block->runs = runs_of(blocks->document);
    return &block->runs;
}

struct contact *contact_add(struct blocks *blocks, struct text name)
{
    struct block *block = block_add(blocks, BLOCK_CONTACT, (struct text){0});
    block->contact = (struct contact){.name = name, .arena = blocks->document->arena};
    return &block->contact;
}

void contact_address_line(struct contact *contact, struct text line)
{
    *ARRAY_APPEND(contact->arena, &contact->address) = line;
}

void page_break_add(struct blocks *blocks)
{
    block_add(blocks, BLOCK_PAGE_BREAK, (struct text){0});
}

struct table *table_add(struct blocks *blocks, struct text id, struct text caption)
{
    struct document *document = blocks->document;
    struct table *table = &block_add(blocks, BLOCK_TABLE, id)->table;
    *table = (struct table){.caption = runs_of(document), .source = runs_of(document), .document = document};
    if (caption.length)
        run_add(&table->caption, caption);
    return table;
}

bool column_kind_is_number(enum column_kind kind)
{
    return kind == COLUMN_COUNT || kind == COLUMN_PROPORTION || kind == COLUMN_DECIMAL;
}

struct text decimal_words(struct arena *arena, struct decimal decimal, enum measure measure)
{
    struct text number = minus_text(arena, decimal_text(arena, decimal));
    return measure == MEASURE_PERCENT ? text_print(arena, "%.*s %%", TEXT_PRINT(number)) : number;
}

struct table_column *table_column(struct table *table, struct text id, struct text heading,
                                  enum column_kind kind)
{
    assert(table->rows.count == 0); // rows have as many cells as there are columns
    struct table_column *column = ARRAY_APPEND(table->document->arena, &table->columns);
    column->id = id;
    column->heading = heading;
    column->kind = kind;
    return column;
}

struct column_value *table_column_value(struct table *table, struct text id, struct text heading)
{
    assert(table->rows.count == 0 && table->columns.count > 0);
    struct table_column *column = &table->columns.items[table->columns.count - 1];
    struct column_value *value = ARRAY_APPEND(table->document->arena, &column->values);
    *value = (struct column_value){.id = id, .heading = heading};
    return value;
}

struct row_group *table_group(struct table *table, struct text id, struct text heading)
{
    struct row_group *group = ARENA_NEW(table->document->arena, struct row_group);
    *group = (struct row_group){
        .id = id, .heading = heading, .first = table->rows.count, .arena = table->document->arena};
    *ARRAY_APPEND(table->document->arena, &table->groups) = group;
    return group;
}

void row_group_sums_to(struct row_group *group, size_t column, int64_t base)
{
    *ARRAY_APPEND(group->arena, &group->sums) = (struct group_sum){column, base};
}

static struct cell *row_add(struct table *table, bool total)
{
    struct arena *arena = table->document->arena;
    struct body_row *row = ARRAY_APPEND(arena, &table->rows);
    row->cells = ARENA_ARRAY(arena, struct cell, table->columns.count);
    row->total = total;
    for (size_t i = 0; i < table->columns.count; i++)
        row->cells[i].runs.arena = arena;
    if (table->groups.count)
        table->groups.items[table->groups.count - 1]->count++;
    return row->cells;
}

struct cell *table_row(struct table *table)
{
    return row_add(table, false);
}

struct cell *table_total_row(struct table *table)
{
    return row_add(table, true);
}

struct runs *table_note(struct table *table, struct text id)
{
    struct table_note *note = ARENA_NEW(table->document->arena, struct table_note);
    *note = (struct table_note){.id = id, .runs = runs_of(table->document)};
    *ARRAY_APPEND(table->document->arena, &table->notes) = note;
    return &note->runs;
}

struct chart *chart_add(struct blocks *blocks, enum chart_kind kind, struct text id, struct text table,
                        struct text caption, struct text alternative)
{
    struct block *block = block_add(blocks, BLOCK_CHART, id);
    block->chart = (struct chart){
        .kind = kind,
        .table = table,
        .caption = runs_of(blocks->document),
        .alternative = alternative,
        .document = blocks->document,
    };
    if (caption.length)
        run_add(&block->chart.caption, caption);
    return &block->chart;
}

void chart_column(struct chart *chart, size_t column)
{
    *ARRAY_APPEND(chart->document->arena, &chart->columns) = column;
}

size_t table_part_count(const struct table *table)
{
    return table->groups.count ? table->groups.count : 1;
}

struct table_part table_part(const struct table *table, size_t index)
{
    if (table->groups.count == 0)
        return (struct table_part){.count = table->rows.count};
    const struct row_group *group = table->groups.items[index];
    return (struct table_part){group->heading, group->name, group->first, group->count};
}

static bool ends_with_colon(const struct runs *runs)
{
    struct text last = runs->count ? runs->items[runs->count - 1].text : (struct text){0};
    return last.length && last.bytes[last.length - 1] == ':';
}

bool blocks_introduces(const struct blocks *blocks, size_t index)
{
    if (index + 1 >= blocks->count || blocks->items[index]->kind != BLOCK_PARAGRAPH)
        return false;
    enum block_kind next = blocks->items[index + 1]->kind;
    bool leads = next == BLOCK_TABLE || next == BLOCK_CHART || next == BLOCK_LIST;
    return leads && ((index > 0 && blocks->items[index - 1]->kind == BLOCK_HEADING) ||
                     ends_with_colon(&blocks->items[index]->runs));
}

static size_t row_bytes(const struct table *table, size_t row)
{
    size_t bytes = 0;
    for (size_t column = 0; column < table->columns.count; column++) {
        const struct cell *cell = &table->rows.items[row].cells[column];
        bytes += cell->reason.length;
        for (size_t i = 0; i < cell->runs.count; i++)
            bytes += cell->runs.items[i].text.length;
    }
    return bytes;
}

bool table_row_keeps(const struct table *table, size_t row)
{
    enum { KEPT_BYTES_MOST = 500 }; // of two rows: about half a page of large print
    size_t after = row + 1;
    if (after >= table->rows.count)
        return table->notes.count || table->source.count;
    if (row_bytes(table, row) + row_bytes(table, after) > KEPT_BYTES_MOST)
        return false;
    bool last = after + 1 == table->rows.count;
    if (last && row == 1 && row_bytes(table, 0) + row_bytes(table, 1) + row_bytes(table, 2) > KEPT_BYTES_MOST)
        return false; // three in a chain: a page might not have room for them with all that stays above
    return row == 0 || last || table->rows.items[after].total;
}

static struct text group_called(const struct row_group *group)
{
    return group->heading.length ? group->heading : group->name;
}

bool table_names_groups(const struct table *table)
{
    for (size_t i = 0; i < table->groups.count; i++)
        if (group_called(table->groups.items[i]).length)
            return true;
    return false;
}

// By halves: tables may have many groups.
struct text table_group_of(const struct table *table, size_t row)
{
    size_t low = 0, high = table->groups.count; // the group is the last that begins at the row or before
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (table->groups.items[middle]->first <= row)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? group_called(table->groups.items[low - 1]) : (struct text){0};
}

struct runs *cell_runs(struct cell *cell)
{
    cell->kind = CONTENT_RUNS;
    return &cell->runs;
}

void cell_text(struct cell *cell, struct text text)
{
    run_add(cell_runs(cell), text);
}

void cell_verbatim(struct cell *cell, struct text text)
{
    run_add(cell_runs(cell), text)->verbatim = true;
}

void cell_count(struct cell *cell, int64_t count, struct text trace)
{
    cell->kind = CONTENT_COUNT;
    cell->count = count;
    cell->trace = trace;
}

void cell_proportion(struct cell *cell, int64_t part, int64_t base, struct text trace)
{
    cell->kind = CONTENT_PROPORTION;
    cell->count = part;
    cell->base = base;
    cell->trace = trace;
}

void cell_date(struct cell *cell, struct civil_date date)
{
    cell->kind = CONTENT_DATE;
    cell->date = date;
}

void cell_decimal(struct cell *cell, struct decimal decimal, enum measure measure)
{
    cell->kind = CONTENT_DECIMAL;
    cell->decimal = decimal;
    cell->measure = measure;
}

static struct cell_value *add_value(struct cell *cell, enum cell_value_kind kind)
{
    struct cell_value *value = ARRAY_APPEND(cell->runs.arena, &cell->values);
    *value = (struct cell_value){.kind = kind};
    return value;
}

void cell_value(struct cell *cell, struct decimal decimal)
{
    add_value(cell, VALUE_DECIMAL)->decimal = decimal;
}

void cell_value_words(struct cell *cell, struct text words)
{
    add_value(cell, VALUE_WORDS)->words = words;
}

void cell_value_absent(struct cell *cell, struct text reason)
{
    add_value(cell, VALUE_ABSENT)->words = reason;
}

void cell_empty(struct cell *cell, struct text reason)
{
    cell_absent(cell, ABSENCE_NOT_AVAILABLE, reason);
}

void cell_absent(struct cell *cell, enum absence absence, struct text reason)
{
    cell->kind = CONTENT_EMPTY;
    cell->absence = absence;
    cell->reason = reason;
}

void cell_follow(struct cell *cell, struct text trace)
{
    *ARRAY_APPEND(cell->runs.arena, &cell->follows) = trace;
}

void cell_withhold(struct cell *cell, struct text reason)
{
    *cell = (struct cell){.kind = CONTENT_EMPTY,
                          .runs = {.arena = cell->runs.arena},
                          .reason = reason,
                          .mark = TEXT(WITHHELD_MARK),
                          .absence = ABSENCE_SUPPRESSED};
}
