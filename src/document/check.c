// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/check.h"

#include "document/checked.h"
#include "document/checker.h"
#include "document/json_tree.h"
#include "format/hash.h"

#include <stdlib.h>

enum { HEADING_LEVELS = 3 };

size_t checked_note_number(const struct checked_document *checked, struct text id)
{
    size_t at = 0;
    while (at < checked->notes.count && !text_equal(checked->notes.items[at], id))
        at++;
    return at + 1;
}

size_t checked_table_number(const struct checked_document *checked, const struct block *block)
{
    size_t at = 0;
    while (at < checked->tables.count && checked->tables.items[at] != block)
        at++;
    return at + 1;
}

size_t checked_chart_number(const struct checked_document *checked, const struct block *block)
{
    size_t at = 0;
    while (at < checked->charts.count && checked->charts.items[at] != block)
        at++;
    return at + 1;
}

const struct block *checked_table(const struct checked_document *checked, struct text id)
{
    for (size_t i = 0; i < checked->tables.count; i++)
        if (text_equal(checked->tables.items[i]->id, id))
            return checked->tables.items[i];
    return NULL;
}

struct place checker_place(const struct checker *checker, struct text name)
{
    return (struct place){.source = text_from(language_code(checker->document->language)), .name = name};
}

bool checker_report(struct checker *checker, struct text name, struct message what, struct message hint)
{
    return problem_report(checker->problems, checker_place(checker, name), what, hint);
}

struct text cell_name(struct arena *arena, const struct block *block, size_t row, size_t column)
{
    return text_print(arena, "%.*s[%zu].%.*s", TEXT_PRINT(block->id), row + 1,
                      TEXT_PRINT(block->table.columns.items[column].id));
}

struct text part_name(struct arena *arena, const struct block *block, struct text part)
{
    return text_print(arena, "%.*s.%.*s", TEXT_PRINT(block->id), TEXT_PRINT(part));
}

// ---- Ids ---------------------------------------------------------------------------------------------------

