// SPDX-License-Identifier: GPL-3.0-or-later
#include "document/drawing_cut.h"

#include <math.h>
#include <stdlib.h>

static struct drawing_band band_of(const struct shape *shape)
{
    switch (shape->kind) {
    case SHAPE_RECTANGLE: return (struct drawing_band){shape->y, shape->y + shape->height};
    case SHAPE_LINE: return (struct drawing_band){fmin(shape->y, shape->to_y), fmax(shape->y, shape->to_y)};
    case SHAPE_CIRCLE: return (struct drawing_band){shape->y - shape->radius, shape->y + shape->radius};
    case SHAPE_TEXT: break;
    }
    return (struct drawing_band){shape->y - shape->size, shape->y + shape->size / 3};
}

static int compare_bands(const void *a, const void *b)
{
    const struct drawing_band *one = a, *other = b;
    return (one->from > other->from) - (one->from < other->from);
}

// The empty bands of a drawing, from the top down.
struct drawing_gaps drawing_gaps_of(struct arena *arena, const struct drawing *drawing)
{
    size_t count = drawing->shapes.count;
    struct drawing_band *bands = ARENA_ARRAY(arena, struct drawing_band, count + 1);
    struct drawing_gaps gaps = {0};
    for (size_t i = 0; i < count; i++)
        bands[i] = band_of(&drawing->shapes.items[i]);
    qsort(bands, count, sizeof *bands, compare_bands);
    double end = 0;
    for (size_t i = 0; i < count; i++) {
        if (bands[i].from > end + 1 && i > 0)
            *ARRAY_APPEND(arena, &gaps.bands) = (struct drawing_band){end, bands[i].from};
        end = fmax(end, bands[i].to);
    }
    return gaps;
}

// Where the piece that begins at `from` ends: in the widest gap of the lower half of the room, or the last above it. 0: nowhere.
double drawing_cut(const struct drawing_gaps *gaps, const struct drawing *drawing, double from, double room)
{
    double best = 0, widest = 0;
    if (drawing->height - from <= room)
        return drawing->height;
    for (size_t i = 0; i < gaps->bands.count; i++) {
        struct drawing_band band = gaps->bands.items[i];
        bool low = band.from - from >= room / 2;
        if (band.from <= from || band.from - from > room)
            continue;
        if (!low || band.to - band.from >= widest) {
            best = (band.from + band.to) / 2;
            widest = low ? band.to - band.from : 0;
        }
    }
    return best;
}

bool drawing_can_divide(const struct drawing_gaps *gaps, const struct drawing *drawing, double room)
{
    for (double from = 0; from < drawing->height;) {
        double to = drawing_cut(gaps, drawing, from, room);
        if (to <= from)
            return false;
        from = to;
    }
    return true;
}

bool drawing_is_in(const struct drawing *drawing, const struct shape *shape, struct drawing_band part)
{
    struct drawing_band band = band_of(shape);
    double middle = fmax(0, fmin((band.from + band.to) / 2, drawing->height));
    return middle >= part.from && (middle < part.to || part.to >= drawing->height);
}

struct drawing *drawing_part(struct arena *arena, const struct drawing *drawing, struct drawing_band part)
{
    struct drawing *made = drawing_new(arena, drawing->width);
    made->height = part.to - part.from;
    for (size_t i = 0; i < drawing->shapes.count; i++) {
        struct shape shape = drawing->shapes.items[i];
        if (!drawing_is_in(drawing, &shape, part))
            continue;
        shape.y -= part.from;
        shape.to_y -= part.from;
        *ARRAY_APPEND(arena, &made->shapes) = shape;
    }
    return made;
}
