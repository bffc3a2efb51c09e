// SPDX-License-Identifier: GPL-3.0-or-later
// A drawing as a PNG picture on white, for formats that cannot show shapes.
#pragma once

#include "base/buffer.h"
#include "base/problem.h"
#include "document/drawing.h"

// `scale` is pixels a point. Without the face that text_width.h knows texts would not fit: that is a problem, and nothing is
// added. The same bytes for the same drawing, by the same libraries.
bool drawing_png(const struct drawing *drawing, double scale, struct buffer *out, struct problems *problems);
