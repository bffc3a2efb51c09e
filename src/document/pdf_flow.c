// SPDX-License-Identifier: GPL-3.0-or-later
// What is written goes down the page and over to the next: headings stay with what follows, and no line of a paragraph
// stands alone at an end of a page.
#include "document/pdf_writer.h"

#include <math.h>

enum { ALONE = 2 }; // lines of a paragraph that stay together at each end

struct pdf_element *pdf_element(struct pdf *pdf, struct pdf_element *parent, const char *type)
{
    return pdf_element_new(&pdf->structure, parent, type);
}

double pdf_width(const struct pdf *pdf)
{
    return pdf->right - pdf->left;
}

void pdf_space(struct pdf *pdf, double points)
{
    if (points > pdf->gap)
        pdf->gap = points;
}

void pdf_destination(struct pdf *pdf, struct text id, double y)
{
    if (id.length == 0 || !text_map_put(&pdf->places, id, pdf->destinations.count, NULL))
        return;
    *ARRAY_APPEND(pdf->arena, &pdf->destinations) = (struct pdf_destination){
        .id = id, .page = pdf_page_count(&pdf->pages) - 1, .y = y};
}

const struct pdf_destination *pdf_destination_find(const struct pdf *pdf, struct text id)
{
    size_t index;
    return text_map_find(&pdf->places, id, &index) ? &pdf->destinations.items[index] : NULL;
}

// ---- Panels ------------------------------------------------------------------------------------------------

enum { PANEL_PADDING = 10, PANEL_BAR = 4 };

static void start_panel(struct pdf *pdf, struct pdf_panel *panel)
{
    pdf_unmark(&pdf->pages);
    panel->page = pdf_page_count(&pdf->pages) - 1;
    panel->insertion = pdf_insertion(&pdf->pages);
    panel->from = pdf->y;
}

static void draw_panel(struct pdf *pdf, const struct pdf_panel *panel, double to)
{
    pdf_fill_ground(&pdf->pages, panel->page, panel->insertion, panel->x, panel->from, panel->width,
                    to - panel->from, panel->ground);
    pdf_fill_ground(&pdf->pages, panel->page, panel->insertion, panel->x, panel->from, PANEL_BAR,
                    to - panel->from, panel->bar);
}

void pdf_panel_begin(struct pdf *pdf, uint32_t bar, uint32_t ground)
{
    pdf_require(pdf, ALONE * pdf->style->body.leading + 2 * PANEL_PADDING);
    struct pdf_panel panel = {.x = pdf->left, .width = pdf_width(pdf), .bar = bar, .ground = ground};
    start_panel(pdf, &panel);
    if (pdf->panel_count < PDF_LEVELS)
        pdf->panels[pdf->panel_count] = panel;
    pdf->panel_count++;
    pdf->y += PANEL_PADDING;
    pdf->bottom -= PANEL_PADDING;
    pdf->left += PANEL_BAR + PANEL_PADDING + 2;
    pdf->right -= PANEL_PADDING;
    pdf->gap = 0;
    pdf->fresh = false;
}

void pdf_panel_end(struct pdf *pdf)
{
    pdf->y += PANEL_PADDING;
    pdf->bottom += PANEL_PADDING;
    pdf->left -= PANEL_BAR + PANEL_PADDING + 2;
    pdf->right += PANEL_PADDING;
    pdf->gap = 0;
    pdf->panel_count--;
    if (pdf->panel_count < PDF_LEVELS)
        draw_panel(pdf, &pdf->panels[pdf->panel_count], pdf->y);
}

static size_t drawn_panels(const struct pdf *pdf)
{
    return pdf->panel_count < PDF_LEVELS ? pdf->panel_count : PDF_LEVELS;
}

// ---- Pages -------------------------------------------------------------------------------------------------

