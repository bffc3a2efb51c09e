// SPDX-License-Identifier: GPL-3.0-or-later
// What anyone needs to check a draw, as files: the frame and the commitment; after the draw also the receipt, as text and as a
// page in each language.
#pragma once

#include "report/file_sink.h"
#include "review/draw.h"
#include "review/review.h"

struct checked_document;

// Names are "REVIEW.frame.txt" and so on. All is made before the first file is given. The texts bear no mark of a draft, nor of an edition:
// they are verified byte by byte, and are the same wherever they lie. The pages do (report/receipt_page.h).
bool receipt_files_write(struct arena *arena, const struct review *review, const struct draw *draw,
                         bool welsh_approved, const struct file_sink *sink, struct problems *problems);
// The same with pages that were made before (report/receipt_page.h), by language; they are not asked for where nothing is drawn.
bool receipt_files_write_with(struct arena *arena, const struct review *review, const struct draw *draw,
                              const struct checked_document *const *pages, const struct file_sink *sink,
                              struct problems *problems);
