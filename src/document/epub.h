// SPDX-License-Identifier: GPL-3.0-or-later
// What the parts of the writer of e-books share (W3C, EPUB 3.3). For epub*.c only.
#pragma once

#include "document/words.h"
#include "document/writers.h"
#include "format/markup_writer.h"

// The text is parted into files at the headings of the first level, since readers open and turn to a file at once.
struct epub_section {
    const struct block *heading; // NULL of the first one, which has the title
    size_t first, end;           // blocks of the body
    struct text file;            // "section1.xhtml"
    bool has_picture;            // drawn inside, as SVG
};

// Where a block is.
struct epub_target {
    struct text id;
    size_t section;
};

struct epub {
    struct arena *arena;
    const struct checked_document *checked;
    const struct document *document;
    ARRAY_OF(struct epub_section) sections;
    ARRAY_OF(struct epub_target) targets; // sorted by id
    size_t section;                       // that is being written
    struct markup_writer xml;
};

#define EPUB_LOGO "logo.png"
#define EPUB_STYLE "style.css"

// ---- epub_text.c -------------------------------------------------------------------------------------------

void epub_part(struct epub *epub); // sets sections and targets

void epub_line_open(struct epub *epub, const char *name);
void epub_attribute(struct epub *epub, const char *name, const char *value);
void epub_close(struct epub *epub);
void epub_element(struct epub *epub, const char *name, struct text text);
struct text epub_word(const struct epub *epub, const char *english);
// For EPUB and for HTML, whichever a reader looks at.
void epub_language(struct epub *epub, enum language language);
// Of a block, as seen from the section that is being written.
struct text epub_address(const struct epub *epub, struct text id);
void epub_runs(struct epub *epub, const struct runs *runs);
void epub_words(struct epub *epub, const struct runs *runs); // to stand in a link: on one line, without links
// "Table 1: " and the caption.
void epub_caption(struct epub *epub, const char *element, struct text label, const struct runs *caption);
void epub_note(struct epub *epub, struct text id, const struct runs *runs);
void epub_table(struct epub *epub, const struct block *block);

// The root element and the head of a page, whose body follows.
void epub_begin_page(struct epub *epub, struct text title, struct buffer *out);

// ---- epub_page.c, epub_package.c ---------------------------------------------------------------------------

void epub_section(struct epub *epub, size_t index, struct buffer *out);
void epub_navigation(struct epub *epub, struct buffer *out);
void epub_package(struct epub *epub, struct buffer *out);
