// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/writers.h"

#include "document/checked.h"
#include "document/json_tree.h"
#include "document/words.h"
#include "format/json_writer.h"

struct walk {
    struct json_writer json;
    struct arena *arena;
    const struct checked_document *checked;
};

static const char *const block_names[] = {
    [BLOCK_HEADING] = "heading",       [BLOCK_PARAGRAPH] = "paragraph", [BLOCK_LIST] = "list",
    [BLOCK_TABLE] = "table",           [BLOCK_CONTENTS] = "contents",   [BLOCK_INSET] = "inset",
    [BLOCK_WARNING] = "warning",       [BLOCK_NOTE] = "note",           [BLOCK_CONTACT] = "contact",
    [BLOCK_PAGE_BREAK] = "page_break", [BLOCK_CHART] = "chart",
};
static const char *const chart_names[] = {
    [CHART_BARS] = "bars",
    [CHART_STACKED] = "stacked",
    [CHART_TREND] = "trend",
    [CHART_INTERVALS] = "intervals",
};
static const char *const absence_names[] = {
    [ABSENCE_NOT_AVAILABLE] = "not_available",
    [ABSENCE_NOT_APPLICABLE] = "not_applicable",
    [ABSENCE_SUPPRESSED] = "suppressed",
};
static const char *const column_names[] = {
    [COLUMN_TEXT] = "text", [COLUMN_COUNT] = "count",     [COLUMN_PROPORTION] = "proportion",
    [COLUMN_DATE] = "date", [COLUMN_DECIMAL] = "decimal",
};

static void write_run(struct walk *walk, const struct run *run)
{
    struct json_writer *json = &walk->json;
    json_writer_open_object(json, NULL);
    json_writer_optional_text(json, "text", run->text);
    if (run->strong)
        json_writer_boolean(json, "strong", true);
    if (run->new_line)
        json_writer_boolean(json, "new_line", true);
    if (run->foreign)
        json_writer_text(json, "language", text_from(language_code(run->language)));
    json_writer_optional_text(json, "link", run->link);
    json_writer_optional_text(json, "expansion", run->expansion);
    json_writer_optional_text(json, "note", run->note);
    json_writer_optional_text(json, "redacted", run->redaction);
    json_writer_optional_text(json, "speech", run->speech);
    if (run->is_number)
        json_writer_integer(json, "number", run->number);
    json_writer_optional_text(json, "trace", run->trace);
    json_writer_close(json);
}

static void write_runs(struct walk *walk, const char *name, const struct runs *runs)
{
    json_writer_open_array(&walk->json, name);
    for (size_t i = 0; i < runs->count; i++)
        write_run(walk, &runs->items[i]);
    json_writer_close(&walk->json);
}

// What a cell of text tells, each as one value; why, where there is none.
static void write_values(struct walk *walk, const struct cell *cell)
{
    struct json_writer *json = &walk->json;
    if (cell->values.count == 0)
        return;
    json_writer_open_array(json, "values");
    for (size_t i = 0; i < cell->values.count; i++) {
        const struct cell_value *value = &cell->values.items[i];
        switch (value->kind) {
        case VALUE_DECIMAL: json_writer_decimal(json, NULL, value->decimal); break;
        case VALUE_WORDS: json_writer_text(json, NULL, value->words); break;
        case VALUE_ABSENT:
            json_writer_open_object(json, NULL);
            json_writer_text(json, "empty", value->words);
            json_writer_close(json);
            break;
        }
    }
    json_writer_close(json);
}

static void write_cell(struct walk *walk, const struct cell *cell)
{
    struct json_writer *json = &walk->json;
    json_writer_open_object(json, NULL);
    switch (cell->kind) {
    case CONTENT_RUNS:
        write_runs(walk, "text", &cell->runs);
        write_values(walk, cell);
        break;
    case CONTENT_DECIMAL:
        json_writer_decimal(json, "number", cell->decimal);
        json_writer_text(json, "shown", decimal_words(walk->arena, cell->decimal, cell->measure));
        break;
    case CONTENT_COUNT: json_writer_integer(json, "count", cell->count); break;
    case CONTENT_PROPORTION:
        json_writer_integer(json, "part", cell->count);
        json_writer_integer(json, "base", cell->base);
        break;
    case CONTENT_DATE: json_writer_text(json, "date", civil_date_text(walk->arena, cell->date)); break;
    case CONTENT_EMPTY:
        json_writer_text(json, "empty", cell->reason);
        if (cell->absence != ABSENCE_NOT_AVAILABLE)
            json_writer_text(json, "absence", text_from(absence_names[cell->absence]));
        json_writer_optional_text(json, "mark", cell->mark);
        break;
    case CONTENT_UNSET: break; // document_check refuses it
    }
    json_writer_optional_text(json, "trace", cell->trace);
    json_writer_close(json);
}

