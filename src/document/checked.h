// SPDX-License-Identifier: GPL-3.0-or-later
// What document_check hands to the writers. Only they and the check include this.
#pragma once

#include "document/check.h"

struct checked_document {
    const struct document *document;
    ARRAY_OF(const struct block *) tables; // in order: the first is table 1
    ARRAY_OF(const struct block *) charts; // the first is figure 1
    ARRAY_OF(struct text) notes;           // ids in order: the first is note 1
    struct text
        hash; // SHA-256 of what the document says: its JSON form without what stands around it (imprint,
              // editions, formats)
};

// Counted from 1; what a checked document refers to is there.
size_t checked_note_number(const struct checked_document *checked, struct text id);
size_t checked_table_number(const struct checked_document *checked, const struct block *block);
size_t checked_chart_number(const struct checked_document *checked, const struct block *block);
// The table that a figure pictures.
const struct block *checked_table(const struct checked_document *checked, struct text id);
