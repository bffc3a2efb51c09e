// SPDX-License-Identifier: GPL-3.0-or-later
// A document that was kept as JSON (docs/report-json.md), as blocks that a page shows: headings, paragraphs, items of lists and
// tables. For documents of tables, without figures or notes.
#pragma once

#include "web/components.h"
#include "web/visit.h"

enum shown_block_kind { SHOWN_HEADING, SHOWN_PARAGRAPH, SHOWN_ITEM, SHOWN_TABLE };
struct shown_block {
    enum shown_block_kind kind;
    struct text text; // not of a table
    struct component_table table;
};
struct shown_document {
    struct text title;
    ARRAY_OF(struct shown_block) blocks;
};
// False, with a problem, if it is no such document.
bool shown_document_read(struct visit *visit, struct text json, struct shown_document *document);
