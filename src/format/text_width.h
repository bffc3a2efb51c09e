// SPDX-License-Identifier: GPL-3.0-or-later
// How wide a line of text is in the sans-serif face of pictures: Liberation Sans, whose advance widths are those of Arial.
// What the table lacks counts as the widest character there is, so that a text is never wider than told.
#pragma once

#include "base/text.h"

struct text_lines {
    ARRAY_OF(struct text) lines;
    double width; // of the widest
};

// Of valid UTF-8 at this size, in the size's unit.
double text_width(struct text text, double size, bool bold);
// Parts the text at blanks into lines that are at most this wide, and a word that is wider between characters; a single
// character may be wider still. There is always a line. The lines are slices of the text.
struct text_lines text_wrap(struct arena *arena, struct text text, double width, double size, bool bold);
