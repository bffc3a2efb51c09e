// SPDX-License-Identifier: GPL-3.0-or-later
// Takes small counts, and what tells them, out of the documents of a public report, by the office's decision.
#pragma once

#include "document/document.h"
#include "report/results.h"

// Whether the decision is that counts are withheld, as they are or merged.
bool withholding_is_decided(const struct results *results);
// The sentence that says what stands for a count that is withheld.
struct text withholding_words(const struct document *document);

// The sentence that says what the mark of a withheld cell stands for. It stays in a document only if there is such a cell.
struct text withholding_mark_words(const struct document *document);

// The documents of all languages, which document_check has passed: their sums cannot be checked afterwards. Where
// nobody has decided and a count is small, or it cannot be proven that nobody can work a withheld count out, or a number is
// printed of which this knows nothing, it is refused.
bool withholding_apply(struct arena *arena, const struct results *results, struct document *const *documents,
                       size_t count, struct problems *problems);
