// SPDX-License-Identifier: GPL-3.0-or-later
// A figure inside a page of HTML. For html.c only.
#pragma once

#include "document/checked.h"
#include "document/writers.h"
#include "format/markup_writer.h"

// The picture of a BLOCK_CHART, drawn twice: for wide screens and paper, and for narrow screens, where the wide one would
// be too small to read. The style shows one of them; without it the narrow one is hidden.
void html_figure(struct markup_writer *html, struct arena *arena, const struct checked_document *checked,
                 const struct block *block, enum sheet sheet);