static bool is_id(struct text id)
{
    for (size_t i = 0; i < id.length; i++) {
        char c = id.bytes[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        bool inner = (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
        if (!letter && (i == 0 || !inner))
            return false;
    }
    return id.length > 0 && id.length <= LIMIT_IDENTIFIER_BYTES;
}

static void collect_id(struct checker *checker, struct text id)
{
    if (!is_id(id))
        problem_report_value(
            checker->problems, checker_place(checker, id), id,
            MESSAGE("a heading, table or note has no usable id"),
            MESSAGE("use letters, digits, '-', '_' and '.', beginning with a letter, 64 at most"));
    *ARRAY_APPEND(checker->arena, &checker->ids) = id;
}

static void collect_expansions(struct checker *checker, const struct runs *runs)
{
    for (size_t i = 0; i < runs->count; i++)
        if (runs->items[i].expansion.length)
            *ARRAY_APPEND(checker->arena, &checker->expandable) = runs->items[i].text;
}

static void collect_table(struct checker *checker, const struct table *table)
{
    collect_expansions(checker, &table->caption);
    for (size_t row = 0; row < table->rows.count; row++)
        for (size_t column = 0; column < table->columns.count; column++)
            collect_expansions(checker, &table->rows.items[row].cells[column].runs);
    for (size_t i = 0; i < table->notes.count; i++) {
        collect_id(checker, table->notes.items[i]->id);
        *ARRAY_APPEND(checker->arena, &checker->note_ids) = table->notes.items[i]->id;
        collect_expansions(checker, &table->notes.items[i]->runs);
    }
}

// What the whole document declares: links, notes and abbreviations may point forward.
static void collect(struct checker *checker, const struct blocks *blocks)
{
    for (size_t i = 0; i < blocks->count; i++) {
        const struct block *block = blocks->items[i];
        if (block->named || block->kind == BLOCK_HEADING || block->kind == BLOCK_TABLE ||
            block->kind == BLOCK_CHART || block->kind == BLOCK_NOTE)
            collect_id(checker, block->id);
        switch (block->kind) {
        case BLOCK_HEADING: collect_expansions(checker, &block->heading.runs); break;
        case BLOCK_PARAGRAPH: collect_expansions(checker, &block->runs); break;
        case BLOCK_LIST:
            for (size_t j = 0; j < block->list.count; j++)
                collect(checker, block->list.items[j]);
            break;
        case BLOCK_TABLE: collect_table(checker, &block->table); break;
        case BLOCK_CHART: collect_expansions(checker, &block->chart.caption); break;
        case BLOCK_INSET:
        case BLOCK_WARNING: collect(checker, &block->blocks); break;
        case BLOCK_NOTE:
            *ARRAY_APPEND(checker->arena, &checker->note_ids) = block->id;
            collect_expansions(checker, &block->runs);
            break;
        case BLOCK_CONTENTS:
        case BLOCK_CONTACT:
        case BLOCK_PAGE_BREAK: break;
        }
    }
}

static int compare_texts(const void *a, const void *b)
{
    return text_compare(*(const struct text *)a, *(const struct text *)b);
}

static void check_ids(struct checker *checker)
{
    if (checker->ids.count)
        qsort(checker->ids.items, checker->ids.count, sizeof *checker->ids.items, compare_texts);
    for (size_t i = 1; i < checker->ids.count; i++)
        if (text_equal(checker->ids.items[i - 1], checker->ids.items[i]))
            checker_report(checker, checker->ids.items[i], MESSAGE("two blocks have the same id"),
                           NO_MESSAGE);
}

// ---- Blocks ------------------------------------------------------------------------------------------------

static void check_blocks(struct checker *checker, const struct blocks *blocks, struct text name, bool nested);

static void check_heading(struct checker *checker, const struct block *block, int *above)
{
    int level = block->heading.level;
    check_runs(checker, block->id, &block->heading.runs);
    if (level < 1 || level > HEADING_LEVELS)
        checker_report(checker, block->id,
                       MESSAGE("a heading cannot be of level {level}", NUMBER("level", level)),
                       MESSAGE("the document has one title; its headings are of the levels 1 to 3"));
    else if (level > *above + 1)
        checker_report(
            checker, block->id,
            MESSAGE("the heading of level {level} follows one of level {above}: a level is skipped",
                    NUMBER("level", level), NUMBER("above", *above)),
            NO_MESSAGE);
    *above = level;
}

static void check_contact(struct checker *checker, const struct block *block)
{
    const struct contact *contact = &block->contact;
    check_text(checker, block->id, contact->name, true);
    check_text(checker, block->id, contact->telephone, false);
    for (size_t i = 0; i < contact->address.count; i++)
        check_text(checker, block->id, contact->address.items[i], true);
    size_t at;
    if (contact->email.length)
        check_link(checker, block->id, text_print(checker->arena, "mailto:%.*s", TEXT_PRINT(contact->email)));
    if (contact->email.length && !text_find(contact->email, TEXT("@"), &at))
        problem_report_value(checker->problems, checker_place(checker, block->id), contact->email,
                             MESSAGE("that is no address of electronic mail"), NO_MESSAGE);
    if (contact->web.length && !text_starts(contact->web, TEXT("https://")) &&
        !text_starts(contact->web, TEXT("http://")))
        problem_report_value(checker->problems, checker_place(checker, block->id), contact->web,
                             MESSAGE("the address of a website begins with https:// or http://"), NO_MESSAGE);
    else if (contact->web.length)
        check_link(checker, block->id, contact->web);
}

static void check_list(struct checker *checker, const struct block *block)
{
    if (block->list.count == 0)
        checker_report(checker, block->id, MESSAGE("the list has no items"), NO_MESSAGE);
    for (size_t i = 0; i < block->list.count; i++)
        check_blocks(checker, block->list.items[i], block->id, true);
}

static bool may_be_nested(enum block_kind kind)
{
    return kind == BLOCK_PARAGRAPH || kind == BLOCK_LIST || kind == BLOCK_CONTACT;
}

static void check_block(struct checker *checker, const struct block *block, bool nested, int *above)
{
    if (nested && !may_be_nested(block->kind))
        checker_report(checker, block->id, MESSAGE("this kind of block cannot stand inside another"),
                       NO_MESSAGE);
    switch (block->kind) {
    case BLOCK_HEADING: check_heading(checker, block, above); break;
    case BLOCK_PARAGRAPH:
    case BLOCK_NOTE: check_runs(checker, block->id, &block->runs); break;
    case BLOCK_LIST: check_list(checker, block); break;
    case BLOCK_TABLE: check_table(checker, block); break;
    case BLOCK_CHART: check_chart(checker, block); break;
    case BLOCK_INSET:
    case BLOCK_WARNING: check_blocks(checker, &block->blocks, block->id, true); break;
    case BLOCK_CONTACT: check_contact(checker, block); break;
    case BLOCK_CONTENTS:
    case BLOCK_PAGE_BREAK: break;
    }
}

static void check_blocks(struct checker *checker, const struct blocks *blocks, struct text name, bool nested)
{
    int above = 0;
    if (blocks->count == 0)
        checker_report(checker, name, MESSAGE("there is nothing in the block"), NO_MESSAGE);
    for (size_t i = 0; i < blocks->count; i++)
        check_block(checker, blocks->items[i], nested, &above);
}

// ---- The document ------------------------------------------------------------------------------------------

static void check_edition(struct checker *checker, const struct document_edition *edition)
{
    check_link(checker, TEXT("editions"), edition->link);
    if (edition->large_print.length)
        check_link(checker, TEXT("editions"), edition->large_print);
    if (edition->audio.length)
        check_link(checker, TEXT("editions"), edition->audio);
}

static void check_head(struct checker *checker)
{
    const struct document *document = checker->document;
    const struct {
        struct text name, text;
        bool required;
    } parts[] = {
        {TEXT("title"), document->title, true},
        {TEXT("organisation"), document->organisation, true},
        {TEXT("identifier"), document->identifier, true},
        {TEXT("subtitle"), document->subtitle, false},
        {TEXT("version"), document->version, false},
        {TEXT("description"), document->description, false},
        {TEXT("draft"), document->draft, false},
        {TEXT("marking"), document->marking, false},
        {TEXT("publisher"), document->publisher, false},
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        check_text(checker, parts[i].name, parts[i].text, parts[i].required);
    if (!civil_date_is_valid(document->date))
        checker_report(checker, TEXT("date"), MESSAGE("the date does not exist"), NO_MESSAGE);
    for (size_t i = 0; i < document->editions.count; i++)
        check_edition(checker, &document->editions.items[i]);
    for (size_t i = 0; i < document->formats.count; i++) {
        check_text(checker, TEXT("formats"), document->formats.items[i].name, true);
        if (document->formats.items[i].link.length)
            check_link(checker, TEXT("formats"), document->formats.items[i].link);
    }
}

static void check_site(struct checker *checker)
{
    const struct document *document = checker->document;
    for (size_t i = 0; i < document->pages.count; i++) {
        check_text(checker, TEXT("pages"), document->pages.items[i].title, true);
        check_link(checker, TEXT("pages"), document->pages.items[i].link);
    }
    if (document->feed.length)
        check_link(checker, TEXT("feed"), document->feed);
}

static void check_alone(struct arena *arena, const struct document *document, struct problems *problems)
{
    struct checker checker = {.arena = arena, .document = document, .problems = problems};
    collect(&checker, &document->body);
    check_ids(&checker);
    check_head(&checker);
    check_site(&checker);
    check_blocks(&checker, &document->body, TEXT("body"), false);
}

struct text document_content_hash(const struct checked_document *checked)
{
    return checked->hash;
}

static const struct checked_document *checked_new(struct arena *arena, const struct document *document)
{
    struct checked_document *checked = ARENA_NEW(arena, struct checked_document);
    checked->document = document;
    for (size_t i = 0; i < document->body.count; i++) {
        const struct block *block = document->body.items[i];
        if (block->kind == BLOCK_NOTE)
            *ARRAY_APPEND(arena, &checked->notes) = block->id;
        if (block->kind == BLOCK_CHART)
            *ARRAY_APPEND(arena, &checked->charts) = block;
        if (block->kind != BLOCK_TABLE)
            continue;
        *ARRAY_APPEND(arena, &checked->tables) = block;
        for (size_t j = 0; j < block->table.notes.count; j++)
            *ARRAY_APPEND(arena, &checked->notes) = block->table.notes.items[j]->id;
    }
    struct buffer content = {0};
    document_write_content(checked, &content);
    checked->hash = hash_text(arena, hash_of(buffer_text(&content)));
    buffer_dispose(&content);
    return checked;
}

bool document_check(struct arena *arena, const struct document *const *documents, size_t count,
                    const struct checked_document **checked, struct problems *problems)
{
    size_t before = problems->count;
    for (size_t i = 0; i < count; i++) {
        check_alone(arena, documents[i], problems);
        if (i > 0)
            check_same(arena, documents[0], documents[i], problems);
    }
    if (count == 0 || problems->count > before)
        return false;
    for (size_t i = 0; i < count; i++)
        checked[i] = checked_new(arena, documents[i]);
    return true;
}
