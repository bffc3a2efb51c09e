// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/drawing_svg.h"

#include "format/markup_writer.h"

#include <math.h>
#include <stdlib.h>

struct svg {
    struct markup_writer markup;
    struct arena *arena;
};

// Two decimals, none of them a zero at the end.
static struct text decimal(struct arena *arena, double number)
{
    long long hundredths = llround(number * 100);
    const char *sign = hundredths < 0 ? "-" : "";
    long long positive = llabs(hundredths), whole = positive / 100, rest = positive % 100;
    if (rest == 0)
        return text_print(arena, "%s%lld", sign, whole);
    if (rest % 10 == 0)
        return text_print(arena, "%s%lld.%lld", sign, whole, rest / 10);
    return text_print(arena, "%s%lld.%02lld", sign, whole, rest);
}

static void number(struct svg *svg, const char *name, double value)
{
    markup_add_attribute(&svg->markup, name, decimal(svg->arena, value));
}

static void colour(struct svg *svg, const char *name, int32_t value)
{
    markup_add_attribute(&svg->markup, name,
                         value == COLOUR_NONE ? TEXT("none")
                                              : text_print(svg->arena, "#%06x", (unsigned)value));
}

static void stroke(struct svg *svg, const struct shape *shape)
{
    if (shape->stroke == COLOUR_NONE)
        return;
    colour(svg, "stroke", shape->stroke);
    number(svg, "stroke-width", shape->stroke_width);
}

static void write_rectangle(struct svg *svg, const struct shape *shape)
{
    markup_open(&svg->markup, "rect");
    number(svg, "x", shape->x);
    number(svg, "y", shape->y);
    number(svg, "width", shape->width);
    number(svg, "height", shape->height);
    colour(svg, "fill", shape->fill);
    stroke(svg, shape);
    markup_close(&svg->markup);
}

static void write_line(struct svg *svg, const struct shape *shape)
{
    markup_open(&svg->markup, "line");
    number(svg, "x1", shape->x);
    number(svg, "y1", shape->y);
    number(svg, "x2", shape->to_x);
    number(svg, "y2", shape->to_y);
    stroke(svg, shape);
    markup_close(&svg->markup);
}

static void write_circle(struct svg *svg, const struct shape *shape)
{
    markup_open(&svg->markup, "circle");
    number(svg, "cx", shape->x);
    number(svg, "cy", shape->y);
    number(svg, "r", shape->radius);
    colour(svg, "fill", shape->fill);
    stroke(svg, shape);
    markup_close(&svg->markup);
}

static void write_text(struct svg *svg, const struct shape *shape)
{
    static const char *const anchors[] = {
        [ANCHOR_START] = "start", [ANCHOR_MIDDLE] = "middle", [ANCHOR_END] = "end"};
    markup_open(&svg->markup, "text");
    number(svg, "x", shape->x);
    number(svg, "y", shape->y);
    number(svg, "font-size", shape->size);
    if (shape->bold)
        markup_attribute(&svg->markup, "font-weight", TEXT("bold"));
    if (shape->anchor != ANCHOR_START)
        markup_attribute(&svg->markup, "text-anchor", text_from(anchors[shape->anchor]));
    colour(svg, "fill", shape->fill);
    markup_text(&svg->markup, shape->text);
    markup_close(&svg->markup);
}

static void write_shape(struct svg *svg, const struct shape *shape)
{
    markup_line(&svg->markup);
    switch (shape->kind) {
    case SHAPE_RECTANGLE: write_rectangle(svg, shape); break;
    case SHAPE_LINE: write_line(svg, shape); break;
    case SHAPE_CIRCLE: write_circle(svg, shape); break;
    case SHAPE_TEXT: write_text(svg, shape); break;
    }
}

static void write_words(struct svg *svg, const char *element, struct text id, struct text words)
{
    markup_line(&svg->markup);
    markup_open_element(&svg->markup, element);
    markup_attribute(&svg->markup, "id", id);
    markup_text(&svg->markup, words);
    markup_close(&svg->markup);
}

static void open_root(struct svg *svg, const struct drawing *drawing, struct text title_id,
                      struct text description_id)
{
    struct text width = decimal(svg->arena, drawing->width), height = decimal(svg->arena, drawing->height);
    markup_open(&svg->markup, "svg");
    markup_attribute(&svg->markup, "xmlns", TEXT("http://www.w3.org/2000/svg"));
    markup_attribute(&svg->markup, "role", TEXT("img"));
    markup_attribute(&svg->markup, "aria-labelledby",
                     text_print(svg->arena, "%.*s %.*s", TEXT_PRINT(title_id), TEXT_PRINT(description_id)));
    markup_attribute(&svg->markup, "width", text_print(svg->arena, "%.*spt", TEXT_PRINT(width)));
    markup_attribute(&svg->markup, "height", text_print(svg->arena, "%.*spt", TEXT_PRINT(height)));
    markup_attribute(&svg->markup, "viewBox",
                     text_print(svg->arena, "0 0 %.*s %.*s", TEXT_PRINT(width), TEXT_PRINT(height)));
    markup_attribute(&svg->markup, "style", TEXT("max-width:100%;height:auto"));
    markup_attribute(&svg->markup, "font-family", TEXT("'Liberation Sans', Arial, Helvetica, sans-serif"));
}

void drawing_svg(const struct drawing *drawing, struct text title, struct text description, struct text id,
                 struct buffer *out)
{
    struct svg svg = {.arena = arena_new()};
    struct text title_id = text_print(svg.arena, "%.*s:title", TEXT_PRINT(id));
    struct text description_id = text_print(svg.arena, "%.*s:description", TEXT_PRINT(id));
    struct shape ground = {.kind = SHAPE_RECTANGLE,
                           .width = drawing->width,
                           .height = drawing->height,
                           .fill = 0xFFFFFF,
                           .stroke = COLOUR_NONE};
    markup_start(&svg.markup, MARKUP_FRAGMENT, out);
    open_root(&svg, drawing, title_id, description_id);
    write_words(&svg, "title", title_id, title);
    write_words(&svg, "desc", description_id, description);
    write_shape(&svg, &ground);
    for (size_t i = 0; i < drawing->shapes.count; i++)
        write_shape(&svg, &drawing->shapes.items[i]);
    markup_line(&svg.markup);
    markup_end(&svg.markup);
    arena_free(svg.arena);
}
