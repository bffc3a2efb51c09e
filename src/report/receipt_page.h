// SPDX-License-Identifier: GPL-3.0-or-later
// The receipt of a draw as a page for readers: the words of its text, and its tickets as a table.
#pragma once

#include "document/check.h"
#include "review/review.h"
#include "selection/receipt.h"

// The pages before they are checked, for who stands them into a site.
void receipt_page_documents(struct arena *arena, const struct review *review, const struct receipt *receipt,
                            struct document *documents[static LANGUAGE_COUNT]);
// For who hands them out by themselves. Until a translator has approved its words the Welsh page says that it is a draft.
bool receipt_page_build(struct arena *arena, const struct review *review, const struct receipt *receipt,
                        bool welsh_approved, const struct checked_document *checked[static LANGUAGE_COUNT],
                        struct problems *problems);