static void write_column_values(struct json_writer *json, const struct table_column *column)
{
    if (column->values.count == 0)
        return;
    json_writer_open_array(json, "values");
    for (size_t i = 0; i < column->values.count; i++) {
        const struct column_value *value = &column->values.items[i];
        json_writer_open_object(json, NULL);
        json_writer_text(json, "id", value->id);
        json_writer_text(json, "heading", value->heading);
        json_writer_text(json, "kind", value->is_words ? TEXT("text") : TEXT("decimal"));
        if (value->measure == MEASURE_PERCENT)
            json_writer_text(json, "measure", TEXT("percent"));
        json_writer_close(json);
    }
    json_writer_close(json);
}

static void write_columns(struct walk *walk, const struct table *table)
{
    struct json_writer *json = &walk->json;
    json_writer_open_array(json, "columns");
    for (size_t i = 0; i < table->columns.count; i++) {
        const struct table_column *column = &table->columns.items[i];
        json_writer_open_object(json, NULL);
        json_writer_text(json, "id", column->id);
        json_writer_text(json, "heading", column->heading);
        json_writer_text(json, "kind", text_from(column_names[column->kind]));
        if (column->row_header)
            json_writer_boolean(json, "row_header", true);
        json_writer_optional_text(json, "unit", column->unit);
        if (column->measure == MEASURE_PERCENT)
            json_writer_text(json, "measure", TEXT("percent"));
        write_column_values(json, column);
        if (column->share)
            json_writer_integer(json, "share", column->share);
        json_writer_close(json);
    }
    json_writer_close(json);
}

static void write_sums(struct json_writer *json, const struct table *table, const struct row_group *group)
{
    json_writer_open_array(json, "sums");
    for (size_t i = 0; i < group->sums.count; i++) {
        json_writer_open_object(json, NULL);
        json_writer_text(json, "column", table->columns.items[group->sums.items[i].column].id);
        json_writer_integer(json, "base", group->sums.items[i].base);
        json_writer_close(json);
    }
    json_writer_close(json);
}

static void write_groups(struct walk *walk, const struct table *table)
{
    struct json_writer *json = &walk->json;
    json_writer_open_array(json, "groups");
    for (size_t i = 0; i < table->groups.count; i++) {
        const struct row_group *group = table->groups.items[i];
        json_writer_open_object(json, NULL);
        json_writer_text(json, "id", group->id);
        json_writer_optional_text(json, "heading", group->heading);
        json_writer_optional_text(json, "name", group->name);
        json_writer_integer(json, "rows", (int64_t)group->count);
        if (group->sums.count)
            write_sums(json, table, group);
        json_writer_close(json);
    }
    json_writer_close(json);
}

static void write_row(struct walk *walk, const struct table *table, const struct body_row *row)
{
    struct json_writer *json = &walk->json;
    json_writer_open_object(json, NULL);
    if (row->total)
        json_writer_boolean(json, "total", true);
    json_writer_open_array(json, "cells");
    for (size_t i = 0; i < table->columns.count; i++)
        write_cell(walk, &row->cells[i]);
    json_writer_close(json);
    json_writer_close(json);
}

static void write_table(struct walk *walk, const struct block *block)
{
    const struct table *table = &block->table;
    struct json_writer *json = &walk->json;
    json_writer_integer(json, "number", (int64_t)checked_table_number(walk->checked, block));
    write_runs(walk, "caption", &table->caption);
    write_columns(walk, table);
    json_writer_optional_text(json, "groups_heading", table->groups_heading);
    if (table->groups.count)
        write_groups(walk, table);
    json_writer_open_array(json, "rows");
    for (size_t i = 0; i < table->rows.count; i++)
        write_row(walk, table, &table->rows.items[i]);
    json_writer_close(json);
    if (table->notes.count) {
        json_writer_open_array(json, "notes");
        for (size_t i = 0; i < table->notes.count; i++) {
            json_writer_open_object(json, NULL);
            json_writer_text(json, "id", table->notes.items[i]->id);
            json_writer_integer(json, "number",
                                (int64_t)checked_note_number(walk->checked, table->notes.items[i]->id));
            write_runs(walk, "text", &table->notes.items[i]->runs);
            json_writer_close(json);
        }
        json_writer_close(json);
    }
    if (table->source.count)
        write_runs(walk, "source", &table->source);
}

static void write_chart(struct walk *walk, const struct block *block)
{
    const struct chart *chart = &block->chart;
    struct json_writer *json = &walk->json;
    json_writer_integer(json, "number", (int64_t)checked_chart_number(walk->checked, block));
    json_writer_text(json, "drawn_as", text_from(chart_names[chart->kind]));
    json_writer_text(json, "table", chart->table);
    json_writer_open_array(json, "columns");
    const struct table *table = &checked_table(walk->checked, chart->table)->table;
    for (size_t i = 0; i < chart->columns.count; i++)
        json_writer_text(json, NULL, table->columns.items[chart->columns.items[i]].id);
    json_writer_close(json);
    write_runs(walk, "caption", &chart->caption);
    json_writer_text(json, "alternative", chart->alternative);
}

