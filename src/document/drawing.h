// SPDX-License-Identifier: GPL-3.0-or-later
// A picture as a list of shapes, drawn in their order: the same list becomes SVG text, the operators of a PDF page and a
// PNG, so that a figure is the same everywhere. Lengths are points (1/72 inch), from the upper left corner; a text's y is
// its base line. Texts are set in the sans-serif face whose widths text_width.h knows.
#pragma once

#include "base/text.h"

enum shape_kind { SHAPE_RECTANGLE, SHAPE_LINE, SHAPE_CIRCLE, SHAPE_TEXT };
enum anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END };
enum { COLOUR_NONE = -1 }; // else 0xRRGGBB

struct shape {
    enum shape_kind kind;
    double x, y;          // a rectangle's corner, a line's start, a circle's centre, a text's anchor
    double width, height; // of a rectangle
    double to_x, to_y;    // a line's end
    double radius;
    int32_t fill, stroke; // 0xRRGGBB or COLOUR_NONE; a text is filled
    double stroke_width;
    struct text text;
    double size; // of the text
    bool bold;
    enum anchor anchor;
};

struct drawing {
    double width, height;
    ARRAY_OF(struct shape) shapes;
    struct arena *arena;
};

struct drawing *drawing_new(struct arena *arena, double width);
// Each adds a shape; what it returns, to set more of it, is valid until the next one is added.
struct shape *drawing_rectangle(struct drawing *drawing, double x, double y, double width, double height,
                                int32_t fill);
struct shape *drawing_line(struct drawing *drawing, double x, double y, double to_x, double to_y,
                           double stroke_width, int32_t stroke);
struct shape *drawing_circle(struct drawing *drawing, double x, double y, double radius, int32_t fill);
struct shape *drawing_text(struct drawing *drawing, double x, double y, struct text text, double size,
                           int32_t fill);
