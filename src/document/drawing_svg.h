// SPDX-License-Identifier: GPL-3.0-or-later
// A drawing as SVG 1.1 text: real text, on white, one image to those who hear it, named by its title and description.
#pragma once

#include "base/buffer.h"
#include "document/drawing.h"

// An element without an XML declaration, to stand in HTML or XHTML (a MARKUP_FRAGMENT) or, behind a declaration, alone in
// a file. It is no wider than what it stands in. The ids of title and description are made from `id`.
void drawing_svg(const struct drawing *drawing, struct text title, struct text description, struct text id,
                 struct buffer *out);