static void write_contact(struct walk *walk, const struct contact *contact)
{
    struct json_writer *json = &walk->json;
    json_writer_text(json, "name", contact->name);
    if (contact->address.count) {
        json_writer_open_array(json, "address");
        for (size_t i = 0; i < contact->address.count; i++)
            json_writer_text(json, NULL, contact->address.items[i]);
        json_writer_close(json);
    }
    json_writer_optional_text(json, "telephone", contact->telephone);
    json_writer_optional_text(json, "email", contact->email);
    json_writer_optional_text(json, "web", contact->web);
}

static void write_blocks(struct walk *walk, const char *name, const struct blocks *blocks);

static void write_list(struct walk *walk, const struct list *list)
{
    struct json_writer *json = &walk->json;
    json_writer_text(json, "style", list->kind == LIST_NUMBERS ? TEXT("numbers") : TEXT("bullets"));
    json_writer_open_array(json, "items");
    for (size_t i = 0; i < list->count; i++)
        write_blocks(walk, NULL, list->items[i]);
    json_writer_close(json);
}

static void write_block(struct walk *walk, const struct block *block)
{
    struct json_writer *json = &walk->json;
    json_writer_open_object(json, NULL);
    json_writer_text(json, "kind", text_from(block_names[block->kind]));
    json_writer_text(json, "id", block->id);
    switch (block->kind) {
    case BLOCK_HEADING:
        json_writer_integer(json, "level", block->heading.level);
        write_runs(walk, "text", &block->heading.runs);
        break;
    case BLOCK_NOTE:
        json_writer_integer(json, "number",
                            (int64_t)checked_note_number(walk->checked, block->id)); // fall through
    case BLOCK_PARAGRAPH: write_runs(walk, "text", &block->runs); break;
    case BLOCK_LIST: write_list(walk, &block->list); break;
    case BLOCK_TABLE: write_table(walk, block); break;
    case BLOCK_CHART: write_chart(walk, block); break;
    case BLOCK_CONTENTS: json_writer_integer(json, "depth", block->contents_depth); break;
    case BLOCK_INSET:
    case BLOCK_WARNING: write_blocks(walk, "blocks", &block->blocks); break;
    case BLOCK_CONTACT: write_contact(walk, &block->contact); break;
    case BLOCK_PAGE_BREAK: break;
    }
    json_writer_close(json);
}

static void write_blocks(struct walk *walk, const char *name, const struct blocks *blocks)
{
    json_writer_open_array(&walk->json, name);
    for (size_t i = 0; i < blocks->count; i++)
        write_block(walk, blocks->items[i]);
    json_writer_close(&walk->json);
}

static void write_editions_and_formats(struct walk *walk, const struct document *document)
{
    struct json_writer *json = &walk->json;
    json_writer_open_array(json, "editions");
    for (size_t i = 0; i < document->editions.count; i++) {
        json_writer_open_object(json, NULL);
        json_writer_text(json, "language", text_from(language_code(document->editions.items[i].language)));
        json_writer_text(json, "link", document->editions.items[i].link);
        json_writer_close(json);
    }
    json_writer_close(json);
    json_writer_open_array(json, "formats");
    for (size_t i = 0; i < document->formats.count; i++) {
        json_writer_open_object(json, NULL);
        json_writer_text(json, "name", document->formats.items[i].name);
        json_writer_optional_text(json, "link", document->formats.items[i].link);
        json_writer_close(json);
    }
    json_writer_close(json);
}

static void write_imprint(struct json_writer *json, const struct checked_document *checked)
{
    json_writer_open_object(json, "imprint");
    json_writer_optional_text(json, "commitment", checked->document->commitment);
    json_writer_optional_text(json, "audit_log", checked->document->audit_log);
    json_writer_text(json, "content_sha256", checked->hash);
    json_writer_close(json);
}

static void write_document(const struct checked_document *checked, bool with_surroundings, struct buffer *out)
{
    const struct document *document = checked->document;
    struct walk walk = {.json = {.out = out, .on_lines = true}, .arena = arena_new(), .checked = checked};
    struct json_writer *json = &walk.json;
    json_writer_open_object(json, NULL);
    json_writer_optional_text(json, "draft", document->draft); // what a reader must know first stands first
    json_writer_optional_text(json, "marking", document->marking);
    json_writer_text(json, "language", text_from(language_code(document->language)));
    json_writer_text(json, "title", document->title);
    json_writer_optional_text(json, "subtitle", document->subtitle);
    json_writer_text(json, "organisation", document->organisation);
    json_writer_text(json, "date", civil_date_text(walk.arena, document->date));
    json_writer_text(json, "identifier", document->identifier);
    json_writer_optional_text(json, "version", document->version);
    json_writer_optional_text(json, "description", document->description);
    json_writer_optional_text(json, "publisher", document->publisher);
    if (with_surroundings)
        write_editions_and_formats(&walk, document);
    write_blocks(&walk, "blocks", &document->body);
    if (with_surroundings && document->imprint)
        write_imprint(json, checked);
    json_writer_close(json);
    arena_free(walk.arena);
}

void document_write_content(const struct checked_document *checked, struct buffer *out)
{
    write_document(checked, false, out);
}

void document_write_json(const struct checked_document *checked, struct buffer *out)
{
    write_document(checked, true, out);
}
