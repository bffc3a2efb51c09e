// SPDX-License-Identifier: GPL-3.0-or-later
// The sheet that explains what the others only name: notes, shorthand, columns that were divided, abbreviations.
#include "document/spreadsheet_parts.h"

#include "base/buffer.h"
#include "document/words.h"

enum { NOTES_COLUMNS = 3 };

static struct sheet_cell *add(struct spreadsheet_builder *builder, struct worksheet *sheet, struct text mark,
                              const char *kind, struct text meaning)
{
    struct sheet_cell *cells = worksheet_row(builder, sheet, NOTES_COLUMNS);
    struct text texts[NOTES_COLUMNS] = {mark, message_word(builder->document->language, kind), meaning};
    for (size_t i = 0; i < NOTES_COLUMNS; i++) {
        cells[i].style = SHEET_BODY;
        sheet_cell_text(builder, &cells[i], texts[i]);
    }
    return &cells[NOTES_COLUMNS - 1];
}

// ---- Notes -------------------------------------------------------------------------------------------------

static void put_note(struct spreadsheet_builder *builder, const struct runs **notes, struct text id,
                     const struct runs *runs)
{
    notes[checked_note_number(builder->checked, id) - 1] = runs;
}

static bool says_the_same(struct spreadsheet_builder *builder, const struct runs *a, const struct runs *b)
{
    return text_equal(words_runs(builder->arena, builder->checked, a, TEXT(" ")),
                      words_runs(builder->arena, builder->checked, b, TEXT(" ")));
}

static bool is_told_before(struct spreadsheet_builder *builder, const struct runs **notes, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (says_the_same(builder, notes[i], notes[at]))
            return true;
    return false;
}

// With the marks of all notes that say the same.
static void add_note(struct spreadsheet_builder *builder, struct worksheet *sheet, const struct runs **notes,
                     size_t first, size_t count)
{
    struct buffer marks = {0};
    for (size_t i = first; i < count; i++) {
        if (i > first && !says_the_same(builder, notes[first], notes[i]))
            continue;
        struct text name = words_note(builder->arena, builder->checked, builder->checked->notes.items[i]);
        buffer_print(&marks, "%s[%.*s]", i > first ? ", " : "", TEXT_PRINT(name));
    }
    struct sheet_cell *meaning = add(builder, sheet, text_copy(builder->arena, buffer_text(&marks)),
                                     N_("Note"), (struct text){0});
    buffer_dispose(&marks);
    sheet_cell_runs(builder, meaning, (struct text){0}, notes[first]);
}

static void add_notes(struct spreadsheet_builder *builder, struct worksheet *sheet)
{
    const struct blocks *body = &builder->document->body;
    size_t count = builder->checked->notes.count;
    const struct runs **notes = ARENA_ARRAY(builder->arena, const struct runs *, count);
    for (size_t i = 0; i < body->count; i++) {
        const struct block *block = body->items[i];
        if (block->kind == BLOCK_NOTE)
            put_note(builder, notes, block->id, &block->runs);
        for (size_t n = 0; block->kind == BLOCK_TABLE && n < block->table.notes.count; n++)
            put_note(builder, notes, block->table.notes.items[n]->id, &block->table.notes.items[n]->runs);
    }
    for (size_t i = 0; i < count; i++)
        if (!is_told_before(builder, notes, i))
            add_note(builder, sheet, notes, i, count);
}

// ---- Shorthand ---------------------------------------------------------------------------------------------

// What each letter stands for, once; the marks below have the reasons.
static void add_letters(struct spreadsheet_builder *builder, struct worksheet *sheet)
{
    static const struct {
        struct text letter;
        const char *meaning;
    } letters[ABSENCE_COUNT] = {
        [ABSENCE_NOT_AVAILABLE] = {{"x", 1}, N_("There is no value, though there could be one.")},
        [ABSENCE_NOT_APPLICABLE] = {{"z", 1}, N_("There can be no value.")},
        [ABSENCE_SUPPRESSED] = {{"c", 1}, N_("There is a value, which is confidential.")},
    };
    for (int kind = 0; kind < ABSENCE_COUNT; kind++)
        if (builder->of_kind[kind])
            add(builder, sheet, letters[kind].letter, N_("Letter of a shorthand"),
                message_word(builder->document->language, letters[kind].meaning));
}

