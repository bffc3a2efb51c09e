// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/drawing.h"

struct drawing *drawing_new(struct arena *arena, double width)
{
    struct drawing *drawing = ARENA_NEW(arena, struct drawing);
    drawing->arena = arena;
    drawing->width = width;
    return drawing;
}

static struct shape *add(struct drawing *drawing, enum shape_kind kind, double x, double y)
{
    struct shape *shape = ARRAY_APPEND(drawing->arena, &drawing->shapes);
    *shape = (struct shape){.kind = kind, .x = x, .y = y, .fill = COLOUR_NONE, .stroke = COLOUR_NONE};
    return shape;
}

struct shape *drawing_rectangle(struct drawing *drawing, double x, double y, double width, double height,
                                int32_t fill)
{
    struct shape *shape = add(drawing, SHAPE_RECTANGLE, x, y);
    shape->width = width;
    shape->height = height;
    shape->fill = fill;
    return shape;
}

struct shape *drawing_line(struct drawing *drawing, double x, double y, double to_x, double to_y,
                           double stroke_width, int32_t stroke)
{
    struct shape *shape = add(drawing, SHAPE_LINE, x, y);
    shape->to_x = to_x;
    shape->to_y = to_y;
    shape->stroke_width = stroke_width;
    shape->stroke = stroke;
    return shape;
}

struct shape *drawing_circle(struct drawing *drawing, double x, double y, double radius, int32_t fill)
{
    struct shape *shape = add(drawing, SHAPE_CIRCLE, x, y);
    shape->radius = radius;
    shape->fill = fill;
    return shape;
}

struct shape *drawing_text(struct drawing *drawing, double x, double y, struct text text, double size,
                           int32_t fill)
{
    struct shape *shape = add(drawing, SHAPE_TEXT, x, y);
    shape->text = text;
    shape->size = size;
    shape->fill = fill;
    return shape;
}
