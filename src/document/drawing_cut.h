// SPDX-License-Identifier: GPL-3.0-or-later
// Where a drawing that is higher than a page can be divided: through none of its shapes.
#pragma once

#include "document/drawing.h"

struct drawing_band { // from one height to another, downwards
    double from, to;
};
struct drawing_gaps {
    ARRAY_OF(struct drawing_band) bands;
};

// The empty bands of a drawing, from the top down.
struct drawing_gaps drawing_gaps_of(struct arena *arena, const struct drawing *drawing);
// Where the piece that begins at `from` ends: in the widest gap of the lower half of the room, or the last above it. 0: nowhere.
double drawing_cut(const struct drawing_gaps *gaps, const struct drawing *drawing, double from, double room);
// Into pieces for which there is room.
bool drawing_can_divide(const struct drawing_gaps *gaps, const struct drawing *drawing, double room);
// Whether the shape belongs to the part of the drawing.
bool drawing_is_in(const struct drawing *drawing, const struct shape *shape, struct drawing_band part);
// The part as a drawing of its own.
struct drawing *drawing_part(struct arena *arena, const struct drawing *drawing, struct drawing_band part);
