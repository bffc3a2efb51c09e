// SPDX-License-Identifier: GPL-3.0-or-later
// What the office says and shows in every report (review/office.h).
#pragma once

#include "document/document.h"
#include "report/results.h"

// Logo, colour, marking and publisher. Nothing where the record has no office.
void office_fill_head(struct document *document, const struct results *results);
void office_fill_look(struct document *document, const struct office *office);
// The office's sections that stand before a section of the report; with an empty key those at the end.
void office_add_sections(struct blocks *blocks, const struct results *results, struct text before);
// How to reach the office.
void office_add_contact(struct blocks *blocks, const struct results *results);
void office_add_address(struct blocks *blocks, const struct office *office); // without a heading; it has one
