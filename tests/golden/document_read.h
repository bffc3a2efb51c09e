// SPDX-License-Identifier: GPL-3.0-or-later
// Documents described in YAML, for golden tests: tests/golden/document/README.md describes the form.
#pragma once

#include "base/problem.h"
#include "document/document.h"

// The documents of a file, one a language; at most LANGUAGE_COUNT + 1 of them, so that too many can be tested.
enum { DOCUMENTS_MOST = LANGUAGE_COUNT + 1 };
bool document_read(struct arena *arena, struct text source, struct text content,
                   struct document *documents[DOCUMENTS_MOST], size_t *count, struct problems *problems);
