// SPDX-License-Identifier: GPL-3.0-or-later
// What of a document's JSON form its hash is taken of. For document_check and those who check a published edition.
#pragma once

#include "base/buffer.h"
#include "document/check.h"

// All that the document says, without what stands around it: imprint, editions and formats.
void document_write_content(const struct checked_document *checked, struct buffer *out);
