// SPDX-License-Identifier: GPL-3.0-or-later
// A drawing becomes operators of the page, its texts in the face of the rest.
#include "document/pdf_drawing.h"
#include "document/pdf_writer.h"

#include "document/words.h"

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

void pdf_show_drawing(struct pdf *pdf, struct pdf_element *element, const struct drawing *drawing, double x,
                      double y)
{
    double box[4] = {x, pdf->pages.height - y - drawing->height, x + drawing->width, pdf->pages.height - y};
    memcpy(element->box, box, sizeof box);
    element->has_box = true;
    for (size_t i = 0; i < drawing->shapes.count; i++)
        if (drawing->shapes.items[i].kind == SHAPE_TEXT)
            show_text(pdf, element, &drawing->shapes.items[i], x, y);
        else
            show_path(pdf, element, &drawing->shapes.items[i], x, y);
}

void pdf_write_chart(struct pdf *pdf, struct pdf_element *parent, const struct block *block)
{
    struct pdf_element *part = pdf_element(pdf, parent, "Div");
    struct pdf_spans spans = pdf_spans_of(pdf, pdf_element(pdf, part, "P"), FACE_BOLD, COLOUR_SOFT);
    pdf_add_text(&spans,
                 text_print(pdf->arena, "%.*s: ", TEXT_PRINT(words_chart(pdf->arena, pdf->checked, block))));
    spans.ink.colour = COLOUR_INK;
    pdf_add_runs(&spans, &block->chart.caption);
    struct pdf_text caption = pdf_set(&spans, pdf->style->body, pdf_width(pdf));
    pdf_wait(pdf, (struct pdf_waiting){.text = caption,
                                       .x = pdf->left,
                                       .before = 1.4 * pdf->style->paragraph,
                                       .after = 0.4 * pdf->style->paragraph,
                                       .id = block->id});
    struct pdf_text text = pdf_set_text(pdf, pdf_element(pdf, part, "P"), block->chart.alternative,
                                        pdf->style->body, FACE_REGULAR, COLOUR_INK, pdf_width(pdf));
    pdf_place(pdf, &text, pdf->left);
    pdf_space(pdf, 1.4 * pdf->style->paragraph);
}
