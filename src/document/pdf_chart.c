// SPDX-License-Identifier: GPL-3.0-or-later
// A drawing becomes operators of the page, its texts in the face of the rest.
#include "document/pdf_drawing.h"

#include "document/chart.h"
#include "document/drawing_cut.h"
#include "document/pdf_writer.h"

#include "document/words.h"

#include <math.h>

static void add_numbers(struct buffer *out, const double *numbers, size_t count, const char *operator)
{
    for (size_t i = 0; i < count; i++) {
        pdf_add_number(out, numbers[i]);
        buffer_add_character(out, ' ');
    }
    buffer_add(out, text_from(operator));
}

// Of a circle, by four curves.
static void add_circle(struct buffer *out, double x, double y, double radius)
{
    const double arc = 0.5522847498 * radius;
    add_numbers(out, (double[]){x + radius, y}, 2, "m ");
    add_numbers(out, (double[]){x + radius, y + arc, x + arc, y + radius, x, y + radius}, 6, "c ");
    add_numbers(out, (double[]){x - arc, y + radius, x - radius, y + arc, x - radius, y}, 6, "c ");
    add_numbers(out, (double[]){x - radius, y - arc, x - arc, y - radius, x, y - radius}, 6, "c ");
    add_numbers(out, (double[]){x + arc, y - radius, x + radius, y - arc, x + radius, y}, 6, "c h ");
}

static void add_path(struct buffer *out, const struct shape *shape, double x, double y, double height)
{
    switch (shape->kind) {
    case SHAPE_RECTANGLE:
        add_numbers(
            out, (double[]){x + shape->x, height - y - shape->y - shape->height, shape->width, shape->height},
            4, "re ");
        break;
    case SHAPE_LINE:
        add_numbers(out, (double[]){x + shape->x, height - y - shape->y}, 2, "m ");
        add_numbers(out, (double[]){x + shape->to_x, height - y - shape->to_y}, 2, "l ");
        break;
    case SHAPE_CIRCLE: add_circle(out, x + shape->x, height - y - shape->y, shape->radius); break;
    case SHAPE_TEXT: break;
    }
}

static void show_path(struct pdf *pdf, struct pdf_element *element, const struct shape *shape, double x,
                      double y)
{
    bool filled = shape->fill != COLOUR_NONE && shape->kind != SHAPE_LINE,
         stroked = shape->stroke != COLOUR_NONE;
    if (!filled && !stroked)
        return;
    struct buffer *out = pdf_mark(&pdf->pages, element);
    buffer_add(out, TEXT("q "));
    if (filled)
        pdf_add_colour(out, (uint32_t)shape->fill, false);
    if (stroked) {
        pdf_add_colour(out, (uint32_t)shape->stroke, true);
        add_numbers(out, &shape->stroke_width, 1, "w ");
    }
    add_path(out, shape, x, y, pdf->pages.height);
    buffer_add(out, filled && stroked ? TEXT("B Q\n") : filled ? TEXT("f Q\n") : TEXT("S Q\n"));
}

static void show_text(struct pdf *pdf, struct pdf_element *element, const struct shape *shape, double x,
                      double y)
{
    struct pdf_spans spans = pdf_spans_of(pdf, element, shape->bold ? FACE_BOLD : FACE_REGULAR,
                                          shape->fill == COLOUR_NONE ? COLOUR_INK : (uint32_t)shape->fill);
    pdf_add_text(&spans, shape->text);
    pdf_add_text(&spans, TEXT(" ")); // keeps it apart from the next where it is copied
    struct pdf_text text = pdf_set(&spans, (struct pdf_type){shape->size, shape->size}, 0);
    if (text.layout->lines.count == 0)
        return;
    for (size_t i = 0; i < text.ink_count; i++)
        text.inks[i].element = element; // the figure's alternative says it all: no elements inside
    double width = text.layout->width;
    double left = x + shape->x -
                  (shape->anchor == ANCHOR_END      ? width
                   : shape->anchor == ANCHOR_MIDDLE ? width / 2
                                                    : 0);
    pdf_show_line(&pdf->pages, text.layout, 0, text.inks, left, y + shape->y);
}

#define CAPTION_SPACE 0.6 // of a paragraph's

// ---- Showing -----------------------------------------------------------------------------------------------

// The shapes between two heights of the drawing, the upper of them at y.
static void show_part(struct pdf *pdf, struct pdf_element *element, const struct drawing *drawing, double x,
                      double y, struct drawing_band part)
{
    for (size_t i = 0; i < drawing->shapes.count; i++) {
        const struct shape *shape = &drawing->shapes.items[i];
        if (!drawing_is_in(drawing, shape, part))
            continue;
        if (shape->kind == SHAPE_TEXT)
            show_text(pdf, element, shape, x, y - part.from);
        else
            show_path(pdf, element, shape, x, y - part.from);
    }
}

void pdf_show_drawing(struct pdf *pdf, struct pdf_element *element, const struct drawing *drawing, double x,
                      double y)
{
    double box[4] = {x, pdf->pages.height - y - drawing->height, x + drawing->width, pdf->pages.height - y};
    memcpy(element->box, box, sizeof box);
    element->has_box = true;
    show_part(pdf, element, drawing, x, y, (struct drawing_band){0, drawing->height});
}

static double widest_gap(const struct drawing_gaps *gaps)
{
    double widest = 0;
    for (size_t i = 0; i < gaps->bands.count; i++)
        widest = fmax(widest, gaps->bands.items[i].to - gaps->bands.items[i].from);
    return widest;
}