// ---- Abbreviations -----------------------------------------------------------------------------------------

struct abbreviations {
    struct spreadsheet_builder *builder;
    struct worksheet *sheet;
    struct text_map told;
};

static void add_from_runs(struct abbreviations *abbreviations, const struct runs *runs)
{
    for (size_t i = 0; i < runs->count; i++) {
        const struct run *run = &runs->items[i];
        if (run->expansion.length && run->text.length &&
            text_map_put(&abbreviations->told, run->text, i, NULL))
            add(abbreviations->builder, abbreviations->sheet, run->text, N_("Abbreviation"), run->expansion);
    }
}

static void add_from_table(struct abbreviations *abbreviations, const struct table *table)
{
    add_from_runs(abbreviations, &table->caption);
    for (size_t row = 0; row < table->rows.count; row++)
        for (size_t column = 0; column < table->columns.count; column++)
            add_from_runs(abbreviations, &table->rows.items[row].cells[column].runs);
    for (size_t i = 0; i < table->notes.count; i++)
        add_from_runs(abbreviations, &table->notes.items[i]->runs);
    add_from_runs(abbreviations, &table->source);
}

// Of the whole document: it spells an abbreviation out where it first uses it, which may be outside of the tables.
static void add_from_blocks(struct abbreviations *abbreviations, const struct blocks *blocks)
{
    for (size_t i = 0; i < blocks->count; i++) {
        const struct block *block = blocks->items[i];
        switch (block->kind) {
        case BLOCK_HEADING: add_from_runs(abbreviations, &block->heading.runs); break;
        case BLOCK_PARAGRAPH:
        case BLOCK_NOTE: add_from_runs(abbreviations, &block->runs); break;
        case BLOCK_LIST:
            for (size_t item = 0; item < block->list.count; item++)
                add_from_blocks(abbreviations, block->list.items[item]);
            break;
        case BLOCK_TABLE: add_from_table(abbreviations, &block->table); break;
        case BLOCK_CHART: add_from_runs(abbreviations, &block->chart.caption); break;
        case BLOCK_INSET:
        case BLOCK_WARNING: add_from_blocks(abbreviations, &block->blocks); break;
        case BLOCK_CONTENTS:
        case BLOCK_CONTACT:
        case BLOCK_PAGE_BREAK: break;
        }
    }
}

// ---- The sheet ---------------------------------------------------------------------------------------------

struct worksheet *worksheet_of_notes(struct spreadsheet_builder *builder)
{
    enum language language = builder->document->language;
    struct worksheet *sheet = worksheet_new(builder, message_word(language, N_("Notes")));
    worksheet_head(builder, sheet, message_word(language, N_("Notes, shorthand and abbreviations")));
    worksheet_begin_table(sheet, TEXT("Notes"), NOTES_COLUMNS);
    struct sheet_cell *headings = worksheet_row(builder, sheet, NOTES_COLUMNS);
    const char *words[NOTES_COLUMNS] = {N_("Mark"), N_("Kind"), N_("Meaning")};
    for (size_t i = 0; i < NOTES_COLUMNS; i++)
        headings[i] = (struct sheet_cell){.style = SHEET_HEADING, .text = message_word(language, words[i])};
    size_t empty = sheet->rows.count;
    add_notes(builder, sheet);
    add_letters(builder, sheet);
    for (size_t i = 0; i < builder->shorthands.count; i++)
        add(builder, sheet, builder->shorthands.items[i].mark, N_("Shorthand"),
            builder->shorthands.items[i].reason);
    if (builder->has_proportions)
        add(builder, sheet, message_word(language, N_("count, base")), N_("Columns"),
            message_word(language,
                         N_("A figure such as “3 of 9” stands in two columns, its count and its base, so "
                            "that both are numbers.")));
    struct abbreviations abbreviations = {.builder = builder, .sheet = sheet};
    text_map_init(&abbreviations.told, builder->arena);
    add_from_blocks(&abbreviations, &builder->document->body);
    worksheet_fit_columns(builder, sheet);
    return sheet->rows.count == empty ? NULL : sheet;
}
