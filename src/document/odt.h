// SPDX-License-Identifier: GPL-3.0-or-later
// What the parts of the writer of OpenDocument texts share (OpenDocument 1.2, ISO/IEC 26300). For odt*.c only.
#pragma once

#include "document/words.h"
#include "document/writers.h"
#include "format/markup_writer.h"
#include "format/zip.h"

// In points: A4 with margins of 2 cm.
#define ODT_TEXT_WIDTH 481.9

struct odt_file {
    struct text name, media_type;
};

// A column of one table, in hundredths of a point.
struct odt_column {
    size_t table, column;
    int width;
};

// Named styles from which automatic ones are made.
struct odt_styles {
    const char **items;
    size_t count, capacity;
};

struct odt {
    struct arena *arena;
    const struct checked_document *checked;
    const struct document *document;
    struct problems *problems;
    bool failed;
    struct zip_writer *zip;
    ARRAY_OF(struct odt_file) files; // for the manifest
    struct markup_writer xml;        // of the part that is being written
    bool blank;               // the paragraph so far ended with a blank, or is empty: a blank would be lost
    bool page_break;          // before the next paragraph
    struct odt_styles broken; // of paragraphs that begin a page
    struct odt_styles kept;   // of those that stay with the next, though the style itself does not
    ARRAY_OF(struct odt_column) columns;
    size_t contents, pictures;
};

// ---- Markup ------------------------------------------------------------------------------------------------

static inline void odt_open(struct odt *odt, const char *name)
{
    markup_open_element(&odt->xml, name);
}

static inline void odt_line_open(struct odt *odt, const char *name)
{
    markup_line(&odt->xml);
    markup_open_element(&odt->xml, name);
}

static inline void odt_attribute(struct odt *odt, const char *name, const char *value)
{
    markup_add_attribute(&odt->xml, name, text_from(value));
}

static inline void odt_text_attribute(struct odt *odt, const char *name, struct text value)
{
    markup_add_attribute(&odt->xml, name, value);
}

static inline void odt_close(struct odt *odt)
{
    markup_close(&odt->xml);
}

// ---- Paragraphs and what stands in them (odt_text.c) -------------------------------------------------------

struct text odt_word(const struct odt *odt, const char *english);
// A paragraph in a style of odt_styles.c; the first one after a hint to break the page begins one.
void odt_paragraph_open(struct odt *odt, const char *style);
// The style that adds to this one that the paragraph stays with the next.
const char *odt_kept_style(struct odt *odt, const char *style);
void odt_heading_open(struct odt *odt, int level);
void odt_paragraph(struct odt *odt, const char *style, struct text text);
// Text in the open paragraph; runs of blanks are kept, which XML would not. `style` is a character's, or NULL.
void odt_words(struct odt *odt, const char *style, struct text text);
void odt_line_break(struct odt *odt);
void odt_tab(struct odt *odt);
void odt_bookmark(struct odt *odt, struct text id);
void odt_link(struct odt *odt, struct text link, struct text words);
void odt_heading_link(struct odt *odt, const struct block *heading); // its words, in their languages
void odt_runs(struct odt *odt, const struct runs *runs);
// "Table 1: " with the number as a field of this sequence, which counts on where somebody adds a table.
void odt_label(struct odt *odt, const char *sequence, struct text label, size_t number);
void odt_note(struct odt *odt, struct text id, const struct runs *runs);

// ---- Tables, pictures, styles ------------------------------------------------------------------------------

void odt_table(struct odt *odt, const struct block *block);
// How wide its columns are, in hundredths of a point: no word is broken, if there is room.
void odt_columns(struct odt *odt, const struct table *table, int *widths);

void odt_logo(struct odt *odt);
void odt_figure(struct odt *odt, const struct block *block);

// The styles that the office's staff see and use; a style for each language that stands within another; what the tables
// need.
void odt_named_styles(struct odt *odt);
void odt_page_styles(struct odt *odt);
void odt_automatic_styles(struct odt *odt);
void odt_fonts(struct odt *odt);
const char *odt_language_style(enum language language);
struct text odt_column_style(struct odt *odt, size_t table, size_t column);
