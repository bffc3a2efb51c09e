// SPDX-License-Identifier: GPL-3.0-or-later
// A drawing on a page of the PDF writer.
#pragma once

#include "document/drawing.h"
#include "document/pdf_writer.h"

// Its upper left corner is at x, y; all of it belongs to the element, a Figure, whose box is set.
void pdf_show_drawing(struct pdf *pdf, struct pdf_element *element, const struct drawing *drawing, double x,
                      double y);
