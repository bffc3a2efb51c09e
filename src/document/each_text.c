// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/each_text.h"

#include "base/buffer.h"

#include <stddef.h>

struct visitor {
    visit_text *text; // either
    visit_line *line; // or
    void *argument;
    const struct block *block; // of the body
};

// ---- The texts of each structure ---------------------------------------------------------------------------

// A member that holds text, and what it is called.
struct member {
    size_t offset;
    const char *what;
};
#define MEMBER(structure, name, what) \
    { \
        offsetof(struct structure, name), what \
    }

#define NAME_OF_A_NUMBER "the name of a number"
#define NAME_OF_A_PART "the name of a part"
#define NAME_OF_A_GROUP "the name of a group of rows"
#define NAME_OF_A_COLUMN "the name of a column"
#define LINK "a link"

// What is read one behind the other, in this order.
static const struct member run_line[] = {
    MEMBER(run, expansion, NULL),
    MEMBER(run, text, NULL),
    MEMBER(run, redaction, NULL),
};
static const struct member run_texts[] = {
    MEMBER(run, link, LINK),
    MEMBER(run, note, "the name of a note"),
    MEMBER(run, speech, "what a voice says"),
    MEMBER(run, trace, NAME_OF_A_NUMBER),
    MEMBER(run, agrees, NAME_OF_A_NUMBER),
    MEMBER(run, instead, NULL),
};
static const struct member contact_texts[] = {
    MEMBER(contact, name, NULL),
    MEMBER(contact, telephone, NULL),
    MEMBER(contact, email, NULL),
    MEMBER(contact, web, NULL),
};
static const struct member column_texts[] = {
    MEMBER(table_column, id, NAME_OF_A_COLUMN),
    MEMBER(table_column, heading, NULL),
    MEMBER(table_column, unit, NULL),
};
static const struct member column_value_texts[] = {
    MEMBER(column_value, id, NAME_OF_A_COLUMN),
    MEMBER(column_value, heading, NULL),
};
static const struct member cell_texts[] = {
    MEMBER(cell, trace, NAME_OF_A_NUMBER),
    MEMBER(cell, reason, NULL),
    MEMBER(cell, mark, NULL),
};
static const struct member cell_value_texts[] = {MEMBER(cell_value, words, NULL)};
static const struct member group_texts[] = {
    MEMBER(row_group, id, NAME_OF_A_GROUP),
    MEMBER(row_group, heading, NULL),
    MEMBER(row_group, name, NULL),
};
static const struct member table_note_texts[] = {MEMBER(table_note, id, "the name of a note")};
static const struct member table_texts[] = {MEMBER(table, groups_heading, NULL)};
static const struct member chart_texts[] = {
    MEMBER(chart, table, NAME_OF_A_PART),
    MEMBER(chart, alternative, NULL),
};
static const struct member block_texts[] = {MEMBER(block, id, NAME_OF_A_PART)};
static const struct member format_texts[] = {
    MEMBER(document_format, name, "the name of a format"),
    MEMBER(document_format, link, LINK),
};
static const struct member edition_texts[] = {
    MEMBER(document_edition, link, LINK),
    MEMBER(document_edition, large_print, LINK),
    MEMBER(document_edition, audio, LINK),
};
static const struct member page_texts[] = {
    MEMBER(document_page, title, "the title of a page"),
    MEMBER(document_page, link, LINK),
};
static const struct member identity_texts[] = {
    MEMBER(identity, logo_alternative, "logo")}; // its bytes are no text
static const struct member document_texts[] = {
    MEMBER(document, identifier, "the review's id"),
    MEMBER(document, organisation, "organisation"),
    MEMBER(document, title, "title"),
    MEMBER(document, subtitle, "subtitle"),
    MEMBER(document, version, "version"),
    MEMBER(document, description, "description"),
    MEMBER(document, draft, "draft"),
    MEMBER(document, marking, "marking"),
    MEMBER(document, publisher, "publisher"),
    MEMBER(document, commitment, "commitment"),
    MEMBER(document, audit_log, "audit log"),
    MEMBER(document, feed, LINK),
    MEMBER(document, section, NAME_OF_A_PART),
};

static struct text text_of(const void *structure, const struct member *member)
{
    return *(const struct text *)((const char *)structure + member->offset);
}

static void visit_one(const struct visitor *visitor, const char *what, struct text text)
{
    if (visitor->text && text.length)
        visitor->text(visitor->argument, visitor->block, what, text);
}

static void visit_members(const struct visitor *visitor, const void *structure, const struct member *members,
                          size_t count)
{
    for (size_t i = 0; i < count; i++)
        visit_one(visitor, members[i].what, text_of(structure, &members[i]));
}
#define VISIT(visitor, structure, members) \
    visit_members(visitor, structure, members, sizeof(members) / sizeof *(members))

// ---- Lines -------------------------------------------------------------------------------------------------

static void join_run(const struct run *run, struct buffer *line)
{
    if (run->new_line)
        buffer_add_character(line, '\n');
    for (size_t i = 0; i < sizeof run_line / sizeof *run_line; i++) {
        struct text text = text_of(run, &run_line[i]);
        buffer_add(line, text);
        if (text.length && run_line[i].offset == offsetof(struct run, expansion))
            buffer_add_character(line, ' ');
    }
}

