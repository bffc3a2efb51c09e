// SPDX-License-Identifier: GPL-3.0-or-later
// Text set in lines: which glyphs stand where. One family, Liberation Sans, in two faces, found by its name and by
// nothing else, without hints and without the machine's own settings, so that the lines are the same everywhere. The
// only file over Pango and fontconfig. Lengths are points.
#pragma once

#include "format/font.h"

enum face { FACE_REGULAR, FACE_BOLD, FACE_COUNT };

struct typesetter;

// False with a problem, which says how to install it, if the family is not there.
bool typesetter_open(struct typesetter **typesetter, struct problems *problems);
void typesetter_close(struct typesetter *typesetter); // NULL is allowed
const struct font *typesetter_font(const struct typesetter *typesetter, enum face face);

// Whether the faces can show it; characters that are not shown at all (joiners, marks of direction) count as shown.
bool typesetter_can_show(const struct typesetter *typesetter, uint32_t code_point);
bool character_is_invisible(uint32_t code_point);

// A piece of a paragraph in one face. U+2028 begins a new line. The faces must be able to show every character.
struct text_span {
    struct text text;
    enum face face;
    enum language language;
};

struct text_glyph {
    uint32_t id;
    uint32_t byte,
        bytes;   // the characters that it stands for, in its span's text; 0 bytes: an earlier glyph has them
    double x, y; // from the line's start and its base line, upwards
};

// Glyphs of one span in one line, from left to right.
struct text_piece {
    size_t span;
    double x, width;
    struct text_glyph *glyphs;
    size_t count;
};

struct text_line {
    double width; // without the blanks at its end
    struct text_piece *pieces;
    size_t count;
};

struct text_layout {
    double size;
    const struct text_span *spans; // as they were given
    size_t span_count;
    ARRAY_OF(struct text_line) lines;
    double width; // of the widest line
};

// Set to a width; 0: as wide as the text is. A word that is wider than that is broken where it must be. A blank at a line's end
// has its glyph, so that copied text keeps its words apart. The spans are not copied.
struct text_layout *text_layout_new(struct arena *arena, struct typesetter *typesetter,
                                    const struct text_span *spans, size_t count, double size, double width);
