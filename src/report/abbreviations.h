// SPDX-License-Identifier: GPL-3.0-or-later
// The list of abbreviations in a report: those that it uses, of all that its instrument knows.
#pragma once

#include "document/document.h"
#include "instrument/instrument.h"

// The instrument's abbreviations, each in full once, before the tables use it.
void abbreviations_add(struct blocks *blocks, const struct instrument *instrument);
// When the documents are complete: takes out of the list what none of them uses elsewhere. The same stays in all languages,
// which have the same items.
void abbreviations_keep_used(struct document *const *documents, size_t count);