// Over several pages, between its bars and not between a bar and what is written beside it; the figure has no box then (ISO 32000-1,
// 14.8.5.4.3).
static void show_divided(struct pdf *pdf, struct pdf_element *element, const struct drawing *drawing,
                         const struct drawing_gaps *gaps)
{
    double from = 0, wide = 0.9 * widest_gap(gaps);
    unsigned cost = PAGE_INSIDE; // its caption stands above it
    for (size_t i = 0; i <= gaps->bands.count; i++) {
        bool last = i == gaps->bands.count;
        struct drawing_band gap = last ? (struct drawing_band){drawing->height, drawing->height}
                                       : gaps->bands.items[i];
        double to = (gap.from + gap.to) / 2;
        pdf_part(pdf, cost);
        if (!pdf->parts.measuring)
            show_part(pdf, element, drawing, pdf->left, pdf->y, (struct drawing_band){from, to});
        pdf->y += to - from;
        from = to;
        cost = gap.to - gap.from >= wide ? PAGE_AT_ROW : PAGE_LEAVES_ONE;
    }
}

// At the size of the tables' text; with less space where it fits a page then; smaller only where the figure is higher than a page and
// cannot be divided.
static const struct drawing *draw(struct pdf *pdf, const struct block *block, double room,
                                  struct drawing_gaps *gaps)
{
    enum { SMALLEST = 5 };
    struct chart_style style = {
        .width = pdf_width(pdf), .text_size = pdf->style->table.size, .accent = chart_accent(pdf->document)};
    const struct drawing *drawing = chart_draw(pdf->arena, pdf->checked, block, style);
    if (drawing->height > room) {
        style.tight = true;
        const struct drawing *tight = chart_draw(pdf->arena, pdf->checked, block, style);
        if (tight->height <= room)
            drawing = tight;
        style.tight = false;
    }
    *gaps = drawing_gaps_of(pdf->arena, drawing);
    while (!drawing_can_divide(gaps, drawing, room) && style.text_size > SMALLEST) {
        style.text_size *= 0.85;
        drawing = chart_draw(pdf->arena, pdf->checked, block, style);
        *gaps = drawing_gaps_of(pdf->arena, drawing);
    }
    return drawing;
}

// Gives its height with the space below it.
static double write_caption(struct pdf *pdf, struct pdf_element *parent, const struct block *block)
{
    struct pdf_spans spans = pdf_spans_of(pdf, pdf_element(pdf, parent, "P"), FACE_BOLD, COLOUR_SOFT);
    pdf_add_text(&spans,
                 text_print(pdf->arena, "%.*s: ", TEXT_PRINT(words_chart(pdf->arena, pdf->checked, block))));
    spans.ink.colour = COLOUR_INK;
    pdf_add_runs(&spans, &block->chart.caption);
    struct pdf_text caption = pdf_set(&spans, pdf->style->body, pdf_width(pdf));
    pdf_space(pdf, 1.4 * pdf->style->paragraph);
    pdf_part(pdf, PAGE_AT_BLOCK);
    pdf_destination(pdf, block->id, pdf->y);
    pdf_place_whole(pdf, &caption, pdf->left, PAGE_INSIDE);
    pdf_space(pdf, CAPTION_SPACE * pdf->style->paragraph);
    pdf_hold(pdf, PAGE_INSIDE);
    return pdf_text_height(&caption) + CAPTION_SPACE * pdf->style->paragraph;
}

static void show_again(struct pdf *pdf, void *what)
{
    const struct pdf_text *text = what;
    pdf_show(pdf, text, 0, text->layout->lines.count, pdf->left, pdf->y);
    pdf->y += pdf->repeated.height;
}

static void write_divided(struct pdf *pdf, struct pdf_element *figure, const struct block *block,
                          const struct drawing *drawing, const struct drawing_gaps *gaps)
{
    struct message message = MESSAGE("{heading} (continued)",
                                     VALUE("heading", words_chart(pdf->arena, pdf->checked, block)));
    struct pdf_text again = pdf_set_text(pdf, pdf->pages.header,
                                         message_text(pdf->arena, pdf->document->language, &message),
                                         pdf->style->body, FACE_BOLD, COLOUR_SOFT, pdf_width(pdf));
    pdf->repeated = (struct pdf_repeated){pdf_text_height(&again) + CAPTION_SPACE * pdf->style->paragraph,
                                          show_again, &again};
    show_divided(pdf, figure, drawing, gaps);
    pdf->repeated = (struct pdf_repeated){0};
}

void pdf_write_chart(struct pdf *pdf, struct pdf_element *parent, const struct block *block)
{
    struct pdf_element *part = pdf_element(pdf, parent, "Div");
    double room = pdf_room(pdf) - write_caption(pdf, part, block);
    struct drawing_gaps gaps;
    const struct drawing *drawing = draw(pdf, block, room, &gaps);
    struct pdf_element *figure = pdf_element(pdf, part, "Figure");
    figure->alternative = block->chart.alternative;
    figure->block = true;
    if (drawing->height > room && drawing_can_divide(&gaps, drawing, room)) {
        write_divided(pdf, figure, block, drawing, &gaps);
    } else {
        pdf_part(pdf, PAGE_AT_BLOCK);
        if (!pdf->parts.measuring)
            pdf_show_drawing(pdf, figure, drawing, pdf->left, pdf->y);
        pdf->y += drawing->height;
    }
    pdf_space(pdf, 1.8 * pdf->style->paragraph);
}
