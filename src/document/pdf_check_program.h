// SPDX-License-Identifier: GPL-3.0-or-later
// What the check of a PDF's fonts reads of a TrueType program, and of the widths that the file gives beside it. The writer's own
// way to a font's measures is another.
#pragma once

#include "format/pdf_reader.h"

struct pdf_program {
    size_t glyphs; // 0: not known
    uint32_t unit; // how many make the text's size; 0: not known
    size_t advance_count;
    struct text advances;
};

// The bytes must live as long as the program.
struct pdf_program pdf_program_read(struct text font);
// False if the program does not say it.
bool pdf_program_advance(const struct pdf_program *program, size_t glyph, double *thousandths);
// The width of each character of a font that is addressed by characters of two bytes, in thousandths. False if the array of them
// is not in its form.
bool pdf_program_widths(struct arena *arena, const struct pdf_value *descendant, double **widths);
