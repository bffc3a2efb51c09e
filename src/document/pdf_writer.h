// SPDX-License-Identifier: GPL-3.0-or-later
// What the parts of the PDF writer share: the style of a sheet, texts on their way to the page, and the flow of what is
// written down the pages. Only the parts of the writer include this.
#pragma once

#include "base/text_map.h"
#include "document/checked.h"
#include "document/pdf_breaks.h"
#include "document/pdf_page.h"
#include "document/writers.h"

// The light scheme of report.css: text is at least 7 to 1 on its ground.
enum {
    COLOUR_INK = 0x16212b,
    COLOUR_SOFT = 0x42505c,
    COLOUR_LINE = 0xc3ccd3,
    COLOUR_LINK = 0x0b4a6f,
    COLOUR_PANEL = 0xf3f6f7,
    COLOUR_ALARM = 0x7a1f1f,
    COLOUR_ALARM_GROUND = 0xfdf1ef,
    COLOUR_DRAFT = 0xfbe9b6,
    COLOUR_DRAFT_INK = 0x3b2a00,
    COLOUR_WHITE = 0xffffff,
    COLOUR_ACCENT = 0x0b4f5c,
};

enum { PDF_HEADINGS = 3, PDF_LEVELS = 16 };

struct pdf_type {
    double size, leading;
};

struct pdf_style {
    bool large;               // links are bold, nothing is underlined
    double side, top, bottom; // margins
    struct pdf_type body, small, table, title, subtitle, organisation;
    struct pdf_type headings[PDF_HEADINGS];
    double paragraph, indent, cell; // space behind a paragraph, of a list's item, between columns
};
const struct pdf_style *pdf_style_of(enum sheet sheet);

// A paragraph that is set.
struct pdf_text {
    struct text_layout *layout;
    struct pdf_ink *inks;
    size_t ink_count;
    double leading;
};

struct pdf_label { // of a list's item, beside its first line
    struct pdf_text text;
    double x;
};

struct pdf_panel { // behind an inset or a warning
    double x, width, from;
    uint32_t bar, ground;
    size_t page, insertion;
};

struct pdf_destination {
    struct text id;
    size_t page; // from 0
    double y;
};

struct pdf_contents_line { // whose page number is not known yet
    struct text id;
    struct pdf_element *element;
    size_t page, insertion;
    double y;
};

struct pdf;

// What a page that begins in the middle of something repeats at its head: the headings of a table's columns.
struct pdf_repeated {
    double height;
    void (*show)(struct pdf *pdf, void *what); // NULL: nothing is repeated
    void *what;
};

// The parts between which pages may begin. While it measures, all stand on one page without end, and nothing is drawn; then the same
// parts come once more, and the lines of text that were set.
struct pdf_parts {
    bool measuring;
    ARRAY_OF(struct page_part) parts;
    size_t next;   // part to be drawn
    unsigned hold; // what comes next stays, at this cost, with what was last
    bool forced;   // a page begins with what comes next
    ARRAY_OF(struct text_layout *) layouts;
    size_t next_layout;
};

struct pdf {
    struct arena *arena;
    const struct checked_document *checked;
    const struct document *document;
    const struct pdf_style *style;
    struct typesetter *typesetter;
    struct pdf_structure structure;
    struct pdf_objects objects;
    struct pdf_pages pages;
    uint32_t accent;

    double y,
        gap; // where the next line begins, and the space to leave above it unless it is the first of its page
    double left, right; // what is written stands between
    double top, bottom; // of the room on a page
    bool fresh;         // nothing stands on the page yet
    struct pdf_parts parts;
    struct pdf_repeated repeated;
    ARRAY_OF(struct pdf_label) labels;
    struct pdf_panel panels[PDF_LEVELS];
    size_t panel_count;
    ARRAY_OF(struct pdf_destination) destinations;
    struct text_map places; // of the destinations, by their ids
    ARRAY_OF(struct pdf_contents_line) contents;
    ARRAY_OF(const struct block *) headings;
    struct pdf_text marks[2];        // marking and draft, above every page
    struct pdf_text footer, running; // below and above every page
};

