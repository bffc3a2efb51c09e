// SPDX-License-Identifier: GPL-3.0-or-later
// The gate before every writer: they take a struct checked_document, and only document_check makes one.
#pragma once

#include "base/problem.h"
#include "document/document.h"

// A document that has passed, with the numbers of its tables and notes. Do not change the document afterwards.
struct checked_document;

// Checks the trees of one edition, one a language (1 to LANGUAGE_COUNT of them), each alone and against the first. Reports
// all it finds; a problem's place names the language ("cy") and the block's id. On success checked[i] belongs to
// documents[i] and lives in the arena.
bool document_check(struct arena *arena, const struct document *const *documents, size_t count,
                    const struct checked_document **checked, struct problems *problems);

// SHA-256 of what the document says, as its imprint prints it: the same whichever formats are written.
struct text document_content_hash(const struct checked_document *checked);