static void visit_runs(const struct visitor *visitor, struct runs *runs)
{
    struct buffer line = {0};
    if (visitor->line)
        visitor->line(visitor->argument, visitor->block, runs);
    if (!visitor->text)
        return;
    for (size_t i = 0; i < runs->count; i++)
        join_run(&runs->items[i], &line);
    visit_one(visitor, NULL, buffer_text(&line));
    buffer_dispose(&line);
    for (size_t i = 0; i < runs->count; i++)
        VISIT(visitor, &runs->items[i], run_texts);
}

// ---- Blocks ------------------------------------------------------------------------------------------------

static void visit_blocks(struct visitor *visitor, const struct blocks *blocks);

static void visit_cell(const struct visitor *visitor, struct cell *cell)
{
    visit_runs(visitor, &cell->runs);
    VISIT(visitor, cell, cell_texts);
    for (size_t i = 0; i < cell->values.count; i++)
        VISIT(visitor, &cell->values.items[i], cell_value_texts);
    for (size_t i = 0; i < cell->follows.count; i++)
        visit_one(visitor, NAME_OF_A_NUMBER, cell->follows.items[i]);
}

static void visit_column(const struct visitor *visitor, const struct table_column *column)
{
    VISIT(visitor, column, column_texts);
    for (size_t i = 0; i < column->values.count; i++)
        VISIT(visitor, &column->values.items[i], column_value_texts);
}

static void visit_table(const struct visitor *visitor, struct table *table)
{
    visit_runs(visitor, &table->caption);
    VISIT(visitor, table, table_texts);
    for (size_t i = 0; i < table->columns.count; i++)
        visit_column(visitor, &table->columns.items[i]);
    for (size_t i = 0; i < table->groups.count; i++)
        VISIT(visitor, table->groups.items[i], group_texts);
    for (size_t row = 0; row < table->rows.count; row++)
        for (size_t column = 0; column < table->columns.count; column++)
            visit_cell(visitor, &table->rows.items[row].cells[column]);
    for (size_t i = 0; i < table->notes.count; i++) {
        VISIT(visitor, table->notes.items[i], table_note_texts);
        visit_runs(visitor, &table->notes.items[i]->runs);
    }
    visit_runs(visitor, &table->source);
}

static void visit_contact(const struct visitor *visitor, const struct contact *contact)
{
    VISIT(visitor, contact, contact_texts);
    for (size_t i = 0; i < contact->address.count; i++)
        visit_one(visitor, NULL, contact->address.items[i]);
}

static void visit_chart(const struct visitor *visitor, struct chart *chart)
{
    visit_runs(visitor, &chart->caption);
    VISIT(visitor, chart, chart_texts);
}

static void visit_block(struct visitor *visitor, struct block *block)
{
    VISIT(visitor, block, block_texts);
    switch (block->kind) {
    case BLOCK_HEADING: visit_runs(visitor, &block->heading.runs); break;
    case BLOCK_PARAGRAPH:
    case BLOCK_NOTE: visit_runs(visitor, &block->runs); break;
    case BLOCK_LIST:
        for (size_t item = 0; item < block->list.count; item++)
            visit_blocks(visitor, block->list.items[item]);
        break;
    case BLOCK_TABLE: visit_table(visitor, &block->table); break;
    case BLOCK_CHART: visit_chart(visitor, &block->chart); break;
    case BLOCK_INSET:
    case BLOCK_WARNING: visit_blocks(visitor, &block->blocks); break;
    case BLOCK_CONTACT: visit_contact(visitor, &block->contact); break;
    case BLOCK_CONTENTS:
    case BLOCK_PAGE_BREAK: break;
    }
}

static void visit_blocks(struct visitor *visitor, const struct blocks *blocks)
{
    bool is_body = !visitor->block;
    for (size_t i = 0; i < blocks->count; i++) {
        if (is_body)
            visitor->block = blocks->items[i];
        visit_block(visitor, blocks->items[i]);
    }
    if (is_body)
        visitor->block = NULL;
}

// ---- The document ------------------------------------------------------------------------------------------

void document_each_text(const struct document *document, visit_text *visit, void *argument)
{
    struct visitor visitor = {.text = visit, .argument = argument};
    VISIT(&visitor, document, document_texts);
    VISIT(&visitor, &document->identity, identity_texts);
    for (size_t i = 0; i < document->editions.count; i++)
        VISIT(&visitor, &document->editions.items[i], edition_texts);
    for (size_t i = 0; i < document->formats.count; i++)
        VISIT(&visitor, &document->formats.items[i], format_texts);
    for (size_t i = 0; i < document->pages.count; i++)
        VISIT(&visitor, &document->pages.items[i], page_texts);
    visit_blocks(&visitor, &document->body);
}

void each_line(const struct blocks *body, visit_line *visit, void *argument)
{
    struct visitor visitor = {.line = visit, .argument = argument};
    visit_blocks(&visitor, body);
}
