// SPDX-License-Identifier: GPL-3.0-or-later
// What makes a spreadsheet together. Only spreadsheet*.c and their tests include this.
#pragma once

#include "base/text_map.h"
#include "document/spreadsheet.h"

// What stands in a cell that has no value, and why.
struct shorthand {
    struct text mark; // "[x]"
    struct text reason;
};

struct spreadsheet_builder {
    struct arena *arena;
    const struct checked_document *checked;
    const struct document *document;
    struct text_map reasons; // into shorthands
    ARRAY_OF(struct shorthand) shorthands;
    size_t of_kind[ABSENCE_COUNT]; // how many reasons there are of each
    bool has_proportions;
    size_t notes_sheet; // its number, for links
    struct problems *problems;
};

// ---- Texts (spreadsheet_text.c) ----------------------------------------------------------------------------

// What a spreadsheet program counts as characters: units of UTF-16.
size_t spreadsheet_units(struct text text);
// The text, or as many whole characters of it as fit before `end`, which is added.
struct text spreadsheet_cut(struct arena *arena, struct text text, size_t units, struct text end);
// "Table 1 Summary of findings": the number of the table and, as far as there is room, whole words of its caption, with
// an ellipsis if more follow. What a name may not have is left out.
struct text spreadsheet_name(struct arena *arena, struct text number, struct text caption);
// "Table_1_findings"
struct text spreadsheet_table_name(struct arena *arena, size_t number, struct text id);
// A heading that is not among those before it, without regard to case: a number in brackets tells them apart.
struct text spreadsheet_heading(struct arena *arena, struct text_map *taken, struct text heading);

// ---- Sheets ------------------------------------------------------------------------------------------------

struct text spreadsheet_say(const struct spreadsheet_builder *builder, struct message message);
struct worksheet *worksheet_new(struct spreadsheet_builder *builder, struct text name);
// A row of one cell.
struct sheet_cell *worksheet_line(struct spreadsheet_builder *builder, struct worksheet *sheet,
                                  enum sheet_style style, struct text text);
// A row of the table; the first is the headings.
struct sheet_cell *worksheet_row(struct spreadsheet_builder *builder, struct worksheet *sheet,
                                 size_t columns);
void worksheet_begin_table(struct worksheet *sheet, struct text name, size_t columns);
void sheet_cell_text(struct spreadsheet_builder *builder, struct sheet_cell *cell, struct text text);
// `before`, then the runs, with their first link.
void sheet_cell_runs(struct spreadsheet_builder *builder, struct sheet_cell *cell, struct text before,
                     const struct runs *runs);
// The title, that there is one table, and what marks the document.
void worksheet_head(struct spreadsheet_builder *builder, struct worksheet *sheet, struct text title);
void worksheet_fit_columns(struct spreadsheet_builder *builder, struct worksheet *sheet);

// The sheet of a table (spreadsheet_table.c). NULL with a problem if it is too large.
struct worksheet *worksheet_of_table(struct spreadsheet_builder *builder, const struct block *block);
// Notes, shorthand and abbreviations (spreadsheet_notes.c), after all tables. NULL if there are none.
struct worksheet *worksheet_of_notes(struct spreadsheet_builder *builder);
