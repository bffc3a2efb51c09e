// SPDX-License-Identifier: GPL-3.0-or-later
// The pages of a PDF and what is drawn on them. All content is marked: it belongs to an element of the structure or is an
// artifact (a rule, a panel, the header of a page). Places are points from the upper left corner of the page.
#pragma once

#include "document/pdf_structure.h"
#include "format/text_layout.h"

struct pdf_annotation {
    size_t object;
    struct pdf_element *element;
    struct text address; // of a link: "#id", or an address elsewhere
    struct text contents;
    ARRAY_OF(double) boxes; // four numbers each: left, top, right, bottom
};

// A link in the text. It has one annotation a page, over all its lines there.
struct pdf_link {
    struct pdf_element *element;
    struct text address, contents;
    size_t page; // of the latest annotation, counted from 1; 0: none
    size_t annotation;
};

// What comes into a page's content when it is known: the ground under a text, a page's number.
struct pdf_insertion {
    size_t at;
    struct text content;
};

struct pdf_page {
    size_t object;
    struct buffer content;
    ARRAY_OF(struct pdf_element *) marks;
    ARRAY_OF(struct pdf_annotation) annotations;
    ARRAY_OF(struct pdf_insertion) insertions;
    struct pdf_element *open; // whose content is being added
    int64_t colour;           // that is set; -1: none
};

struct pdf_pages {
    struct arena *arena;
    struct pdf_structure *structure;
    struct pdf_objects *objects;
    struct typesetter *typesetter;
    double width, height;
    ARRAY_OF(struct pdf_page) pages;
    struct pdf_element *artifact, *header, *footer; // to draw what belongs to no element
    struct text *glyphs[FACE_COUNT];                // of each glyph that is used the characters it stands for
    size_t image;                                   // object of the picture /I1; 0: none
};

// How a span of a text looks, and to what it belongs.
struct pdf_ink {
    struct pdf_element *element;
    uint32_t colour; // 0xRRGGBB
    struct pdf_link *link;
    bool underlined;
    bool covered; // on a dark ground
};

void pdf_pages_init(struct pdf_pages *pages, struct arena *arena);
void pdf_pages_dispose(struct pdf_pages *pages);

void pdf_page_add(struct pdf_pages *pages);
size_t pdf_page_count(const struct pdf_pages *pages); // the latest is drawn on

// Line number `line` of the layout, its base line at y.
void pdf_show_line(struct pdf_pages *pages, const struct text_layout *layout, size_t line,
                   const struct pdf_ink *inks, double x, double y);
void pdf_rule(struct pdf_pages *pages, struct pdf_element *element, double x, double y, double to_x,
              double thickness, uint32_t colour);
void pdf_dots(struct pdf_pages *pages, struct pdf_element *element, double x, double y, double to_x,
              double size, uint32_t colour);
void pdf_rectangle(struct pdf_pages *pages, struct pdf_element *element, double x, double y, double width,
                   double height, uint32_t colour);
void pdf_show_image(struct pdf_pages *pages, struct pdf_element *element, double x, double y, double width,
                    double height);

// Marks what is drawn next as the element's, and gives the buffer to draw into.
struct buffer *pdf_mark(struct pdf_pages *pages, struct pdf_element *element);
void pdf_unmark(struct pdf_pages *pages);
// Room for what is drawn later at this place of the latest page: under what comes now, as an artifact, or in the open mark.
size_t pdf_insertion(struct pdf_pages *pages);
void pdf_fill_ground(struct pdf_pages *pages, size_t page, size_t insertion, double x, double y, double width,
                     double height, uint32_t colour);
void pdf_fill_line(struct pdf_pages *pages, size_t page, size_t insertion, const struct text_layout *layout,
                   const struct pdf_ink *ink, double x, double y);

void pdf_add_colour(struct buffer *out, uint32_t colour, bool stroke);
