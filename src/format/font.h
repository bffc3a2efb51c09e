// SPDX-License-Identifier: GPL-3.0-or-later
// A TrueType face: what it can show, how wide that is, and the part of it that goes into a file. The only file over HarfBuzz.
#pragma once

#include "base/problem.h"
#include "base/buffer.h"

struct font;

// What a reader of the file must know of a face, in thousandths of the text's size.
struct font_measures {
    double ascent, descent; // descent is negative
    double cap_height;
    double box[4]; // left, bottom, right, top of all glyphs
    bool bold;
};

// The bytes must live as long as the font. NULL if they are no face with outlines.
struct font *font_new(struct text bytes);
void font_free(struct font *font); // NULL is allowed

struct font_measures font_measures(const struct font *font);
// 0: the face has none.
uint32_t font_glyph(const struct font *font, uint32_t code_point);
double font_advance(const struct font *font, uint32_t glyph); // in thousandths
// The width of a text of this size on one line, without kerning; *word is that of its longest part that has no blank.
double font_width(const struct font *font, double size, struct text text, double *word);

// The face reduced to these glyphs, which keep their numbers: for a font that is addressed by glyph. Hints and tables of layout
// and names are left out. False only if the library fails.
bool font_subset(const struct font *font, const uint32_t *glyphs, size_t count, struct buffer *out);
