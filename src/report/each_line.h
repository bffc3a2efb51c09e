// SPDX-License-Identifier: GPL-3.0-or-later
// Every line of text of a document's blocks: paragraphs, headings, items, captions, cells, notes.
#pragma once

#include "document/document.h"

// `block` is the one of the body that the line stands in.
typedef void visit_line(void *argument, const struct block *block, struct runs *runs);

void each_line(const struct blocks *body, visit_line *visit, void *argument);