void pdf_new_page(struct pdf *pdf)
{
    for (size_t i = 0; i < drawn_panels(pdf); i++)
        draw_panel(pdf, &pdf->panels[i], pdf->y + PANEL_PADDING * (double)(pdf->panel_count - i));
    pdf_start_page(pdf);
    pdf->gap = 0;
    pdf->fresh = true;
    for (size_t i = 0; i < drawn_panels(pdf); i++) {
        start_panel(pdf, &pdf->panels[i]);
        pdf->y += PANEL_PADDING;
    }
}

static double waiting_height(const struct pdf *pdf)
{
    double height = 0, gap = pdf->gap;
    for (size_t i = 0; i < pdf->waiting.count; i++) {
        const struct pdf_waiting *waiting = &pdf->waiting.items[i];
        height += fmax(gap, waiting->before) + pdf_text_height(&waiting->text);
        gap = waiting->after;
    }
    return height + gap;
}

static void leave_gap(struct pdf *pdf)
{
    if (!pdf->fresh)
        pdf->y += pdf->gap;
    pdf->gap = 0;
    pdf->fresh = false;
}

enum { RULE_THICKNESS = 2, RULE_SPACE = 9 };

// Its `before` has room for the rule.
static void show_waiting(struct pdf *pdf, const struct pdf_waiting *waiting)
{
    bool first = pdf->fresh;
    pdf_space(pdf, waiting->before);
    leave_gap(pdf);
    if (waiting->ruled && !first)
        pdf_rule(&pdf->pages, pdf->pages.artifact, waiting->x, pdf->y - RULE_SPACE,
                 pdf->pages.width - waiting->x, RULE_THICKNESS, COLOUR_INK);
    pdf_destination(pdf, waiting->id, pdf->y);
    pdf_show(pdf, &waiting->text, 0, waiting->text.layout->lines.count, waiting->x, pdf->y);
    pdf->y += pdf_text_height(&waiting->text);
    pdf->gap = waiting->after;
}

void pdf_require(struct pdf *pdf, double height)
{
    if (!pdf->fresh && pdf->y + waiting_height(pdf) + height > pdf->bottom + 0.01)
        pdf_new_page(pdf);
    for (size_t i = 0; i < pdf->waiting.count; i++)
        show_waiting(pdf, &pdf->waiting.items[i]);
    pdf->waiting.count = 0;
    leave_gap(pdf);
}

void pdf_wait(struct pdf *pdf, struct pdf_waiting waiting)
{
    *ARRAY_APPEND(pdf->arena, &pdf->waiting) = waiting;
}

// ---- Paragraphs --------------------------------------------------------------------------------------------

static void show_labels(struct pdf *pdf)
{
    for (size_t i = 0; i < pdf->labels.count; i++)
        pdf_show(pdf, &pdf->labels.items[i].text, 0, 1, pdf->labels.items[i].x, pdf->y);
    pdf->labels.count = 0;
}

// How many of the remaining lines to put on this page.
static size_t lines_here(const struct pdf *pdf, const struct pdf_text *text, size_t remaining)
{
    double room = floor((pdf->bottom - pdf->y + 0.01) / text->leading);
    size_t fit = room > 0 ? (size_t)room : 0;
    if (fit >= remaining)
        return remaining;
    size_t most = remaining > ALONE ? remaining - ALONE : 1;
    size_t here = fit < most ? fit : most;
    return here == 0 && pdf->fresh ? 1 : here;
}

void pdf_place(struct pdf *pdf, const struct pdf_text *text, double x)
{
    size_t count = text->layout->lines.count, together = count <= ALONE + 1 ? count : ALONE;
    pdf_require(pdf, (double)together * text->leading);
    show_labels(pdf);
    for (size_t line = 0; line < count;) {
        size_t here = lines_here(pdf, text, count - line);
        if (here == 0) {
            pdf_new_page(pdf);
            continue;
        }
        pdf_show(pdf, text, line, here, x, pdf->y);
        pdf->y += (double)here * text->leading;
        pdf->fresh = false;
        line += here;
    }
}
