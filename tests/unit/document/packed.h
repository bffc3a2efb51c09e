// SPDX-License-Identifier: GPL-3.0-or-later
// What tests of formats that are packages share: small documents, and the files in what is made of them.
#pragma once

#include "document/check.h"
#include "document/writers.h"

typedef bool packed_writer(const struct checked_document *checked, enum sheet sheet, struct buffer *out,
                           struct problems *problems);

// With what is required, and no blocks yet.
struct document *packed_document(struct arena *arena);
// With one column of text and one of counts.
struct table *packed_table(struct document *document, struct text id, size_t rows);
// Checks and writes the document; both must succeed. The file of this name in the package.
struct text packed_part(struct arena *arena, const struct document *document, packed_writer *write,
                        const char *name);
bool holds(struct text text, struct text part);
void assert_same_twice(struct arena *arena, const struct document *document, packed_writer *write);
