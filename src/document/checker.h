// SPDX-License-Identifier: GPL-3.0-or-later
// What the parts of document_check share: one document under examination.
#pragma once

#include "base/problem.h"
#include "document/document.h"

struct checker {
    struct arena *arena;
    const struct document *document;
    struct problems *problems;
    ARRAY_OF(struct text)
    ids; // of everything that a link or a note can point at; sorted before links are checked
    ARRAY_OF(struct text) note_ids;   // those of them that are notes
    ARRAY_OF(struct text) expandable; // abbreviations that have an expansion somewhere
    ARRAY_OF(struct text) expanded;   // those that the reader has met so far
};

// "cy: NAME": the language and the block.
struct place checker_place(const struct checker *checker, struct text name);
bool checker_report(struct checker *checker, struct text name, struct message what, struct message hint);
// "summary[3].cases": row 3, from 1, of a table.
struct text cell_name(struct arena *arena, const struct block *block, size_t row, size_t column);
// "summary.caption"
struct text part_name(struct arena *arena, const struct block *block, struct text part);

// One text: UTF-8 without control characters, and not empty if it must be there.
void check_text(struct checker *checker, struct text name, struct text text, bool required);
// A line of text: its texts, links, notes and abbreviations.
void check_runs(struct checker *checker, struct text name, const struct runs *runs);
void check_link(struct checker *checker, struct text name, struct text link);
// Marks what a text without runs (a column's heading) says of abbreviations.
void check_abbreviations(struct checker *checker, struct text name, struct text text);
bool runs_are_empty(const struct runs *runs); // blanks only

void check_table(struct checker *checker, const struct block *block);
void check_chart(struct checker *checker, const struct block *block);
// The two trees, block by block. `document` is reported to differ from `first`.
void check_same(struct arena *arena, const struct document *first, const struct document *document,
                struct problems *problems);
