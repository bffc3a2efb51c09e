// SPDX-License-Identifier: GPL-3.0-or-later
// Every text of a document, whoever reads it: what people read, what only programs read (ids, traces, links), what stands
// in the head. The one place that knows where a tree holds text: what is searched in a document is searched by this, so that
// nothing is forgotten. tests/checks/texts.py compares it with document.h.
#pragma once

#include "document/document.h"

// `block` is the one of the body that the text stands in, NULL in the document's head. `what` says which text it is ("a
// link"), NULL where the block says enough. A line of runs comes as one text, its new lines as line feeds: it lives until the call
// returns. Empty texts are not visited.
typedef void visit_text(void *argument, const struct block *block, const char *what, struct text text);
void document_each_text(const struct document *document, visit_text *visit, void *argument);

// Every line of runs of a body, in its order, which may be changed: paragraphs, headings, items, captions, cells, notes.
typedef void visit_line(void *argument, const struct block *block, struct runs *runs);
void each_line(const struct blocks *body, visit_line *visit, void *argument);
