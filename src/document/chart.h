// SPDX-License-Identifier: GPL-3.0-or-later
// Figures as drawings: every number, label and length comes from the cells of the table that the figure pictures. All
// texts are set at one size; where they need room they wrap and the drawing grows downwards. No text leaves the drawing or
// lies upon another.
#pragma once

#include "document/check.h"
#include "document/drawing.h"

enum { CHART_BLUE = 0x12436D };

struct chart_style {
    double width;     // points; a drawing is at least 12 times as wide as its text is high
    double text_size; // points; from 15 on labels stand above their bars
    uint32_t accent;  // of bars that need no telling apart: 0xRRGGBB, dark
    bool tight;       // with less space between the texts, at the same size
};

// The office's accent, or CHART_BLUE where it has none.
uint32_t chart_accent(const struct document *document);
// A BLOCK_CHART of the document.
const struct drawing *chart_draw(struct arena *arena, const struct checked_document *checked,
                                 const struct block *block, struct chart_style style);
