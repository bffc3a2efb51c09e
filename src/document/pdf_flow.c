// SPDX-License-Identifier: GPL-3.0-or-later
// What is written goes down the page in parts, and over to the next page where pdf_breaks.c has it begin.
#include "document/pdf_writer.h"

#include <math.h>

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
    pdf_part(pdf, PAGE_AT_BLOCK);
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
    pdf_hold(pdf, PAGE_INSIDE);
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

static void new_page(struct pdf *pdf)
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
    if (pdf->repeated.show) {
        pdf->repeated.show(pdf, pdf->repeated.what);
        pdf->fresh = false;
    }
}

double pdf_room(const struct pdf *pdf)
{
    return pdf->bottom - pdf->top - PANEL_PADDING * (double)drawn_panels(pdf);
}

static void leave_gap(struct pdf *pdf)
{
    if (!pdf->fresh)
        pdf->y += pdf->gap;
    pdf->gap = 0;
    pdf->fresh = false;
}

// ---- Parts -------------------------------------------------------------------------------------------------

static void measure_part(struct pdf *pdf, unsigned cost)
{
    struct pdf_parts *parts = &pdf->parts;
    double panels = PANEL_PADDING * (double)drawn_panels(pdf);
    if (parts->parts.count)
        parts->parts.items[parts->parts.count - 1].to = pdf->y;
    leave_gap(pdf);
    *ARRAY_APPEND(pdf->arena, &parts->parts) = (struct page_part){.from = pdf->y,
                                                                  .above = panels + pdf->repeated.height,
                                                                  .below = panels,
                                                                  .cost = cost,
                                                                  .forced = parts->forced};
}

bool pdf_part(struct pdf *pdf, unsigned cost)
{
    struct pdf_parts *parts = &pdf->parts;
    bool begins = false;
    if (parts->measuring) {
        measure_part(pdf, cost > parts->hold ? cost : parts->hold);
    } else {
        begins = parts->next < parts->parts.count && parts->parts.items[parts->next++].begins;
        if (begins)
            new_page(pdf);
        leave_gap(pdf);
    }
    parts->hold = 0;
    parts->forced = false;
    return begins;
}

void pdf_hold(struct pdf *pdf, unsigned cost)
{
    if (cost > pdf->parts.hold)
        pdf->parts.hold = cost;
}

size_t pdf_parts_count(const struct pdf *pdf)
{
    return pdf->parts.parts.count;
}

void pdf_keep(struct pdf *pdf, size_t first, unsigned cost)
{
    struct pdf_parts *parts = &pdf->parts;
    for (size_t i = first + 1; parts->measuring && i < parts->parts.count; i++)
        if (parts->parts.items[i].cost < cost)
            parts->parts.items[i].cost = cost;
}

void pdf_force_page(struct pdf *pdf)
{
    pdf->parts.forced = pdf->parts.parts.count > 0;
}

// ---- Paragraphs --------------------------------------------------------------------------------------------

static void show_labels(struct pdf *pdf)
{
    for (size_t i = 0; i < pdf->labels.count; i++)
        pdf_show(pdf, &pdf->labels.items[i].text, 0, 1, pdf->labels.items[i].x, pdf->y);
    pdf->labels.count = 0;
}

static void place(struct pdf *pdf, const struct pdf_text *text, double x, unsigned cost, bool whole)
{
    size_t count = text->layout->lines.count;
    for (size_t line = 0; line < count; line++) {
        bool alone = line == 1 || line + 1 == count;
        unsigned inside = whole ? PAGE_INSIDE : alone ? PAGE_LEAVES_ONE : PAGE_AT_LINE;
        pdf_part(pdf, line == 0 ? cost : inside);
        if (line == 0)
            show_labels(pdf);
        pdf_show(pdf, text, line, 1, x, pdf->y);
        pdf->y += text->leading;
    }
}

void pdf_place(struct pdf *pdf, const struct pdf_text *text, double x, unsigned cost)
{
    place(pdf, text, x, cost, false);
}

void pdf_place_whole(struct pdf *pdf, const struct pdf_text *text, double x, unsigned cost)
{
    place(pdf, text, x, cost, true);
}