// ---- Texts (pdf_text.c) ------------------------------------------------------------------------------------

// Collects the spans of a paragraph. Fields of `ink` and `face` are what is added next.
struct pdf_spans {
    struct pdf *pdf;
    struct pdf_ink ink;
    enum face face;
    enum language language;
    ARRAY_OF(struct text_span) spans;
    ARRAY_OF(struct pdf_ink) inks;
};
struct pdf_spans pdf_spans_of(struct pdf *pdf, struct pdf_element *element, enum face face, uint32_t colour);
void pdf_add_text(struct pdf_spans *spans, struct text text);
void pdf_add_runs(struct pdf_spans *spans, const struct runs *runs);
struct pdf_text pdf_set(struct pdf_spans *spans, struct pdf_type type, double width);
// One text in one look.
struct pdf_text pdf_set_text(struct pdf *pdf, struct pdf_element *element, struct text text,
                             struct pdf_type type, enum face face, uint32_t colour, double width);
struct pdf_link *pdf_link_new(struct pdf *pdf, struct pdf_element *element, struct text address,
                              struct text contents);
struct text pdf_word(const struct pdf *pdf, const char *english);
double pdf_text_height(const struct pdf_text *text);
// From the top of a line to its base line.
double pdf_ascent(const struct pdf_text *text);
void pdf_show(struct pdf *pdf, const struct pdf_text *text, size_t first, size_t count, double x, double y);

// ---- The flow (pdf_flow.c) ---------------------------------------------------------------------------------

struct pdf_element *pdf_element(struct pdf *pdf, struct pdf_element *parent, const char *type);
double pdf_width(const struct pdf *pdf);
void pdf_space(struct pdf *pdf, double points); // at least this much above what comes next
// What comes next stays whole on a page, up to the next part; `cost` (enum page_cost) is that of beginning a page with it. Whether
// one begins.
bool pdf_part(struct pdf *pdf, unsigned cost);
void pdf_hold(struct pdf *pdf, unsigned cost); // on to what comes next
size_t pdf_parts_count(const struct pdf *pdf); // that were measured
// Makes it cost as much to begin a page with any part behind the first.
void pdf_keep(struct pdf *pdf, size_t first, unsigned cost);
void pdf_force_page(struct pdf *pdf);   // which begins with what comes next, unless the page is still empty
double pdf_room(const struct pdf *pdf); // of a page but the first, between panels
// A text by its lines, none of which stands alone at an end of a page; or one that stays whole.
void pdf_place(struct pdf *pdf, const struct pdf_text *text, double x, unsigned cost);
void pdf_place_whole(struct pdf *pdf, const struct pdf_text *text, double x, unsigned cost);
void pdf_panel_begin(struct pdf *pdf, uint32_t bar, uint32_t ground);
void pdf_panel_end(struct pdf *pdf);
void pdf_destination(struct pdf *pdf, struct text id, double y);
const struct pdf_destination *pdf_destination_find(const struct pdf *pdf, struct text id);

// ---- Parts -------------------------------------------------------------------------------------------------

void pdf_write_table(struct pdf *pdf, struct pdf_element *parent, const struct block *block);
void pdf_write_chart(struct pdf *pdf, struct pdf_element *parent, const struct block *block);
void pdf_write_note(struct pdf *pdf, struct pdf_element *parent, struct text id, const struct runs *runs,
                    unsigned cost);
// The first page above the body, what stands above and below every page, and the end of the last.
void pdf_prepare_pages(struct pdf *pdf);
bool pdf_write_front(struct pdf *pdf, struct problems *problems);
void pdf_write_back(struct pdf *pdf);
void pdf_start_page(struct pdf *pdf);
void pdf_finish_pages(struct pdf *pdf);
// The file of what was laid out.
bool pdf_write_file(struct pdf *pdf, struct buffer *out, struct problems *problems);
