// SPDX-License-Identifier: GPL-3.0-or-later
// What the files of the Word writer share (WordprocessingML, ECMA-376 part 1). Only they include this. Lengths are
// twentieths of a point, as in the format, if not said otherwise; sizes of text are half-points.
#pragma once

#include "document/package_parts.h"
#include "document/words.h"
#include "document/writers.h"
#include "format/markup_writer.h"

// A4, with margins of 2 cm.
enum {
    DOCX_PAGE_WIDTH = 11906,
    DOCX_PAGE_HEIGHT = 16838,
    DOCX_MARGIN = 1134,
    DOCX_TEXT_WIDTH = DOCX_PAGE_WIDTH - 2 * DOCX_MARGIN,
};
enum { DOCX_NUMBER_INDENT = 180 }; // keeps numbers, at the right, off the next column, on the normal sheet
enum { DOCX_LIST_LEVELS = 9 };     // that numbering has; what is deeper stands at the last
enum { DOCX_EMU_PER_POINT = 12700, DOCX_EMU_PER_TWENTIETH = 635 };

// What a link or a note may lead to, and the bookmark that stands there.
struct docx_target {
    struct text id, bookmark;
};

struct docx_picture {
    struct text png;
    struct text svg;      // the same in shapes, for readers that can show them; empty: none
    double width, height; // points
    struct text description;
};

struct docx {
    struct markup_writer xml; // the part that is being written
    struct arena *arena;
    const struct checked_document *checked;
    const struct document *document;
    enum sheet sheet;
    struct package package;
    struct relations relations; // of word/document.xml
    ARRAY_OF(struct docx_target) targets;
    ARRAY_OF(struct text) waiting; // ids of blocks whose first paragraph is still to come
    ARRAY_OF(size_t) open;         // bookmarks of the open paragraph
    ARRAY_OF(int) number_levels;   // of each numbered list
    size_t pictures;
    struct problems *problems;
    bool failed;      // a figure could not be drawn: the problems say why
    bool page_break;  // before the next paragraph
    bool table_ended; // nothing has been written behind a table yet
};

// ---- Elements: docx_text.c

// An empty element with w:val, which most of the format consists of.
#define docx_value(docx, name, value) \
    (markup_open(&(docx)->xml, name), markup_attribute(&(docx)->xml, "w:val", (value)), \
     markup_close(&(docx)->xml))
#define docx_flag(docx, name) (markup_open(&(docx)->xml, name), markup_close(&(docx)->xml))
void docx_number(struct docx *docx, const char *attribute, int64_t number);
void docx_number_element(struct docx *docx, const char *name, int64_t number); // with w:val
// A part of its own.
void docx_part_start(struct docx *docx, struct buffer *out, const char *root);
struct text docx_part_end(struct docx *docx, struct buffer *out);
struct text docx_word(const struct docx *docx, const char *english);

// ---- Lines of text: docx_text.c

// How a paragraph looks apart from its style.
struct docx_paragraph {
    const char *style;
    const char *frame; // style whose bar and ground stand around it too: "Quote", "Warning"
    bool keep_next;
    bool in_list;       // has a bullet or number, as these say
    size_t list_number; // of `number_levels`, from 1; 0: bullets
    int list_level;     // from 0
    int after;          // distance to what follows, if not 0
    int left;           // indent, if not 0
};
void docx_paragraph_open(struct docx *docx, struct docx_paragraph paragraph);
void docx_paragraph_close(struct docx *docx);

struct docx_look {
    const char *style; // of characters
    bool strong;
    bool foreign;
    enum language language;
};
void docx_run_open(struct docx *docx, struct docx_look look);
void docx_run_close(struct docx *docx);
void docx_text(struct docx *docx, struct docx_look look, struct text text);
void docx_plain(struct docx *docx, struct text text); // in the paragraph's look and the document's language
void docx_break(struct docx *docx);                   // a new line of the same paragraph
void docx_tab(struct docx *docx);
void docx_runs(struct docx *docx, const struct runs *runs);
void docx_link(struct docx *docx, struct text link, struct text words);
void docx_paragraph(struct docx *docx, const char *style, struct text text);
// Text with a number that Word computes, and what it shows until then: {number} in the words stands for it.
void docx_field(struct docx *docx, struct text words, struct text instruction, struct text shown);
// A caption's label, "Table 1: ", with its number as a field.
void docx_label(struct docx *docx, struct text label, size_t number);
// The next paragraph is what the id leads to.
void docx_mark(struct docx *docx, struct text id);
void docx_collect_targets(struct docx *docx);
struct text docx_bookmark(const struct docx *docx, struct text id);

// ---- Blocks: docx.c

// "[note 1] …": a paragraph where the document has it.
void docx_note(struct docx *docx, struct text id, const struct runs *runs);

// ---- Tables: docx_table.c, docx_columns.c

void docx_table(struct docx *docx, const struct block *block);
// Whether its cells are aligned at the right.
bool docx_is_numeric(const struct docx *docx, const struct table_column *column);

// How the columns stand: one beside the other, or, where that leaves too little room, in several lines of each row, in
// their order.
struct docx_column {
    size_t line;
    int left, width;
};
struct docx_columns {
    struct docx_column *items; // one a column of the table
    size_t lines;
    ARRAY_OF(int) edges; // the grid: where a column of any line begins or ends, with 0 and the text's width
};
struct docx_columns docx_columns(const struct docx *docx, const struct table *table);

// ---- Pictures: docx_picture.c

// In a paragraph that is open.
void docx_picture(struct docx *docx, const struct docx_picture *picture);
// A figure in a paragraph of its own. False, with a problem, if it cannot be drawn.
bool docx_figure(struct docx *docx, const struct block *block);

// ---- Lists: docx_lists.c

// "ListBullet", "ListBullet2" and so on.
const char *docx_list_style(struct docx *docx, const char *name, int level);
void docx_list_styles(struct docx *docx);
// When the body has been written.
struct text docx_numbering(struct docx *docx);

// ---- Styles: docx_styles.c

struct text docx_styles(struct docx *docx);
struct text docx_settings(struct docx *docx);
// The bar and ground of a style, written directly: of paragraphs that have another style.
void docx_frame(struct docx *docx, const char *style);
// A distance, which is larger where the text is.
int docx_grown(const struct docx *docx, int length);
